// SPDX-License-Identifier: Apache-2.0

import CCMark
import Diagnostics
import SiteModel

// MARK: - Paragraphs

extension MarkupWriter {
  mutating func enterParagraph(_ node: Node) -> Walk {
    if calloutMarks.contains(node) { return .past }
    positions.enter(node)
    if node.endLine > node.startLine, writeTable(node) { return .past }
    if let image = node.firstChild, image.kind == CMARK_NODE_IMAGE, image.next == nil {
      figure(image)
      return .past
    }
    let isTight = node.isTight
    if !isTight { raw("<p>") }
    isProse = true
    prose.beginParagraph(inList: node.parent?.kind == CMARK_NODE_ITEM)
    return .into
  }

  mutating func leaveParagraph(_ node: Node) {
    if !node.isTight { raw("</p>\n") }
    isProse = false
    prose.endParagraph()
    guard !prose.longSentences.isEmpty else { return }
    for sentence in prose.takeLongSentences() {
      let place = positions.location(ofByte: sentence.offset, in: sentence.node)
      diagnostics.append(PlainLanguage.finding(longSentence: sentence.words, at: place))
    }
  }

  /// A picture that is a paragraph of its own; its title is the words below it.
  private mutating func figure(_ image: Node) {
    raw("<figure>\n")
    self.image(image, isFigure: true)
    raw("\n")
    let title = image.title
    if !title.isEmpty {
      raw("<figcaption>")
      html.appendEscaped(title)
      raw("</figcaption>\n")
    }
    raw("</figure>\n")
  }
}

// MARK: - Headings

extension MarkupWriter {
  mutating func enterHeading(_ node: Node) {
    positions.enter(node)
    let level = Int(cmark_node_get_heading_level(node.pointer))
    let place = positions.blockLocation(of: node)
    if level == 1 {
      report(
        .headingLevel, at: place, "A body begins at the second level; the title is the first",
        fix: "Write ## instead of #")
    } else if let finding = PlainLanguage.finding(headingLevel: level, after: headings.last?.level ?? 1, at: place) {
      diagnostics.append(finding)
    }
    let words = node.plainText
    let anchor = anchorNames.name(for: words)
    if level == 2 { section = anchor }
    headings.append(
      Markup.Heading(level: level, anchor: anchor, text: String(decoding: words, as: UTF8.self), location: place))
    raw("<h")
    html.append(UInt8(ascii: "0") + UInt8(level))
    raw(" id=\"")
    html += anchor.utf8
    raw("\">")
  }

  mutating func leaveHeading(_ node: Node) {
    raw("</h")
    html.append(UInt8(ascii: "0") + UInt8(cmark_node_get_heading_level(node.pointer)))
    raw(">\n")
  }
}

// MARK: - Lists, code, HTML

extension MarkupWriter {
  mutating func list(_ node: Node, isEntering: Bool) {
    let isOrdered = cmark_node_get_list_type(node.pointer) == CMARK_ORDERED_LIST
    listDepth += isEntering ? 1 : -1
    if listDepth == (isEntering ? 1 : 0) { step = isEntering && isOrdered ? 0 : nil }
    switch (isOrdered, isEntering) {
    case (false, true): raw("<ul>\n")
    case (false, false): raw("</ul>\n")
    case (true, false): raw("</ol>\n")
    case (true, true):
      let start = cmark_node_get_list_start(node.pointer)
      if start == 1 { return raw("<ol>\n") }
      raw("<ol start=\"")
      html += String(start).utf8
      raw("\">\n")
    }
  }

  mutating func enterItem() {
    if listDepth == 1, let number = step { step = number + 1 }
    raw("<li>")
  }

  /// The first word after the fence is the language.
  mutating func codeBlock(_ node: Node) {
    let language = node.info.prefix { $0 != 0x20 && $0 != 0x09 }
    if language.isEmpty {
      raw("<pre><code>")
    } else {
      raw("<pre><code class=\"language-")
      html.appendEscaped(UnsafeBufferPointer(rebasing: language))
      raw("\">")
    }
    html.appendEscaped(node.literal)
    raw("</code></pre>\n")
  }

  mutating func rawHTML(_ node: Node) {
    let excerpt = String(decoding: node.literal.prefix(160), as: UTF8.self).prefix { !$0.isNewline }.prefix(40)
    report(
      .rawHTML, at: positions.location(of: node), "'\(excerpt)' is HTML; bodies are Markdown only",
      fix: "Write it in Markdown, or escape the < as \\<")
  }
}
