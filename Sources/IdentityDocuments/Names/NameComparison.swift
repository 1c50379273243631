// SPDX-License-Identifier: Apache-2.0
// Two spellings of a name, compared word by word once; the rules then only ask.
//
// Goals, in order: (1) strict about what a person can put right, because nobody outside knows how strict the form is;
// (2) a reason for every answer, never a percentage; (3) never a name that the person did not write.

import Raster

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

/// The memory of comparisons, reserved once.
public struct NameMemory {
  let likenesses: UnsafeMutableBufferPointer<WordLikeness>
  let spellings: SpellingMatch
  fileprivate var skeletons: (Skeleton, Skeleton)
  fileprivate let edits: UnsafeMutableBufferPointer<UInt8>

  public init(arena: inout Arena) {
    likenesses = arena.reserve(NameSide.maximumWords * NameSide.maximumWords, of: WordLikeness.self)
    spellings = SpellingMatch(arena: &arena)
    skeletons = (Skeleton(arena: &arena), Skeleton(arena: &arena))
    edits = arena.reserve(EditDistance.room, of: UInt8.self)
  }

  public static var arenaBytes: Int {
    Arena.bytes(NameSide.maximumWords * NameSide.maximumWords, of: WordLikeness.self) + SpellingMatch.arenaBytes
      + 2 * Skeleton.arenaBytes + Arena.bytes(EditDistance.room, of: UInt8.self)
  }
}

/// An account's name and a document's. It holds until its memory is used for the next comparison.
public struct NameComparison {
  public let account: NameSide
  public let document: NameSide
  /// Whether the document's name was read from a zone whose name field is full.
  public let isCutOff: Bool
  private(set) var memory: NameMemory
  /// Words without titles, by field.
  private let accountWords: (given: WordList, family: WordList)
  private let documentWords: (given: WordList, family: WordList)
  /// The rule that holds.
  public private(set) var rule: NameRule

  /// - Complexity: O(words² × letters²) of names that are bounded, no allocation.
  public init(_ account: NameSide, _ document: NameSide, isCutOff: Bool = false, memory: NameMemory) {
    self.account = account
    self.document = document
    self.isCutOff = isCutOff
    self.memory = memory
    accountWords = (account.words(of: .given), account.words(of: .family))
    documentWords = (document.words(of: .given), document.words(of: .family))
    rule = NameRules.rows[NameRules.count - 1]
    for one in 0..<account.wordCount {
      for other in 0..<document.wordCount {
        memory.likenesses[one * NameSide.maximumWords + other] = measure(one, other)
      }
    }
    let agreeing = (given: agrees(.given), family: agrees(.family))
    for index in 0..<NameRules.count {
      let row = NameRules.rows[index]
      if let needs = row.needs, !(needs == .given ? agreeing.given : agreeing.family) { continue }
      guard holds(row.condition) else { continue }
      rule = row
      break
    }
  }

  /// The account's words of a field, titles left out.
  func ones(_ field: NameField) -> WordList { field == .given ? accountWords.given : accountWords.family }

  /// The document's.
  func others(_ field: NameField) -> WordList { field == .given ? documentWords.given : documentWords.family }

  /// All of the account's words but titles.
  var allOnes: WordList { accountWords.given.joined(accountWords.family) }
  var allOthers: WordList { documentWords.given.joined(documentWords.family) }

  @inline(never)
  func likeness(_ one: Int, _ other: Int) -> WordLikeness { memory.likenesses[one * NameSide.maximumWords + other] }

  /// Whether two words are one name, however it is spelt.
  @inline(never)
  func equal(_ one: Int, _ other: Int) -> Bool { likeness(one, other) >= .spelling }
}

// MARK: - Words

extension NameComparison {
  @inline(never)
  private mutating func measure(_ one: Int, _ other: Int) -> WordLikeness {
    if hasSameLetters(one, other) { return .same }
    if hasSameBase(one, other) { return .base }
    let (left, right) = (account.words[one], document.words[other])
    guard left.script == right.script, left.script != .other else { return .different }
    if memory.spellings.holds(account, left.letters, document, right.letters) { return .spelling }
    if isVariant(one, other) { return .variant }
    let longer = max(left.base.count, right.base.count)
    let edits = EditDistance.between(account, left.base, document, right.base, memory.edits)
    return edits == 1 && longer >= 4 || edits == 2 && longer >= 9 ? .close : .different
  }

  @inline(never)
  private func hasSameLetters(_ one: Int, _ other: Int) -> Bool {
    let (left, right) = (account.words[one].letters, document.words[other].letters)
    guard left.count == right.count else { return false }
    for offset in 0..<left.count {
      let letter = account.letters[left.lowerBound + offset].scalar
      if letter != document.letters[right.lowerBound + offset].scalar { return false }
    }
    return true
  }

  private func hasSameBase(_ one: Int, _ other: Int) -> Bool {
    account.hasBase(of: one, as: document, other)
  }

  @inline(never)
  private mutating func isVariant(_ one: Int, _ other: Int) -> Bool {
    guard account.words[one].script == .latin else { return false }
    memory.skeletons.0.fill(account, one)
    memory.skeletons.1.fill(document, other)
    if memory.skeletons.0.isEqual(to: memory.skeletons.1) { return true }
    var lines = WordTables.arabicVariants.whole.lines
    while let line = lines.next() {
      if account.isOne(one, of: line), document.isOne(other, of: line) { return true }
    }
    return false
  }
}

/// How many letters have to be changed, left out, added or swapped with their neighbour: 0, 1, 2, or 3 for more.
enum EditDistance {
  /// Longer words are not compared: their distance counts as 3.
  private static let longest = 48
  private static let width = longest + 1
  static let room = 3 * width

  @inline(never)
  static func between(
    _ first: NameSide, _ one: Range<Int>, _ second: NameSide, _ other: Range<Int>,
    _ table: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    let (rows, columns) = (one.count, other.count)
    guard rows <= longest, columns <= longest, rows - columns <= 2, columns - rows <= 2 else { return 3 }
    // Three rows of the table of optimal string alignment, one behind the other.
    for column in 0...columns { table[column] = UInt8(truncatingIfNeeded: column) }
    for row in 1...max(rows, 1) where row <= rows {
      let (next, last, before) = (row % 3 * width, (row + 2) % 3 * width, (row + 1) % 3 * width)
      table[next] = UInt8(truncatingIfNeeded: row)
      for column in 1...max(columns, 1) where column <= columns {
        let (left, right) = (first.base[one.lowerBound + row - 1], second.base[other.lowerBound + column - 1])
        var least = min(table[last + column], table[next + column - 1]) &+ 1
        least = min(least, table[last + column - 1] &+ (left == right ? 0 : 1))
        if row > 1, column > 1, left == second.base[other.lowerBound + column - 2],
          right == first.base[one.lowerBound + row - 2]
        {
          least = min(least, table[before + column - 2] &+ 1)
        }
        table[next + column] = least
      }
    }
    return min(3, Int(table[rows % 3 * width + columns]))
  }
}
