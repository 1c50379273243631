// SPDX-License-Identifier: Apache-2.0
// A body's meaning, out of its HTML: the words, and of the tags those that say something. Paragraphs are white space here, for
// an empty line more or less is nothing that a reader is told; a list, a heading, a cell or emphasis is.
//
// Goals, in order: (1) equal meaning, equal bytes; (2) the renderer may change its classes and wrappers without changing a
// digest; (3) speed: this runs once for every page that is read.

import SiteModel

struct BodyText {
  private(set) var bytes: [UInt8]
  /// White space that stands between two words, but for tags that end a line anyway.
  private var needsSpace = false
  private var isAtEdge = true

  private static let lessThan = UInt8(ascii: "<")
  private static let greaterThan = UInt8(ascii: ">")

  init(into bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func write(_ markup: Markup) {
    var position = 0
    markup.html.withUnsafeBufferPointer { html in
      for placed in markup.references {
        copy(html, position..<placed.words.lowerBound)
        open(placed.reference)
        copy(html, placed.words)
        inline("</ref>")
        position = placed.words.upperBound
      }
      copy(html, position..<html.count)
    }
  }

  private mutating func open(_ reference: Reference) {
    separate()
    bytes += "<ref \(reference.scheme.rawValue):\(reference.target)".utf8
    if let anchor = reference.anchor { bytes += "#\(anchor)".utf8 }
    bytes.append(BodyText.greaterThan)
  }

  private mutating func copy(_ html: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = html[index]
      if byte == BodyText.lessThan {
        index = tag(html, at: index, end: range.upperBound)
      } else if byte <= 0x20 || byte == 0x7F {
        needsSpace = true
        index += 1
      } else {
        separate()
        let end = html.endOfWords(from: index, to: range.upperBound, tag: BodyText.lessThan)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: html[index..<end]))
        index = end
      }
    }
  }

  /// Where white space was, one space, unless a list, a heading or the like begins or ends there.
  private mutating func separate() {
    if needsSpace, !isAtEdge { bytes.append(0x20) }
    needsSpace = false
    isAtEdge = false
  }
}

// MARK: - Tags

extension BodyText {
  private enum Weight {
    /// Begins or ends a part of the page: a list, an item, a heading, a cell.
    case block
    /// Stands among words.
    case inline
    /// Its text counts byte by byte.
    case verbatim
    /// Says nothing by itself.
    case none
  }

  /// - Returns: the place behind the tag, or behind the element where its text is verbatim.
  private mutating func tag(_ html: UnsafeBufferPointer<UInt8>, at start: Int, end: Int) -> Int {
    // Text is escaped, so the next `>` ends the tag; attributes' values are escaped, too.
    let close = html[start..<end].firstIndex(of: BodyText.greaterThan) ?? end - 1
    var nameEnd = start + 1
    while nameEnd < close, html[nameEnd] != 0x20 { nameEnd += 1 }
    let name = html[start + 1..<nameEnd]
    switch BodyText.weight(of: name) {
    case .none: needsSpace = true
    case .inline:
      separate()
      write(html, name, attributes: nameEnd..<close)
    case .block:
      write(html, name, attributes: nameEnd..<close)
      needsSpace = false
      isAtEdge = true
    case .verbatim:
      let stop = BodyText.endOfVerbatim(html, from: close + 1, end: end)
      bytes += "<pre>".utf8
      for byte in html[close + 1..<stop] { bytes.append(byte < 0x20 && byte != 10 && byte != 9 ? 0x20 : byte) }
      needsSpace = false
      isAtEdge = true
      return stop
    }
    return close + 1
  }

  private mutating func inline(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func write(
    _ html: UnsafeBufferPointer<UInt8>, _ name: Slice<UnsafeBufferPointer<UInt8>>, attributes: Range<Int>
  ) {
    bytes.append(BodyText.lessThan)
    bytes.append(contentsOf: name)
    var index = attributes.lowerBound
    while index < attributes.upperBound {
      guard let equals = html[index..<attributes.upperBound].firstIndex(of: UInt8(ascii: "=")),
        equals + 1 < attributes.upperBound,
        let end = html[(equals + 2)..<attributes.upperBound].firstIndex(of: UInt8(ascii: "\""))
      else { break }
      let key = html[index + 1..<equals]
      if BodyText.saysSomething(key) { bytes.append(contentsOf: html[index...end]) }
      index = end + 1
    }
    bytes.append(BodyText.greaterThan)
  }

  private static func endOfVerbatim(_ html: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Int {
    let mark = Array("</pre>".utf8)
    var index = start
    while index + mark.count <= end {
      if html[index] == lessThan, html[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
      index += 1
    }
    return end
  }

  /// Of the attributes, those that readers see or follow.
  private static func saysSomething(_ key: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    ["href", "title", "src", "alt", "start"].contains { key.elementsEqual($0.utf8) }
  }

  private static func weight(of name: Slice<UnsafeBufferPointer<UInt8>>) -> Weight {
    let word = name.first == UInt8(ascii: "/") ? name.dropFirst() : name
    guard let first = word.first else { return .none }
    let second = word.count > 1 ? word[word.startIndex + 1] : 0
    switch (word.count, first, second) {
    case (1, UInt8(ascii: "a"), _): return .inline
    case (2, UInt8(ascii: "e"), UInt8(ascii: "m")): return .inline
    case (2, UInt8(ascii: "h"), _), (2, UInt8(ascii: "l"), _), (2, UInt8(ascii: "o"), _), (2, UInt8(ascii: "u"), _),
      (2, UInt8(ascii: "t"), _):
      return .block
    case (3, UInt8(ascii: "i"), _): return .inline
    case (3, UInt8(ascii: "p"), _): return word.elementsEqual("pre".utf8) ? .verbatim : .none
    case (4, UInt8(ascii: "c"), _), (6, UInt8(ascii: "s"), _): return .inline
    case (10, UInt8(ascii: "b"), _): return .block
    default: return .none
    }
  }
}
