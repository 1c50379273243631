// SPDX-License-Identifier: Apache-2.0
// The natural exponential and what networks make of it, without libm.
//
// Goals, in order: (1) the same bits natively and in wasm: IEEE-754 add, subtract, multiply, divide and integer operations
// in one written order; (2) error below 2 units in the last place of Float.

/// e to the power x.
///
/// x is split into n · ln 2 + r with |r| ≤ ½ ln 2, ln 2 in two parts so that n times the first is exact (Cody and Waite,
/// "Software Manual for the Elementary Functions", 1980); eʳ is its series up to the seventh power.
///
/// - Parameter x: −87 … 88; outside it is clamped to that range, so that every result is a normal Float. NaN gives NaN.
@inlinable
public func exp(_ x: Float) -> Float {
  let clamped = x < -87 ? -87 : (x > 88 ? 88 : x)
  // Behind the magic number the lowest bits are the whole number itself: NaN stays NaN, where a conversion would trap.
  let shifted = clamped * log2OfE + roundingMagic
  let exponent = shifted.bitPattern &- roundingMagic.bitPattern
  let whole = shifted - roundingMagic
  let r = (clamped - whole * naturalLog2High) - whole * naturalLog2Low
  var series: Float = 1.0 / 5040
  series = series * r + 1.0 / 720
  series = series * r + 1.0 / 120
  series = series * r + 1.0 / 24
  series = series * r + 1.0 / 6
  series = series * r + 0.5
  series = series * (r * r) + r
  series = series + 1
  return series * Float(bitPattern: (exponent &+ 127) &<< 23)
}

/// e to the power of each lane: the same bits as one by one.
@inlinable
public func exp(_ x: SIMD4<Float>) -> SIMD4<Float> {
  let least = SIMD4<Float>(repeating: -87)
  let most = SIMD4<Float>(repeating: 88)
  let clamped = x.replacing(with: least, where: x .< least).replacing(with: most, where: x .> most)
  let shifted = clamped * log2OfE + roundingMagic
  let exponent = unsafeBitCast(shifted, to: SIMD4<UInt32>.self) &- roundingMagic.bitPattern
  let whole = shifted - roundingMagic
  let r = (clamped - whole * naturalLog2High) - whole * naturalLog2Low
  var series = r * (1.0 / 5040) + (1.0 / 720)
  series = series * r + (1.0 / 120)
  series = series * r + (1.0 / 24)
  series = series * r + (1.0 / 6)
  series = series * r + 0.5
  series = series * (r * r) + r
  series = series + 1
  return series * unsafeBitCast((exponent &+ 127) &<< 23, to: SIMD4<Float>.self)
}

/// The logistic function of each lane: the same bits as one by one.
@inlinable
public func sigmoid(_ x: SIMD4<Float>) -> SIMD4<Float> {
  1 / (1 + exp(-x))
}

/// The logistic function 1 / (1 + e⁻ˣ): 0 … 1, the probability of a logit.
@inlinable
public func sigmoid(_ x: Float) -> Float {
  1 / (1 + exp(-x))
}

@usableFromInline let log2OfE: Float = 1.442_695_04
/// The upper bits of ln 2: nine of them, so that a product with an exponent is exact.
@usableFromInline let naturalLog2High: Float = 0.693_359_375
/// ln 2 less its upper bits.
@usableFromInline let naturalLog2Low: Float = -2.121_944_4e-4
