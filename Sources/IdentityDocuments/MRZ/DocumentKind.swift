// SPDX-License-Identifier: Apache-2.0
// What the first two letters of a zone say that a document is, and what its codes of States are: facts of Tables/.

/// What kind of document a person holds, or is asked for.
public enum DocumentKind: UInt8, CaseIterable, Sendable {
  case passport, identityCard, residencePermit, drivingLicence
  /// A card whose code does not tell what it is: an identity card, a residence permit or another official document.
  case otherCard
  case crewCertificate, singleSheet, visa

  public var name: TextPart {
    @inline(never) get { CaseNames(DocumentKind.names)[rawValue] }
  }

  private static let names: StaticString = """
    passport identity-card residence-permit driving-licence other-card crew-certificate single-sheet
    visa
    """

  /// How far a held document is from the one that is asked for: 0 it is the one, 1 look at it, 2 it is another.
  public func difference(fromAsked asked: DocumentKind) -> Int {
    if self == asked { return 0 }
    switch (asked, self) {
    case (.identityCard, .otherCard), (.residencePermit, .otherCard), (.residencePermit, .identityCard): return 1
    default: return 2
    }
  }
}

/// A row of the table of document codes: the two letters, the formats that they stand in, and what they mean.
struct DocumentCode: Sendable {
  let formats: Formats
  let first: UInt8
  /// The letters that may follow; empty for any.
  let second: StaticString
  let kind: DocumentKind
  /// Whether the letters stand in the harmonised table of ICAO Doc 9303-4, section 4.4, or in that of their part.
  let isListed: Bool

  struct Formats: OptionSet, Sendable {
    let rawValue: UInt8

    static let td1 = Formats(rawValue: 1 << MRZFormat.td1.rawValue)
    static let td2 = Formats(rawValue: 1 << MRZFormat.td2.rawValue)
    static let td3 = Formats(rawValue: 1 << MRZFormat.td3.rawValue)
    static let visas = Formats(rawValue: 1 << MRZFormat.mrvA.rawValue | 1 << MRZFormat.mrvB.rawValue)
    static let cards: Formats = [.td1, .td2]
  }

  init(_ formats: Formats, _ first: UInt8, _ second: StaticString, _ kind: DocumentKind, isListed: Bool = true) {
    self.formats = formats
    self.first = first
    self.second = second
    self.kind = kind
    self.isListed = isListed
  }

  func matches(_ format: MRZFormat, _ one: UInt8, _ two: UInt8) -> Bool {
    guard formats.rawValue & (1 << format.rawValue) != 0, first == one else { return false }
    if second.utf8CodeUnitCount == 0 { return true }
    for offset in 0..<second.utf8CodeUnitCount where second.utf8Start[offset] == two { return true }
    return false
  }
}

enum DocumentCodes {
  static let count = 10

  /// First hit wins. `P<` holds until 2038; other letters behind the P are older practice of States and say nothing sure.
  static let rows: InlineArray<10, DocumentCode> = [
    DocumentCode(.td3, UInt8(ascii: "P"), "<PEDORTSLM", .passport),
    DocumentCode(.td3, UInt8(ascii: "P"), "", .passport, isListed: false),
    DocumentCode(.td2, UInt8(ascii: "P"), "U", .singleSheet),
    DocumentCode(.cards, UInt8(ascii: "A"), "C", .crewCertificate),
    DocumentCode(.cards, UInt8(ascii: "I"), "<D", .identityCard),
    DocumentCode(.cards, UInt8(ascii: "A"), "IV", .otherCard, isListed: false),
    DocumentCode(.cards, UInt8(ascii: "A"), "", .otherCard),
    DocumentCode(.cards, UInt8(ascii: "C"), "", .otherCard),
    DocumentCode(.cards, UInt8(ascii: "I"), "", .otherCard),
    DocumentCode(.visas, UInt8(ascii: "V"), "", .visa),
  ]

  /// What two letters mean; nil where no row has them.
  static func row(_ format: MRZFormat, _ first: UInt8, _ second: UInt8) -> DocumentCode? {
    for index in 0..<count where rows[index].matches(format, first, second) { return rows[index] }
    return nil
  }
}

/// What a three-letter code of a State or a nationality is.
enum StateCode: Sendable {
  case listed
  /// UTO: the State that ICAO invented for specimens.
  case specimen
  case unlisted

  /// - Parameter code: three characters; one-letter codes are padded with fillers.
  init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    if first == UInt8(ascii: "U"), second == UInt8(ascii: "T"), third == UInt8(ascii: "O") {
      self = .specimen
    } else {
      let isListed =
        CodeTables.countries.hasCode(first, second, third) || CodeTables.special.hasCode(first, second, third)
      self = isListed ? .listed : .unlisted
    }
  }
}

extension StaticString {
  /// Whether a code is one of the text's, which are three characters each; lines have whole codes.
  fileprivate func hasCode(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    var place = 0
    while place + 3 <= utf8CodeUnitCount {
      if utf8Start[place] == UInt8(ascii: "\n") { place += 1 }
      if utf8Start[place] == first, utf8Start[place + 1] == second, utf8Start[place + 2] == third { return true }
      place += 3
    }
    return false
  }
}
