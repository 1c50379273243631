// SPDX-License-Identifier: Apache-2.0
// One name of another script in two Latin spellings: rules with reasons, never a phonetic code.

/// The base letters of a word with the choices of romanisation taken out: `SERGEY` and `SERGEI` have one skeleton.
struct Skeleton {
  private var letters: InlineArray<240, UInt8> = InlineArray(repeating: 0)
  private(set) var count = 0

  /// - Returns: nil for words of other scripts.
  init?(_ side: NameSide, _ word: Int) {
    let range = side.words[word].base
    guard side.words[word].script == .latin else { return nil }
    var index = range.lowerBound
    while index < range.upperBound {
      let rest = Rest(side, index..<range.upperBound)
      index += append(rest, isFirst: index == range.lowerBound)
    }
  }

  func isEqual(to other: Skeleton) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where letters[index] != other.letters[index] { return false }
    return true
  }

  /// The letters that are left of a word.
  private struct Rest {
    let first, second, third, fourth: UInt8

    init(_ side: NameSide, _ range: Range<Int>) {
      func letter(_ offset: Int, _ side: NameSide) -> UInt8 {
        offset < range.count ? UInt8(truncatingIfNeeded: side.base[range.lowerBound + offset]) : 0
      }
      (first, second) = (letter(0, side), letter(1, side))
      (third, fourth) = (letter(2, side), letter(3, side))
    }

    func begins(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      return text.utf8Start[0] == first && text.utf8Start[1] == second
        && (count < 3 || text.utf8Start[2] == third) && (count < 4 || text.utf8Start[3] == fourth)
    }
  }

  /// Adds what the first letters stand for; returns how many those were.
  private mutating func append(_ rest: Rest, isFirst: Bool) -> Int {
    if rest.begins("SHCH") { return append("SH", for: 4) }
    if rest.begins("SCH") { return append("SH", for: 3) }
    if rest.begins("KH") { return append("H", for: 2) }
    if rest.begins("TS") || rest.begins("TZ") { return append("C", for: 2) }
    if rest.begins("PH") { return append("F", for: 2) }
    if rest.begins("OU") || rest.begins("OO") { return append("U", for: 2) }
    if isFirst, rest.begins("YE") || rest.begins("IE") || rest.begins("JE") { return append("E", for: 2) }
    switch rest.first {
    case UInt8(ascii: "W"): return append("V", for: 1)
    case UInt8(ascii: "I"), UInt8(ascii: "Y"), UInt8(ascii: "J"):
      // Of several in a row one is left: DMITRIY, DMITRII, DMITRI.
      if count > 0, letters[count - 1] == UInt8(ascii: "I") { return 1 }
      return append("I", for: 1)
    default:
      add(rest.first)
      return 1
    }
  }

  private mutating func append(_ text: StaticString, for length: Int) -> Int {
    for offset in 0..<text.utf8CodeUnitCount { add(text.utf8Start[offset]) }
    return length
  }

  private mutating func add(_ letter: UInt8) {
    letters[count] = letter
    count += 1
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
  private func spelling(_ facts: TextPart, isInitial: Bool) -> TextPart {
    let general = facts.firstPart(between: RomanisationTable.separator) { _ in true } ?? facts
    if mark == 0 { return general }
    if isInitial, let own = part(facts, marked: mark - 32) { return own }
    return part(facts, marked: mark) ?? general
  }

  private func part(_ facts: TextPart, marked mark: UInt8) -> TextPart? {
    // The first part is ICAO's and carries no mark, whatever letter it begins with.
    var isFirst = true
    let found = facts.firstPart(between: RomanisationTable.separator) { part in
      defer { isFirst = false }
      return !isFirst && part.count > 0 && part[0] == mark
    }
    return found.map { $0.part(1..<$0.count) }
  }

  /// Whether a Latin word is what this table makes of a Cyrillic one.
  func agrees(_ cyrillic: NameSide, _ word: Int, _ latin: NameSide, _ other: Int) -> Bool {
    let letters = cyrillic.words[word].letters
    let base = latin.words[other].base
    var place = base.lowerBound
    for index in letters {
      guard let facts = LetterLines(LetterTables.cyrillic).facts(of: cyrillic.letters[index].scalar) else { return false }
      let isLast = index == letters.upperBound - 1
      let written =
        isLast && endsInBulgarianIA(cyrillic, letters)
        ? ("A" as StaticString).whole : spelling(facts, isInitial: index == letters.lowerBound)
      guard place + written.count <= base.upperBound else { return false }
      for offset in 0..<written.count {
        if latin.base[place + offset] != UInt32(written[offset]) { return false }
      }
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
