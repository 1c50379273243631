// SPDX-License-Identifier: Apache-2.0
// Tables that are text: a fact a line. They take as many bytes as they have letters, and anyone can read them.

/// A range of bytes of a text that is part of the program.
public struct TextPart {
  let start: UnsafePointer<UInt8>
  public let count: Int

  public subscript(_ index: Int) -> UInt8 { start[index] }

  func part(_ range: Range<Int>) -> TextPart { TextPart(start: start + range.lowerBound, count: range.count) }

  /// The parts between separators, one after another.
  func parts(between separator: UInt8) -> TextParts { TextParts(text: self, separator: separator) }

  /// The number that hexadecimal digits write; other signs make it one that no letter has.
  @inline(never)
  func hexadecimal(at index: Int, digits: Int = 4) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<digits {
      let digit = UInt32(start[index + offset])
      value = value << 4 | (digit <= 57 ? digit &- 48 : digit &- 55)
    }
    return value
  }
}

/// Names of an enumeration's cases, in the order of the cases, with a blank or a line end between them.
public struct CaseNames {
  private let text: TextPart

  public init(_ names: StaticString) {
    text = names.whole
  }

  @inline(never)
  public subscript(_ index: UInt8) -> TextPart {
    var left = index
    var begin = 0
    for end in 0..<text.count where text[end] <= 32 {
      if left == 0 { return text.part(begin..<end) }
      left -= 1
      begin = end + 1
    }
    return text.part(begin..<text.count)
  }
}

extension StaticString {
  var whole: TextPart { TextPart(start: utf8Start, count: utf8CodeUnitCount) }
}

/// A table whose lines begin with a letter in four hexadecimal digits, in rising order.
struct LetterLines {
  private let text: TextPart

  static let digits = 4
  private static let lineEnd = UInt8(ascii: "\n")

  init(_ table: StaticString) {
    text = table.whole
  }

  /// What stands behind a letter; nil where it has no line.
  ///
  /// - Complexity: O(log lines), by halving the text itself.
  @inline(never)
  func facts(of scalar: UInt32) -> TextPart? {
    var (low, high) = (0, text.count)
    while low < high {
      let start = lineStart(before: (low + high) / 2, notBefore: low)
      let end = lineEnd(after: start)
      let found = text.hexadecimal(at: start)
      if found == scalar { return text.part(start + LetterLines.digits..<end) }
      if found < scalar { low = end + 1 } else { high = start }
    }
    return nil
  }

  /// The letter that a letter and a combining mark make; nil where they make none.
  @inline(never)
  func composed(_ letter: UInt32, _ mark: UInt32) -> UInt32? {
    var start = 0
    while start < text.count {
      let end = lineEnd(after: start)
      let facts = text.part(start + LetterLines.digits..<end)
      let isLong = facts.count >= 7 && facts[facts.count - 5] == UInt8(ascii: "+")
      let own = isLong ? facts.hexadecimal(at: facts.count - 4) : facts.count > 2 ? UInt32(facts[2]) : 0
      if own == letter, 0x300 | facts.hexadecimal(at: 0, digits: 2) == mark { return text.hexadecimal(at: start) }
      start = end + 1
    }
    return nil
  }

  private func lineStart(before index: Int, notBefore least: Int) -> Int {
    var start = index
    while start > least, text[start - 1] != LetterLines.lineEnd { start -= 1 }
    return start
  }

  private func lineEnd(after index: Int) -> Int {
    var end = index
    while end < text.count, text[end] != LetterLines.lineEnd { end += 1 }
    return end
  }
}

/// The tables of letters. Each is named here and nowhere else, so that a module carries it once.
enum LetterFacts {
  /// Spellings of a Latin letter with a mark or a stroke, the base letters first; nil for letters that only are themselves.
  @inline(never)
  static func spellings(of scalar: UInt32) -> TextPart? {
    guard scalar >= 0xC0, let facts = LetterLines(LetterTables.latin).facts(of: scalar) else { return nil }
    // Behind the mark, and before the letter that it is added to.
    var end = facts.count
    while end > 5, facts[end - 5] == UInt8(ascii: "+") { end -= 5 }
    return facts.part(2..<end)
  }

  @inline(never)
  static func romanisations(of scalar: UInt32) -> TextPart? {
    LetterLines(LetterTables.cyrillic).facts(of: scalar)
  }

  /// The letter that a letter and a combining mark make; nil where no table has one.
  @inline(never)
  static func composed(_ letter: UInt32, _ mark: UInt32) -> UInt32? {
    LetterLines(LetterTables.latin).composed(letter, mark) ?? LetterLines(LetterTables.marked).composed(letter, mark)
  }
}

/// Goes through the parts of a text. In one place for all tables, so that it is compiled once.
struct TextParts {
  private let text: TextPart
  private let separator: UInt8
  private var begin = 0

  init(text: TextPart, separator: UInt8) {
    self.text = text
    self.separator = separator
  }

  @inline(never)
  mutating func next() -> TextPart? {
    guard begin <= text.count else { return nil }
    var end = begin
    while end < text.count, text[end] != separator { end += 1 }
    defer { begin = end + 1 }
    return text.part(begin..<end)
  }
}

extension TextPart {
  /// The lines of a table of words.
  var lines: TextParts { parts(between: UInt8(ascii: "\n")) }

  /// The words of a line.
  var words: TextParts { parts(between: UInt8(ascii: " ")) }

  func isEqual(to other: TextPart) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }
}
