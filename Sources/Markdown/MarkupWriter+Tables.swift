// SPDX-License-Identifier: Apache-2.0

import CCMark
import Diagnostics
import SiteModel

extension MarkupWriter {
  /// Writes a paragraph as a table if its second line says so.
  ///
  /// - Returns: whether it was one.
  mutating func writeTable(_ paragraph: Node) -> Bool {
    // While a cell is written there are no lines to look at.
    guard positions.cells == nil, positions.mayHaveTable(paragraph) else { return false }
    let lines = positions.lines(of: paragraph)
    guard let table = Table(lines: lines, in: positions.body) else {
      reportLateTable(lines)
      return false
    }
    reportMalformedRows(of: table)
    let hasLinks = ([table.header] + table.rows).contains { row in
      row.cells.contains { positions.body[$0].contains(UInt8(ascii: "[")) }
    }
    let definitions = hasLinks ? destinations.allDefinitions().lines : []
    let text = table.text(in: positions.body, definitions: definitions)
    positions.cells = ([table.header] + table.rows).flatMap(\.cells)
    text.withUnsafeBufferPointer { text in
      Tree.withTree(of: text, options: options) { write(table, cells: $0) }
    }
    positions.cells = nil
    cellText = nil
    return true
  }

  private mutating func write(_ table: Table, cells root: Node) {
    raw("<div class=\"table\" tabindex=\"0\"")
    appendLabel(of: table, cells: root)
    raw("><table>\n<thead>\n")
    var cell = root.firstChild
    write(table.header, of: table, from: &cell, isHeader: true)
    raw("</thead>\n")
    if !table.rows.isEmpty {
      raw("<tbody>\n")
      for row in table.rows { write(row, of: table, from: &cell, isHeader: false) }
      raw("</tbody>\n")
    }
    raw("</table></div>\n")
  }

  /// What can be scrolled has to be reached by keyboard, and so needs a name: the table's headers, in the author's words.
  private mutating func appendLabel(of table: Table, cells root: Node) {
    var label: [UInt8] = []
    var cell = root.firstChild
    for _ in table.header.cells {
      let words = cell?.plainText.dropFirst(Table.mark.count) ?? []
      if !words.isEmpty {
        if !label.isEmpty { label += ", ".utf8 }
        label += words
      }
      cell = cell?.next
    }
    if label.isEmpty { label = Array((headings.last?.text ?? "").utf8) }
    guard !label.isEmpty else { return }
    raw(" role=\"region\" aria-label=\"")
    label.withUnsafeBufferPointer { html.appendEscaped($0) }
    raw("\"")
  }

  private mutating func write(_ row: Table.Row, of table: Table, from cell: inout Node?, isHeader: Bool) {
    raw("<tr>")
    for column in row.cells.indices {
      if isHeader { raw("<th scope=\"col\"") } else { raw("<td") }
      switch column < table.alignments.count ? table.alignments[column] : .none {
      case .none: break
      case .left: raw(" class=\"align-left\"")
      case .centre: raw(" class=\"align-centre\"")
      case .right: raw(" class=\"align-right\"")
      }
      raw(">")
      if let paragraph = cell {
        cellText = paragraph.firstChild
        var part = paragraph.firstChild
        while let inline = part {
          walk(inline)
          part = inline.next
        }
        cell = paragraph.next
      }
      if isHeader { raw("</th>") } else { raw("</td>") }
    }
    raw("</tr>\n")
  }
}

// MARK: - Faults

extension MarkupWriter {
  private mutating func reportMalformedRows(of table: Table) {
    let columns = table.alignments.count
    for row in [table.header] + table.rows where row.cells.count != columns {
      let count = row.cells.count
      report(
        .malformedTable, at: positions.location(ofOffset: row.start),
        "The row has \(count) cell\(count == 1 ? "" : "s"), the table \(columns) column\(columns == 1 ? "" : "s")",
        fix: count < columns ? "Add what is missing, each after a |" : "Write a | inside a cell as \\|")
    }
  }

  /// A row of hyphens further down is a table that has text before it.
  private mutating func reportLateTable(_ lines: [Range<Int>]) {
    guard let row = lines.dropFirst(2).firstIndex(where: { Table.alignments(in: $0, of: positions.body) != nil }) else {
      return
    }
    report(
      .malformedTable, at: positions.location(ofOffset: lines[row - 1].lowerBound),
      "A table begins after an empty line",
      fix: "Leave a line empty before this row")
  }
}

extension SourcePositions {
  /// Whether a line of a paragraph, but the first, begins as a row of hyphens does: a look at a byte or two each.
  func mayHaveTable(_ paragraph: Node) -> Bool {
    for line in (paragraph.startLine + 1)...paragraph.endLine where line <= lineStarts.count {
      var index = lineStarts[line - 1]
      while index < body.count, body[index] == UInt8(ascii: " ") || body[index] == UInt8(ascii: ">") { index += 1 }
      guard index < body.count else { return false }
      let byte = body[index]
      if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == 0x09 {
        return true
      }
    }
    return false
  }
}
