// SPDX-License-Identifier: Apache-2.0

/// Some words of a side, in their order.
struct WordList {
  private var indices: InlineArray<20, Int> = InlineArray(repeating: 0)
  private(set) var count = 0

  subscript(_ place: Int) -> Int { indices[place] }

  mutating func append(_ index: Int) {
    indices[count] = index
    count += 1
  }

  func contains(_ index: Int) -> Bool {
    for place in 0..<count where indices[place] == index { return true }
    return false
  }
}

extension NameSide {
  /// The words of a field, or of both; titles are left out unless asked for.
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
  func letters(of field: NameField) -> Range<Int> {
    let list = words(of: field)
    guard list.count > 0 else { return 0..<0 }
    return words[list[0]].letters.lowerBound..<words[list[list.count - 1]].letters.upperBound
  }

  func isInitial(_ index: Int) -> Bool { words[index].base.count == 1 && words[index].script != .other }

  /// Whether a word's first base letter is that of another side's word.
  func begins(_ index: Int, as other: NameSide, _ word: Int) -> Bool {
    base[words[index].base.lowerBound] == other.base[other.words[word].base.lowerBound]
  }
}
