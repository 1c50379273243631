// SPDX-License-Identifier: Apache-2.0
// Where two names differ, so that a host can mark it in the text that the person typed: the core hands out places, no letters.

/// Letters of a field, in Unicode scalars of its text as it was typed.
public struct NameDifference: Equatable, Sendable {
  public enum Side: UInt8, Sendable {
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
public struct NameDifferences: Sendable {
  public private(set) var count = 0
  private var differences: InlineArray<40, NameDifference> = InlineArray(
    repeating: NameDifference(side: .account, field: .given, first: 0, end: 0))

  public subscript(_ index: Int) -> NameDifference {
    precondition(index < count)
    return differences[index]
  }

  mutating func append(_ difference: NameDifference) {
    differences[count] = difference
    count += 1
  }
}

extension NameComparison {
  /// What to mark: of words with a counterpart the letters that differ, otherwise the whole word. A match has none.
  public var differences: NameDifferences {
    var found = NameDifferences()
    if rule.outcome == .match || account.isEmpty || document.isEmpty { return found }
    addDifferences(of: .account, to: &found)
    addDifferences(of: .document, to: &found)
    return found
  }

  private func addDifferences(of side: NameDifference.Side, to found: inout NameDifferences) {
    for field in NameField.allCases {
      let own = unmatched(side, field)
      let others = unmatched(side == .account ? .document : .account, field)
      for place in 0..<own.count {
        let partner = own.count == others.count ? others[place] : nil
        let letters = differingLetters(side, own[place], partner)
        if letters.isEmpty { continue }
        let name = side == .account ? account : document
        found.append(
          NameDifference(
            side: side, field: field, first: name.letters[letters.lowerBound].position,
            end: name.letters[letters.upperBound - 1].position + 1))
      }
    }
  }

  /// Words of a field that the other side does not have, or has in another spelling.
  private func unmatched(_ side: NameDifference.Side, _ field: NameField) -> WordList {
    let (name, other) = side == .account ? (account, document) : (document, account)
    var list = WordList()
    for index in 0..<name.wordCount where name.words[index].field == field {
      var isMatched = false
      for word in 0..<other.wordCount {
        let likeness = side == .account ? likeness(index, word) : likeness(word, index)
        if likeness >= .base { isMatched = true }
      }
      if !isMatched { list.append(index) }
    }
    return list
  }

  /// The letters of a word between those that it shares with its counterpart at both ends; all where it shares few.
  private func differingLetters(_ side: NameDifference.Side, _ word: Int, _ partner: Int?) -> Range<Int> {
    let (name, other) = side == .account ? (account, document) : (document, account)
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
