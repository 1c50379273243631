// SPDX-License-Identifier: Apache-2.0
// A report as tables: for a terminal, for a spreadsheet (RFC 4180), for a pull request (Markdown).

import SiteModel

extension ReviewReport {
  private static let columns = ["page", "state", "days", "owner"]

  /// A table for people, and a summary line.
  ///
  /// - Parameter emphasised: how a state is shown; text that takes no room besides its own.
  public func table(emphasised: (ReviewState, String) -> String = { $1 }) -> String {
    guard !rows.isEmpty else { return "\(summary)\n" }
    let cells = rows.map { [$0.name, $0.state.words, $0.shownDays, $0.shownOwner] }
    let widths = (0..<4).map { column in ([ReviewReport.columns] + cells).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String], _ reason: String, _ state: ReviewState?) -> String {
      let parts = (0..<4).map { column in
        let space = String(repeating: " ", count: widths[column] - cells[column].count)
        if column == 2 { return space + cells[column] }
        if column == 3, reason.isEmpty { return cells[column] }
        return (column == 1 ? state.map { emphasised($0, cells[1]) } ?? cells[1] : cells[column]) + space
      }
      return (reason.isEmpty ? parts : parts + [reason]).joined(separator: "  ")
    }
    var text = line(ReviewReport.columns, "reason", nil) + "\n"
    for (row, cells) in zip(rows, cells) { text += line(cells, row.reason, row.state) + "\n" }
    return "\(text)\n\(summary)\n"
  }

  /// Comma-separated values with a header, by RFC 4180.
  public var csv: String {
    let header = ["page", "state", "due", "days", "owner", "class", "reviewed", "by", "reason"]
    let lines = rows.map { row in
      [
        row.name, row.state.rawValue, row.due?.iso ?? "", row.days.map(String.init) ?? "", row.owner ?? "",
        row.reviewClass ?? "", row.reviewed?.iso ?? "", row.reviewer ?? "", row.reason,
      ]
    }
    return ([header] + lines).map { $0.map(ReviewReport.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [0x22, 0x2C, 10, 13].contains($0) }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// A Markdown table, and a summary line above it.
  public var markdown: String {
    var text = "\(summary)\n"
    guard !rows.isEmpty else { return text }
    text += "\n| page | state | days | owner | reason |\n| --- | --- | ---: | --- | --- |\n"
    for row in rows {
      let cells = [row.name, row.state.words, row.shownDays, row.shownOwner, row.reason]
      text += "| \(cells.map(ReviewReport.cell).joined(separator: " | ")) |\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    String(text.flatMap { "|\\<*_`[]".contains($0) ? ["\\", $0] : $0.isNewline ? [" "] : [$0] })
  }
}

extension ReviewReport.Row {
  var shownDays: String { days.map(String.init) ?? "–" }
  var shownOwner: String { owner ?? ReviewReport.nobody }
}

extension ReviewReport {
  /// The owner of pages that nobody sees to.
  static let nobody = "nobody"
}
