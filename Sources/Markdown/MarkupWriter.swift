// SPDX-License-Identifier: Apache-2.0

import CCMark
import Diagnostics
import SiteModel

/// Writes the HTML of a tree, node by node, and collects its references and faults.
struct MarkupWriter {
  var positions: SourcePositions
  var destinations: DestinationSearch
  /// How texts of their own inside the body are parsed: as the body.
  let options: Int32
  var html: [UInt8] = []
  var diagnostics: [Diagnostic] = []
  var references: [PlacedReference] = []
  var headings: [Markup.Heading] = []
  var images: [PlacedImage] = []
  var anchors: [Markup.LocatedText] = []
  var anchorNames = AnchorNames()
  /// Anchor of the last heading of the second level.
  var section: String?
  /// The link that is open; links never nest.
  var link: OpenLink?
  /// Depth of lists, and the number of the item of the outermost one.
  var listDepth = 0
  var step: Int?
  /// What opens a callout, and is no part of its text.
  var calloutMarks: [Node] = []
  /// The text that begins with the mark of a table's cell.
  var cellText: Node?
  var prose = ProseMeter(mostWords: PlainLanguage.mostWordsInSentence)
  var isProse = false

  struct OpenLink {
    enum Kind {
      case reference(Reference, destination: Range<Int>)
      case other
    }
    let kind: Kind
    let place: SourceLocation
    /// Where its words begin in the HTML.
    let wordsOffset: Int
  }

  /// Whether the walk goes into a node, or the node has been written whole.
  enum Walk {
    case into, past
  }

  init(positions: SourcePositions, options: Int32) {
    self.positions = positions
    self.options = options
    destinations = DestinationSearch(body: positions.body)
    html.reserveCapacity(positions.body.count * 3 / 2)
  }

  consuming func finish(readingGradeLimit: Int?) -> (Markup, [Diagnostic]) {
    if let limit = readingGradeLimit,
      let finding = PlainLanguage.finding(in: prose.prose, gradeLimit: limit, at: positions.start)
    {
      diagnostics.append(finding)
    }
    let markup = Markup(
      html: html, references: references, headings: headings, images: images, anchors: anchors, prose: prose.prose)
    return (markup, diagnostics)
  }

  /// Visits a node and everything below it.
  mutating func walk(_ root: Node) {
    let iterator = cmark_iter_new(root.pointer)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = Node(cmark_iter_get_node(iterator)) else { return }
      if event == CMARK_EVENT_EXIT {
        leave(node)
      } else if enter(node) == .past {
        cmark_iter_reset(iterator, node.pointer, CMARK_EVENT_EXIT)
      }
    }
  }

  private mutating func enter(_ node: Node) -> Walk {
    switch node.kind {
    case CMARK_NODE_TEXT: text(node)
    case CMARK_NODE_SOFTBREAK: softBreak(node)
    case CMARK_NODE_PARAGRAPH: return enterParagraph(node)
    case CMARK_NODE_LINK: enterLink(node)
    case CMARK_NODE_EMPH: raw("<em>")
    case CMARK_NODE_STRONG: raw("<strong>")
    case CMARK_NODE_CODE: code(node)
    case CMARK_NODE_LINEBREAK: lineBreak()
    case CMARK_NODE_ITEM: enterItem()
    case CMARK_NODE_LIST: list(node, isEntering: true)
    case CMARK_NODE_HEADING: enterHeading(node)
    case CMARK_NODE_BLOCK_QUOTE: return enterQuote(node)
    case CMARK_NODE_IMAGE:
      image(node)
      return .past
    case CMARK_NODE_THEMATIC_BREAK: raw("<hr>\n")
    case CMARK_NODE_CODE_BLOCK: codeBlock(node)
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: rawHTML(node)
    default: break
    }
    return .into
  }

  private mutating func leave(_ node: Node) {
    switch node.kind {
    case CMARK_NODE_PARAGRAPH: leaveParagraph(node)
    case CMARK_NODE_LINK: closeLink()
    case CMARK_NODE_EMPH: raw("</em>")
    case CMARK_NODE_STRONG: raw("</strong>")
    case CMARK_NODE_ITEM: raw("</li>\n")
    case CMARK_NODE_LIST: list(node, isEntering: false)
    case CMARK_NODE_HEADING: leaveHeading(node)
    case CMARK_NODE_BLOCK_QUOTE: leaveQuote(node)
    default: break
    }
  }
}

// MARK: - Bytes

extension MarkupWriter {
  @inline(__always)
  mutating func raw(_ text: StaticString) {
    html.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func report(_ identifier: Diagnostic.Identifier, at location: SourceLocation, _ summary: String, fix: String)
  {
    diagnostics.append(Diagnostic(.error, identifier, at: location, summary, fix: fix))
  }
}
