// SPDX-License-Identifier: Apache-2.0
// The rules by which two spellings of a name are told apart, as data: the first that holds says what the names are to each
// other. Whether a rule holds is asked of NameComparison; the words for people stand in Content.

/// What two names are to each other.
public enum NameOutcome: UInt8, CaseIterable, Sendable {
  /// Nothing to change.
  case match
  /// The same name, written otherwise: look whether it should be written as printed.
  case note
  /// Another name, or one that a form would take for another.
  case mismatch
  /// "Cannot tell" is a real result.
  case cannotTell

  public var name: StaticString {
    switch self {
    case .match: "match"
    case .note: "note"
    case .mismatch: "mismatch"
    case .cannotTell: "cannotTell"
    }
  }
}

/// What a rule looks for. Account and document are told apart where it matters who left something out.
public enum NameCondition: UInt8, Sendable {
  case sideEmpty, wrongCharacters, otherScript, scriptUnsupported
  case identical, sameLetters, sameBaseLetters, sameSpellings
  case onlyTitlesDiffer, oneWordOnly, sameJoined, otherBorder, otherOrder, cutOff, onlyParticlesDiffer
  case patronymicMissing, patronymicExtra, middleMissing, middleExtra, middleInitial
  case middleDiffers, givenInitialOnly, firstGivenMissing, firstGivenExtra
  case otherRomanisation, familyPartMissing, familyPartExtra, petForm, otherGenderForm, familyDiffers
  case fewLettersDiffer, givenDiffers, nothingInCommon, always
}

/// A row of the table.
public struct NameRule: Sendable {
  public let id: StaticString
  public let condition: NameCondition
  public let outcome: NameOutcome
  /// The class of the answer: what the words for people hang on.
  public let answer: StaticString
  /// The class when account and document change places; nil where the rule looks at one of them only.
  public let mirrored: StaticString?

  init(
    _ id: StaticString, _ condition: NameCondition, _ outcome: NameOutcome, _ answer: StaticString,
    mirrored: StaticString?
  ) {
    self.id = id
    self.condition = condition
    self.outcome = outcome
    self.answer = answer
    self.mirrored = mirrored
  }

  /// A rule that says the same whichever side is which.
  init(_ id: StaticString, _ condition: NameCondition, _ outcome: NameOutcome, symmetric answer: StaticString) {
    self.init(id, condition, outcome, answer, mirrored: answer)
  }
}

public enum NameRules {
  public static let count = 34

  /// First hit wins; the last always holds.
  public static let rows: InlineArray<34, NameRule> = [
    NameRule("R00", .sideEmpty, .cannotTell, symmetric: "missing-input"),
    NameRule("R19", .wrongCharacters, .mismatch, "wrong-characters", mirrored: nil),
    NameRule("R16x", .otherScript, .note, symmetric: "other-script"),
    NameRule("R02", .identical, .match, symmetric: "exact"),
    NameRule("R02", .sameLetters, .match, symmetric: "case-or-space"),
    NameRule("R01", .scriptUnsupported, .cannotTell, symmetric: "script-unsupported"),
    NameRule("R03", .sameBaseLetters, .match, symmetric: "accents"),
    NameRule("R03b", .sameSpellings, .note, symmetric: "letter-expansion"),
    NameRule("R06", .onlyTitlesDiffer, .note, symmetric: "title-or-suffix"),
    NameRule("R18", .oneWordOnly, .note, symmetric: "mononym"),
    NameRule("R04", .sameJoined, .note, symmetric: "spacing-or-hyphen"),
    NameRule("R05b", .otherBorder, .note, symmetric: "field-split"),
    NameRule("R05", .otherOrder, .note, symmetric: "order-swapped"),
    NameRule("R07", .cutOff, .note, "mrz-truncated", mirrored: nil),
    NameRule("R12", .onlyParticlesDiffer, .note, symmetric: "particle"),
    NameRule("R11", .patronymicMissing, .note, "patronymic-missing", mirrored: "patronymic-extra"),
    NameRule("R11", .patronymicExtra, .note, "patronymic-extra", mirrored: "patronymic-missing"),
    NameRule("R08", .middleMissing, .note, "middle-missing", mirrored: "middle-extra"),
    NameRule("R09", .middleExtra, .note, "middle-extra", mirrored: "middle-missing"),
    NameRule("R10", .middleInitial, .note, symmetric: "middle-initial"),
    NameRule("R10b", .middleDiffers, .mismatch, symmetric: "middle-differs"),
    NameRule("R10c", .givenInitialOnly, .mismatch, "given-initial-only", mirrored: nil),
    NameRule("R13b", .firstGivenMissing, .mismatch, "first-given-missing", mirrored: "first-given-extra"),
    NameRule("R13b", .firstGivenExtra, .mismatch, "first-given-extra", mirrored: "first-given-missing"),
    NameRule("R16", .otherRomanisation, .note, symmetric: "translit-variant"),
    NameRule("R13", .familyPartMissing, .mismatch, "surname-partial", mirrored: "surname-extra"),
    NameRule("R13", .familyPartExtra, .mismatch, "surname-extra", mirrored: "surname-partial"),
    NameRule("R15", .petForm, .mismatch, symmetric: "nickname"),
    NameRule("R14b", .otherGenderForm, .mismatch, symmetric: "gendered-surname-form"),
    NameRule("R14", .familyDiffers, .mismatch, symmetric: "surname-differs"),
    NameRule("R17", .fewLettersDiffer, .mismatch, symmetric: "probable-typo"),
    NameRule("R20b", .givenDiffers, .mismatch, symmetric: "given-name-differs"),
    NameRule("R20", .nothingInCommon, .mismatch, symmetric: "different-name"),
    NameRule("R21", .always, .cannotTell, symmetric: "partial-overlap"),
  ]
}
