// SPDX-License-Identifier: Apache-2.0
// Where things begin and end in the bytes of a page.

extension UnsafeBufferPointer<UInt8> {
  /// The first eight bytes of a name in lower case, and where it ends.
  func markupName(from start: Int) -> (key: UInt64, end: Int) {
    var key: UInt64 = 0
    var index = start
    let most = Swift.min(start + 8, count)
    while index < most, !endsName(self[index]) {
      let byte = self[index]
      key = key << 8 | UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)
      index += 1
    }
    guard index == most else { return (key, index) }
    while index < count, !endsName(self[index]) { index += 1 }
    return (key, index)
  }

  @inline(__always)
  private func endsName(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: ">")
      && (byte <= 0x20 || byte >= UInt8(ascii: "=") && byte != 0x3F || byte == UInt8(ascii: "/"))
  }

  func skippingSpace(from start: Int) -> Int {
    var index = start
    while index < count, self[index] <= 0x20 { index += 1 }
    return index
  }

  /// Without white space at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start] <= 0x20 { start += 1 }
    while end > start, self[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// Without the quotation marks that browsers skip in front of an address to move on to.
  func unquoted(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (trimmed(range).lowerBound, trimmed(range).upperBound)
    if start < end, self[start] == UInt8(ascii: "'") || self[start] == UInt8(ascii: "\"") { start += 1 }
    if start < end, self[end - 1] == UInt8(ascii: "'") || self[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    return start..<end
  }

  /// Where a byte stands next; the end where it does not.
  func next(_ byte: UInt8, from start: Int) -> Int {
    var index = start
    while index < count, self[index] != byte { index += 1 }
    return Swift.min(index, count)
  }

  /// Where a text begins, in whatever case; the end where it does not.
  func next(_ text: StaticString, from start: Int) -> Int {
    text.withUTF8Buffer { text in
      var index = next(text[0], from: start)
      while index + text.count <= count {
        if zip(self[index..<index + text.count], text).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) { return index }
        index = next(text[0], from: index + 1)
      }
      return count
    }
  }

  /// Whether a range has a text of small letters somewhere, in whatever case.
  func holds(_ text: StaticString, in range: Range<Int>) -> Bool {
    text.withUTF8Buffer { text in
      guard range.count >= text.count else { return false }
      return (range.lowerBound...range.upperBound - text.count).contains { start in
        self[start] | 0x20 == text[0] && zip(self[start..<start + text.count], text).allSatisfy { $0 | 0x20 == $1 }
      }
    }
  }
}
