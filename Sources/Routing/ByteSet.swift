// SPDX-License-Identifier: Apache-2.0

/// A set of bytes that is asked for every byte of a page.
struct ByteSet: Sendable {
  private var bits = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))

  init(_ contains: (UInt8) -> Bool) {
    for byte in UInt8.min...UInt8.max where contains(byte) {
      let bit = UInt64(1) << UInt64(byte & 63)
      switch byte >> 6 {
      case 0: bits.0 |= bit
      case 1: bits.1 |= bit
      case 2: bits.2 |= bit
      default: bits.3 |= bit
      }
    }
  }

  @inline(__always)
  subscript(byte: UInt8) -> Bool {
    let half = byte < 128 ? (byte < 64 ? bits.0 : bits.1) : (byte < 192 ? bits.2 : bits.3)
    return half >> UInt64(byte & 63) & 1 != 0
  }
}
