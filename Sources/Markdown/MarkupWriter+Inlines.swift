// SPDX-License-Identifier: Apache-2.0

import CCMark
import Diagnostics
import SiteModel

// MARK: - Text

extension MarkupWriter {
  mutating func text(_ node: Node) {
    if !calloutMarks.isEmpty, calloutMarks.contains(node) { return }
    var words = node.literal
    if node == cellText { words = UnsafeBufferPointer(rebasing: words.dropFirst(Table.mark.count)) }
    html.appendEscaped(words)
    if isProse { prose.text(node, words) }
  }

  mutating func code(_ node: Node) {
    raw("<code>")
    html.appendEscaped(node.literal)
    raw("</code>")
    if isProse { prose.code(node) }
  }

  mutating func softBreak(_ node: Node) {
    if !calloutMarks.isEmpty, calloutMarks.contains(node) { return }
    raw("\n")
    if isProse { prose.space() }
  }

  mutating func lineBreak() {
    raw("<br>\n")
    if isProse { prose.space() }
  }
}

// MARK: - Links

extension MarkupWriter {
  mutating func enterLink(_ node: Node) {
    let destination = node.destination
    let written = written(destination, of: node)
    let place = written.map { positions.location(ofOffset: $0.lowerBound) } ?? positions.location(of: node)
    if let finding = PlainLanguage.finding(inLink: node, at: place) { diagnostics.append(finding) }
    var kind = OpenLink.Kind.other
    switch LinkDestination(destination) {
    case .reference(let reference):
      if let written {
        kind = .reference(reference, destination: written)
      } else {
        reportEscaped(destination, at: place)
        raw("<a>")
      }
    case .external: openTag(to: destination, title: node.title, isExternal: true)
    case .anchor(let anchor):
      anchors.append(Markup.LocatedText(anchor, at: place))
      openTag(to: destination, title: node.title, isExternal: false)
    case .untyped:
      let destination = String(decoding: destination, as: UTF8.self)
      report(
        .untypedLink, at: place, "'\(destination)' does not say what it links to",
        fix: "Write page:section/name, check:, term: or faq: so that the link is checked")
      raw("<a>")
    case .unsafe(let scheme):
      report(
        .unsafeLink, at: place, "Links with '\(scheme)' are not allowed",
        fix: "Use https:, mailto:, or a reference such as page:")
      raw("<a>")
    }
    link = OpenLink(kind: kind, place: place, wordsOffset: html.count)
  }

  private mutating func openTag(
    to destination: UnsafeBufferPointer<UInt8>, title: UnsafeBufferPointer<UInt8>, isExternal: Bool
  ) {
    raw("<a href=\"")
    html.appendEscaped(destination)
    appendTitle(title)
    if isExternal { raw("\" rel=\"noopener") }
    raw("\">")
  }

  /// Inside a tag, after an attribute's value and before its closing quote.
  private mutating func appendTitle(_ title: UnsafeBufferPointer<UInt8>) {
    guard !title.isEmpty else { return }
    raw("\" title=\"")
    html.appendEscaped(title)
  }

  mutating func closeLink() {
    guard let open = link else { return }
    link = nil
    guard case .reference(let reference, let destination) = open.kind else { return raw("</a>") }
    references.append(
      PlacedReference(
        reference: reference, location: open.place, section: section, step: step,
        words: open.wordsOffset..<html.count, destination: destination))
  }

  /// Where a destination is written.
  private mutating func written(_ destination: UnsafeBufferPointer<UInt8>, of node: Node) -> Range<Int>? {
    // A link over several lines has the line of its end; its first text has the right one.
    var first = node
    while let child = first.firstChild { first = child }
    let start = min(positions.offset(of: node), positions.offset(of: first))
    return destinations.range(of: destination, from: start, to: positions.endOfBlock(around: node))
  }

  /// References and pictures get other addresses in the page's Markdown twin, so they have to be found in the text.
  private mutating func reportEscaped(_ destination: UnsafeBufferPointer<UInt8>, at place: SourceLocation) {
    let plain = String(decoding: destination, as: UTF8.self)
    report(
      .escapedDestination, at: place, "The destination '\(plain)' is written with escapes or entities",
      fix: "Write it as it is: (\(plain))")
  }
}

// MARK: - Pictures

extension MarkupWriter {
  mutating func image(_ node: Node, isFigure: Bool = false) {
    let destination = node.destination
    let source = String(decoding: destination, as: UTF8.self)
    let written = written(destination, of: node)
    let place = written.map { positions.location(ofOffset: $0.lowerBound) } ?? positions.location(of: node)
    let words = node.plainText
    reportHTML(below: node)
    if String(decoding: words, as: UTF8.self).allSatisfy(\.isWhitespace) {
      report(
        .missingAlternativeText, at: place, "The picture '\(source)' has no words for people who cannot see it",
        fix: "Write them between the brackets: ![what it shows](\(source))")
    }
    raw("<img src=\"")
    html.appendEscaped(destination)
    raw("\" alt=\"")
    words.withUnsafeBufferPointer { html.appendEscaped($0) }
    if !isFigure { appendTitle(node.title) }
    raw("\"")
    if let written {
      images.append(PlacedImage(source: source, location: place, sizeOffset: html.count, destination: written))
    } else {
      reportEscaped(destination, at: place)
    }
    raw(">")
  }

  private mutating func reportHTML(below node: Node) {
    var found: [Node] = []
    node.forEachDescendant { if $0.kind == CMARK_NODE_HTML_INLINE { found.append($0) } }
    for html in found { rawHTML(html) }
  }
}
