// SPDX-License-Identifier: Apache-2.0
// A name as somebody wrote it, ready to be compared: text → letters in capitals, composed, in words, in two fields.
//
// What is dropped or unified here makes no difference to anyone: case, the kind of apostrophe, dash or space, invisible
// characters, a letter and its mark in one code or in two. What may make a difference stays: accents, borders, order.

import Raster

/// The two fields of a form. Not everyone has both; a name of one word may stand in either.
public enum NameField: UInt8, BitwiseCopyable, CaseIterable, Sendable {
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

enum Script: UInt8, BitwiseCopyable, Sendable {
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

struct NameLetter: BitwiseCopyable, Sendable {
  /// The capital letter, in one code where there is one.
  let scalar: UInt32
  /// Whether it was typed as that capital, for telling names that are identical as they were typed.
  let isCapital: Bool
  /// Where it stands in its field, in Unicode scalars.
  let position: Int
}

struct NameWord: BitwiseCopyable, Sendable {
  let field: NameField
  let firstLetter: Int
  var letterCount = 0
  var firstBase = 0
  var baseCount = 0
  var script = Script.other
  var hasDigits = false
  /// Latin, Greek and Cyrillic letters in one word.
  var isMixed = false
  var isTitle = false
  /// Whether a dash stands before it, so that "Smith-Jones" is not identical to "Smith Jones".
  let followsDash: Bool

  /// Letters of the side.
  var letters: Range<Int> { Range(uncheckedBounds: (firstLetter, firstLetter + letterCount)) }
  /// Base letters of the side.
  var base: Range<Int> { Range(uncheckedBounds: (firstBase, firstBase + baseCount)) }
}

/// A name in two fields. Its memory is reserved once; a side is a place in it, so copies of a side are the same side.
public struct NameSide {
  static let maximumLetters = 120
  static let maximumWords = 20

  /// What a side consists of. One pointer leads to it, so that handing over a side costs nothing.
  private struct Contents: BitwiseCopyable {
    let letters: UnsafeMutablePointer<NameLetter>
    var letterCount = 0
    let words: UnsafeMutablePointer<NameWord>
    var wordCount = 0
    let base: UnsafeMutablePointer<UInt32>
    var baseCount = 0
  }

  private let contents: UnsafeMutablePointer<Contents>

  public init(arena: inout Arena) {
    let letters = arena.reserve(NameSide.maximumLetters, of: NameLetter.self)
    let words = arena.reserve(NameSide.maximumWords, of: NameWord.self)
    // Two base letters a letter at most.
    let base = arena.reserve(2 * NameSide.maximumLetters, of: UInt32.self)
    contents = arena.reserve(1, of: Contents.self).baseAddress!
    contents.initialize(
      to: Contents(letters: letters.baseAddress!, words: words.baseAddress!, base: base.baseAddress!))
  }

  public static var arenaBytes: Int {
    Arena.bytes(maximumLetters, of: NameLetter.self) + Arena.bytes(maximumWords, of: NameWord.self)
      + Arena.bytes(2 * maximumLetters, of: UInt32.self) + Arena.bytes(1, of: Contents.self)
  }

  var letters: UnsafeMutablePointer<NameLetter> { contents.pointee.letters }
  var words: UnsafeMutablePointer<NameWord> { contents.pointee.words }
  /// The letters without marks, `SS` for ß, one behind the other: what people mean when they leave accents out.
  var base: UnsafeMutablePointer<UInt32> { contents.pointee.base }

  private(set) var letterCount: Int {
    get { contents.pointee.letterCount }
    nonmutating set { contents.pointee.letterCount = newValue }
  }

  private(set) var wordCount: Int {
    get { contents.pointee.wordCount }
    nonmutating set { contents.pointee.wordCount = newValue }
  }

  var baseCount: Int {
    get { contents.pointee.baseCount }
    nonmutating set { contents.pointee.baseCount = newValue }
  }

  public var isEmpty: Bool { wordCount == 0 }

  /// Empties both fields, and makes what stood in them zero.
  public func clear() {
    for index in 0..<letterCount { letters[index] = NameLetter(scalar: 0, isCapital: false, position: 0) }
    for index in 0..<baseCount { base[index] = 0 }
    (letterCount, wordCount, baseCount) = (0, 0, 0)
  }

  /// Adds the text of a field; given before family. Fillers of a machine-readable zone count as spaces.
  ///
  /// - Complexity: O(bytes), no allocation.
  public func add(_ field: NameField, _ bytes: UnsafeBufferPointer<UInt8>) throws(NameFault) {
    var reader = ScalarReader(bytes)
    var position = -1
    var isWordOpen = false
    var sawDash = false
    let firstWord = wordCount
    while let scalar = reader.read() {
      position += 1
      if scalar == ScalarReader.replacement { throw .notText(field) }
      switch NameCharacter(scalar) {
      case .nothing: continue
      case .mark:
        if isWordOpen { mark(scalar) }
        continue
      case .space: isWordOpen = false
      case .dash: (isWordOpen, sawDash) = (false, true)
      case .letter:
        if !isWordOpen {
          guard open(field, followsDash: sawDash && wordCount > firstWord) else { throw .tooLong(field) }
          (isWordOpen, sawDash) = (true, false)
        }
        guard letterCount < NameSide.maximumLetters else { throw .tooLong(field) }
        append(NameSide.letter(scalar, at: position))
      }
    }
    for index in firstWord..<wordCount { finish(index) }
    markTitles(firstWord..<wordCount)
  }

  /// - Returns: false where a side has no room for another word.
  @inline(never)
  private func open(_ field: NameField, followsDash: Bool) -> Bool {
    guard wordCount < NameSide.maximumWords else { return false }
    words[wordCount] = NameWord(field: field, firstLetter: letterCount, followsDash: followsDash)
    wordCount += 1
    return true
  }

  @inline(never)
  private func append(_ letter: NameLetter) {
    letters[letterCount] = letter
    letterCount += 1
    words[wordCount - 1].letterCount += 1
  }

  @inline(never)
  private static func letter(_ scalar: UInt32, at position: Int) -> NameLetter {
    let plain = (0xFF21...0xFF5A).contains(scalar) ? scalar - 0xFEE0 : scalar
    let capital = LetterCase.capital(of: plain)
    return NameLetter(scalar: capital, isCapital: plain == capital, position: position)
  }

  /// Joins a combining mark to the letter before it; a mark that no letter of a table takes is left out.
  @inline(never)
  private func mark(_ mark: UInt32) {
    let last = letters[letterCount - 1]
    guard let composed = LetterFacts.composed(last.scalar, mark) else { return }
    letters[letterCount - 1] = NameLetter(
      scalar: LetterCase.capital(of: composed), isCapital: last.isCapital, position: last.position)
  }
}
