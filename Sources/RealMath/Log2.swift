// SPDX-License-Identifier: Apache-2.0
// Base-2 logarithm and exponential without libm.
//
// Goals, in order: (1) the same bits natively and in wasm: only IEEE-754 add, subtract, multiply, divide and integer
// operations, in one written order, never a fused multiply-add; (2) error below 2 units in the last place of Float over
// the ranges stated; (3) four lanes at a time.

/// Base-2 logarithm of four positive, finite, normal numbers.
///
/// The number is split into 2ᵉ · m with m in [√½, √2); then log2 m = 2 / ln 2 · artanh s with s = (m − 1) / (m + 1),
/// by the odd series of artanh up to s⁹ (|s| ≤ 0.1716, so the first term left out is below 4·10⁻¹⁰).
///
/// - Parameter x: each lane ≥ 2⁻¹²⁶ and finite. Zero, negative, subnormal and non-finite lanes give an unspecified number.
/// - Returns: log2 of each lane; exactly the exponent for a power of two.
@inlinable
public func log2(_ x: SIMD4<Float>) -> SIMD4<Float> {
  let bits = SIMD4<UInt32>(
    x[0].bitPattern, x[1].bitPattern, x[2].bitPattern, x[3].bitPattern)
  // Adding the distance from √½ to 1 carries into the exponent exactly when the mantissa is at least √2.
  let shifted = bits &+ (0x3F80_0000 &- rootHalfBits)
  let exponent = SIMD4<Int32>(truncatingIfNeeded: shifted &>> 23) &- 127
  let mantissaBits = (shifted & 0x007F_FFFF) &+ rootHalfBits
  let m = SIMD4<Float>(
    Float(bitPattern: mantissaBits[0]), Float(bitPattern: mantissaBits[1]),
    Float(bitPattern: mantissaBits[2]), Float(bitPattern: mantissaBits[3]))
  let s = (m - 1) / (m + 1)
  let square = s * s
  var series = square * (1.0 / 9) + (1.0 / 7)
  series = series * square + (1.0 / 5)
  series = series * square + (1.0 / 3)
  series = series * square * s + s
  return series * twoOverNaturalLog2 + SIMD4<Float>(exponent)
}

/// Base-2 logarithm of one positive, finite, normal number: lane 0 of the four-lane version, so the bits are the same.
@inlinable
public func log2(_ x: Float) -> Float {
  log2(SIMD4<Float>(repeating: x))[0]
}

/// 2 to the power x.
///
/// x is split into an integer n and a rest f in [−½, ½]; 2ᶠ is the series of e^(f · ln 2) up to the seventh power.
///
/// - Parameter x: −126 … 127; outside it is clamped to that range.
/// - Returns: a normal Float; exactly the power for an integer x.
@inlinable
public func exp2(_ x: Float) -> Float {
  let clamped = x < -126 ? -126 : (x > 127 ? 127 : x)
  // Adding and taking away 1.5 · 2²³ rounds to the nearest whole number, ties to even, without a call into libm.
  let whole = (clamped + roundingMagic) - roundingMagic
  let t = (clamped - whole) * naturalLog2
  var series: Float = 1.0 / 5040
  series = series * t + 1.0 / 720
  series = series * t + 1.0 / 120
  series = series * t + 1.0 / 24
  series = series * t + 1.0 / 6
  series = series * t + 0.5
  series = series * t + 1
  series = series * t + 1
  return series * Float(bitPattern: UInt32(bitPattern: Int32(whole) &+ 127) &<< 23)
}

/// The bit pattern of √½ as a Float.
@usableFromInline let rootHalfBits: UInt32 = 0x3F35_04F3
@usableFromInline let roundingMagic: Float = 12_582_912
@usableFromInline let twoOverNaturalLog2: Float = 2.885_390_1
@usableFromInline let naturalLog2: Float = 0.693_147_18
