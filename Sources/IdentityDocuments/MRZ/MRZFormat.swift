// SPDX-License-Identifier: Apache-2.0
// The five formats of ICAO Doc 9303, parts 4 to 7, as tables of fields: what is read lies here, how it is read elsewhere.

/// The size and the order of fields of a machine-readable zone.
public enum MRZFormat: UInt8, CaseIterable, Sendable {
  /// Cards: three lines of 30.
  case td1
  /// Larger cards: two lines of 36.
  case td2
  /// Passports: two lines of 44.
  case td3
  /// Visas: two lines of 44, and two of 36.
  case mrvA, mrvB

  public var name: StaticString {
    switch self {
    case .td1: "TD1"
    case .td2: "TD2"
    case .td3: "TD3"
    case .mrvA: "MRV-A"
    case .mrvB: "MRV-B"
    }
  }

  public var lineCount: Int { self == .td1 ? 3 : 2 }

  public var lineLength: Int {
    switch self {
    case .td1: 30
    case .td2, .mrvB: 36
    case .td3, .mrvA: 44
    }
  }

  public var isVisa: Bool { self == .mrvA || self == .mrvB }
}

/// A field of a machine-readable zone. A field with a check digit has one of its own; `compositeDigit` covers several.
public enum MRZField: UInt8, CaseIterable, Sendable {
  case documentCode, issuer, name, number, numberDigit, nationality, birth, birthDigit, sex, expiry, expiryDigit
  /// The personal number of a passport, the optional data of the others.
  case optional
  case optionalDigit, secondOptional, compositeDigit
}

/// Where a field stands: line and characters, both counted from 1, as people count.
public struct MRZPlace: Equatable, Sendable {
  public let format: MRZFormat
  public let field: MRZField
  private let lineByte, firstByte, lastByte: UInt8

  public var line: Int { Int(lineByte) }
  public var first: Int { Int(firstByte) }
  public var last: Int { Int(lastByte) }

  public var count: Int { last - first + 1 }

  init(_ format: MRZFormat, _ field: MRZField, line: Int, _ characters: ClosedRange<Int>) {
    self.format = format
    self.field = field
    (lineByte, firstByte, lastByte) = (UInt8(line), UInt8(characters.lowerBound), UInt8(characters.upperBound))
  }
}

/// What a composite check digit covers: characters of a line, in this order.
struct CompositePart: Sendable {
  let format: MRZFormat
  let line: Int
  let first: Int
  let last: Int

  init(_ format: MRZFormat, line: Int, _ characters: ClosedRange<Int>) {
    self.format = format
    self.line = line
    first = characters.lowerBound
    last = characters.upperBound
  }
}

extension MRZFormat {
  /// The place of a field; nil where the format does not have it.
  @inline(never)
  public func place(of field: MRZField) -> MRZPlace? {
    for index in 0..<MRZLayouts.placeCount {
      let place = MRZLayouts.places[index]
      if place.format == self, place.field == field { return place }
    }
    return nil
  }
}

/// The formats' tables; a test holds them to `Tables/layouts.csv`.
public enum MRZLayouts {
  public static let placeCount = 65

  public static let places: InlineArray<65, MRZPlace> = [
    MRZPlace(.td3, .documentCode, line: 1, 1...2),
    MRZPlace(.td3, .issuer, line: 1, 3...5),
    MRZPlace(.td3, .name, line: 1, 6...44),
    MRZPlace(.td3, .number, line: 2, 1...9),
    MRZPlace(.td3, .numberDigit, line: 2, 10...10),
    MRZPlace(.td3, .nationality, line: 2, 11...13),
    MRZPlace(.td3, .birth, line: 2, 14...19),
    MRZPlace(.td3, .birthDigit, line: 2, 20...20),
    MRZPlace(.td3, .sex, line: 2, 21...21),
    MRZPlace(.td3, .expiry, line: 2, 22...27),
    MRZPlace(.td3, .expiryDigit, line: 2, 28...28),
    MRZPlace(.td3, .optional, line: 2, 29...42),
    MRZPlace(.td3, .optionalDigit, line: 2, 43...43),
    MRZPlace(.td3, .compositeDigit, line: 2, 44...44),
    MRZPlace(.td2, .documentCode, line: 1, 1...2),
    MRZPlace(.td2, .issuer, line: 1, 3...5),
    MRZPlace(.td2, .name, line: 1, 6...36),
    MRZPlace(.td2, .number, line: 2, 1...9),
    MRZPlace(.td2, .numberDigit, line: 2, 10...10),
    MRZPlace(.td2, .nationality, line: 2, 11...13),
    MRZPlace(.td2, .birth, line: 2, 14...19),
    MRZPlace(.td2, .birthDigit, line: 2, 20...20),
    MRZPlace(.td2, .sex, line: 2, 21...21),
    MRZPlace(.td2, .expiry, line: 2, 22...27),
    MRZPlace(.td2, .expiryDigit, line: 2, 28...28),
    MRZPlace(.td2, .optional, line: 2, 29...35),
    MRZPlace(.td2, .compositeDigit, line: 2, 36...36),
    MRZPlace(.td1, .documentCode, line: 1, 1...2),
    MRZPlace(.td1, .issuer, line: 1, 3...5),
    MRZPlace(.td1, .number, line: 1, 6...14),
    MRZPlace(.td1, .numberDigit, line: 1, 15...15),
    MRZPlace(.td1, .optional, line: 1, 16...30),
    MRZPlace(.td1, .birth, line: 2, 1...6),
    MRZPlace(.td1, .birthDigit, line: 2, 7...7),
    MRZPlace(.td1, .sex, line: 2, 8...8),
    MRZPlace(.td1, .expiry, line: 2, 9...14),
    MRZPlace(.td1, .expiryDigit, line: 2, 15...15),
    MRZPlace(.td1, .nationality, line: 2, 16...18),
    MRZPlace(.td1, .secondOptional, line: 2, 19...29),
    MRZPlace(.td1, .compositeDigit, line: 2, 30...30),
    MRZPlace(.td1, .name, line: 3, 1...30),
    MRZPlace(.mrvA, .documentCode, line: 1, 1...2),
    MRZPlace(.mrvA, .issuer, line: 1, 3...5),
    MRZPlace(.mrvA, .name, line: 1, 6...44),
    MRZPlace(.mrvA, .number, line: 2, 1...9),
    MRZPlace(.mrvA, .numberDigit, line: 2, 10...10),
    MRZPlace(.mrvA, .nationality, line: 2, 11...13),
    MRZPlace(.mrvA, .birth, line: 2, 14...19),
    MRZPlace(.mrvA, .birthDigit, line: 2, 20...20),
    MRZPlace(.mrvA, .sex, line: 2, 21...21),
    MRZPlace(.mrvA, .expiry, line: 2, 22...27),
    MRZPlace(.mrvA, .expiryDigit, line: 2, 28...28),
    MRZPlace(.mrvA, .optional, line: 2, 29...44),
    MRZPlace(.mrvB, .documentCode, line: 1, 1...2),
    MRZPlace(.mrvB, .issuer, line: 1, 3...5),
    MRZPlace(.mrvB, .name, line: 1, 6...36),
    MRZPlace(.mrvB, .number, line: 2, 1...9),
    MRZPlace(.mrvB, .numberDigit, line: 2, 10...10),
    MRZPlace(.mrvB, .nationality, line: 2, 11...13),
    MRZPlace(.mrvB, .birth, line: 2, 14...19),
    MRZPlace(.mrvB, .birthDigit, line: 2, 20...20),
    MRZPlace(.mrvB, .sex, line: 2, 21...21),
    MRZPlace(.mrvB, .expiry, line: 2, 22...27),
    MRZPlace(.mrvB, .expiryDigit, line: 2, 28...28),
    MRZPlace(.mrvB, .optional, line: 2, 29...36),
  ]

  static let compositeCount = 10

  static let composites: InlineArray<10, CompositePart> = [
    CompositePart(.td1, line: 1, 6...30),
    CompositePart(.td1, line: 2, 1...7),
    CompositePart(.td1, line: 2, 9...15),
    CompositePart(.td1, line: 2, 19...29),
    CompositePart(.td2, line: 2, 1...10),
    CompositePart(.td2, line: 2, 14...20),
    CompositePart(.td2, line: 2, 22...35),
    CompositePart(.td3, line: 2, 1...10),
    CompositePart(.td3, line: 2, 14...20),
    CompositePart(.td3, line: 2, 22...43),
  ]
}
