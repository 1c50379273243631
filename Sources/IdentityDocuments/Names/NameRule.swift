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
  /// The field that must be one name on both sides before the condition is asked for.
  public let needs: NameField?

  init(
    _ id: StaticString, _ condition: NameCondition, _ outcome: NameOutcome, _ answer: StaticString,
    needs: NameField? = nil
  ) {
    self.id = id
    self.condition = condition
    self.outcome = outcome
    self.answer = answer
    self.needs = needs
  }
}

public enum NameRules {
  public static let count = 34

  /// First hit wins; the last always holds.
  public static let rows: InlineArray<34, NameRule> = [
    NameRule("R00", .sideEmpty, .cannotTell, "missing-input"),
    NameRule("R19", .wrongCharacters, .mismatch, "wrong-characters"),
    NameRule("R16x", .otherScript, .note, "other-script"),
    NameRule("R02", .identical, .match, "exact"),
    NameRule("R02", .sameLetters, .match, "case-or-space"),
    NameRule("R01", .scriptUnsupported, .cannotTell, "script-unsupported"),
    NameRule("R03", .sameBaseLetters, .match, "accents"),
    NameRule("R03b", .sameSpellings, .note, "letter-expansion"),
    NameRule("R06", .onlyTitlesDiffer, .note, "title-or-suffix"),
    NameRule("R18", .oneWordOnly, .note, "mononym"),
    NameRule("R04", .sameJoined, .note, "spacing-or-hyphen"),
    NameRule("R05b", .otherBorder, .note, "field-split"),
    NameRule("R05", .otherOrder, .note, "order-swapped"),
    NameRule("R07", .cutOff, .note, "mrz-truncated"),
    NameRule("R12", .onlyParticlesDiffer, .note, "particle"),
    NameRule("R11", .patronymicMissing, .note, "patronymic-missing", needs: .family),
    NameRule("R11", .patronymicExtra, .note, "patronymic-extra", needs: .family),
    NameRule("R08", .middleMissing, .note, "middle-missing", needs: .family),
    NameRule("R09", .middleExtra, .note, "middle-extra", needs: .family),
    NameRule("R10", .middleInitial, .note, "middle-initial", needs: .family),
    NameRule("R10b", .middleDiffers, .mismatch, "middle-differs", needs: .family),
    NameRule("R10c", .givenInitialOnly, .mismatch, "given-initial-only", needs: .family),
    NameRule("R13b", .firstGivenMissing, .mismatch, "first-given-missing", needs: .family),
    NameRule("R13b", .firstGivenExtra, .mismatch, "first-given-extra", needs: .family),
    NameRule("R16", .otherRomanisation, .note, "translit-variant"),
    NameRule("R13", .familyPartMissing, .mismatch, "surname-partial", needs: .given),
    NameRule("R13", .familyPartExtra, .mismatch, "surname-extra", needs: .given),
    NameRule("R15", .petForm, .mismatch, "nickname", needs: .family),
    NameRule("R14b", .otherGenderForm, .mismatch, "gendered-surname-form", needs: .given),
    NameRule("R14", .familyDiffers, .mismatch, "surname-differs", needs: .given),
    NameRule("R17", .fewLettersDiffer, .mismatch, "probable-typo"),
    NameRule("R20b", .givenDiffers, .mismatch, "given-name-differs", needs: .family),
    NameRule("R20", .nothingInCommon, .mismatch, "different-name"),
    NameRule("R21", .always, .cannotTell, "partial-overlap"),
  ]
}
