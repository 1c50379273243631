// SPDX-License-Identifier: Apache-2.0
// libcmark knows the line and column of a block exactly, and of an inline node counted from the block's own column,
// whatever the indentation of its later lines. Here both become places in the file.

import CCMark
import Diagnostics

/// Finds the place in the file for a node of the tree.
struct SourcePositions {
  let body: UnsafeBufferPointer<UInt8>
  private let path: String
  private let firstLine: Int
  /// Where each line of the body begins.
  let lineStarts: [Int]
  /// The block that is being visited.
  private var block = Block(startLine: 1, columns: 0, contentStart: 0, end: 0)
  /// In a table, where each cell stands in the body: the nodes then come from a text with a cell on every other line.
  var cells: [Range<Int>]?
  /// The place whose column was counted last.
  private var counted = (offset: 0, column: 1)

  private struct Block {
    let startLine: Int
    /// Bytes that libcmark counts before the content of each line.
    let columns: Int
    /// Where the content of the first line begins.
    let contentStart: Int
    let end: Int
  }

  /// - Parameter body: stays valid as long as this value is used.
  init(body: UnsafeBufferPointer<UInt8>, path: String, firstLine: Int) {
    self.body = body
    self.path = path
    self.firstLine = firstLine
    lineStarts = SourcePositions.lineStarts(in: body)
  }

  private static func lineStarts(in body: UnsafeBufferPointer<UInt8>) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(body.count / 40 + 2)
    let bytes = UnsafeRawBufferPointer(body)
    let newlines: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    var index = 0
    while index + 8 <= bytes.count {
      // A byte of the difference is zero where a line ends.
      let difference = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ newlines
      if (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0 {
        for place in index..<index + 8 where bytes[place] == 0x0A { starts.append(place + 1) }
      }
      index += 8
    }
    for place in index..<bytes.count where bytes[place] == 0x0A { starts.append(place + 1) }
    return starts
  }
}

// MARK: - Blocks

extension SourcePositions {
  /// Says that the nodes to come stand in this paragraph or heading.
  mutating func enter(_ node: Node) {
    guard cells == nil else { return }
    let line = node.startLine
    let columns = max(0, node.startColumn - 1)
    var contentStart = min(lineStart(line) + columns, body.count)
    if node.kind == CMARK_NODE_HEADING {
      // Of a heading with hashes only what follows them is content.
      let afterHashes = body[contentStart...].firstIndex { $0 != UInt8(ascii: "#") } ?? body.count
      if afterHashes < body.count, isBlank(body[afterHashes]) {
        contentStart = body[afterHashes...].firstIndex { !isBlank($0) } ?? body.count
      }
    }
    block = Block(startLine: line, columns: columns, contentStart: contentStart, end: lineEnd(node.endLine))
  }

  /// The lines of a block without the marks of quotes and lists before them, and without line ends.
  func lines(of node: Node) -> [Range<Int>] {
    let first = node.startLine
    return (first...max(first, node.endLine)).map { line in
      let start = line == first ? min(lineStart(line) + node.startColumn - 1, body.count) : contentStart(ofLine: line)
      return start..<max(start, textEnd(ofLine: line))
    }
  }

  private func contentStart(ofLine line: Int) -> Int {
    // Some of libcmark's nodes have no line.
    guard line >= 1, line <= lineStarts.count else { return body.count }
    let start = lineStart(line)
    let end = textEnd(ofLine: line)
    return body[start..<end].firstIndex { !isBlank($0) && $0 != UInt8(ascii: ">") } ?? end
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private func lineStart(_ line: Int) -> Int {
    line >= 1 && line <= lineStarts.count ? lineStarts[line - 1] : body.count
  }

  private func lineEnd(_ line: Int) -> Int { lineStart(line + 1) }

  private func textEnd(ofLine line: Int) -> Int {
    var end = lineEnd(line)
    while end > lineStart(line), body[end - 1] == 0x0A || body[end - 1] == 0x0D { end -= 1 }
    return end
  }
}

// MARK: - Nodes

extension SourcePositions {
  /// Where a node begins.
  mutating func location(of node: Node) -> SourceLocation {
    location(ofOffset: offset(of: node))
  }

  /// Where a node begins, in bytes from the body's first; exact but for what precedes it in a table's cell as an escape.
  func offset(of node: Node) -> Int {
    let line = node.startLine
    if let cells {
      let cell = cells[min(max(0, (line - 1) / 2), cells.count - 1)]
      return min(cell.lowerBound + max(0, node.startColumn - 1 - Table.mark.count), cell.upperBound)
    }
    guard node.isInline else { return min(lineStart(line) + max(0, node.startColumn - 1), body.count) }
    let start = line == block.startLine ? block.contentStart : contentStart(ofLine: line)
    return min(start + max(0, node.startColumn - 1 - block.columns), body.count)
  }

  /// Where a block begins.
  mutating func blockLocation(of node: Node) -> SourceLocation {
    location(ofOffset: min(lineStart(node.startLine) + max(0, node.startColumn - 1), body.count))
  }

  /// Where a byte of a text node is written. Escapes, entities and dashes before it in the same node take more room in the
  /// file than in the text, so the nearest place further on that reads like the text is taken.
  mutating func location(ofByte byte: Int, in node: Node) -> SourceLocation {
    let text = node.literal
    // A code span begins with its backticks.
    guard node.kind == CMARK_NODE_TEXT, byte < text.count else { return location(of: node) }
    let scalars = text[..<byte].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    var place = offset(of: node)
    for _ in 0..<scalars where place < body.count {
      place += 1
      while place < body.count, body[place] & 0xC0 == 0x80 { place += 1 }
    }
    let word = text[byte...].prefix { $0 != 0x20 && $0 < 0x80 }
    let end = min(endOfBlock(around: node), body.count) - word.count
    guard place <= end, let found = (place...end).first(where: { body[$0..<$0 + word.count].elementsEqual(word) })
    else {
      return location(ofOffset: place)
    }
    return location(ofOffset: found)
  }

  /// Where the block of a node ends.
  func endOfBlock(around node: Node) -> Int {
    guard let cells else { return block.end }
    return cells[min(max(0, (node.startLine - 1) / 2), cells.count - 1)].upperBound
  }

  /// Lines and columns of the file count from 1; columns count Unicode scalars.
  mutating func location(ofOffset offset: Int) -> SourceLocation {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    // The places of a line mostly come in order, so counting goes on where it ended: nothing is quadratic.
    let lineStart = lineStarts[low]
    let end = max(lineStart, min(offset, body.count))
    var (start, column) = (lineStart, 1)
    if counted.offset >= lineStart, counted.offset <= end { (start, column) = counted }
    for index in start..<end where body[index] & 0xC0 != 0x80 { column += 1 }
    counted = (end, column)
    return SourceLocation(path: path, line: firstLine + low, column: column)
  }

  var start: SourceLocation { SourceLocation(path: path, line: firstLine) }
}

extension Node {
  fileprivate var isInline: Bool { kind.rawValue >= CMARK_NODE_FIRST_INLINE.rawValue }
}
