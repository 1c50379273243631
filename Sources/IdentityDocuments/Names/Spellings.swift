// SPDX-License-Identifier: Apache-2.0
// How a machine-readable zone may write a letter: sets of spellings, never one folding, because States choose.

/// The spellings of a Latin letter with a mark or a stroke: its base letters first, then those that ICAO lists besides.
struct Spellings {
  private let text: TextPart

  private static let separator = UInt8(ascii: "/")

  /// - Returns: nil for letters that only ever are themselves.
  init?(of scalar: UInt32) {
    guard scalar >= 0xC0, let facts = LetterLines(LetterTables.latin).facts(of: scalar) else { return nil }
    // Behind the letter and the mark that make it.
    text = facts.part(2 * LetterLines.digits..<facts.count)
  }

  var base: TextPart {
    text.firstPart(between: Spellings.separator) { _ in true } ?? text
  }

  func first(where body: (TextPart) -> Bool) -> TextPart? {
    text.firstPart(between: Spellings.separator, where: body)
  }
}

/// Whether two runs of letters can be spellings of one name: `Müller` of `MUELLER`, `MUXXLLER` and `MULLER`.
///
/// All ways through both runs are followed at once, a row for each letter of the first: reachable or not.
struct SpellingMatch {
  private var reachable: InlineArray<484, Bool> = InlineArray(repeating: false)

  /// One more than a side has letters; four rows, because a letter has three base letters at most.
  private static let width = NameSide.maximumLetters + 1

  private func isReachable(_ row: Int, _ column: Int) -> Bool { reachable[row % 4 * SpellingMatch.width + column] }

  private mutating func reach(_ row: Int, _ column: Int) { reachable[row % 4 * SpellingMatch.width + column] = true }

  private mutating func clear(_ row: Int) {
    for column in 0..<SpellingMatch.width { reachable[row % 4 * SpellingMatch.width + column] = false }
  }

  /// - Parameter isPrefix: whether the second run may end before the first, as a name that was cut off does.
  /// - Complexity: O(letters of the first × letters of the second), no allocation.
  static func holds(
    _ first: NameSide, _ ones: Range<Int>, _ second: NameSide, _ others: Range<Int>,
    isPrefix: Bool = false
  ) -> Bool {
    var match = SpellingMatch()
    match.reach(0, 0)
    for row in 0...ones.count {
      for column in 0...others.count where match.isReachable(row, column) {
        if column == others.count, isPrefix || row == ones.count { return true }
        guard row < ones.count, column < others.count else { continue }
        match.step(first, ones, second, others, row, column)
      }
      match.clear(row)
    }
    return false
  }

  private mutating func step(
    _ first: NameSide, _ ones: Range<Int>, _ second: NameSide, _ others: Range<Int>,
    _ row: Int, _ column: Int
  ) {
    let (one, other) = (first.letters[ones.lowerBound + row].scalar, second.letters[others.lowerBound + column].scalar)
    if one == other { return reach(row + 1, column + 1) }
    let (left, right) = (Spellings(of: one), Spellings(of: other))
    if let left, let right {
      // Two letters with marks: one spelling in common is enough.
      let common = left.first { spelling in right.first { $0.isEqual(to: spelling) } != nil }
      if common != nil { reach(row + 1, column + 1) }
    }
    if let left {
      _ = left.first { spelling in
        if second.has(spelling, at: others.lowerBound + column, before: others.upperBound) {
          reach(row + 1, column + spelling.count)
        }
        return false
      }
    }
    if let right {
      _ = right.first { spelling in
        if first.has(spelling, at: ones.lowerBound + row, before: ones.upperBound) {
          reach(row + spelling.count, column + 1)
        }
        return false
      }
    }
  }
}

extension TextPart {
  func isEqual(to other: TextPart) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }
}

extension NameSide {
  /// Whether letters from a place on are those of a text.
  fileprivate func has(_ text: TextPart, at place: Int, before end: Int) -> Bool {
    guard place + text.count <= end else { return false }
    for offset in 0..<text.count where letters[place + offset].scalar != UInt32(text[offset]) { return false }
    return true
  }
}
