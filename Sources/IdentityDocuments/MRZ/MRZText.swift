// SPDX-License-Identifier: Apache-2.0
// A machine-readable zone as people type or paste it → its characters in lines of the right length.
//
// Taken as they are meant: spaces, lower case, « and ‹ for the filler, lines without their trailing fillers, all lines pasted
// as one. Nothing else is guessed: a letter typed for a digit stays a letter, and a missing character is a fault.

import Raster

/// Why typed text is no machine-readable zone. Lines and positions count from 1, spaces left out.
public enum MRZFault: Error, Equatable, Sendable {
  /// Nothing was typed.
  case empty
  /// A character that no machine-readable zone has.
  case character(line: Int, position: Int)
  /// Neither two lines nor three.
  case lineCount(found: Int)
  /// A line that is too short or too long for its format.
  case lineLength(line: Int, found: Int, expected: Int)
  /// One long line that is not two or three lines in a row.
  case pastedLength(found: Int)
  /// A format that a State used before ICAO's, and that cannot be checked by ICAO's rules.
  case national(NationalFormat)

  public var name: StaticString {
    switch self {
    case .empty: "empty"
    case .character: "character"
    case .lineCount: "lineCount"
    case .lineLength: "lineLength"
    case .pastedLength: "pastedLength"
    case .national(let format): format.name
    }
  }
}

/// National formats that are named, so that nobody searches for a mistake of typing.
public enum NationalFormat: UInt8, CaseIterable, Sendable {
  /// The French identity card of 1988 to 2021: two lines of 36.
  case frenchCard
  /// The Slovak identity card before 2008: two lines of 34.
  case slovakCard

  public var name: StaticString {
    switch self {
    case .frenchCard: "frenchCard"
    case .slovakCard: "slovakCard"
    }
  }
}

/// The memory of zones, reserved once: what is read from one holds until the next is read.
public struct MRZMemory {
  /// Room for the longest zone and some more, so that what is too long can be told by how much.
  static let typedRoom = 128
  private static let zoneRoom = 90

  let typed: UnsafeMutableBufferPointer<UInt8>
  let zone: UnsafeMutableBufferPointer<UInt8>
  let findings: UnsafeMutableBufferPointer<MRZFinding>

  public init(arena: inout Arena) {
    typed = arena.reserve(MRZMemory.typedRoom, of: UInt8.self)
    zone = arena.reserve(MRZMemory.zoneRoom, of: UInt8.self)
    findings = arena.reserve(MRZFindings.most, of: MRZFinding.self)
  }

  public static var arenaBytes: Int {
    Arena.bytes(typedRoom, of: UInt8.self) + Arena.bytes(zoneRoom, of: UInt8.self)
      + Arena.bytes(MRZFindings.most, of: MRZFinding.self)
  }

  /// Makes what was read zero.
  public func clear() {
    typed.update(repeating: 0)
    zone.update(repeating: 0)
  }
}

/// The characters of a machine-readable zone, line by line.
struct MRZText {
  let format: MRZFormat
  let lineLength: Int
  /// Line behind line.
  let characters: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>, memory: MRZMemory) throws(MRZFault) {
    let typed = try TypedLines(bytes, memory.typed)
    format = try typed.format()
    lineLength = format.lineLength
    characters = memory.zone
    for line in 1...format.lineCount {
      for position in 1...lineLength {
        characters[(line - 1) * lineLength + position - 1] =
          typed.character(line, position, of: format) ?? MRZCharacter.filler
      }
    }
  }

  /// - Parameters: both count from 1.
  subscript(_ line: Int, _ position: Int) -> UInt8 { characters[(line - 1) * lineLength + position - 1] }
}

/// Lines as they were typed, without spaces and in capitals.
private struct TypedLines {
  private static let lineRoom = 4

  private let characters: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  /// Where each line begins; lines that are empty are none.
  private var starts: InlineArray<5, Int> = InlineArray(repeating: 0)
  private var lineCount = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ characters: UnsafeMutableBufferPointer<UInt8>) throws(MRZFault) {
    self.characters = characters
    var reader = ScalarReader(bytes)
    var isLineOpen = false
    while let scalar = reader.read() {
      if scalar == 0x0A || scalar == 0x0D || scalar == 0x2028 || scalar == 0x2029 {
        isLineOpen = false
        continue
      }
      if TypedLines.isSpace(scalar) { continue }
      if !isLineOpen {
        isLineOpen = true
        lineCount += 1
        if lineCount <= TypedLines.lineRoom { starts[lineCount - 1] = count }
      }
      guard let character = TypedLines.character(of: scalar) else {
        let start = lineCount <= TypedLines.lineRoom ? starts[lineCount - 1] : count
        throw .character(line: lineCount, position: count - start + 1)
      }
      if count < characters.count { characters[count] = character }
      count += 1
    }
    if lineCount == 0 { throw .empty }
    if lineCount > 3 { throw .lineCount(found: lineCount) }
    starts[lineCount] = count
  }

  /// The zone's character for a typed one; nil where there is none.
  @inline(never)
  private static func character(of scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x3C: UInt8(scalar)
    case 0x61...0x7A: UInt8(scalar - 0x20)
    // « and ‹, and the full-width sign.
    case 0xAB, 0x2039, 0xFF1C: MRZCharacter.filler
    default: nil
    }
  }

  @inline(never)
  private static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0B, 0x0C, 0x20, 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  @inline(never)
  private func length(_ line: Int) -> Int { starts[line] - starts[line - 1] }

  @inline(never)
  private func typed(_ line: Int, _ position: Int) -> UInt8 {
    let index = starts[line - 1] + position - 1
    return index < min(starts[line], characters.count) ? characters[index] : 0
  }

  /// A character of a zone of some format; nil where the line ended before.
  @inline(never)
  func character(_ line: Int, _ position: Int, of format: MRZFormat) -> UInt8? {
    if lineCount == 1 { return characters[(line - 1) * format.lineLength + position - 1] }
    return position <= length(line) ? characters[starts[line - 1] + position - 1] : nil
  }
}

extension TypedLines {
  @inline(never)
  func format() throws(MRZFault) -> MRZFormat {
    switch lineCount {
    case 1: try pastedFormat()
    case 2: try twoLineFormat()
    default: try threeLineFormat()
    }
  }

  private func pastedFormat() throws(MRZFault) -> MRZFormat {
    let isVisa = typed(1, 1) == UInt8(ascii: "V")
    switch count {
    case 88: return isVisa ? .mrvA : .td3
    case 72:
      if begins(with: "IDFRA") { throw .national(.frenchCard) }
      return isVisa ? .mrvB : .td2
    case 90: return .td1
    case ...46: throw .lineCount(found: 1)
    default: throw .pastedLength(found: count)
    }
  }

  private func twoLineFormat() throws(MRZFault) -> MRZFormat {
    if length(1) <= 36, length(2) == 36, begins(with: "IDFRA") { throw .national(.frenchCard) }
    if length(1) <= 34, length(2) == 34, has("SVK", at: 3) { throw .national(.slovakCard) }
    let isVisa = typed(1, 1) == UInt8(ascii: "V")
    // Of passports only single sheets, PU, are in the smaller format.
    let isBooklet = typed(1, 1) == UInt8(ascii: "P") && typed(1, 2) != UInt8(ascii: "U")
    let isLong = isBooklet || length(1) > 36 || length(2) > (isVisa ? 36 : 40)
    let format: MRZFormat = isVisa ? (isLong ? .mrvA : .mrvB) : (isLong ? .td3 : .td2)
    try require(line: 1, atLeast: 6, of: format)
    // The last character of a passport's or a card's second line is a check digit: nothing is missing there unseen.
    try require(line: 2, atLeast: isVisa ? 28 : format.lineLength, of: format)
    return format
  }

  private func threeLineFormat() throws(MRZFault) -> MRZFormat {
    try require(line: 1, atLeast: 15, of: .td1)
    try require(line: 2, atLeast: 30, of: .td1)
    try require(line: 3, atLeast: 1, of: .td1)
    return .td1
  }

  @inline(never)
  private func require(line: Int, atLeast least: Int, of format: MRZFormat) throws(MRZFault) {
    let found = length(line)
    if found < least || found > format.lineLength {
      throw .lineLength(line: line, found: found, expected: format.lineLength)
    }
  }

  private func begins(with text: StaticString) -> Bool { has(text, at: 1) }

  @inline(never)
  private func has(_ text: StaticString, at position: Int) -> Bool {
    for offset in 0..<text.utf8CodeUnitCount where typed(1, position + offset) != text.utf8Start[offset] {
      return false
    }
    return true
  }
}
