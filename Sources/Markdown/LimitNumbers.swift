// SPDX-License-Identifier: Apache-2.0
// Numbers of limits and fees in a sentence.
//
// A number is digits, or a word from "half" to "hundred". It is one of limits or fees where its unit stands with it: a
// currency or a share ("0.1 %", "$5"), a time of waiting ("24 hours", "a 90-day limit"), tries, a size of a file or a margin;
// one word may stand between ("three failed attempts", "3 a day"). It is one, too, after "fee", "limit", "minimum", "maximum"
// or "cap" ("the limit is 5"). Days of the calendar have no such unit.
//
// A sentence that says before its number that it is an example states nothing: "for example", "for instance", "e.g.",
// "suppose", "imagine", "let us say" and ", say,".

/// Finds them in one sentence.
struct LimitNumbers {
  private let tokens: [Token]

  fileprivate struct Token {
    enum Kind: Equatable {
      case number
      /// In small letters.
      case word(String)
      case sign(UInt8)
      /// A sign of money, before or behind its number.
      case money
    }
    let kind: Kind
    let range: Range<Int>

    var word: String? { if case .word(let text) = kind { text } else { nil } }
    var isNumber: Bool { kind == .number || word.map(LimitNumbers.numberWords.contains) == true }
  }

  init(_ text: ArraySlice<UInt8>) {
    var scanner = TokenScanner(text: text, index: text.startIndex)
    var tokens: [Token] = []
    while let token = scanner.next() { tokens.append(token) }
    self.tokens = tokens
  }

  /// Where they stand with their units, in the order of the text, as places of the text that was given.
  var ranges: [Range<Int>] {
    tokens.indices.compactMap { index in
      guard tokens[index].isNumber, !isExample(at: index) else { return nil }
      let number = tokens[index].range
      if index > 0, tokens[index - 1].kind == .money { return tokens[index - 1].range.lowerBound..<number.upperBound }
      if let end = endOfUnit(after: index) { return number.lowerBound..<end }
      return followsLimit(index) ? number : nil
    }
  }

  /// The only thing in the text, where that is a number that is no year.
  var bareNumber: Range<Int>? {
    guard tokens.count == 1, tokens[0].kind == .number else { return nil }
    return isYear(tokens[0]) ? nil : tokens[0].range
  }

  private func isYear(_ token: Token) -> Bool { token.range.count == 4 }
}

// MARK: - Units

extension LimitNumbers {
  fileprivate static let numberWords: Set<String> = [
    "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "thirty", "sixty", "ninety", "hundred",
  ]
  private static let shares: Set<String> = [
    "percent", "percentage", "bps", "basis", "dollar", "dollars", "euro", "euros", "pound", "pounds", "cent", "cents",
    "usd", "eur", "gbp", "chf", "jpy", "aud", "cad", "usdt", "usdc", "btc", "eth", "bnb",
  ]
  private static let counts: Set<String> = [
    "second", "seconds", "minute", "minutes", "min", "hour", "hours", "h", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "attempt", "attempts", "try", "tries", "retry", "retries", "time", "times", "request",
    "requests", "upload", "uploads", "submission", "submissions", "kb", "mb", "gb", "pixel", "pixels", "megapixels",
    "mm",
    "cm", "inch", "inches",
  ]
  private static let limits: Set<String> = [
    "fee", "fees", "limit", "limits", "minimum", "maximum", "cap",
  ]
  /// What may stand between a limit and its number.
  private static let links: Set<String> = ["of", "is", "are", "at", "was", "about", "only", "to", "up"]

  private func endOfUnit(after number: Int) -> Int? {
    var next = number + 1
    // "24-hour"
    if next < tokens.count, tokens[next].kind == .sign(UInt8(ascii: "-")) { next += 1 }
    guard next < tokens.count else { return nil }
    if tokens[next].kind == .money { return tokens[next].range.upperBound }
    guard let word = tokens[next].word else { return nil }
    if LimitNumbers.shares.contains(word) || LimitNumbers.counts.contains(word) { return tokens[next].range.upperBound }
    guard next + 1 < tokens.count, let second = tokens[next + 1].word else { return nil }
    if word == "per", second == "cent" { return tokens[next + 1].range.upperBound }
    return LimitNumbers.counts.contains(second) ? tokens[next + 1].range.upperBound : nil
  }

  private func followsLimit(_ number: Int) -> Bool {
    guard tokens[number].kind == .number, !isYear(tokens[number]) else { return false }
    var index = number - 1
    while index >= 0, number - index <= 4 {
      if let word = tokens[index].word {
        if LimitNumbers.limits.contains(word) { return true }
        guard LimitNumbers.links.contains(word) else { return false }
      } else if tokens[index].kind != .sign(UInt8(ascii: ":")) {
        return false
      }
      index -= 1
    }
    return false
  }
}

// MARK: - Examples

extension LimitNumbers {
  private func isExample(at number: Int) -> Bool {
    for index in 0..<number {
      let before = index > 0 ? tokens[index - 1] : nil
      switch tokens[index].word {
      case "example", "instance", "suppose", "imagine": return true
      case "g" where before?.kind == .sign(UInt8(ascii: ".")) && index > 1 && tokens[index - 2].word == "e": return true
      case "say" where before?.kind == .sign(UInt8(ascii: ",")) || before?.word == "us": return true
      default: break
      }
    }
    return false
  }
}

// MARK: - Words and signs

/// Splits a text into numbers, words and signs.
private struct TokenScanner {
  let text: ArraySlice<UInt8>
  var index: Int

  mutating func next() -> LimitNumbers.Token? {
    while index < text.endIndex {
      let start = index
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        skipNumber()
        return LimitNumbers.Token(kind: .number, range: start..<index)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        while index < text.endIndex, isWord(text[index]) { index += 1 }
        let word = String(decoding: text[start..<index].map(Platforms.folded), as: UTF8.self)
        return LimitNumbers.Token(kind: .word(word), range: start..<index)
      case 0...0x20: index += 1
      case UInt8(ascii: "%"), UInt8(ascii: "$"):
        index += 1
        return LimitNumbers.Token(kind: .money, range: start..<index)
      case 0..<0x80:
        index += 1
        return LimitNumbers.Token(kind: .sign(byte), range: start..<index)
      default:
        skipScalar()
        if let kind = kind(beyondASCII: text[start..<index]) {
          return LimitNumbers.Token(kind: kind, range: start..<index)
        }
      }
    }
    return nil
  }

  private mutating func skipNumber() {
    while index < text.endIndex {
      let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index]
      let isMark = [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'")].contains(text[index])
      guard isDigit || (isMark && index + 1 < text.endIndex && 0x30...0x39 ~= text[index + 1]) else { return }
      index += 1
    }
  }

  private mutating func skipScalar() {
    index += 1
    while index < text.endIndex, text[index] & 0xC0 == 0x80 { index += 1 }
  }

  /// Letters with digits in them are a name, as `mp3` is; accented letters go with them.
  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// - Returns: nil for spaces and letters.
  private func kind(beyondASCII scalar: ArraySlice<UInt8>) -> LimitNumbers.Token.Kind? {
    switch String(decoding: scalar, as: UTF8.self) {
    case "€", "£", "¥", "₿", "‰": .money
    case "–", "—", "‑", "‐": .sign(UInt8(ascii: "-"))
    case "\u{A0}", "\u{202F}", "\u{2009}": nil
    default: .sign(0)
    }
  }
}
