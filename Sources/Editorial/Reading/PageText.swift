// SPDX-License-Identifier: Apache-2.0
// What a reviewer reads: everything that a page itself tells its readers, in one form in which white space, the order of the
// front matter and the file's place make no difference. Digest and word diff are both made from it, so they cannot disagree.

import Digests
import SiteModel

/// Parts with names, each `␞ name ␟ text`. No text holds these two marks: whatever is not printed is white space in it.
public struct PageText: Equatable, Sendable {
  public private(set) var bytes: [UInt8]

  static let partMark: UInt8 = 0x1E
  static let nameMark: UInt8 = 0x1F
  /// Names the form, so that a later one has other digests.
  private static let form = "guidelight page text 1"

  public init(header: PageHeader, kind: PageKind, body: Markup) {
    bytes = []
    bytes.reserveCapacity(body.html.count + 1024)
    bytes += PageText.form.utf8
    part("title", header.title)
    part("summary", header.summary)
    // Which sources a page was checked against is what its review says; their order is not.
    for source in header.sources.map(\.value).sorted() { part("source", source) }
    add(kind)
    begin("body")
    var writer = BodyText(into: bytes)
    writer.write(body)
    bytes = writer.bytes
  }

  /// Of the text alone; a page's digest also covers the facts and answers that it shows.
  public var digest: ReviewDigest { ReviewDigest(leading: SecureDigest.sha256(bytes)) }

  /// The parts by their names, in order.
  public var parts: [(name: String, text: String)] {
    bytes.split(separator: PageText.partMark).dropFirst().map { part in
      let end = part.firstIndex(of: PageText.nameMark) ?? part.endIndex
      return (String(decoding: part[..<end], as: UTF8.self), String(decoding: part[end...].dropFirst(), as: UTF8.self))
    }
  }
}

// MARK: - Front matter

extension PageText {
  private mutating func add(_ kind: PageKind) {
    switch kind {
    case .home, .notFound, .about, .glossaryTerm, .faqEntry: break
    case .guide(let fields), .article(let fields): add(fields)
    case .destination(let fields, let destination):
      add(fields)
      part("destination", "\(destination.kind.rawValue) \(destination.url)")
      part("disclosure", destination.disclosure)
      if let referral = destination.referral { part("referral", "\(referral.url) \(referral.disclosure)") }
    case .check(let fields):
      part("good", fields.good)
      part("hint", fields.hint)
      part("strong", fields.strong)
      part("cannotTell", fields.cannotTell)
      for (cause, words) in fields.causes.sorted(by: { $0.key < $1.key }) { part("cause", "\(cause) \(words.value)") }
    case .topic(let fields): for page in fields.path { part("path", page.value) }
    case .fact(let fact):
      part("fact", fact.text)
      part("stated by", fact.source?.value ?? "nobody")
    }
  }

  private mutating func add(_ fields: ReadingFields) {
    for sentence in fields.audience { part("audience", sentence) }
    for page in fields.requires { part("read before", page.value) }
    for entry in fields.faq { part("question", entry.value) }
    if let next = fields.next { part("next", "\(next.page.value) \(next.text)") }
    for mode in fields.liveCheck { part("live check", mode.rawValue) }
  }

  private mutating func part(_ name: StaticString, _ text: String) {
    begin(name)
    let start = bytes.count
    var text = text
    text.withUTF8 { text in
      var index = 0
      while index < text.count {
        let end = text.endOfWords(from: index, to: text.count)
        if end == index {
          index += 1
          continue
        }
        if bytes.count > start { bytes.append(0x20) }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[index..<end]))
        index = end
      }
    }
  }

  private mutating func begin(_ name: StaticString) {
    bytes.append(PageText.partMark)
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(PageText.nameMark)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The end of words that stand with single spaces between them; `start` where white space or a tag is.
  func endOfWords(from start: Int, to end: Int, tag: UInt8? = nil) -> Int {
    var index = start
    while index < end, self[index] != tag {
      let byte = self[index]
      if byte <= 0x20 || byte == 0x7F {
        let next = index + 1 < end ? self[index + 1] : 0
        guard byte == 0x20, index > start, next > 0x20, next != 0x7F, next != tag else { return index }
      }
      index += 1
    }
    return index
  }
}

extension Fact {
  /// What a page that shows the fact says by it.
  var shownDigest: ReviewDigest {
    ReviewDigest(leading: SecureDigest.sha256(Array("guidelight fact 1\u{1E}\(value ?? "")\u{1F}\(text)".utf8)))
  }
}
