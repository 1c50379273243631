// SPDX-License-Identifier: Apache-2.0

/// Some words of a side, in their order: a bit each.
struct WordList {
  private var bits: UInt32 = 0

  var count: Int { bits.nonzeroBitCount }
  var isEmpty: Bool { bits == 0 }

  /// The word at a place of the list.
  subscript(_ place: Int) -> Int { word(place) }

  @inline(never)
  private func word(_ place: Int) -> Int {
    var rest = bits
    for _ in 0..<place { rest &= rest - 1 }
    return rest.trailingZeroBitCount
  }

  mutating func append(_ index: Int) { bits |= 1 << UInt32(index) }

  func joined(_ other: WordList) -> WordList { WordList(bits: bits | other.bits) }

  func contains(_ index: Int) -> Bool { bits & (1 << UInt32(index)) != 0 }
}

extension NameSide {
  /// The words of a field, or of both; titles are left out unless asked for.
  @inline(never)
  func words(of field: NameField? = nil, withTitles: Bool = false) -> WordList {
    var list = WordList()
    for index in 0..<wordCount {
      if let field, words[index].field != field { continue }
      if words[index].isTitle, !withTitles { continue }
      list.append(index)
    }
    return list
  }

  /// The words of a field without particles; all of them where nothing else would be left.
  @inline(never)
  func wordsWithoutParticles(of field: NameField) -> WordList {
    let all = words(of: field)
    var list = WordList()
    for place in 0..<all.count {
      let isShort = words[all[place]].base.count == 1
      if isListed(all[place], in: WordTables.particles), !isShort || field == .family { continue }
      list.append(all[place])
    }
    return list.count == 0 ? all : list
  }

  /// The letters of a field without titles, which stand at its ends only.
  @inline(never)
  func letters(of field: NameField) -> Range<Int> {
    let list = words(of: field)
    guard list.count > 0 else { return 0..<0 }
    return words[list[0]].letters.lowerBound..<words[list[list.count - 1]].letters.upperBound
  }

  @inline(never)
  func isInitial(_ index: Int) -> Bool { words[index].base.count == 1 && words[index].script != .other }

  /// Whether a word has the base letters of another side's word.
  @inline(never)
  func hasBase(of index: Int, as other: NameSide, _ word: Int) -> Bool {
    let (own, theirs) = (words[index].base, other.words[word].base)
    guard own.count == theirs.count else { return false }
    for offset in 0..<own.count where base[own.lowerBound + offset] != other.base[theirs.lowerBound + offset] {
      return false
    }
    return true
  }

  /// Whether a word's first base letter is that of another side's word.
  @inline(never)
  func begins(_ index: Int, as other: NameSide, _ word: Int) -> Bool {
    base[words[index].base.lowerBound] == other.base[other.words[word].base.lowerBound]
  }
}
