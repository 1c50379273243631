// SPDX-License-Identifier: Apache-2.0

import CCMark
import Diagnostics

/// Finds the place in the file for a node of the tree.
struct SourcePositions {
  private let body: ArraySlice<UInt8>
  private let path: String
  private let firstLine: Int
  /// Where each line of the body begins.
  private let lineStarts: [Int]

  init(body: ArraySlice<UInt8>, path: String, firstLine: Int) {
    self.body = body
    self.path = path
    self.firstLine = firstLine
    var starts = [body.startIndex]
    for index in body.indices where body[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    lineStarts = starts
  }

  /// Where a node begins.
  func location(of node: OpaquePointer?) -> SourceLocation {
    location(line: Int(cmark_node_get_start_line(node)), byteColumn: Int(cmark_node_get_start_column(node)))
  }

  /// Where the destination of a link stands: the first occurrence from the node on, within its paragraph; the node's own
  /// place where the destination is written in another way (escaped, or in a definition elsewhere).
  func location(ofDestination destination: String, in node: OpaquePointer?) -> SourceLocation {
    let startLine = Int(cmark_node_get_start_line(node))
    guard startLine >= 1, startLine <= lineStarts.count, !destination.isEmpty else { return location(of: node) }
    // Columns of inline nodes are not exact in nested blocks, so the search begins at the start of the line, or for the
    // second link of a line at the node's own column.
    let needle = Array(destination.utf8)
    let byteColumn = max(0, Int(cmark_node_get_start_column(node)) - 1)
    let start = min(lineStarts[startLine - 1] + byteColumn, body.endIndex)
    let endLine = min(lineStarts.count, blockEndLine(of: node))
    let end = endLine < lineStarts.count ? lineStarts[endLine] : body.endIndex
    guard let found = find(needle, from: start, to: end) ?? find(needle, from: lineStarts[startLine - 1], to: end)
    else { return location(of: node) }
    let line = (lineStarts.firstIndex { $0 > found } ?? lineStarts.count)
    return location(line: line, byteColumn: found - lineStarts[line - 1] + 1)
  }

  private func blockEndLine(of node: OpaquePointer?) -> Int {
    var ancestor = cmark_node_parent(node)
    while let current = ancestor, cmark_node_get_end_line(current) == 0 { ancestor = cmark_node_parent(current) }
    return max(Int(cmark_node_get_end_line(ancestor)), Int(cmark_node_get_start_line(node)))
  }

  private func find(_ needle: [UInt8], from start: Int, to end: Int) -> Int? {
    guard start + needle.count <= end else { return nil }
    return (start...(end - needle.count)).first { body[$0..<($0 + needle.count)].elementsEqual(needle) }
  }

  /// libcmark counts lines and bytes from 1; columns here count Unicode scalars.
  private func location(line: Int, byteColumn: Int) -> SourceLocation {
    guard line >= 1, line <= lineStarts.count else { return SourceLocation(path: path, line: firstLine) }
    let start = lineStarts[line - 1]
    let end = min(start + max(0, byteColumn - 1), body.endIndex)
    let scalars = body[start..<max(start, end)].count { $0 & 0xC0 != 0x80 }
    return SourceLocation(path: path, line: firstLine + line - 1, column: scalars + 1)
  }
}
