// SPDX-License-Identifier: Apache-2.0
// What a person wants compared, as hosts hand it over: the same text from the page, from a file and from a fuzzer.
//
//   today: 2026-11-25
//   account-given: Anna Maria
//   account-family: Eriksson
//   document-given: ANNA MARIA
//   document-family: ERIKSSON
//   asked: passport
//   held: passport
//   born: 1974-08-12
//   expires: 2030-04-15
//   mrz:
//   …the lines, to the end of the text…
//
// Only `today` has to be there. Keys come in any order, `mrz` last; what is missing is not compared.

import IdentityDocuments

/// Why a request cannot be read: a host's mistake, or a value in another form. Line numbers count from 1.
public enum IdentityRequestFault: Error, Equatable, Sendable {
  case unknownKey(line: Int)
  case repeatedKey(line: Int)
  /// Not in the form YYYY-MM-DD, or no day of the calendar.
  case notADate(line: Int)
  /// No kind of document that could be asked for or held.
  case unknownKind(line: Int)
  case noToday

  public var name: StaticString {
    switch self {
    case .unknownKey: "unknownKey"
    case .repeatedKey: "repeatedKey"
    case .notADate: "notADate"
    case .unknownKind: "unknownKind"
    case .noToday: "noToday"
    }
  }

  public var line: Int {
    switch self {
    case .unknownKey(let line), .repeatedKey(let line), .notADate(let line), .unknownKind(let line): line
    case .noToday: 0
    }
  }
}

/// A request, its values still in the host's memory.
struct IdentityRequest {
  enum Key: UInt8, CaseIterable {
    case today, accountGiven, accountFamily, documentGiven, documentFamily, asked, held, born, expires, mrz

    var name: TextPart {
      CaseNames(
        "today account-given account-family document-given document-family asked held born expires mrz")[rawValue]
    }
  }

  private let reader: LineReader
  private var values: InlineArray<10, Range<Int>> = InlineArray(repeating: 0..<0)
  private var lines: InlineArray<10, Int> = InlineArray(repeating: 0)
  private(set) var today: CalendarDay
  private(set) var asked: DocumentKind?
  private(set) var held: DocumentKind?
  private(set) var born: CalendarDay?
  private(set) var expires: CalendarDay?

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(IdentityRequestFault) {
    var reader = LineReader(bytes)
    var values: InlineArray<10, Range<Int>> = InlineArray(repeating: 0..<0)
    var lines: InlineArray<10, Int> = InlineArray(repeating: 0)
    while let line = reader.read() {
      if line.isEmpty { continue }
      guard let colon = reader.firstIndex(of: UInt8(ascii: ":"), in: line),
        let key = IdentityRequest.key(reader, line.lowerBound..<colon)
      else { throw .unknownKey(line: reader.number) }
      if lines[Int(key.rawValue)] > 0 { throw .repeatedKey(line: reader.number) }
      lines[Int(key.rawValue)] = reader.number
      values[Int(key.rawValue)] = reader.trimmed(colon + 1..<line.upperBound)
      if key == .mrz {
        values[Int(key.rawValue)] = colon + 1..<bytes.count
        break
      }
    }
    self.reader = reader
    self.values = values
    self.lines = lines
    today = CalendarDay(number: 0)
    guard let today = try day(.today) else { throw .noToday }
    self.today = today
    born = try day(.born)
    expires = try day(.expires)
    asked = try kind(.asked)
    held = try kind(.held)
  }

  @inline(never)
  private func day(_ key: Key) throws(IdentityRequestFault) -> CalendarDay? {
    let range = values[Int(key.rawValue)]
    if range.isEmpty { return nil }
    guard let day = CalendarDay(iso: reader.part(range)) else { throw .notADate(line: lines[Int(key.rawValue)]) }
    return day
  }

  @inline(never)
  private func kind(_ key: Key) throws(IdentityRequestFault) -> DocumentKind? {
    let range = values[Int(key.rawValue)]
    if range.isEmpty { return nil }
    for kind in DocumentKind.allCases where reader.equals(range, kind.name) { return kind }
    throw .unknownKind(line: lines[Int(key.rawValue)])
  }

  private static func key(_ reader: LineReader, _ range: Range<Int>) -> Key? {
    let range = reader.trimmed(range)
    for key in Key.allCases where reader.equals(range, key.name) { return key }
    return nil
  }

  func value(_ key: Key) -> UnsafeBufferPointer<UInt8> { reader.part(values[Int(key.rawValue)]) }

  /// Whether anything but blanks stands behind `mrz:`.
  var hasMRZ: Bool {
    for byte in value(.mrz) where byte > 32 { return true }
    return false
  }
}
