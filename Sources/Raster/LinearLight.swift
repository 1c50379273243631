// SPDX-License-Identifier: Apache-2.0
// From sRGB bytes to linear luminance, in integers.

import RealMath

/// Linear-light values of the 256 sRGB codes, and the luminance of a pixel made of them.
///
/// Source: IEC 61966-2-1 (the sRGB transfer function) and the luminance weights of ITU-R BT.709.
public struct LinearLight {
  /// Shape: 256; unit: 1/65,535 of full light; `table[255]` is 65,535.
  @usableFromInline let table: UnsafePointer<UInt16>

  /// Luminance weights of red, green and blue in 1/65,536; they add up to 65,536.
  @usableFromInline static let weights: (red: UInt32, green: UInt32, blue: UInt32) = (13_933, 46_871, 4_732)

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

  /// Luminance of one pixel in 1/65,535 of full light.
  ///
  /// - Parameter pixel: points at red, green, blue.
  @inlinable
  public func luminance(_ pixel: UnsafePointer<UInt8>) -> UInt32 {
    let red = UInt32(table[Int(pixel[0])]) &* LinearLight.weights.red
    let green = UInt32(table[Int(pixel[1])]) &* LinearLight.weights.green
    let blue = UInt32(table[Int(pixel[2])]) &* LinearLight.weights.blue
    return (red &+ green &+ blue) &>> 16
  }

  /// Linear light of one sRGB code, 0 … 1.
  @inlinable
  public func linear(_ code: UInt8) -> Float { Float(table[Int(code)]) / 65_535 }
}
