// SPDX-License-Identifier: Apache-2.0

/// The lines of a file, for excerpts.
struct SourceLines {
  private let lines: [ArraySlice<UInt8>]

  /// The most columns of a line that are shown.
  private static let mostColumns = 100
  private static let tabColumns = 4

  init(bytes: [UInt8]) {
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }

  /// A line, and the white space that puts a caret under a place in it.
  struct Excerpt {
    let gutter: String
    let emptyGutter: String
    let line: String
    let indentation: String
  }

  /// - Returns: nil where the file has no such line.
  func excerpt(at location: SourceLocation) -> Excerpt? {
    guard location.line >= 1, location.line <= lines.count else { return nil }
    var bytes = lines[location.line - 1]
    if bytes.last == 0x0D { bytes.removeLast() }
    if bytes.isEmpty { return nil }
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    let caret = min(max(0, location.column - 1), scalars.count)
    // Of a long line the part around the place is shown.
    let first = max(0, caret - SourceLines.mostColumns * 3 / 4)
    var line = first > 0 ? "…" : ""
    var width = line.isEmpty ? 0 : 1
    var caretWidth: Int?
    for index in first..<scalars.count {
      if index == caret { caretWidth = width }
      if width >= SourceLines.mostColumns {
        line += "…"
        break
      }
      if scalars[index] == "\t" {
        let columns = SourceLines.tabColumns - width % SourceLines.tabColumns
        line += String(repeating: " ", count: columns)
        width += columns
      } else {
        let shown = String(scalars[index]).withoutControls
        line += shown
        width += shown.unicodeScalars.first?.displayWidth ?? 0
      }
    }
    let number = String(location.line)
    let padding = String(repeating: " ", count: max(0, 5 - number.utf8.count))
    return Excerpt(
      gutter: "\(padding)\(number) | ",
      emptyGutter: String(repeating: " ", count: padding.utf8.count + number.utf8.count) + " | ",
      line: line, indentation: String(repeating: " ", count: caretWidth ?? width))
  }
}
