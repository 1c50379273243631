// SPDX-License-Identifier: Apache-2.0

import CCMark
import Diagnostics
import SiteModel

/// Writes the HTML of a tree, node by node, and collects its references and faults.
struct MarkupWriter {
  private let positions: SourcePositions
  private var html: [UInt8] = []
  private var diagnostics: [Diagnostic] = []
  private var references: [PlacedReference] = []
  private var headings: [Markup.Heading] = []
  private var images: [Markup.LocatedText] = []
  private var anchors: [Markup.LocatedText] = []
  private var usedAnchors: Set<String> = []
  /// The heading that is open: where its tag stands, and its words so far.
  private var heading: (tagOffset: Int, words: String)?
  /// The link that is open: its reference if it is one, and where its words begin.
  private var link: (reference: (Reference, SourceLocation)?, wordsOffset: Int)?
  /// Depth of pictures: their content is plain text for `alt`.
  private var imageDepth = 0
  private var alternativeText = ""
  /// Depth of lists, and the number of the item of the outermost one.
  private var listDepth = 0
  private var step: Int?

  init(positions: SourcePositions) {
    self.positions = positions
  }

  func finish() -> (Markup, [Diagnostic]) {
    let markup = Markup(
      html: html, references: references, headings: headings, images: images, anchors: anchors)
    return (markup, diagnostics)
  }

  mutating func visit(_ node: OpaquePointer?, isEntering: Bool) {
    if imageDepth > 0, cmark_node_get_type(node) != CMARK_NODE_IMAGE { return collectAlternativeText(node) }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: paragraph(node, isEntering)
    case CMARK_NODE_HEADING: heading(node, isEntering)
    case CMARK_NODE_LIST: list(node, isEntering)
    case CMARK_NODE_ITEM: item(isEntering)
    case CMARK_NODE_BLOCK_QUOTE: element("blockquote", isEntering, newline: true)
    case CMARK_NODE_THEMATIC_BREAK: raw("<hr>\n")
    case CMARK_NODE_CODE_BLOCK: codeBlock(node)
    case CMARK_NODE_EMPH: element("em", isEntering)
    case CMARK_NODE_STRONG: element("strong", isEntering)
    case CMARK_NODE_LINK: link(node, isEntering)
    case CMARK_NODE_IMAGE: image(node, isEntering)
    case CMARK_NODE_TEXT: text(literal(of: node))
    case CMARK_NODE_CODE: code(literal(of: node))
    case CMARK_NODE_SOFTBREAK: softBreak()
    case CMARK_NODE_LINEBREAK: raw("<br>\n")
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: rawHTML(node)
    default: break
    }
  }
}

// MARK: - Blocks

extension MarkupWriter {
  private mutating func paragraph(_ node: OpaquePointer?, _ isEntering: Bool) {
    let list = cmark_node_parent(cmark_node_parent(node))
    if cmark_node_get_type(list) == CMARK_NODE_LIST, cmark_node_get_list_tight(list) != 0 { return }
    element("p", isEntering, newline: true)
  }

  private mutating func heading(_ node: OpaquePointer?, _ isEntering: Bool) {
    let level = Int(cmark_node_get_heading_level(node))
    if isEntering {
      if level == 1 {
        report(
          .headingLevel, at: positions.location(of: node), "A body begins at the second level; the title is the first",
          fix: "Write ## instead of #")
      }
      heading = (html.count, "")
    } else if let (offset, words) = heading {
      let anchor = uniqueAnchor(for: words)
      headings.append(
        Markup.Heading(level: level, anchor: anchor, text: words, location: positions.location(of: node)))
      let tag = Array("<h\(level) id=\"\(anchor)\">".utf8)
      html.insert(contentsOf: tag, at: offset)
      shiftReferences(from: offset, by: tag.count)
      raw("</h\(level)>\n")
      heading = nil
    }
  }

  /// References inside a heading were placed before its tag was written.
  private mutating func shiftReferences(from offset: Int, by distance: Int) {
    for index in references.indices.reversed() {
      let old = references[index]
      guard old.words.lowerBound >= offset else { break }
      references[index] = PlacedReference(
        reference: old.reference, location: old.location, section: old.section, step: old.step,
        words: old.words.lowerBound + distance..<old.words.upperBound + distance)
    }
  }

  /// Letters and digits of the words, lower case, everything else one hyphen; a number makes it unique.
  private mutating func uniqueAnchor(for words: String) -> String {
    var slug = ""
    for character in words.lowercased() {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if character != "'" && character != "’" && slug.last != "-" && !slug.isEmpty {
        slug.append("-")
      }
    }
    while slug.last == "-" { slug.removeLast() }
    if slug.isEmpty { slug = "section" }
    var anchor = slug
    var number = 2
    while !usedAnchors.insert(anchor).inserted {
      anchor = "\(slug)-\(number)"
      number += 1
    }
    return anchor
  }

  private mutating func list(_ node: OpaquePointer?, _ isEntering: Bool) {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    listDepth += isEntering ? 1 : -1
    if listDepth == (isEntering ? 1 : 0) { step = isEntering && isOrdered ? 0 : nil }
    if isEntering {
      let start = cmark_node_get_list_start(node)
      raw(isOrdered ? (start == 1 ? "<ol>\n" : "<ol start=\"\(start)\">\n") : "<ul>\n")
    } else {
      raw(isOrdered ? "</ol>\n" : "</ul>\n")
    }
  }

  private mutating func item(_ isEntering: Bool) {
    if isEntering, listDepth == 1, let number = step { step = number + 1 }
    element("li", isEntering, newline: !isEntering)
  }

  private mutating func codeBlock(_ node: OpaquePointer?) {
    raw("<pre><code>")
    html.appendEscaped(literal(of: node))
    raw("</code></pre>\n")
  }

  private mutating func rawHTML(_ node: OpaquePointer?) {
    let excerpt = literal(of: node).prefix { !$0.isNewline }.prefix(40)
    report(
      .rawHTML, at: positions.location(of: node), "'\(excerpt)' is HTML; bodies are Markdown only",
      fix: "Write it in Markdown, or escape the < as \\<")
  }
}

// MARK: - Inlines

extension MarkupWriter {
  private mutating func text(_ words: String) {
    heading?.words += words
    html.appendEscaped(words)
  }

  private mutating func code(_ words: String) {
    heading?.words += words
    raw("<code>")
    html.appendEscaped(words)
    raw("</code>")
  }

  private mutating func softBreak() {
    heading?.words += " "
    raw("\n")
  }

  private mutating func link(_ node: OpaquePointer?, _ isEntering: Bool) {
    guard isEntering else { return closeLink() }
    let destination = string(cmark_node_get_url(node))
    let place = positions.location(ofDestination: destination, in: node)
    switch LinkDestination(destination) {
    case .reference(let reference):
      link = ((reference, place), html.count)
      return
    case .external:
      raw("<a href=\"")
      html.appendEscaped(destination)
      raw("\" rel=\"noopener\">")
    case .anchor(let anchor):
      anchors.append(Markup.LocatedText(anchor, at: place))
      raw("<a href=\"#")
      html.appendEscaped(anchor)
      raw("\">")
    case .untyped:
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
    link = (nil, html.count)
  }

  private mutating func closeLink() {
    guard let open = link else { return }
    link = nil
    guard let (reference, place) = open.reference else { return raw("</a>") }
    let section = headings.last { $0.level == 2 }?.anchor
    references.append(
      PlacedReference(
        reference: reference, location: place, section: section, step: step,
        words: open.wordsOffset..<html.count))
  }

  private mutating func image(_ node: OpaquePointer?, _ isEntering: Bool) {
    imageDepth += isEntering ? 1 : -1
    guard imageDepth == 0 else {
      if imageDepth == 1, isEntering { alternativeText = "" }
      return
    }
    let destination = string(cmark_node_get_url(node))
    let place = positions.location(ofDestination: destination, in: node)
    if alternativeText.allSatisfy(\.isWhitespace) {
      report(
        .missingAlternativeText, at: place, "The picture '\(destination)' has no words for people who cannot see it",
        fix: "Write them between the brackets: ![what it shows](\(destination))")
    }
    images.append(Markup.LocatedText(destination, at: place))
    raw("<img src=\"")
    html.appendEscaped(destination)
    raw("\" alt=\"")
    html.appendEscaped(alternativeText)
    raw("\">")
  }

  private mutating func collectAlternativeText(_ node: OpaquePointer?) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT, CMARK_NODE_CODE: alternativeText += literal(of: node)
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: alternativeText += " "
    case CMARK_NODE_HTML_INLINE: rawHTML(node)
    default: break
    }
  }
}

// MARK: - Bytes

extension MarkupWriter {
  private mutating func element(_ name: String, _ isEntering: Bool, newline: Bool = false) {
    raw(isEntering ? "<\(name)>" : "</\(name)>")
    if newline, !isEntering || name == "blockquote" { raw("\n") }
  }

  private mutating func raw(_ text: String) {
    html += text.utf8
  }

  private func literal(of node: OpaquePointer?) -> String {
    string(cmark_node_get_literal(node))
  }

  private func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private mutating func report(
    _ identifier: Diagnostic.Identifier, at location: SourceLocation, _ summary: String, fix: String
  ) {
    diagnostics.append(Diagnostic(.error, identifier, at: location, summary, fix: fix))
  }
}
