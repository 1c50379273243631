// SPDX-License-Identifier: Apache-2.0
// Finished file → PageRoutes.

import SiteModel

/// Reads finished files for the proof. One for a whole build; it may be used from many threads.
public final class PageScanner: Sendable {
  public let policy: RoutePolicy
  let targets: TargetTable
  let words: WordTable
  /// Hashes of addresses of sources as pages write them: nearly every link out of the site is one.
  let plainSources: Set<UInt64>
  /// Addresses of destinations' pages, and where facts lie.
  let watched: [UInt64: String]
  /// A bit for each byte that an address of the site has behind its first slash where it may be watched.
  let watchedFirst: [Bool]
  let destinations: [String: ShownDestination]
  let base: [UInt8]

  static let factFolder = Array("/facts/".utf8)

  /// Bytes without which a value that does not begin with a slash is no address: the colon of a scheme, and whatever such a
  /// character can be written with.
  static let hidesAddresses = ByteSet { ":\\%&".utf8.contains($0) || $0 < 0x20 || $0 >= 0x80 }
  /// Bytes between addresses in a text.
  private static let partsAddresses = ByteSet { $0 <= 0x20 || "\"'<>()[]{}`".utf8.contains($0) }
  /// Bytes without one of which a text names no host.
  private static let namesHosts = ByteSet { ".:%&\\".utf8.contains($0) || $0 >= 0x80 }

  public init(_ policy: RoutePolicy) {
    self.policy = policy
    targets = TargetTable(policy)
    words = WordTable(policy)
    let targets = targets
    let plain = policy.sources.filter { source in
      let address = LinkAddress(source)
      return targets.verdict(on: address) == .other && !(address.hasQuery && targets.hasHost(of: address))
    }
    plainSources = Set(
      plain.flatMap { address in
        var escaped: [UInt8] = []
        escaped.appendEscaped(address)
        return [WordTable.hash(escaped), WordTable.hash(address.utf8)]
      })
    watched = policy.destinations.flatMap(\.urls).reduce(into: [:]) { $0[WordTable.hash($1.utf8)] = $1 }
    watchedFirst = (0...255).map { byte in
      byte == Int(PageScanner.factFolder[1])
        || policy.destinations.flatMap(\.urls).contains { $0.utf8.dropFirst().first == UInt8(byte) }
    }
    destinations = Dictionary(policy.destinations.map { ($0.name, $0) }) { first, _ in first }
    base = Array(policy.baseURL.utf8)
  }

  /// What the proof has to know of a page.
  ///
  /// - Complexity: O(bytes); about a nanosecond a byte where nothing is found.
  public func scan(html: [UInt8]) -> PageRoutes {
    html.withUnsafeBufferPointer { bytes in
      var scan = HTMLScan(scanner: self, words: WordScan(self, bytes))
      scan.run()
      return scan.routes
    }
  }

  /// What the proof has to know of a file that is no page: a feed, a sitemap, a twin. Words are those of the pages, and are
  /// looked at there.
  public func scan(text: [UInt8]) -> PageRoutes {
    text.withUnsafeBufferPointer { bytes in
      var scan = WordScan(self, bytes)
      var routes = PageRoutes(isIndexed: false)
      scan.scan(from: 0, to: bytes.count) { _, hit, at in
        guard hit.meaning == .host, let link = self.conversion(around: at, in: bytes, form: "text") else { return }
        routes.conversions.append(link)
      }
      return routes
    }
  }

  // MARK: - Addresses in text

  /// The conversion link that a host's name in a text belongs to; nil where the name is just a word.
  func conversion(around place: Int, in bytes: UnsafeBufferPointer<UInt8>, form: String) -> ConversionLink? {
    var start = place
    while start > 0, !PageScanner.partsAddresses[bytes[start - 1]] { start -= 1 }
    var end = place
    while end < bytes.count, !PageScanner.partsAddresses[bytes[end]] { end += 1 }
    // A full stop ends the sentence, not the address.
    while end > place, ".,;:!?".utf8.contains(bytes[end - 1]) { end -= 1 }
    // Nearly always the name is just a word.
    if targets.haveDots, !bytes[start..<end].contains(where: { PageScanner.namesHosts[$0] }) { return nil }
    // Structured data cites sources on every page.
    if plainSources.contains(WordTable.hash(bytes[start..<end])) { return nil }
    let text = EncodedText.decoded(start..<end, of: bytes)
    // An address may follow others in one: each place where one can begin is looked at.
    guard let address = beginnings(of: text).first(where: { targets.isTarget(LinkAddress($0)) }) else {
      return nil
    }
    return ConversionLink(form: form, address: address, offset: place, line: line(of: place, in: bytes))
  }

  /// The text from each place on at which an address can begin.
  private func beginnings(of text: String) -> [String] {
    let decoded = String(decoding: Array(text.utf8).percentDecoded, as: UTF8.self)
    var texts: [String] = []
    for text in text == decoded ? [text] : [text, decoded] {
      var rest = Substring(text)
      while let slashes = rest.firstRange(of: "//") {
        texts.append(String(rest[slashes.lowerBound...]))
        rest = rest[slashes.upperBound...]
      }
      // Without a scheme: from the beginning, and from behind whatever stands between an address and what is before it.
      texts += text.split { "=;,|".contains($0) }.map { "//" + $0.drop { "/\\:".contains($0) } }
    }
    return texts
  }

  /// What an address is: a conversion, or a link that may not be. Nil for one that may be.
  enum Finding {
    case conversion(address: String, isDeclared: Bool)
    case stray(StrayLink.Reason)
  }

  /// - Parameter leads: whether a browser can follow it from here to another page.
  func finding(_ text: String, leads: Bool) -> Finding? {
    let address = LinkAddress(text)
    switch address.place {
    case .relative: return leads && !text.isEmpty && text.first != "/" && text.first != "#" ? .stray(.undeclared) : nil
    case .scheme(let scheme): return leads && scheme != "mailto" && scheme != "tel" ? .stray(.undeclared) : nil
    case .web: break
    }
    if policy.destinations.contains(where: { $0.address == text }) {
      return .conversion(address: text, isDeclared: true)
    }
    switch targets.verdict(on: address) {
    case .target: return .conversion(address: text, isDeclared: false)
    case .lookAlike: return .stray(.lookAlike)
    case .other: break
    }
    if policy.sources.contains(text), !address.hasQuery || !targets.hasHost(of: address) { return nil }
    if let hidden = beginnings(of: String(text.dropFirst(8))).first(where: {
      targets.isTarget(LinkAddress($0))
    }) {
      return .conversion(address: hidden, isDeclared: false)
    }
    let isOwn = address.host == LinkAddress(policy.baseURL).host
    return leads ? .stray(isOwn ? .own : .undeclared) : nil
  }

  func line(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var line = 1
    for index in 0..<min(offset, bytes.count) where bytes[index] == 10 { line += 1 }
    return line
  }
}

extension TargetTable {
  /// Whether an address is one of a target's host, whatever its path.
  func hasHost(of address: LinkAddress) -> Bool {
    hosts.contains { address.host == $0 || address.host.hasSuffix("." + $0) }
  }
}
