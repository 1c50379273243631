// SPDX-License-Identifier: Apache-2.0
// A name as somebody wrote it, ready to be compared: text → letters in capitals, composed, in words, in two fields.
//
// What is dropped or unified here makes no difference to anyone: case, the kind of apostrophe, dash or space, invisible
// characters, a letter and its mark in one code or in two. What may make a difference stays: accents, borders, order.

/// The two fields of a form. Not everyone has both; a name of one word may stand in either.
public enum NameField: UInt8, CaseIterable, Sendable {
  case given, family

  public var name: StaticString {
    switch self {
    case .given: "given"
    case .family: "family"
    }
  }
}

/// Why text is no name that could be compared.
public enum NameFault: Error, Equatable, Sendable {
  /// More letters or words than a name has.
  case tooLong(NameField)
  /// Bytes that are not UTF-8.
  case notText(NameField)

  public var name: StaticString {
    switch self {
    case .tooLong: "nameTooLong"
    case .notText: "nameNotText"
    }
  }
}

enum Script: UInt8, Sendable {
  case latin, cyrillic, greek
  /// Scripts that are only ever compared for being identical.
  case other

  init(of scalar: UInt32) {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x259, 0x1E00...0x1EFF: self = .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F: self = .cyrillic
    default: self = .other
    }
  }
}

struct NameLetter: Sendable {
  /// The capital letter, in one code where there is one.
  let scalar: UInt32
  /// The same with its case, for telling names that are identical as they were typed.
  let typed: UInt32
  /// Where it stands in its field, in Unicode scalars.
  let position: Int
}

struct NameWord: Sendable {
  var field: NameField
  /// Letters of the side.
  var letters: Range<Int>
  /// Base letters of the side.
  var base: Range<Int>
  var script: Script
  var hasDigits = false
  /// Latin, Greek and Cyrillic letters in one word.
  var isMixed = false
  var isTitle = false
  /// Whether a dash stands before it, so that "Smith-Jones" is not identical to "Smith Jones".
  var followsDash = false
}

/// A name in two fields.
public struct NameSide: Sendable {
  static let maximumLetters = 120
  static let maximumWords = 20

  private(set) var letters: InlineArray<120, NameLetter>
  private(set) var letterCount = 0
  var words: InlineArray<20, NameWord>
  private(set) var wordCount = 0
  /// The letters without marks, `SS` for ß, one behind the other: what people mean when they leave accents out.
  var base: InlineArray<240, UInt32>
  var baseCount = 0

  public init() {
    letters = InlineArray(repeating: NameLetter(scalar: 0, typed: 0, position: 0))
    words = InlineArray(repeating: NameWord(field: .given, letters: 0..<0, base: 0..<0, script: .other))
    base = InlineArray(repeating: 0)
  }

  public var isEmpty: Bool { wordCount == 0 }

  /// Adds the text of a field; given before family. Fillers of a machine-readable zone count as spaces.
  ///
  /// - Complexity: O(bytes), no allocation.
  public mutating func add(_ field: NameField, _ bytes: UnsafeBufferPointer<UInt8>) throws(NameFault) {
    var reader = ScalarReader(bytes)
    var position = 0
    var isWordOpen = false
    var sawDash = false
    let firstWord = wordCount
    while let scalar = reader.read() {
      defer { position += 1 }
      if scalar == ScalarReader.replacement { throw .notText(field) }
      switch NameCharacter(scalar) {
      case .nothing: continue
      case .space: isWordOpen = false
      case .dash:
        isWordOpen = false
        sawDash = true
      case .mark:
        if isWordOpen { mark(scalar) }
      case .letter:
        if !isWordOpen {
          guard wordCount < NameSide.maximumWords else { throw .tooLong(field) }
          words[wordCount] = NameWord(
            field: field, letters: letterCount..<letterCount, base: baseCount..<baseCount, script: .other)
          words[wordCount].followsDash = sawDash && wordCount > firstWord
          wordCount += 1
          isWordOpen = true
          sawDash = false
        }
        guard letterCount < NameSide.maximumLetters else { throw .tooLong(field) }
        letters[letterCount] = NameSide.letter(scalar, at: position)
        letterCount += 1
        words[wordCount - 1].letters = words[wordCount - 1].letters.lowerBound..<letterCount
      }
    }
    for index in firstWord..<wordCount { finish(index) }
    markTitles(firstWord..<wordCount)
  }

  private static func letter(_ scalar: UInt32, at position: Int) -> NameLetter {
    let plain = (0xFF21...0xFF5A).contains(scalar) ? scalar - 0xFEE0 : scalar
    return NameLetter(scalar: LetterCase.capital(of: plain), typed: plain, position: position)
  }

  /// Joins a combining mark to the letter before it; a mark that no letter of a table takes is left out.
  private mutating func mark(_ mark: UInt32) {
    let last = letters[letterCount - 1]
    guard let composed = LetterLines(LetterTables.latin).composed(last.scalar, mark)
      ?? LetterLines(LetterTables.marked).composed(last.scalar, mark)
    else { return }
    let wasCapital = last.typed == last.scalar
    letters[letterCount - 1] = NameLetter(
      scalar: LetterCase.capital(of: composed), typed: wasCapital ? composed : NameSide.small(composed),
      position: last.position)
  }

  /// The small letter of a capital, which stands less than 81 codes behind it.
  private static func small(_ capital: UInt32) -> UInt32 {
    for distance: UInt32 in 1...80 where LetterCase.capital(of: capital + distance) == capital {
      return capital + distance
    }
    return capital
  }
}
