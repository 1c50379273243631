// SPDX-License-Identifier: Apache-2.0
// One pass over a finished page. No tree is built and no text is made of a page that has nothing to tell.
//
// Goals, in order: (1) no link escapes, whatever it is written in or as; (2) a page that has none costs little; (3) positions
// are those of the finished bytes.

import SiteModel

struct HTMLScan {
  let scanner: PageScanner
  var words: WordScan
  var routes = PageRoutes()

  private var bytes: UnsafeBufferPointer<UInt8> { words.bytes }
  /// Where the page is about a gate: the level of the section's heading, and the gates.
  private var sections: [(level: Int, gate: Int)] = []
  /// Gates that the words of the heading that is open name.
  private var headingGates: Set<Int> = []
  private var headingLevel = 0
  /// Whether the words are those of a link to a destination, or of a button.
  private var invites = false
  private var quoteDepth = 0
  /// The element whose content readers do not see, and how many of its name are open in it.
  private var unseen: (name: UInt64, depth: Int)?

  init(scanner: PageScanner, words: WordScan) {
    self.scanner = scanner
    self.words = words
  }

  mutating func run() {
    var index = 0
    while index < bytes.count {
      index = speech(from: index, to: bytes.count, stopsAtTag: true)
      guard index < bytes.count else { return }
      index = markup(at: index)
    }
  }

  // MARK: - Words

  /// Words that readers see or hear.
  private mutating func speech(from start: Int, to end: Int, stopsAtTag: Bool = false) -> Int {
    var hits: [(WordTable.Phrase, Int)] = []
    let stop = words.scan(from: start, to: end, stopsAtTag: stopsAtTag) { _, phrase, at in hits.append((phrase, at)) }
    for (phrase, at) in hits { hear(phrase, at) }
    return stop
  }

  private mutating func hear(_ phrase: WordTable.Phrase, _ at: Int) {
    switch phrase.meaning {
    case .wording: note(phrase, .wording, at)
    case .limit: note(phrase, .limit, at)
    case .call: if invites { note(phrase, .call, at) }
    case .gate(let number): if headingLevel > 0, unseen == nil { headingGates.insert(number) }
    case .unknown: explain(fact: nil, at)
    case .host: mention(at, form: "text")
    }
  }

  private mutating func note(_ phrase: WordTable.Phrase, _ kind: WordHit.Kind, _ at: Int) {
    let line = scanner.line(of: at, in: bytes)
    routes.words.append(WordHit(phrase: phrase.text, kind: kind, isQuoted: quoteDepth > 0, line: line))
  }

  private mutating func explain(fact: String?, _ at: Int) {
    guard unseen == nil, headingLevel == 0 else { return }
    for section in sections {
      let gate = scanner.policy.settings.gates[section.gate].name
      routes.evidence.append(Evidence(gate: gate, fact: fact, offset: at))
    }
  }

  /// Text that nobody reads: only addresses count.
  private mutating func raw(from start: Int, to end: Int, form: String) {
    var places: [Int] = []
    words.scan(from: start, to: end) { _, phrase, at in if phrase.meaning == .host { places.append(at) } }
    for place in places { mention(place, form: form) }
  }

  private mutating func mention(_ at: Int, form: String) {
    guard let link = scanner.conversion(around: at, in: bytes, form: form) else { return }
    routes.conversions.append(link)
  }

  // MARK: - Tags

  /// - Returns: where the markup that begins here ends.
  private mutating func markup(at start: Int) -> Int {
    guard start + 1 < bytes.count else { return bytes.count }
    switch bytes[start + 1] {
    case UInt8(ascii: "!") where start + 3 < bytes.count && bytes[start + 2] == 45 && bytes[start + 3] == 45:
      let end = find("-->", from: start + 4)
      raw(from: start + 4, to: end, form: "comment")
      return min(end + 3, bytes.count)
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return min(find(">", from: start + 1) + 1, bytes.count)
    case UInt8(ascii: "/"): return close(at: start)
    case let byte where byte.isLetter: return open(at: start)
    default: return start + 1
    }
  }

  private mutating func close(at start: Int) -> Int {
    let (name, end) = name(from: start + 2)
    if let unseen, unseen.name == name { self.unseen = unseen.depth == 1 ? nil : (name, unseen.depth - 1) }
    switch name {
    case TagName.a, TagName.button: invites = false
    case TagName.quotation, TagName.q: quoteDepth = max(0, quoteDepth - 1)
    case TagName.h1...TagName.h6: endHeading()
    default: break
    }
    return min(find(">", from: end) + 1, bytes.count)
  }

  private mutating func open(at start: Int) -> Int {
    let (name, nameEnd) = name(from: start + 1)
    var tag = Tag(name: name, start: start)
    let end = attributes(from: nameEnd, of: &tag)
    finish(&tag)
    let isVoid = end >= 2 && bytes[end - 2] == UInt8(ascii: "/")
    if let unseen, unseen.name == name, !isVoid { self.unseen = (name, unseen.depth + 1) }
    if unseen == nil, tag.isHidden || name == TagName.template { unseen = (name, 1) }
    switch name {
    case TagName.a: invites = tag.leadsToDestination
    case TagName.button: invites = true
    case TagName.quotation, TagName.q: quoteDepth += 1
    case TagName.h1...TagName.h6: beginHeading(level: Int(name & 7))
    case TagName.script, TagName.style: return rawElement(name, from: end)
    default: break
    }
    return end
  }

  /// Content that is no markup, up to its end tag.
  private mutating func rawElement(_ name: UInt64, from start: Int) -> Int {
    let end = find(name == TagName.script ? "</script" : "</style", from: start)
    raw(from: start, to: end, form: name == TagName.script ? "script" : "style")
    return end
  }

  private mutating func beginHeading(level: Int) {
    headingLevel = level
    headingGates = []
  }

  private mutating func endHeading() {
    guard headingLevel > 0 else { return }
    sections.removeAll { $0.level >= headingLevel }
    for gate in headingGates.sorted() { sections.append((headingLevel, gate)) }
    headingLevel = 0
  }

  // MARK: - Attributes

  private struct Tag {
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
  private mutating func attributes(from start: Int, of tag: inout Tag) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return index + 1 }
      guard byte > 0x20, byte != UInt8(ascii: "/") else {
        index += 1
        continue
      }
      let (name, nameEnd) = name(from: index)
      let nameStart = index
      index = skipSpace(nameEnd)
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        if name == AttributeName.hidden { tag.isHidden = true }
        index = max(index, nameStart + 1)
        continue
      }
      let value = value(from: skipSpace(index + 1))
      index = value.next
      attribute(name, length: nameEnd - nameStart, value.range, of: &tag)
    }
    return bytes.count
  }

  private func value(from start: Int) -> (range: Range<Int>, next: Int) {
    guard start < bytes.count else { return (start..<start, start) }
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      var end = start + 1
      while end < bytes.count, bytes[end] != quote { end += 1 }
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
    case AttributeName.name: tag.namesRobots = tag.name == TagName.meta && holds(value, "robots")
    case AttributeName.content where tag.name == TagName.meta: content(value, of: &tag)
    case AttributeName.srcset, AttributeName.imagesrcset: candidates(value, of: &tag)
    default:
      let leads = AttributeName.leads(name)
      address(value, attribute: name, leads: leads, of: &tag)
    }
  }

  /// A description, an address, the robots' orders, or where the page moves on to.
  private mutating func content(_ value: Range<Int>, of tag: inout Tag) {
    if holds(value, "noindex") || holds(value, "none") { tag.isNoIndex = true }
    let isRefresh = bytes[trimmed(value)].first.map { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ";") }
    if isRefresh == true, holds(value, "url"), let equals = bytes[value].firstIndex(of: UInt8(ascii: "=")) {
      address(unquoted(equals + 1..<value.upperBound), attribute: AttributeName.href, leads: true, of: &tag)
    } else {
      _ = speech(from: value.lowerBound, to: value.upperBound)
    }
  }

  private mutating func candidates(_ value: Range<Int>, of tag: inout Tag) {
    for part in bytes[value].split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 <= 0x20 }) {
      address(part.startIndex..<part.endIndex, attribute: AttributeName.srcset, leads: false, of: &tag)
    }
  }

  private mutating func finish(_ tag: inout Tag) {
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

  // MARK: - Addresses

  private mutating func address(_ value: Range<Int>, attribute: UInt64, leads: Bool, of tag: inout Tag) {
    let value = trimmed(value)
    guard let first = bytes[value].first else { return }
    if first == UInt8(ascii: "#") { return }
    if first == UInt8(ascii: "/"), isPlainPath(value) { return inside(value, of: &tag) }
    if isOwn(value) { return }
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
    case .stray(let reason):
      routes.strayLinks.append(
        StrayLink(address: text, reason: reason, line: scanner.line(of: value.lowerBound, in: bytes)))
    case nil:
      if !leads { raw(from: value.lowerBound, to: value.upperBound, form: "attribute") }
    }
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

  /// Whether a value that no browser follows may hold an address all the same: then it is read as one.
  private func canBeAddress(_ value: Range<Int>) -> Bool {
    bytes[value].contains {
      $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "&")
        || $0 == UInt8(ascii: "/") || $0 >= 0x80
    }
  }

  private func form(_ tag: UInt64, _ attribute: UInt64) -> String {
    let name = { (key: UInt64) in
      String(
        decoding: (0..<8).map { UInt8(truncatingIfNeeded: key >> (56 - 8 * UInt64($0))) }.filter { $0 != 0 },
        as: UTF8.self)
    }
    return "\(name(tag)) \(name(attribute))"
  }

  // MARK: - Bytes

  /// The first eight bytes of a name, in lower case.
  private func name(from start: Int) -> (key: UInt64, end: Int) {
    var key: UInt64 = 0
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "/") { break }
      if index - start < 8 { key = key << 8 | UInt64(0x41...0x5A ~= byte ? byte | 0x20 : byte) }
      index += 1
    }
    return (key, index)
  }

  private func skipSpace(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    return index
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// Without the quotation marks that browsers skip in front of an address to move on to.
  private func unquoted(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (trimmed(range).lowerBound, trimmed(range).upperBound)
    if start < end, bytes[start] == UInt8(ascii: "'") || bytes[start] == UInt8(ascii: "\"") { start += 1 }
    if start < end, bytes[end - 1] == UInt8(ascii: "'") || bytes[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    return start..<end
  }

  /// Where a text begins, in whatever case; the end where it does not.
  private func find(_ text: StaticString, from start: Int) -> Int {
    text.withUTF8Buffer { text in
      var index = start
      while index + text.count <= bytes.count {
        if bytes[index] == text[0], zip(bytes[index..<index + text.count], text).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
        {
          return index
        }
        index += 1
      }
      return bytes.count
    }
  }

  private func holds(_ range: Range<Int>, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      guard range.count >= text.count else { return false }
      return (range.lowerBound...range.upperBound - text.count).contains { start in
        zip(bytes[start..<start + text.count], text).allSatisfy { $0 | 0x20 == $1 }
      }
    }
  }
}

/// Names of elements: up to eight bytes in lower case, as one number.
private enum TagName {
  static let a: UInt64 = 0x61
  static let q: UInt64 = 0x71
  static let h1: UInt64 = 0x6831
  static let h6: UInt64 = 0x6836
  static let img: UInt64 = 0x69_6D67
  static let meta: UInt64 = 0x6D65_7461
  static let style: UInt64 = 0x73_7479_6C65
  static let script: UInt64 = 0x7363_7269_7074
  static let button: UInt64 = 0x6275_7474_6F6E
  static let template: UInt64 = 0x7465_6D70_6C61_7465
  /// `blockquote`, cut.
  static let quotation: UInt64 = 0x626C_6F63_6B71_756F
}

private enum AttributeName {
  static let id: UInt64 = 0x6964
  static let alt: UInt64 = 0x61_6C74
  static let rel: UInt64 = 0x72_656C
  static let href: UInt64 = 0x6872_6566
  static let name: UInt64 = 0x6E61_6D65
  static let `class`: UInt64 = 0x63_6C61_7373
  static let title: UInt64 = 0x74_6974_6C65
  static let value: UInt64 = 0x76_616C_7565
  static let hidden: UInt64 = 0x6869_6464_656E
  static let srcset: UInt64 = 0x7372_6373_6574
  static let content: UInt64 = 0x63_6F6E_7465_6E74
  /// `data-go`.
  static let go: UInt64 = 0x64_6174_612D_676F
  /// `placeholder` and `imagesrcset`, cut.
  static let placeholder: UInt64 = 0x706C_6163_6568_6F6C
  static let imagesrcset: UInt64 = 0x696D_6167_6573_7263

  /// Those that a browser follows, some cut: href, src, action, formaction, ping, poster, cite, data, background, longdesc,
  /// manifest, xlink:href.
  static func leads(_ name: UInt64) -> Bool {
    switch name {
    case href, 0x73_7263, 0x6163_7469_6F6E, 0x666F_726D_6163_7469, 0x7069_6E67, 0x706F_7374_6572, 0x6369_7465,
      0x6461_7461, 0x6261_636B_6772_6F75, 0x6C6F_6E67_6465_7363, 0x6D61_6E69_6665_7374, 0x786C_696E_6B3A_6872:
      true
    default: false
    }
  }
}
