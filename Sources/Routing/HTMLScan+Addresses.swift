// SPDX-License-Identifier: Apache-2.0
// Of an attribute's value: whether it is an address, and which.

extension HTMLScan {
  mutating func address(_ value: Range<Int>, attribute: UInt64, leads: Bool, of tag: inout Tag) {
    let value = bytes.trimmed(value)
    guard let first = bytes[value].first else { return }
    if first == UInt8(ascii: "#") { return }
    if first == UInt8(ascii: "/"), isPlainPath(value) { return inside(value, of: &tag) }
    if isOwn(value) { return own(value, leads, in: tag) }
    if !leads, !canBeAddress(value) { return raw(from: value.lowerBound, to: value.upperBound, form: "attribute") }
    if scanner.plainSources.contains(WordTable.hash(bytes[value])) { return }
    let text = EncodedText.decoded(value, of: bytes).filter { $0 != "\t" && $0 != "\n" && $0 != "\r" }
    switch scanner.finding(text, leads: leads && !(tag.name == TagName.img && text.hasPrefix("data:"))) {
    case .conversion(let address, _):
      tag.leadsToDestination = true
      tag.conversions.append(
        ConversionLink(
          form: form(tag.name, attribute), address: address, offset: value.lowerBound,
          line: scanner.line(of: value.lowerBound, in: bytes)))
    case .stray(.own): own(value, leads, in: tag)
    case .stray(let reason):
      routes.strayLinks.append(
        StrayLink(address: text, reason: reason, line: scanner.line(of: value.lowerBound, in: bytes)))
    case nil:
      if !leads { raw(from: value.lowerBound, to: value.upperBound, form: "attribute") }
    }
  }

  /// What search engines are told of a page names it so, in `<link>`; readers follow paths.
  private mutating func own(_ value: Range<Int>, _ leads: Bool, in tag: Tag) {
    guard leads, tag.name != TagName.link else { return }
    let address = EncodedText.decoded(value, of: bytes)
    routes.strayLinks.append(
      StrayLink(address: address, reason: .own, line: scanner.line(of: value.lowerBound, in: bytes)))
  }

  /// A path of this site, for a browser, too: not two slashes of whatever kind, nor something that becomes one.
  private func isPlainPath(_ value: Range<Int>) -> Bool {
    guard value.count > 1 else { return true }
    let second = bytes[value.lowerBound + 1]
    return second.isLetter || second.isDigit
  }

  private mutating func inside(_ value: Range<Int>, of tag: inout Tag) {
    guard value.count > 2, scanner.watchedFirst[Int(bytes[value.lowerBound + 1])] else { return }
    let path = bytes[value].prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    if let url = scanner.watched[WordTable.hash(path)] {
      tag.leadsToDestination = true
      let line = scanner.line(of: value.lowerBound, in: bytes)
      routes.destinationLinks.append(DestinationLink(url: url, offset: value.lowerBound, line: line))
    } else if tag.name == TagName.a, !sections.isEmpty, path.starts(with: PageScanner.factFolder), path.count > 8 {
      let name = path.dropFirst(PageScanner.factFolder.count).prefix { $0 != UInt8(ascii: "/") }
      explain(fact: String(decoding: name, as: UTF8.self), value.lowerBound)
    }
  }

  /// An address of this site with its own host before it.
  private func isOwn(_ value: Range<Int>) -> Bool {
    let rest = bytes[value]
    guard rest.starts(with: scanner.base) else { return false }
    let next = value.lowerBound + scanner.base.count
    return next == value.upperBound || bytes[next] == UInt8(ascii: "/")
  }

  /// Whether a value that no browser follows may hold an address all the same: then it is read as one. Without a scheme, an
  /// address begins with a slash.
  private func canBeAddress(_ value: Range<Int>) -> Bool {
    if bytes[value.lowerBound] == UInt8(ascii: "/") { return true }
    var index = value.lowerBound
    while index < value.upperBound, !PageScanner.hidesAddresses[bytes[index]] { index += 1 }
    return index < value.upperBound
  }

  private func form(_ tag: UInt64, _ attribute: UInt64) -> String {
    let name = { (key: UInt64) in
      String(
        decoding: (0..<8).map { UInt8(truncatingIfNeeded: key >> (56 - 8 * UInt64($0))) }.filter { $0 != 0 },
        as: UTF8.self)
    }
    return "\(name(tag)) \(name(attribute))"
  }
}
