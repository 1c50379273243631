// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A Markdown body as HTML, with gaps for what the body alone does not know: the tags around the words of references, and
/// the sizes of pictures.
public struct Markup: Equatable, Sendable {
  public let html: [UInt8]
  /// In the order of the text; they never nest.
  public let references: [PlacedReference]
  public let headings: [Heading]
  /// In the order of the text.
  public let images: [PlacedImage]
  /// In-page links (`#anchor`), without the hash.
  public let anchors: [LocatedText]
  public let prose: Prose

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
    html: [UInt8], references: [PlacedReference], headings: [Heading], images: [PlacedImage],
    anchors: [LocatedText], prose: Prose
  ) {
    self.html = html
    self.references = references
    self.headings = headings
    self.images = images
    self.anchors = anchors
    self.prose = prose
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
  /// Where its destination (`check:light-balance`) stands in the body's Markdown, in bytes from the body's first. Links
  /// that share a definition share the place.
  public let destination: Range<Int>

  public init(
    reference: Reference, location: SourceLocation, section: String?, step: Int?, words: Range<Int>,
    destination: Range<Int>
  ) {
    self.reference = reference
    self.location = location
    self.section = section
    self.step = step
    self.words = words
    self.destination = destination
  }
}

/// A picture as it stands in a body.
public struct PlacedImage: Equatable, Sendable {
  /// What the author wrote between the round brackets: `/assets/light.svg`.
  public let source: String
  public let location: SourceLocation
  /// Where in the body's HTML the attributes `width` and `height` belong.
  public let sizeOffset: Int
  /// Where `source` stands in the body's Markdown, in bytes from the body's first.
  public let destination: Range<Int>

  public init(source: String, location: SourceLocation, sizeOffset: Int, destination: Range<Int>) {
    self.source = source
    self.location = location
    self.sizeOffset = sizeOffset
    self.destination = destination
  }
}

/// How much running text a body has: paragraphs and complete sentences of list items, without headings, tables and code.
public struct Prose: Equatable, Sendable {
  public let words: Int
  public let sentences: Int
  public let syllables: Int

  /// Fewer words than this say nothing about how a page reads.
  public static let fewestWords = 100

  public init(words: Int, sentences: Int, syllables: Int) {
    self.words = words
    self.sentences = sentences
    self.syllables = syllables
  }

  /// The Flesch–Kincaid grade: years of school in the United States that the text asks for.
  ///
  /// Source: Kincaid, Fishburne, Rogers and Chissom, Research Branch Report 8-75 (1975). For English.
  ///
  /// - Returns: 0.39 × words per sentence + 11.8 × syllables per word − 15.59; nil for a text shorter than `fewestWords`.
  public var readingGrade: Double? {
    guard words >= Prose.fewestWords, sentences > 0 else { return nil }
    return 0.39 * Double(words) / Double(sentences) + 11.8 * Double(syllables) / Double(words) - 15.59
  }
}

// MARK: - Table of contents

extension Markup {
  /// A line of the table of contents, and the lines below it.
  public struct ContentsEntry: Equatable, Sendable {
    public let heading: Heading
    public let children: [ContentsEntry]
  }
}

extension [Markup.Heading] {
  /// The headings of the second level, each with those of the third that follow it. One of the third that follows none
  /// stands for itself.
  public var tableOfContents: [Markup.ContentsEntry] {
    var entries: [Markup.ContentsEntry] = []
    for heading in self where heading.level == 2 || heading.level == 3 {
      let entry = Markup.ContentsEntry(heading: heading, children: [])
      if heading.level == 3, let last = entries.last, last.heading.level == 2 {
        entries[entries.count - 1] = Markup.ContentsEntry(heading: last.heading, children: last.children + [entry])
      } else {
        entries.append(entry)
      }
    }
    return entries
  }
}

// MARK: - Filling the gaps

extension Markup {
  /// The finished HTML.
  ///
  /// - Parameters:
  ///   - imageSize: the size of a picture's file; nil leaves the attributes out.
  ///   - tags: what stands around the words of a reference.
  public func resolved(
    imageSize: (PlacedImage) -> ImageSize? = { _ in nil }, _ tags: (PlacedReference) -> (open: HTML, close: HTML)
  ) -> HTML {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(html.count + references.count * 96 + images.count * 32)
    var position = 0
    var imageIndex = 0
    func copy(upTo end: Int) {
      while imageIndex < images.count, images[imageIndex].sizeOffset < end {
        let image = images[imageIndex]
        bytes += html[position..<image.sizeOffset]
        if let size = imageSize(image) { bytes += " width=\"\(size.width)\" height=\"\(size.height)\"".utf8 }
        position = image.sizeOffset
        imageIndex += 1
      }
      bytes += html[position..<end]
      position = end
    }
    for reference in references {
      let (open, close) = tags(reference)
      copy(upTo: reference.words.lowerBound)
      bytes += open.bytes
      copy(upTo: reference.words.upperBound)
      bytes += close.bytes
    }
    copy(upTo: html.count)
    return HTML(trusted: bytes)
  }
}
