// SPDX-License-Identifier: Apache-2.0
// Text that hosts hand over as bytes: lines, and what they hold.

import IdentityDocuments

/// Goes through the lines of a text; line ends of every system, the last line with or without one.
struct LineReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var next = 0
  /// The number of the line that was read last, from 1.
  private(set) var number = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The next line without its end and without the blanks around it; nil at the end of the text.
  @inline(never)
  mutating func read() -> Range<Int>? {
    guard next < bytes.count else { return nil }
    var end = next
    while end < bytes.count, bytes[end] != 10 { end += 1 }
    let line = next..<end
    next = end + 1
    number += 1
    return trimmed(line)
  }

  @inline(never)
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (first, end) = (range.lowerBound, range.upperBound)
    while first < end, isBlank(bytes[first]) { first += 1 }
    while end > first, isBlank(bytes[end - 1]) { end -= 1 }
    return first..<end
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  /// Where a byte stands first; nil where it does not.
  @inline(never)
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    for index in range where bytes[index] == byte { return index }
    return nil
  }

  @inline(never)
  func equals(_ range: Range<Int>, _ name: TextPart) -> Bool {
    guard range.count == name.count else { return false }
    for offset in 0..<range.count where bytes[range.lowerBound + offset] != name[offset] { return false }
    return true
  }

  func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }
}
