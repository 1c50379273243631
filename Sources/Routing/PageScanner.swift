// SPDX-License-Identifier: Apache-2.0
// Finished file → PageRoutes.

import SiteModel

/// Reads finished files for the proof. One for a whole build; it may be used from many threads.
public struct PageScanner: Sendable {
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

  public init(_ policy: RoutePolicy) {
    self.policy = policy
    targets = TargetTable(policy)
    words = WordTable(policy)
    let targets = targets
    let plain = policy.sources.filter { targets.verdict(on: LinkAddress($0)) == .other }
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
    while start > 0, isPart(bytes[start - 1]) { start -= 1 }
    var end = place
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    // A full stop ends the sentence, not the address.
    while end > place, ".,;:!?".utf8.contains(bytes[end - 1]) { end -= 1 }
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

  private func isPart(_ byte: UInt8) -> Bool {
    byte > 0x20 && !"\"'<>()[]{}`".utf8.contains(byte)
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
    let isOwn = address.host == LinkAddress(policy.baseURL).host && !address.hasCredentials
    return leads && !isOwn ? .stray(.undeclared) : nil
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

/// Looks at every word of a range.
struct WordScan {
  let bytes: UnsafeBufferPointer<UInt8>
  private let table: WordTable
  private let classes: [UInt8]

  init(_ scanner: PageScanner, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    table = scanner.words
    classes = WordTable.classes
  }

  /// - Parameter found: is told each phrase that is met, and where its first word ends. It may not ask for a scan itself.
  /// - Returns: where the scan ended: before the first `<` where it is asked to stop there.
  @discardableResult
  mutating func scan(
    from start: Int, to end: Int, stopsAtTag: Bool = false,
    _ found: (UnsafeBufferPointer<UInt8>, WordTable.Phrase, Int) -> Void
  ) -> Int {
    let stop = stopsAtTag ? UInt8(ascii: "<") : 0
    var index = start
    var hash = WordTable.basis
    classes.withUnsafeBufferPointer { classes in
      table.filter.withUnsafeBufferPointer { filter in
        while true {
          var kind: UInt8 = 0
          var length = 1
          if index < end {
            kind = classes[Int(bytes[index])]
            if kind > 1 {
              hash = (hash ^ UInt64(kind)) &* WordTable.prime
              index += 1
              continue
            }
            if kind == 1, let (letter, written) = encoded(at: index, end) {
              length = written
              if letter == WordScan.nothing {
                index += length
                continue
              }
              if letter > 1 {
                hash = (hash ^ UInt64(letter)) &* WordTable.prime
                index += length
                continue
              }
            }
          }
          if hash != WordTable.basis {
            if filter[Int(hash >> 6 & 63)] & (1 << (hash & 63)) != 0 { report(hash, index, end, found) }
            hash = WordTable.basis
          }
          guard index < end, bytes[index] != stop || stop == 0 else { return }
          index += length
        }
      }
    }
    return index
  }

  /// Stands for characters that show nothing and part no word.
  private static let nothing: UInt8 = 1

  /// What an encoded character is to a word: a letter, 0 between words, or nothing at all.
  private func encoded(at index: Int, _ end: Int) -> (letter: UInt8, length: Int)? {
    guard let (character, length) = EncodedText.character(at: index, in: bytes, end: end) else {
      // A byte of a letter beyond ASCII.
      return bytes[index] >= 0x80 ? (bytes[index], 1) : nil
    }
    let value = character.value
    if value == 0xAD || 0x200B...0x200F ~= value || value == 0x2060 || value == 0xFEFF {
      return (WordScan.nothing, length)
    }
    if value < 0x80 {
      let kind = WordTable.classes[Int(value)]
      return (kind > 1 ? kind : 0, length)
    }
    return (0, length)
  }

  private func report(
    _ hash: UInt64, _ wordEnd: Int, _ end: Int, _ found: (UnsafeBufferPointer<UInt8>, WordTable.Phrase, Int) -> Void
  ) {
    for phrase in table.phrases(beginningWith: hash) where follows(phrase.rest, wordEnd, end) {
      found(bytes, phrase, wordEnd)
    }
  }

  /// Whether the words behind a place are these, with nothing but spaces, marks and tags between them.
  private func follows(_ words: [UInt64], _ start: Int, _ end: Int) -> Bool {
    var index = start
    for word in words {
      while index < bytes.count, WordTable.classes[Int(bytes[index])] < 2 {
        if bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "\"") { return false }
        if bytes[index] == UInt8(ascii: "<") {
          while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
        }
        index += 1
      }
      var hash = WordTable.basis
      while index < bytes.count, WordTable.classes[Int(bytes[index])] > 1 {
        hash = (hash ^ UInt64(WordTable.classes[Int(bytes[index])])) &* WordTable.prime
        index += 1
      }
      if hash != word { return false }
    }
    return true
  }
}
