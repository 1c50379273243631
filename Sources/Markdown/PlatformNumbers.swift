// SPDX-License-Identifier: Apache-2.0
// Numbers about an exchange's limits and fees that stand in a text and not in a fact: they age without anybody noticing.
//
// Goals, in order: (1) a number is found wherever readers see it: in paragraphs, lists, quotes and tables; (2) a sentence that
// names no exchange is not blamed, nor is code or a heading; (3) a text that names none costs one look at its bytes.
//
// What belongs together is a sentence, as the measure of long sentences ends them, and in a table a cell with its row and the
// head of its column.

import CCMark
import Diagnostics

struct PlatformNumbers {
  private let platforms: Platforms
  private var paragraph = FlatText()
  private var found: [Found] = []

  private struct Found {
    let words: String
    let platform: String
    let node: Node
    let offset: Int
  }

  private init(_ platforms: Platforms) {
    self.platforms = platforms
  }

  /// What is found in the tree of a body.
  static func findings(in root: Node, _ positions: inout SourcePositions, _ platforms: Platforms) -> [Diagnostic] {
    guard platforms.firstNamed(in: positions.body) != nil else { return [] }
    var search = PlatformNumbers(platforms)
    var findings: [Diagnostic] = []
    root.forEachDescendant { node in
      guard node.kind == CMARK_NODE_PARAGRAPH else { return }
      search.read(node, isTable: positions.isTable(node))
      guard !search.found.isEmpty else { return }
      positions.enter(node)
      for found in search.found {
        findings.append(finding(found, at: positions.location(ofByte: found.offset, in: found.node)))
      }
      search.found = []
    }
    return findings
  }

  private static func finding(_ found: Found, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      .warning, .numberWithoutFact, at: place, "'\(found.words)' about \(found.platform) is not kept as a fact",
      fix: "Keep it in Content/facts, and write [\(found.words)](fact:NAME)")
  }
}

extension MarkdownReader {
  /// Numbers about platforms in a text of the front matter, which begins at `place`.
  public static func platformNumbers(
    in text: String, at place: SourceLocation, platforms: Platforms
  ) -> [Diagnostic] {
    let bytes = Array(text.utf8)
    guard platforms.firstNamed(in: bytes) != nil else { return [] }
    return bytes.withUnsafeBufferPointer { bytes in
      var findings: [Diagnostic] = []
      Tree.withTree(of: bytes, options: CMARK_OPT_DEFAULT) { root in
        var positions = SourcePositions(body: bytes, path: place.path, firstLine: place.line)
        findings = PlatformNumbers.findings(in: root, &positions, platforms).map {
          Diagnostic($0.severity, $0.identifier, at: place, $0.summary, fix: $0.fixes.first)
        }
      }
      return findings
    }
  }
}

// MARK: - Sentences and rows

extension PlatformNumbers {
  private mutating func read(_ node: Node, isTable: Bool) {
    paragraph.read(node)
    guard platforms.firstNamed(in: paragraph.bytes) != nil else { return }
    if isTable { return readRows() }
    for sentence in paragraph.sentences {
      guard let platform = platforms.firstNamed(in: paragraph.bytes[sentence]) else { continue }
      note(LimitNumbers(paragraph.bytes[sentence]).ranges, about: platform)
    }
  }

  private mutating func readRows() {
    let rows = paragraph.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let heads = cells(of: rows[0]).map { platforms.firstNamed(in: $0) }
    for row in rows.dropFirst(2) {
      let ownPlatform = platforms.firstNamed(in: row)
      for (column, cell) in cells(of: row).enumerated() {
        guard let platform = ownPlatform ?? (column < heads.count ? heads[column] : nil) else { continue }
        let numbers = LimitNumbers(cell)
        note(numbers.bareNumber.map { [$0] } ?? numbers.ranges, about: platform)
      }
    }
  }

  private func cells(of row: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let inner = row.first == UInt8(ascii: "|") ? row.dropFirst() : row
    return inner.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
  }

  private mutating func note(_ ranges: [Range<Int>], about platform: String) {
    for range in ranges {
      guard let (node, offset) = paragraph.place(of: range.lowerBound), !node.isInFact else { continue }
      let words = String(decoding: paragraph.bytes[range].map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
      found.append(Found(words: words, platform: platform, node: node, offset: offset))
    }
  }
}

/// The words of a paragraph in one piece, and of which node each of them is.
private struct FlatText {
  private(set) var bytes: [UInt8] = []
  private var pieces: [(start: Int, node: Node)] = []

  /// Stands for a code span.
  private static let code = UInt8(ascii: "`")

  mutating func read(_ paragraph: Node) {
    bytes.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    paragraph.forEachDescendant { node in
      switch node.kind {
      case CMARK_NODE_TEXT:
        pieces.append((bytes.count, node))
        bytes.append(contentsOf: node.literal)
      case CMARK_NODE_CODE:
        pieces.append((bytes.count, node))
        bytes.append(FlatText.code)
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: bytes.append(0x0A)
      default: break
      }
    }
  }

  /// Every sentence; one that has no full stop ends with the paragraph.
  var sentences: [Range<Int>] {
    var meter = ProseMeter(mostWords: 0)
    meter.beginParagraph(inList: false)
    for (number, piece) in pieces.enumerated() {
      if number > 0, piece.start > 0, bytes[piece.start - 1] == 0x0A { meter.space() }
      if piece.node.kind == CMARK_NODE_CODE {
        meter.code(piece.node)
      } else {
        meter.text(piece.node, piece.node.literal)
      }
    }
    meter.endParagraph()
    var next = 0
    let starts = meter.takeLongSentences().map { sentence in
      while pieces[next].node != sentence.node { next += 1 }
      return pieces[next].start + sentence.offset
    }
    return starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : bytes.count) }
  }

  /// The node that holds a byte, and the byte's place in the node's text.
  func place(of index: Int) -> (node: Node, offset: Int)? {
    pieces.last { $0.start <= index }.map { ($0.node, index - $0.start) }
  }
}

extension Node {
  fileprivate var isInFact: Bool {
    var node = parent
    while let link = node, link.kind != CMARK_NODE_PARAGRAPH {
      if link.kind == CMARK_NODE_LINK { return link.destination.starts(with: "fact:".utf8) }
      node = link.parent
    }
    return false
  }
}

extension SourcePositions {
  fileprivate func isTable(_ paragraph: Node) -> Bool {
    paragraph.endLine > paragraph.startLine && mayHaveTable(paragraph)
      && Table(lines: lines(of: paragraph), in: body) != nil
  }
}
