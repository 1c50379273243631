// SPDX-License-Identifier: Apache-2.0
// Of a tag: what its attributes say, and where they lead.

import SiteModel

extension HTMLScan {
  /// A tag that is read.
  struct Tag {
    let name: UInt64
    let start: Int
    var isHidden = false
    var isNoIndex = false
    var namesRobots = false
    var leadsToDestination = false
    var rel: Range<Int>?
    var go: Range<Int>?
    /// Conversion links among the attributes.
    var conversions: [ConversionLink] = []
  }

  /// - Returns: where the tag ends.
  mutating func attributes(from start: Int, of tag: inout Tag) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return index + 1 }
      guard byte > 0x20, byte != UInt8(ascii: "/") else {
        index += 1
        continue
      }
      let (name, nameEnd) = bytes.markupName(from: index)
      let nameStart = index
      index = bytes.skippingSpace(from: nameEnd)
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        if name == AttributeName.hidden { tag.isHidden = true }
        index = max(index, nameStart + 1)
        continue
      }
      let value = value(from: bytes.skippingSpace(from: index + 1))
      index = value.next
      attribute(name, length: nameEnd - nameStart, value.range, of: &tag)
    }
    return bytes.count
  }

  private func value(from start: Int) -> (range: Range<Int>, next: Int) {
    guard start < bytes.count else { return (start..<start, start) }
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = bytes.next(quote, from: start + 1)
      return (start + 1..<max(end, start + 1), min(end + 1, bytes.count))
    }
    var end = start
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != UInt8(ascii: ">") { end += 1 }
    return (start..<end, end)
  }

  private mutating func attribute(_ name: UInt64, length: Int, _ value: Range<Int>, of tag: inout Tag) {
    switch name {
    case AttributeName.class, AttributeName.id: return
    case AttributeName.rel: tag.rel = value
    case AttributeName.go where length == 7: tag.go = value
    case AttributeName.hidden: tag.isHidden = true
    case AttributeName.title, AttributeName.alt, AttributeName.placeholder, AttributeName.value:
      _ = speech(from: value.lowerBound, to: value.upperBound)
    case AttributeName.name: tag.namesRobots = tag.name == TagName.meta && bytes.holds("robots", in: value)
    case AttributeName.content where tag.name == TagName.meta: content(value, of: &tag)
    case AttributeName.srcset, AttributeName.imagesrcset: candidates(value, of: &tag)
    default:
      let leads = AttributeName.leads(name)
      address(value, attribute: name, leads: leads, of: &tag)
    }
  }

  /// A description, an address, the robots' orders, or where the page moves on to.
  private mutating func content(_ value: Range<Int>, of tag: inout Tag) {
    if bytes.holds("noindex", in: value) || bytes.holds("none", in: value) { tag.isNoIndex = true }
    let isRefresh = bytes[bytes.trimmed(value)].first.map {
      $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ";")
    }
    if isRefresh == true, bytes.holds("url", in: value), let equals = bytes[value].firstIndex(of: UInt8(ascii: "=")) {
      address(bytes.unquoted(equals + 1..<value.upperBound), attribute: AttributeName.href, leads: true, of: &tag)
    } else {
      _ = speech(from: value.lowerBound, to: value.upperBound)
    }
  }

  private mutating func candidates(_ value: Range<Int>, of tag: inout Tag) {
    for part in bytes[value].split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 <= 0x20 }) {
      address(part.startIndex..<part.endIndex, attribute: AttributeName.srcset, leads: false, of: &tag)
    }
  }

  mutating func finish(_ tag: inout Tag) {
    if tag.namesRobots, tag.isNoIndex { routes.isIndexed = false }
    guard !tag.conversions.isEmpty else { return }
    let go = tag.go.map { EncodedText.decoded($0, of: bytes) }
    let rel = tag.rel.map { EncodedText.decoded($0, of: bytes).lowercased().split(separator: " ").map(String.init) }
    for link in tag.conversions {
      let destination = go.flatMap { scanner.destinations[$0] }
      routes.conversions.append(
        ConversionLink(
          form: link.form, address: link.address, offset: link.offset, line: link.line, go: go, rel: rel ?? [],
          isDeclared: link.form == "a href" && destination?.address == link.address,
          disclosureDistance: destination.flatMap { VisibleText(bytes).distance(from: $0.disclosure, to: tag.start) }))
    }
  }
}
