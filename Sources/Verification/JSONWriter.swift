// SPDX-License-Identifier: Apache-2.0

/// Writes JSON into memory that was reserved before. Strings are the core's own names, which need no escaping.
struct JSONWriter {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
    self.buffer = buffer
  }

  @inline(never)
  mutating func raw(_ text: StaticString) {
    for offset in 0..<text.utf8CodeUnitCount { byte(text.utf8Start[offset]) }
  }

  @inline(never)
  mutating func string(_ name: StaticString) {
    raw("\"")
    raw(name)
    raw("\"")
  }

  mutating func number(_ value: Int) { number(Int64(value)) }

  @inline(never)
  mutating func number(_ value: Int64) {
    if value < 0 { raw("-") }
    var magnitude = value.magnitude
    var divisor: UInt64 = 1
    while magnitude / divisor >= 10 { divisor &*= 10 }
    while divisor > 0 {
      byte(UInt8(48 + magnitude / divisor))
      magnitude %= divisor
      divisor /= 10
    }
  }

  /// Sixteen lower-case hexadecimal digits, most significant first.
  mutating func hex(_ value: UInt64) {
    for digit in 0..<16 {
      let nibble = UInt8(truncatingIfNeeded: value >> (60 - 4 * UInt64(digit))) & 15
      byte(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
  }

  mutating func byte(_ value: UInt8) {
    precondition(count < buffer.count, "report longer than its buffer")
    buffer[count] = value
    count += 1
  }
}
