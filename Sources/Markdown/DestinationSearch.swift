// SPDX-License-Identifier: Apache-2.0
// libcmark's tree says where a link points, not where that is written. It is found again in the text: after the link's
// `](` or `<`, or in the definition of its label.

/// Where the destinations of links and pictures are written.
struct DestinationSearch {
  private let body: UnsafeBufferPointer<UInt8>
  /// The definitions of the body by their destinations; read when the first one is asked for.
  private var definitions: Definitions?
  /// The last answer of `nextMark`: no mark stands between the two.
  private var lastGap = 0..<0

  /// So many marks that do not belong to the link are looked at before the search ends: nothing is quadratic.
  private static let mostMarks = 32

  init(body: UnsafeBufferPointer<UInt8>) {
    self.body = body
  }

  struct Definitions {
    /// Each destination where it is written first.
    var places: [[UInt8]: Range<Int>] = [:]
    /// The lines, from the bracket on.
    var lines: [Range<Int>] = []
  }

  /// Where a destination is written, in bytes from the body's first; nil when it is written in another way, with escapes
  /// or entities.
  ///
  /// - Parameters:
  ///   - start: where the link begins.
  ///   - end: where its block ends.
  mutating func range(of destination: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    guard !destination.isEmpty else { return nil }
    var position = start
    for _ in 0..<DestinationSearch.mostMarks {
      guard let mark = nextMark(from: position), mark < end else { break }
      let place = destinationStart(after: mark)
      let range = place..<place + destination.count
      if range.upperBound <= end, UnsafeBufferPointer(rebasing: body[range]).elementsEqual(destination) { return range }
      position = mark + 1
    }
    return allDefinitions().places[Array(destination)]
  }

  /// The next `(` after a `]`, or `<`.
  private mutating func nextMark(from start: Int) -> Int? {
    if lastGap.contains(start) { return lastGap.upperBound < body.count ? lastGap.upperBound : nil }
    var index = start
    while index < body.count {
      let byte = body[index]
      if byte == UInt8(ascii: "<") || (byte == UInt8(ascii: "(") && index > 0 && body[index - 1] == UInt8(ascii: "]")) {
        break
      }
      index += 1
    }
    lastGap = min(start, index)..<index
    return index < body.count ? index : nil
  }

  private func destinationStart(after mark: Int) -> Int {
    var index = mark + 1
    guard body[mark] != UInt8(ascii: "<") else { return index }
    while index < body.count, isSpace(body[index]) { index += 1 }
    return index < body.count && body[index] == UInt8(ascii: "<") ? index + 1 : index
  }

  /// Everything that looks like `[label]: destination` at the beginning of a line's content.
  mutating func allDefinitions() -> Definitions {
    if let definitions { return definitions }
    var found = Definitions()
    var label: Int?
    var isContent = false
    for index in body.indices {
      let byte = body[index]
      if byte == 0x0A {
        label = nil
        isContent = false
      } else if !isContent, byte != UInt8(ascii: " "), byte != UInt8(ascii: ">"), byte != 0x09 {
        isContent = true
        label = byte == UInt8(ascii: "[") ? index : nil
      } else if byte == UInt8(ascii: ":"), let start = label, body[index - 1] == UInt8(ascii: "]") {
        label = nil
        add(definitionAt: start, colon: index, to: &found)
      }
    }
    definitions = found
    return found
  }

  private func add(definitionAt start: Int, colon: Int, to found: inout Definitions) {
    var place = colon + 1
    while place < body.count, isSpace(body[place]) { place += 1 }
    if place < body.count, body[place] == UInt8(ascii: "<") { place += 1 }
    let rest = body[place...]
    let end = rest.firstIndex { isSpace($0) || $0 == UInt8(ascii: ">") } ?? body.count
    let key = Array(body[place..<end])
    if found.places[key] == nil { found.places[key] = place..<end }
    found.lines.append(start..<(body[end...].firstIndex(of: 0x0A) ?? body.count))
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
