// SPDX-License-Identifier: Apache-2.0
// The natural exponential and what networks make of it, without libm.
//
// Goals, in order: (1) the same bits natively and in wasm, at every width of vectors: IEEE-754 add, subtract, multiply,
// divide and integer operations in one written order; (2) error below 2 units in the last place of Float; (3) a loop keeps
// the constants: a machine that builds each literal anew takes longer for them than for the sum.

/// e to the power of x, in four lanes.
///
/// x is split into n · ln 2 + r with |r| ≤ ½ ln 2, ln 2 in two parts so that n times the first is exact (Cody and Waite,
/// "Software Manual for the Elementary Functions", 1980); eʳ is its series up to the seventh power.
public struct Exponential {
  public typealias Lanes = SIMD4<Float>

  public static let constantCount = 13

  @usableFromInline let least, most, log2OfE, magic: Lanes
  /// The upper bits of ln 2: nine of them, so that a product with an exponent is exact; and ln 2 less these.
  @usableFromInline let naturalLog2High, naturalLog2Low: Lanes
  @usableFromInline let seventh, sixth, fifth, fourth, third, half, one: Lanes

  /// Writes what a loop needs into memory, `constantCount` values.
  @inlinable
  public static func writeConstants(to place: UnsafeMutablePointer<Float>) {
    place[0] = -87
    place[1] = 88
    place[2] = 1.442_695_04
    place[3] = roundingMagic
    place[4] = 0.693_359_375
    place[5] = -2.121_944_4e-4
    place[6] = 1.0 / 5040
    place[7] = 1.0 / 720
    place[8] = 1.0 / 120
    place[9] = 1.0 / 24
    place[10] = 1.0 / 6
    place[11] = 0.5
    place[12] = 1
  }

  /// - Parameter constants: `constantCount` values that `writeConstants` wrote.
  @inlinable @inline(__always)
  public init(_ constants: UnsafePointer<Float>) {
    least = Lanes(repeating: constants[0])
    most = Lanes(repeating: constants[1])
    log2OfE = Lanes(repeating: constants[2])
    magic = Lanes(repeating: constants[3])
    naturalLog2High = Lanes(repeating: constants[4])
    naturalLog2Low = Lanes(repeating: constants[5])
    seventh = Lanes(repeating: constants[6])
    sixth = Lanes(repeating: constants[7])
    fifth = Lanes(repeating: constants[8])
    fourth = Lanes(repeating: constants[9])
    third = Lanes(repeating: constants[10])
    half = Lanes(repeating: constants[11])
    one = Lanes(repeating: constants[12])
  }

  /// - Parameter x: −87 … 88; outside it is clamped to that range, so that every result is a normal Float. NaN gives NaN.
  @inlinable @inline(__always)
  public func callAsFunction(_ x: Lanes) -> Lanes {
    let clamped = x.replacing(with: least, where: x .< least).replacing(with: most, where: x .> most)
    // Behind the magic number the lowest bits are the whole number itself: NaN stays NaN, where a conversion would trap.
    let shifted = clamped * log2OfE + magic
    let exponent = unsafeBitCast(shifted, to: SIMD4<Int32>.self) &- unsafeBitCast(magic, to: SIMD4<Int32>.self)
    let whole = shifted - magic
    let r = (clamped - whole * naturalLog2High) - whole * naturalLog2Low
    var series = r * seventh + sixth
    series = series * r + fifth
    series = series * r + fourth
    series = series * r + third
    series = series * r + half
    series = series * (r * r) + r
    series = series + one
    // The exponent of one is in place already.
    let scale = (exponent &<< 23) &+ unsafeBitCast(one, to: SIMD4<Int32>.self)
    return series * unsafeBitCast(scale, to: Lanes.self)
  }

  /// The logistic function 1 / (1 + e⁻ˣ): 0 … 1, the probability of a logit.
  @inlinable @inline(__always)
  public func logistic(_ x: Lanes) -> Lanes {
    one / (one + self(-x))
  }
}

/// e to the power x: the same bits as lane by lane.
public func exp(_ x: Float) -> Float {
  withExponential { $0(SIMD4(repeating: x))[0] }
}

/// The logistic function of one value: the same bits as lane by lane.
public func sigmoid(_ x: Float) -> Float {
  withExponential { $0.logistic(SIMD4(repeating: x))[0] }
}

private func withExponential(_ body: (Exponential) -> Float) -> Float {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: Exponential.constantCount) { constants in
    let start = constants.baseAddress!
    Exponential.writeConstants(to: start)
    return body(Exponential(start))
  }
}
