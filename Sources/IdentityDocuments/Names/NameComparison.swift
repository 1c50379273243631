// SPDX-License-Identifier: Apache-2.0
// Two spellings of a name, compared word by word once; the rules then only ask.
//
// Goals, in order: (1) strict about what a person can put right, because nobody outside knows how strict the form is;
// (2) a reason for every answer, never a percentage; (3) never a name that the person did not write.

/// What two words are to each other, the closest that holds.
enum WordLikeness: UInt8, Comparable, Sendable {
  case different
  /// One or two letters differ.
  case close
  /// Two ways to write one name of another script in Latin letters.
  case variant
  /// Only through spellings such as UE for Ü.
  case spelling
  /// Without marks.
  case base
  case same

  static func < (first: WordLikeness, second: WordLikeness) -> Bool { first.rawValue < second.rawValue }
}

/// An account's name and a document's.
public struct NameComparison: Sendable {
  public let account: NameSide
  public let document: NameSide
  /// Whether the document's name was read from a zone whose name field is full.
  let isCutOff: Bool
  private var likenesses: InlineArray<400, WordLikeness>
  /// The rule that holds.
  public private(set) var rule: NameRule

  /// - Complexity: O(words² × letters²) of names that are bounded, no allocation.
  public init(account: NameSide, document: NameSide, isCutOff: Bool = false) {
    self.account = account
    self.document = document
    self.isCutOff = isCutOff
    likenesses = InlineArray(repeating: .different)
    rule = NameRules.rows[NameRules.count - 1]
    for one in 0..<account.wordCount {
      for other in 0..<document.wordCount {
        likenesses[one * NameSide.maximumWords + other] = NameComparison.likeness(account, one, document, other)
      }
    }
    for index in 0..<NameRules.count where holds(NameRules.rows[index].condition) {
      rule = NameRules.rows[index]
      break
    }
  }

  func likeness(_ one: Int, _ other: Int) -> WordLikeness { likenesses[one * NameSide.maximumWords + other] }

  /// Whether two words are one name, however it is spelt.
  func equal(_ one: Int, _ other: Int) -> Bool { likeness(one, other) >= .spelling }
}

// MARK: - Words

extension NameComparison {
  private static func likeness(
    _ account: NameSide, _ one: Int, _ document: NameSide, _ other: Int
  ) -> WordLikeness {
    let (left, right) = (account.words[one], document.words[other])
    if hasSameLetters(account, left, document, right) { return .same }
    if hasSameBase(account, left, document, right) { return .base }
    guard left.script == right.script, left.script != .other else { return .different }
    if SpellingMatch.holds(account, left.letters, document, right.letters) { return .spelling }
    if isVariant(account, one, document, other) { return .variant }
    let longer = max(left.base.count, right.base.count)
    let edits = EditDistance.between(account, left.base, document, right.base)
    return edits == 1 && longer >= 4 || edits == 2 && longer >= 9 ? .close : .different
  }

  private static func hasSameLetters(
    _ first: NameSide, _ one: NameWord, _ second: NameSide, _ other: NameWord
  ) -> Bool {
    guard one.letters.count == other.letters.count else { return false }
    for offset in 0..<one.letters.count {
      let left = first.letters[one.letters.lowerBound + offset].scalar
      if left != second.letters[other.letters.lowerBound + offset].scalar { return false }
    }
    return true
  }

  private static func hasSameBase(
    _ first: NameSide, _ one: NameWord, _ second: NameSide, _ other: NameWord
  ) -> Bool {
    guard one.base.count == other.base.count else { return false }
    for offset in 0..<one.base.count {
      if first.base[one.base.lowerBound + offset] != second.base[other.base.lowerBound + offset] { return false }
    }
    return true
  }

  private static func isVariant(
    _ account: NameSide, _ one: Int, _ document: NameSide, _ other: Int
  ) -> Bool {
    if let left = Skeleton(account, one), let right = Skeleton(document, other), left.isEqual(to: right) { return true }
    let line = WordLines(WordTables.arabicVariants).firstLine { line in
      guard line.firstWord(where: { account.equals(one, $0) }) != nil else { return false }
      return line.firstWord { document.equals(other, $0) } != nil
    }
    return line != nil
  }
}

/// How many letters have to be changed, left out, added or swapped with their neighbour: 0, 1, 2, or 3 for more.
enum EditDistance {
  /// Longer words are not compared: their distance counts as 3.
  private static let longest = 48

  static func between(
    _ first: NameSide, _ one: Range<Int>, _ second: NameSide, _ other: Range<Int>
  ) -> Int {
    let (rows, columns) = (one.count, other.count)
    guard rows <= longest, columns <= longest, rows - columns <= 2, columns - rows <= 2 else { return 3 }
    // Three rows of the table of optimal string alignment.
    var before: InlineArray<49, UInt8> = InlineArray(repeating: 0)
    var last: InlineArray<49, UInt8> = InlineArray(repeating: 0)
    for column in 0...columns { last[column] = UInt8(column) }
    for row in 0..<rows {
      var next: InlineArray<49, UInt8> = InlineArray(repeating: UInt8(row + 1))
      for column in 0..<columns {
        let (left, right) = (first.base[one.lowerBound + row], second.base[other.lowerBound + column])
        var least = min(last[column + 1] + 1, next[column] + 1, last[column] + (left == right ? 0 : 1))
        if row > 0, column > 0, left == second.base[other.lowerBound + column - 1],
          right == first.base[one.lowerBound + row - 1]
        {
          least = min(least, before[column - 1] + 1)
        }
        next[column + 1] = least
      }
      before = last
      last = next
    }
    return min(3, Int(last[columns]))
  }
}
