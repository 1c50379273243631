// SPDX-License-Identifier: Apache-2.0
// One name of another script in two Latin spellings: rules with reasons, never a phonetic code.

import Raster

/// The base letters of a word with the choices of romanisation taken out: `SERGEY` and `SERGEI` have one skeleton.
struct Skeleton {
  private let letters: UnsafeMutableBufferPointer<UInt8>
  private var count = 0

  init(arena: inout Arena) {
    letters = arena.reserve(2 * NameSide.maximumLetters, of: UInt8.self)
  }

  static var arenaBytes: Int { Arena.bytes(2 * NameSide.maximumLetters, of: UInt8.self) }

  /// Takes a Latin word; never longer than the word.
  mutating func fill(_ side: NameSide, _ word: Int) {
    let range = side.words[word].base
    count = 0
    var index = range.lowerBound
    while index < range.upperBound { index += take(side, index..<range.upperBound, isFirst: index == range.lowerBound) }
  }

  @inline(never)
  func isEqual(to other: Skeleton) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where letters[index] != other.letters[index] { return false }
    return true
  }

  /// Letters that stand for one sound, and how the skeleton writes them. The first that fits is taken; a capital I in the
  /// skeleton stands for I, Y and J, of which several in a row are one: DMITRIY, DMITRII, DMITRI.
  private static let pairs: StaticString = "SHCH SH\nSCH SH\nKH H\nTS C\nTZ C\nPH F\nOU U\nOO U\nW V\nY I\nJ I"
  /// The same at the start of a word only.
  private static let initialPairs: StaticString = "YE E\nIE E\nJE E"

  /// Adds what the first letters of a rest stand for; returns how many those were.
  private mutating func take(_ side: NameSide, _ rest: Range<Int>, isFirst: Bool) -> Int {
    if isFirst, let length = take(side, rest, by: Skeleton.initialPairs) { return length }
    if let length = take(side, rest, by: Skeleton.pairs) { return length }
    add(UInt8(truncatingIfNeeded: side.base[rest.lowerBound]))
    return 1
  }

  @inline(never)
  private mutating func take(_ side: NameSide, _ rest: Range<Int>, by pairs: StaticString) -> Int? {
    var lines = pairs.whole.lines
    while let line = lines.next() {
      var words = line.words
      guard let from = words.next(), let to = words.next(), side.hasBase(from, at: rest) else { continue }
      for index in 0..<to.count { add(to[index]) }
      return from.count
    }
    return nil
  }

  private mutating func add(_ letter: UInt8) {
    if letter == UInt8(ascii: "I"), count > 0, letters[count - 1] == letter { return }
    letters[count] = letter
    count += 1
  }
}

extension NameSide {
  /// Whether the base letters of a range begin with a text.
  @inline(never)
  fileprivate func hasBase(_ text: TextPart, at rest: Range<Int>) -> Bool {
    guard text.count <= rest.count else { return false }
    for offset in 0..<text.count where base[rest.lowerBound + offset] != UInt32(text[offset]) { return false }
    return true
  }
}

/// Tables by which Cyrillic names are written in Latin letters: ICAO's, and those of States where they differ.
enum RomanisationTable: UInt8, CaseIterable {
  case icao, belarus, ukraine, serbia, northMacedonia, bulgaria

  /// The mark of its spellings in the table of letters; 0 for ICAO's own.
  private var mark: UInt8 {
    switch self {
    case .icao: 0
    case .belarus: UInt8(ascii: "b")
    case .ukraine: UInt8(ascii: "u")
    case .serbia: UInt8(ascii: "s")
    case .northMacedonia: UInt8(ascii: "m")
    case .bulgaria: UInt8(ascii: "g")
    }
  }

  private static let separator = UInt8(ascii: ",")

  /// How the table writes a letter.
  @inline(never)
  private func spelling(_ facts: TextPart, isInitial: Bool) -> TextPart {
    var parts = facts.parts(between: RomanisationTable.separator)
    // The first is ICAO's and carries no mark, whatever letter it begins with.
    var best = parts.next() ?? facts
    if mark == 0 { return best }
    while let part = parts.next() {
      if part[0] == mark { best = part.part(1..<part.count) }
      if isInitial, part[0] == mark - 32 { return part.part(1..<part.count) }
    }
    return best
  }

  /// Whether a Latin word is what this table makes of a Cyrillic one.
  func agrees(_ cyrillic: NameSide, _ word: Int, _ latin: NameSide, _ other: Int) -> Bool {
    let letters = cyrillic.words[word].letters
    let base = latin.words[other].base
    var place = base.lowerBound
    for index in letters {
      guard let facts = LetterFacts.romanisations(of: cyrillic.letters[index].scalar) else { return false }
      let isLast = index == letters.upperBound - 1
      let written =
        isLast && endsInBulgarianIA(cyrillic, letters)
        ? ("A" as StaticString).whole : spelling(facts, isInitial: index == letters.lowerBound)
      guard latin.hasBase(written, at: place..<base.upperBound) else { return false }
      place += written.count
    }
    return place == base.upperBound
  }

  /// Bulgaria writes the ending ИЯ as IA, and Я otherwise as YA.
  private func endsInBulgarianIA(_ side: NameSide, _ letters: Range<Int>) -> Bool {
    self == .bulgaria && letters.count > 1 && side.letters[letters.upperBound - 1].scalar == 0x42F
      && side.letters[letters.upperBound - 2].scalar == 0x418
  }
}
