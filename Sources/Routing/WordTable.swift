// SPDX-License-Identifier: Apache-2.0
// Words that the scanner stops at. Every word of every page is looked up here, so a word is its hash, and nearly all are turned
// away by one look into a small table.

import SiteModel

struct WordTable: Sendable {
  enum Meaning: Equatable, Sendable {
    case wording, call, limit
    /// A gate, by its place among the settings' gates.
    case gate(Int)
    /// Something is said to be unknown.
    case unknown
    /// The name of a target's host.
    case host
  }

  struct Phrase: Sendable {
    let text: String
    let meaning: Meaning
    /// Hashes of the words behind the first.
    let rest: [UInt64]
  }

  private let phrases: [UInt64: [Phrase]]
  /// A bit for the lowest bits of each hash.
  let filter: [UInt64]
  /// A bit for the first three letters of each first word, 0 where it has fewer: nearly every word is known by them not to be
  /// one.
  let beginnings: [UInt64]

  init(_ policy: RoutePolicy) {
    var phrases: [UInt64: [Phrase]] = [:]
    var beginnings: [UInt64] = Array(repeating: 0, count: 1 << 9)
    func add(_ text: String, _ meaning: Meaning) {
      let words = WordTable.words(of: text)
      guard let first = words.first else { return }
      let hashes = words.map { WordTable.hash($0) }
      phrases[hashes[0], default: []].append(Phrase(text: text, meaning: meaning, rest: Array(hashes.dropFirst())))
      let letters = first.prefix(3).map { WordTable.classes[Int($0)] } + [0, 0]
      let beginning = WordTable.beginning(letters[0], letters[1], letters[2])
      beginnings[beginning >> 6] |= 1 << UInt64(beginning & 63)
    }
    for phrase in policy.settings.wording { add(phrase.value, .wording) }
    if policy.refusesCalls { for phrase in policy.settings.calls { add(phrase.value, .call) } }
    for phrase in Set(policy.limits.values.joined()).sorted() { add(phrase, .limit) }
    for (number, gate) in policy.settings.gates.enumerated() { for word in gate.words { add(word, .gate(number)) } }
    add(Fact.unknown, .unknown)
    for name in Set(policy.settings.targets.map { TargetTable.name(of: $0.host.lowercased()) }).sorted() {
      add(name, .host)
    }
    self.phrases = phrases
    self.beginnings = beginnings
    filter = phrases.keys.reduce(into: Array(repeating: 0, count: 64)) { filter, hash in
      filter[Int(hash >> 6 & 63)] |= 1 << (hash & 63)
    }
  }

  func withUnsafeBits(_ body: (UnsafeBufferPointer<UInt64>, UnsafeBufferPointer<UInt64>) -> Void) {
    filter.withUnsafeBufferPointer { filter in beginnings.withUnsafeBufferPointer { body(filter, $0) } }
  }

  func phrases(beginningWith word: UInt64) -> [Phrase] { phrases[word] ?? [] }

  // MARK: - Hashes (FNV-1a)

  static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  static let prime: UInt64 = 0x100_0000_01B3

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(basis) { ($0 ^ UInt64($1)) &* prime }
  }

  private static func words(of text: String) -> [Substring.UTF8View] {
    text.lowercased().utf8.split { classes[Int($0)] < 2 }
  }

  /// The classes of three letters as a number below 2^15; some have the same.
  @inline(__always)
  static func beginning(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    Int(first & 31) << 10 | Int(second & 31) << 5 | Int(third & 31)
  }

  /// What a byte is in a text: 0 stands between words, 1 may begin an encoded character, anything else is a letter in lower
  /// case.
  static let classes: [UInt8] = (0...255).map { byte -> UInt8 in
    let byte = UInt8(byte)
    if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == 0xC2
      || byte == 0xE2
    {
      return 1
    }
    if byte.isLetter { return byte | 0x20 }
    return byte.isDigit || byte >= 0x80 ? byte : 0
  }
}
