// SPDX-License-Identifier: Apache-2.0

/// Reads the Unicode scalars of UTF-8 one after another. What is not UTF-8 becomes U+FFFD, a byte at a time, so that every
/// input has one reading; U+FFFD is no letter, so nothing that holds it ever agrees with anything.
struct ScalarReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var next = 0

  static let replacement: UInt32 = 0xFFFD

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func read() -> UInt32? {
    guard next < bytes.count else { return nil }
    let lead = bytes[next]
    next += 1
    if lead < 0x80 { return UInt32(lead) }
    let count = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
    guard lead >= 0xC2, lead <= 0xF4, next + count <= bytes.count else { return ScalarReader.replacement }
    var scalar = UInt32(lead) & (0x3F >> UInt32(count))
    for offset in 0..<count {
      let byte = bytes[next + offset]
      guard byte & 0xC0 == 0x80 else { return ScalarReader.replacement }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    guard ScalarReader.isShortest(scalar, count), !(0xD800...0xDFFF).contains(scalar), scalar <= 0x10FFFF else {
      return ScalarReader.replacement
    }
    next += count
    return scalar
  }

  private static func isShortest(_ scalar: UInt32, _ count: Int) -> Bool {
    switch count {
    case 1: scalar >= 0x80
    case 2: scalar >= 0x800
    default: scalar >= 0x10000
    }
  }
}
