// SPDX-License-Identifier: Apache-2.0
// CommonMark has no tables: to libcmark one is a paragraph. Here its lines become rows of cells, by bytes:
// a row is cut at every `|` that is neither escaped nor inside a code span.

/// The lines of a paragraph as a table: a row of headers, a row of hyphens that says how columns are aligned, rows.
struct Table {
  enum Alignment: Equatable {
    case none, left, centre, right
  }

  struct Row {
    /// Where the row begins in the body.
    let start: Int
    /// Where each cell's text stands in the body.
    let cells: [Range<Int>]
  }

  let alignments: [Alignment]
  let header: Row
  let rows: [Row]

  /// What is written before each cell's text so that libcmark takes it as running text whatever it begins with: a
  /// no-break space, which is white space to the rules of emphasis and to those of quotes.
  static let mark: [UInt8] = [0xC2, 0xA0]

  /// - Parameter lines: the lines of a paragraph; the second is a row of hyphens.
  /// - Returns: nil when it is not.
  init?(lines: [Range<Int>], in body: UnsafeBufferPointer<UInt8>) {
    guard lines.count >= 2, let alignments = Table.alignments(in: lines[1], of: body) else { return nil }
    self.alignments = alignments
    header = Row(start: lines[0].lowerBound, cells: Table.cells(in: lines[0], of: body))
    rows = lines.dropFirst(2).map { Row(start: $0.lowerBound, cells: Table.cells(in: $0, of: body)) }
  }

  /// What a row of hyphens says: `| :-- | --: | :-: | --- |`; nil for any other line. One column needs its `|`.
  static func alignments(in line: Range<Int>, of body: UnsafeBufferPointer<UInt8>) -> [Alignment]? {
    guard let first = body[line].first(where: { $0 != 0x20 && $0 != 0x09 }), isDelimiter(first) else { return nil }
    guard body[line].allSatisfy({ isDelimiter($0) || $0 == 0x20 || $0 == 0x09 }) else { return nil }
    guard body[line].contains(UInt8(ascii: "|")) else { return nil }
    var alignments: [Alignment] = []
    for cell in cells(in: line, of: body) {
      var hyphens = body[cell]
      let isLeft = hyphens.first == UInt8(ascii: ":")
      if isLeft { hyphens.removeFirst() }
      let isRight = hyphens.last == UInt8(ascii: ":")
      if isRight { hyphens.removeLast() }
      guard !hyphens.isEmpty, hyphens.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
      alignments.append(isLeft && isRight ? .centre : isLeft ? .left : isRight ? .right : .none)
    }
    return alignments
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "|") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
  }

  /// The cells of a row, without the white space around them; a `|` at the row's beginning and end opens and closes it.
  static func cells(in line: Range<Int>, of body: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var row = trimmed(line, in: body)
    if row.first.map({ body[$0] }) == UInt8(ascii: "|") { row = row.lowerBound + 1..<row.upperBound }
    var cells: [Range<Int>] = []
    var cellStart = row.lowerBound
    var index = row.lowerBound
    while index < row.upperBound {
      switch body[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): index = endOfCode(at: index, in: row, of: body)
      case UInt8(ascii: "|"):
        cells.append(trimmed(cellStart..<index, in: body))
        index += 1
        cellStart = index
      default: index += 1
      }
    }
    // What follows the last `|` is a cell unless nothing follows it.
    let last = trimmed(min(cellStart, row.upperBound)..<row.upperBound, in: body)
    if !last.isEmpty || cells.isEmpty { cells.append(last) }
    return cells
  }

  /// The first byte after the code span that begins here; after the backticks when they open none.
  private static func endOfCode(at start: Int, in row: Range<Int>, of body: UnsafeBufferPointer<UInt8>) -> Int {
    func endOfRun(_ start: Int) -> Int {
      body[start..<row.upperBound].firstIndex { $0 != UInt8(ascii: "`") } ?? row.upperBound
    }
    let open = endOfRun(start)
    var index = open
    while let next = body[index..<row.upperBound].firstIndex(of: UInt8(ascii: "`")) {
      index = endOfRun(next)
      if index - next == open - start { return index }
    }
    return open
  }

  private static func trimmed(_ range: Range<Int>, in body: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, body[start] == 0x20 || body[start] == 0x09 { start += 1 }
    while end > start, body[end - 1] == 0x20 || body[end - 1] == 0x09 { end -= 1 }
    return start..<end
  }

  /// A text with each cell as a paragraph of its own, every other line, and the body's definitions below.
  func text(in body: UnsafeBufferPointer<UInt8>, definitions: [Range<Int>]) -> [UInt8] {
    var text: [UInt8] = []
    for row in [header] + rows {
      for cell in row.cells {
        text += Table.mark
        for index in cell {
          let isEscapedBar =
            body[index] == UInt8(ascii: "\\") && index + 1 < cell.upperBound && body[index + 1] == UInt8(ascii: "|")
          if !isEscapedBar { text.append(body[index]) }
        }
        text += [0x0A, 0x0A]
      }
    }
    for definition in definitions {
      text += body[definition]
      text.append(0x0A)
    }
    return text
  }
}
