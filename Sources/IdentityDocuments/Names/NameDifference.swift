// SPDX-License-Identifier: Apache-2.0
// Where two names differ, so that a host can mark it in the text that the person typed: the core hands out places, no letters.

import Raster

/// Letters of a field, in Unicode scalars of its text as it was typed.
public struct NameDifference: BitwiseCopyable, Equatable, Sendable {
  public enum Side: UInt8, BitwiseCopyable, Sendable {
    case account, document

    public var name: StaticString {
      switch self {
      case .account: "account"
      case .document: "document"
      }
    }
  }

  public let side: Side
  public let field: NameField
  public let first: Int
  /// One behind the last.
  public let end: Int

  public init(side: Side, field: NameField, first: Int, end: Int) {
    self.side = side
    self.field = field
    self.first = first
    self.end = end
  }
}

/// The differences of one comparison, the account's before the document's: no more than there are words.
public struct NameDifferences {
  public private(set) var count = 0
  private let differences: UnsafeMutableBufferPointer<NameDifference>

  private static let most = 2 * NameSide.maximumWords

  public init(arena: inout Arena) {
    differences = arena.reserve(NameDifferences.most, of: NameDifference.self)
  }

  public static var arenaBytes: Int { Arena.bytes(most, of: NameDifference.self) }

  public subscript(_ index: Int) -> NameDifference {
    precondition(index < count)
    return differences[index]
  }

  mutating func append(_ difference: NameDifference) {
    differences[count] = difference
    count += 1
  }

  /// Takes what to mark: of words with a counterpart the letters that differ, otherwise the whole word. A match has none.
  public mutating func fill(from comparison: NameComparison) {
    count = 0
    if comparison.rule.outcome == .match || comparison.account.isEmpty || comparison.document.isEmpty { return }
    comparison.addDifferences(of: .account, to: &self)
    comparison.addDifferences(of: .document, to: &self)
  }
}

extension NameComparison {
  fileprivate func addDifferences(of side: NameDifference.Side, to found: inout NameDifferences) {
    for field in NameField.allCases {
      let own = unmatched(side, field)
      let others = unmatched(side == .account ? .document : .account, field)
      for place in 0..<own.count {
        let partner = own.count == others.count ? others[place] : nil
        let letters =
          side == .account
          ? NameComparison.differing(account, own[place], document, partner)
          : NameComparison.differing(document, own[place], account, partner)
        if letters.isEmpty { continue }
        found.append(
          NameDifference(
            side: side, field: field, first: position(side, letters.lowerBound),
            end: position(side, letters.upperBound - 1) + 1))
      }
    }
  }

  private func position(_ side: NameDifference.Side, _ letter: Int) -> Int {
    side == .account ? account.letters[letter].position : document.letters[letter].position
  }

  /// Words of a field that the other side does not have, or has in another spelling.
  @inline(never)
  private func unmatched(_ side: NameDifference.Side, _ field: NameField) -> WordList {
    let own =
      side == .account ? account.words(of: field, withTitles: true) : document.words(of: field, withTitles: true)
    let count = side == .account ? document.wordCount : account.wordCount
    var list = WordList()
    for place in 0..<own.count {
      var isMatched = false
      for word in 0..<count {
        let likeness = side == .account ? likeness(own[place], word) : likeness(word, own[place])
        if likeness >= .base { isMatched = true }
      }
      if !isMatched { list.append(own[place]) }
    }
    return list
  }

  /// The letters of a word between those that it shares with its counterpart at both ends; all where it shares few.
  @inline(never)
  private static func differing(_ name: NameSide, _ word: Int, _ other: NameSide, _ partner: Int?) -> Range<Int> {
    let own = name.words[word].letters
    guard let partner else { return own }
    let theirs = other.words[partner].letters
    let shorter = min(own.count, theirs.count)
    var head = 0
    while head < shorter,
      name.letters[own.lowerBound + head].scalar == other.letters[theirs.lowerBound + head].scalar
    { head += 1 }
    var tail = 0
    while tail < shorter - head,
      name.letters[own.upperBound - 1 - tail].scalar == other.letters[theirs.upperBound - 1 - tail].scalar
    { tail += 1 }
    if (head + tail) * 2 < shorter { return own }
    return own.lowerBound + head..<own.upperBound - tail
  }
}
