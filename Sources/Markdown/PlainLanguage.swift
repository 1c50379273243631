// SPDX-License-Identifier: Apache-2.0
// Plain-language findings: warnings about how a text reads. What they rest on: the GOV.UK style guide (25 words a
// sentence), WCAG 2.2 criteria 2.4.4 (what a link is for) and 1.3.1 (heading levels), and 3.1.5 (reading level).

import CCMark
import Diagnostics
import SiteModel

enum PlainLanguage {
  static let mostWordsInSentence = 25

  /// Words that say where to press, not what one gets; no more than sixteen letters and spaces each.
  private static let vagueWords = [
    "click", "click here", "details", "go", "here", "learn more", "link", "more", "page", "read more", "see here",
    "see more", "tap here", "this", "this link", "this page", "this site", "website",
  ].map { ShortWords($0.utf8)! }

  static func finding(longSentence words: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      .warning, .longSentence, at: place,
      "The sentence has \(words) words; \(mostWordsInSentence) are easy to follow", fix: "Make two sentences of it")
  }

  /// What is wrong with the words of a link; nil for words that say what one gets.
  static func finding(inLink link: Node, at place: SourceLocation) -> Diagnostic? {
    // Most links hold one text, longer than any vague words.
    if let text = link.firstChild, text.kind == CMARK_NODE_TEXT, text.literal.count > 2 * ShortWords.most { return nil }
    let words = link.plainText
    guard let short = ShortWords(words) else { return nil }
    if short.isEmpty {
      // A fact prints its value.
      if link.destination.starts(with: "fact:".utf8) { return nil }
      let destination = String(decoding: link.destination, as: UTF8.self)
      return Diagnostic(
        .warning, .emptyLink, at: place, "The link to '\(destination)' has no words",
        fix: "Write what one gets between the square brackets")
    }
    guard vagueWords.contains(short) else { return nil }
    return Diagnostic(
      .warning, .vagueLink, at: place,
      "'\(String(decoding: words, as: UTF8.self))' does not say what the link leads to",
      fix: "Link the words that name what one gets")
  }

  /// Levels below the title go down one at a time.
  static func finding(headingLevel level: Int, after previous: Int, at place: SourceLocation) -> Diagnostic? {
    guard level > previous + 1 else { return nil }
    let hashes = String(repeating: "#", count: previous + 1)
    return Diagnostic(
      .warning, .headingOrder, at: place, "A heading of level \(level) follows one of level \(previous)",
      fix: "Write \(hashes) instead of \(String(repeating: "#", count: level))")
  }

  /// Whether a whole text asks for more years of school than it may.
  static func finding(in prose: Prose, gradeLimit limit: Int, at place: SourceLocation) -> Diagnostic? {
    guard let grade = prose.readingGrade, grade > Double(limit) else { return nil }
    let tenths = Int((grade * 10).rounded(.up))
    let words = (prose.words * 10 / prose.sentences, prose.syllables * 100 / prose.words)
    return Diagnostic(
      .warning, .readingGrade, at: place,
      "The page reads at grade \(tenths / 10).\(tenths % 10); pages of its kind keep to \(limit)"
        + " (\(words.0 / 10).\(words.0 % 10) words a sentence, \(words.1 / 100).\(twoDigits(words.1 % 100)) syllables a word)",
      fix: "Shorten the longest sentences, and use shorter words")
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// Up to sixteen letters and single spaces in lower case, without punctuation, as two numbers: quick to compare.
private struct ShortWords: Equatable {
  static let most = 16
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  /// Dashes, curly quotes and the ellipsis (E2 80 …) are punctuation, too.
  ///
  /// - Returns: nil where there are more.
  init?(_ words: some Collection<UInt8>) {
    var count = 0
    var isSpaceDue = false
    var rest = words[...]
    while let byte = rest.popFirst() {
      let isWord = byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || 0x30...0x39 ~= byte
      if byte == 0xE2, rest.first == 0x80 { rest = rest.dropFirst(2) }
      guard isWord, byte != 0xE2 else {
        isSpaceDue = count > 0
        continue
      }
      count += isSpaceDue ? 2 : 1
      guard count <= ShortWords.most else { return nil }
      if isSpaceDue { append(0x20) }
      append(byte | 0x20)
      isSpaceDue = false
    }
  }

  var isEmpty: Bool { high == 0 && low == 0 }

  private mutating func append(_ byte: UInt8) {
    high = high << 8 | low >> 56
    low = low << 8 | UInt64(byte)
  }
}
