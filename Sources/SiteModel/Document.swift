// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A source file split into front matter and body, nothing interpreted yet.
public struct Manuscript: Sendable {
  public let source: SourceFile
  /// The YAML between the `---` lines, and the line of the file on which it begins.
  public let frontMatter: ArraySlice<UInt8>
  public let frontMatterLine: Int
  public let body: ArraySlice<UInt8>
  public let bodyLine: Int

  public init(
    source: SourceFile, frontMatter: ArraySlice<UInt8>, frontMatterLine: Int, body: ArraySlice<UInt8>,
    bodyLine: Int
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.frontMatterLine = frontMatterLine
    self.body = body
    self.bodyLine = bodyLine
  }
}

/// A page's meaning: typed front matter, and of its body what the rest of the site has to know.
///
/// The body itself is not kept: a site of 100,000 pages is checked as a whole, and rendered page by page. Never changed once
/// it is made; a class, because every page looks at many others and a reference is all that it then takes.
public final class Document: Sendable {
  public let sourcePath: String
  public let path: PagePath
  public let header: PageHeader
  public let kind: PageKind
  public let outline: Outline
  /// Of what the page itself tells its readers, without the facts and answers that it takes from other pages.
  public let textDigest: ReviewDigest

  public init(
    sourcePath: String, path: PagePath, header: PageHeader, kind: PageKind, outline: Outline, textDigest: ReviewDigest
  ) {
    self.sourcePath = sourcePath
    self.path = path
    self.header = header
    self.kind = kind
    self.outline = outline
    self.textDigest = textDigest
  }

  public var slug: String { path.slug }
  public var start: SourceLocation { SourceLocation(path: sourcePath) }
}

/// What a body leads to and what can be led to in it.
public struct Outline: Equatable, Sendable {
  /// In the order of the text.
  public let references: [OutlineReference]
  public let headings: [Markup.Heading]
  /// Destinations of pictures.
  public let images: [Markup.LocatedText]
  /// In-page links (`#anchor`), without the hash.
  public let anchors: [Markup.LocatedText]

  public init(
    references: [OutlineReference], headings: [Markup.Heading], images: [Markup.LocatedText],
    anchors: [Markup.LocatedText]
  ) {
    self.references = references
    self.headings = headings
    self.images = images
    self.anchors = anchors
  }
}

/// A reference and where it stands in its page.
///
/// A large site has millions of references in memory, so they are small.
public struct OutlineReference: Equatable, Sendable {
  private let scheme: Reference.Scheme
  private let target: String
  private let rare: Rare?
  /// Line and column in the document's file.
  public let line: Int32
  public let column: Int32
  private let step: Int32

  /// What few references have.
  private final class Rare: Equatable, Sendable {
    let anchor: String?
    let words: String?

    init(anchor: String?, words: String?) {
      self.anchor = anchor
      self.words = words
    }

    static func == (left: Rare, right: Rare) -> Bool { left.anchor == right.anchor && left.words == right.words }
  }

  /// - Parameter pathStep: the step of the suggested path that names it, from 1; nil elsewhere.
  public init(reference: Reference, line: Int, column: Int, pathStep: Int?, words: String?) {
    scheme = reference.scheme
    target = reference.target
    rare = reference.anchor == nil && words == nil ? nil : Rare(anchor: reference.anchor, words: words)
    self.line = Int32(clamping: line)
    self.column = Int32(clamping: column)
    step = Int32(clamping: pathStep ?? 0)
  }

  public var reference: Reference { Reference(scheme, target: target, anchor: rare?.anchor) }

  /// The link's words, where what they say is checked: those of facts.
  public var words: String? { rare?.words }

  /// The step of the suggested path that names it, from 1; nil elsewhere.
  public var pathStep: Int? { step > 0 ? Int(step) : nil }
}

extension Document {
  public func location(of reference: OutlineReference) -> SourceLocation {
    SourceLocation(path: sourcePath, line: Int(reference.line), column: Int(reference.column))
  }
}

/// The section of a guide whose ordered list holds its steps.
public let suggestedPathAnchor = "suggested-path"

extension Outline {
  public init(of markup: Markup) {
    self.init(
      references: markup.references.map { placed in
        OutlineReference(
          reference: placed.reference, line: placed.location.line, column: placed.location.column,
          pathStep: placed.section == suggestedPathAnchor ? placed.step : nil,
          words: placed.reference.scheme == .fact ? markup.words(of: placed) : nil)
      },
      // Without the room that a growing array has left.
      headings: markup.headings.map(\.self),
      images: markup.images.map { Markup.LocatedText($0.source, at: $0.location) },
      anchors: markup.anchors)
  }
}

extension Markup {
  /// The words of a link as plain text, without the tags that may stand among them.
  fileprivate func words(of placed: PlacedReference) -> String {
    var text: [UInt8] = []
    var isTag = false
    for byte in html[placed.words] {
      if byte == UInt8(ascii: "<") { isTag = true }
      if !isTag { text.append(byte) }
      if byte == UInt8(ascii: ">") { isTag = false }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
