// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A link in prose whose scheme says what it means: `check:light-balance`, `term:kyc`, `page:guides/face-verification`.
public struct Reference: Hashable, Sendable {
  public enum Scheme: String, CaseIterable, Sendable {
    /// A check of the core's catalogue.
    case check
    /// A term of the glossary.
    case term
    /// An entry of the FAQ.
    case faq
    /// A page, by section and slug.
    case page
    /// A fact that is kept once.
    case fact
    /// A destination of the routing rules.
    case go
  }

  public let scheme: Scheme
  public let target: String
  /// The heading of the target that is meant, without the hash.
  public let anchor: String?

  /// - Parameter text: the name of what is meant, with `#anchor` behind it or not.
  public init(_ scheme: Scheme, _ text: String) {
    self.scheme = scheme
    let hash = text.firstIndex(of: "#")
    target = String(text[..<(hash ?? text.endIndex)])
    anchor = hash.map { String(text[text.index(after: $0)...]) }
  }

  /// The path of the page that it leads to, whether or not there is one.
  public var pagePath: String {
    switch scheme {
    case .check: "checks/\(target)"
    case .term: "glossary/\(target)"
    case .faq: "faq/\(target)"
    case .fact: "facts/\(target)"
    case .go: "start/\(target)"
    case .page: target
    }
  }
}

/// A reference as it stands in a body.
public struct PlacedReference: Equatable, Sendable {
  public let reference: Reference
  public let location: SourceLocation
  /// Anchor of the heading under which it stands; nil before the first.
  public let section: String?
  /// Number of the top-level ordered list item in which it stands, from 1; nil outside one.
  public let step: Int?
  /// Where the link's words begin and end in the body's HTML.
  public let words: Range<Int>

  public init(
    reference: Reference, location: SourceLocation, section: String?, step: Int?, words: Range<Int>
  ) {
    self.reference = reference
    self.location = location
    self.section = section
    self.step = step
    self.words = words
  }
}

/// A Markdown body as HTML, with gaps where references will be resolved: their words are there, the tags around them not yet.
public struct Markup: Equatable, Sendable {
  public let html: [UInt8]
  /// In the order of the text; they never nest.
  public let references: [PlacedReference]
  public let headings: [Heading]
  /// Destinations of pictures.
  public let images: [LocatedText]
  /// In-page links (`#anchor`), without the hash.
  public let anchors: [LocatedText]

  public struct Heading: Equatable, Sendable {
    public let level: Int
    public let anchor: String
    public let text: String
    public let location: SourceLocation

    public init(level: Int, anchor: String, text: String, location: SourceLocation) {
      self.level = level
      self.anchor = anchor
      self.text = text
      self.location = location
    }
  }

  public struct LocatedText: Equatable, Sendable {
    public let text: String
    public let location: SourceLocation

    public init(_ text: String, at location: SourceLocation) {
      self.text = text
      self.location = location
    }
  }

  public init(
    html: [UInt8], references: [PlacedReference], headings: [Heading], images: [LocatedText],
    anchors: [LocatedText]
  ) {
    self.html = html
    self.references = references
    self.headings = headings
    self.images = images
    self.anchors = anchors
  }

  /// The finished HTML, with the tags that `tags` gives around the words of each reference.
  public func resolved(_ tags: (PlacedReference) -> (open: HTML, close: HTML)) -> HTML {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(html.count + references.count * 96)
    var position = 0
    for reference in references {
      let (open, close) = tags(reference)
      bytes += html[position..<reference.words.lowerBound]
      bytes += open.bytes
      bytes += html[reference.words]
      bytes += close.bytes
      position = reference.words.upperBound
    }
    bytes += html[position...]
    return HTML(trusted: bytes)
  }
}
