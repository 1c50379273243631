// SPDX-License-Identifier: Apache-2.0
// How a machine-readable zone may write a letter: sets of spellings, never one folding, because States choose.

import Raster

/// The spellings of a Latin letter with a mark or a stroke: its base letters first, then those that ICAO lists besides.
struct Spellings {
  private let text: TextPart

  private static let separator = UInt8(ascii: "/")

  /// - Returns: nil for letters that only ever are themselves.
  init?(of scalar: UInt32) {
    guard let text = LetterFacts.spellings(of: scalar) else { return nil }
    self.text = text
  }

  /// The spellings, the base letters first.
  var parts: TextParts { text.parts(between: Spellings.separator) }

  @inline(never)
  func sharesSpelling(with other: Spellings) -> Bool {
    var ones = parts
    while let one = ones.next() {
      var others = other.parts
      while let spelling = others.next() {
        if one.isEqual(to: spelling) { return true }
      }
    }
    return false
  }
}

/// Whether two runs of letters can be spellings of one name: `Müller` of `MUELLER`, `MUXXLLER` and `MULLER`.
///
/// All ways through both runs are followed at once, a row for each letter of the first: reachable or not.
struct SpellingMatch {
  /// One more than a side has letters; four rows, because a letter has three base letters at most.
  private static let width = NameSide.maximumLetters + 1
  private let reachable: UnsafeMutableBufferPointer<Bool>

  init(arena: inout Arena) {
    reachable = arena.reserve(4 * SpellingMatch.width, of: Bool.self)
  }

  static var arenaBytes: Int { Arena.bytes(4 * width, of: Bool.self) }

  /// - Parameter isPrefix: whether the second run may end before the first, as a name that was cut off does.
  /// - Complexity: O(letters of the first × letters of the second), no allocation.
  @inline(never)
  func holds(
    _ first: NameSide, _ ones: Range<Int>, _ second: NameSide, _ others: Range<Int>, isPrefix: Bool = false
  ) -> Bool {
    reachable.update(repeating: false)
    reach(0, 0)
    for row in 0...ones.count {
      for column in 0...others.count where reachable[place(row, column)] {
        if column == others.count, isPrefix || row == ones.count { return true }
        guard row < ones.count, column < others.count else { continue }
        step(first, ones, second, others, row, column)
      }
      for column in 0...others.count { reachable[place(row, column)] = false }
    }
    return false
  }

  private func place(_ row: Int, _ column: Int) -> Int { row % 4 * SpellingMatch.width + column }

  private func reach(_ row: Int, _ column: Int) { reachable[place(row, column)] = true }

  @inline(never)
  private func step(
    _ first: NameSide, _ ones: Range<Int>, _ second: NameSide, _ others: Range<Int>, _ row: Int, _ column: Int
  ) {
    let (one, other) = (first.letters[ones.lowerBound + row].scalar, second.letters[others.lowerBound + column].scalar)
    if one == other { return reach(row + 1, column + 1) }
    let (left, right) = (Spellings(of: one), Spellings(of: other))
    // Two letters with marks: one spelling in common is enough.
    if let left, let right, left.sharesSpelling(with: right) { reach(row + 1, column + 1) }
    if let left {
      var spellings = left.parts
      while let spelling = spellings.next() {
        if second.has(spelling, at: others.lowerBound + column, before: others.upperBound) {
          reach(row + 1, column + spelling.count)
        }
      }
    }
    if let right {
      var spellings = right.parts
      while let spelling = spellings.next() {
        if first.has(spelling, at: ones.lowerBound + row, before: ones.upperBound) {
          reach(row + spelling.count, column + 1)
        }
      }
    }
  }
}

extension NameSide {
  /// Whether letters from a place on are those of a text.
  @inline(never)
  fileprivate func has(_ text: TextPart, at place: Int, before end: Int) -> Bool {
    guard place + text.count <= end else { return false }
    for offset in 0..<text.count where letters[place + offset].scalar != UInt32(text[offset]) { return false }
    return true
  }
}
