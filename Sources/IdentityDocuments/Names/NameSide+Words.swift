// SPDX-License-Identifier: Apache-2.0
// Words of a side: their script, their base letters, and which of them are titles.

extension NameSide {
  /// Fills in what a word's letters say about it.
  func finish(_ index: Int) {
    words[index].firstBase = baseCount
    var scripts: UInt8 = 0
    for place in words[index].letters {
      let scalar = letters[place].scalar
      if (0x30...0x39).contains(scalar) {
        words[index].hasDigits = true
      } else {
        scripts |= 1 << Script(of: scalar).rawValue
      }
      appendBase(of: scalar)
    }
    words[index].baseCount = baseCount - words[index].firstBase
    words[index].script = NameSide.script(of: scripts)
    let known = scripts & 0b111
    words[index].isMixed = known & (known &- 1) != 0
  }

  private static func script(of scripts: UInt8) -> Script {
    switch scripts {
    // Digits alone are written in every script.
    case 0, 1 << Script.latin.rawValue: .latin
    case 1 << Script.cyrillic.rawValue: .cyrillic
    case 1 << Script.greek.rawValue: .greek
    default: .other
    }
  }

  private func appendBase(of scalar: UInt32) {
    guard scalar >= 0x80 else { return append(base: scalar) }
    guard let spellings = Spellings(of: scalar) else { return append(base: NameSide.unmarked(scalar)) }
    var all = spellings.parts
    guard let first = all.next() else { return }
    for index in 0..<first.count { append(base: UInt32(first[index])) }
  }

  private func append(base scalar: UInt32) {
    base[baseCount] = scalar
    baseCount += 1
  }

  /// Letters of other scripts whose mark is commonly left out: Ё, and the Greek accent.
  private static func unmarked(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x400, 0x401: 0x415
    case 0x40D: 0x418
    case 0x386: 0x391
    case 0x388: 0x395
    case 0x389: 0x397
    case 0x38A, 0x3AA: 0x399
    case 0x38C: 0x39F
    case 0x38E, 0x3AB: 0x3A5
    case 0x38F: 0x3A9
    default: scalar
    }
  }

  /// Titles stand before the words of a field, suffixes behind them; a word that stands alone is a name.
  func markTitles(_ range: Range<Int>) {
    var (first, last) = (range.lowerBound, range.upperBound - 1)
    while first < last, isListed(first, in: WordTables.titles) {
      words[first].isTitle = true
      first += 1
    }
    while first < last, isListed(last, in: WordTables.suffixes) {
      words[last].isTitle = true
      last -= 1
    }
  }

  /// Whether a word is one of a list of words.
  @inline(never)
  func isListed(_ index: Int, in table: StaticString) -> Bool {
    var lines = table.whole.lines
    while let line = lines.next() {
      if isOne(index, of: line) { return true }
    }
    return false
  }

  /// Whether a word is one of a line of words.
  @inline(never)
  func isOne(_ index: Int, of line: TextPart) -> Bool {
    var words = line.words
    while let word = words.next() {
      if equals(index, word) { return true }
    }
    return false
  }

  /// Whether a word's base letters are those of a text.
  @inline(never)
  func equals(_ index: Int, _ text: TextPart) -> Bool {
    let range = words[index].base
    guard range.count == text.count else { return false }
    for offset in 0..<text.count where base[range.lowerBound + offset] != UInt32(text[offset]) { return false }
    return true
  }

  /// Whether a word's base letters end in a text.
  @inline(never)
  func ends(_ index: Int, in text: TextPart) -> Bool {
    let range = words[index].base
    guard range.count >= text.count else { return false }
    let start = range.upperBound - text.count
    for offset in 0..<text.count where base[start + offset] != UInt32(text[offset]) { return false }
    return true
  }
}

/// What a character is in a name.
enum NameCharacter {
  case letter, mark, space, dash
  /// Leaves no trace: apostrophes, and characters that nobody sees.
  case nothing

  init(_ scalar: UInt32) {
    switch scalar {
    case 0x300...0x36F: self = .mark
    case 0x27, 0x60, 0xB4, 0x2B9, 0x2BB...0x2BD, 0x2C8, 0x2018...0x201B, 0x2032, 0x2035, 0x55A, 0xFF07: self = .nothing
    case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFE00...0xFE0F,
      0xFEFF:
      self = .nothing
    case 0x2D, 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: self = .dash
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
    case ..<0xAA, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7: self = .space
    case 0x1680, 0x2000...0x200A, 0x2016...0x206F, 0x3000...0x3002, 0x30FB, 0xFF01...0xFF0F, 0xFF1A...0xFF20:
      self = .space
    default: self = .letter
    }
  }
}
