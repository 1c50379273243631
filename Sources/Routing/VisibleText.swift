// SPDX-License-Identifier: Apache-2.0
// The text that readers see before a place of a page. Only pages with a conversion link are read this way.

struct VisibleText {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// How many characters stand between a text and a place.
  ///
  /// - Returns: nil where the text does not stand before the place, word for word.
  func distance(from text: String, to place: Int) -> Int? {
    let wanted = VisibleText.plain(text)
    guard !wanted.isEmpty else { return nil }
    let before = VisibleText.plain(self.text(before: place))
    guard let range = before.ranges(of: wanted).last else { return nil }
    return before.distance(from: range.upperBound, to: before.endIndex)
  }

  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Without tags, comments, scripts, and elements that say they are hidden.
  private func text(before place: Int) -> String {
    var text = ""
    var start = 0
    var skipsUntil: String?
    while start < place {
      var end = start
      while end < place, bytes[end] != UInt8(ascii: "<") { end += 1 }
      if skipsUntil == nil { text += EncodedText.decoded(start..<end, of: bytes) }
      guard end < place else { break }
      var close = end
      while close < place, bytes[close] != UInt8(ascii: ">") { close += 1 }
      let tag = String(decoding: bytes[end..<close], as: UTF8.self).lowercased()
      if tag.hasPrefix("<!--"), !tag.hasSuffix("--") {
        while close < place, !(bytes[close] == UInt8(ascii: ">") && bytes[close - 1] == UInt8(ascii: "-")) {
          close += 1
        }
      }
      let name = tag.dropFirst().prefix { $0.isLetter || $0.isNumber }
      if let end = skipsUntil {
        if tag == end { skipsUntil = nil }
      } else if ["script", "style", "template", "head"].contains(name) || tag.split(separator: " ").contains("hidden") {
        skipsUntil = "</\(name)"
      }
      text += " "
      start = close + 1
    }
    return text
  }
}
