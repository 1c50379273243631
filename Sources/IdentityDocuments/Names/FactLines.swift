// SPDX-License-Identifier: Apache-2.0
// Tables that are text: a fact a line. They take as many bytes as they have letters, and anyone can read them.

/// A range of bytes of a table.
struct TextPart {
  let start: UnsafePointer<UInt8>
  let count: Int

  subscript(_ index: Int) -> UInt8 { start[index] }

  func part(_ range: Range<Int>) -> TextPart { TextPart(start: start + range.lowerBound, count: range.count) }

  /// Calls `body` with each part between separators, until it returns true.
  func firstPart(between separator: UInt8, where body: (TextPart) -> Bool) -> TextPart? {
    var begin = 0
    for end in 0...count where end == count || start[end] == separator {
      let piece = part(begin..<end)
      if body(piece) { return piece }
      begin = end + 1
    }
    return nil
  }

  /// The number that four hexadecimal digits write.
  func hexadecimal(at index: Int) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<4 {
      let digit = start[index + offset]
      value = value << 4 | UInt32(digit <= 57 ? digit - 48 : digit - 55)
    }
    return value
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
  func composed(_ letter: UInt32, _ mark: UInt32) -> UInt32? {
    var start = 0
    while start < text.count {
      if text.hexadecimal(at: start + 4) == letter, text.hexadecimal(at: start + 8) == mark {
        return text.hexadecimal(at: start)
      }
      start = lineEnd(after: start) + 1
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

/// Words in capitals, ASCII, between spaces; a line each for words that belong together.
struct WordLines {
  private let text: TextPart

  init(_ table: StaticString) {
    text = table.whole
  }

  /// The first line for which `body` is true.
  func firstLine(where body: (TextPart) -> Bool) -> TextPart? {
    text.firstPart(between: UInt8(ascii: "\n"), where: body)
  }
}

extension TextPart {
  /// The first word of the line for which `body` is true.
  func firstWord(where body: (TextPart) -> Bool) -> TextPart? {
    firstPart(between: UInt8(ascii: " "), where: body)
  }
}
