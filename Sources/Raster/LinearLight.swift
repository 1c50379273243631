// SPDX-License-Identifier: Apache-2.0
// From sRGB bytes to linear light.

import RealMath

/// Linear-light values of the 256 sRGB codes.
///
/// Source: IEC 61966-2-1 (the sRGB transfer function).
public struct LinearLight {
  /// Shape: 256; unit: 1/65,535 of full light; `table[255]` is 65,535.
  @usableFromInline let table: UnsafePointer<UInt16>

  /// Fills the table once; it lives in the arena.
  public init(arena: inout Arena) {
    let table = arena.reserve(256, of: UInt16.self)
    for code in 0..<256 {
      let encoded = Float(code) / 255
      let linear = encoded <= 0.04045 ? encoded / 12.92 : exp2(2.4 * log2((encoded + 0.055) / 1.055))
      table[code] = UInt16(min(linear * 65_535 + 0.5, 65_535))
    }
    self.table = UnsafePointer(table.baseAddress!)
  }

  /// Linear light of one sRGB code, 0 … 1.
  @inlinable
  public func linear(_ code: UInt8) -> Float { Float(table[Int(code)]) / 65_535 }
}
