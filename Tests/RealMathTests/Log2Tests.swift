// SPDX-License-Identifier: Apache-2.0

import Foundation
import RealMath
import TestSupport
import Testing

@Suite struct Log2Tests {
  @Test func `powers of two are exact`() {
    for exponent in -126...127 {
      let power = Float(sign: .plus, exponent: exponent, significand: 1)
      #expect(RealMath.log2(power) == Float(exponent))
      #expect(RealMath.exp2(Float(exponent)) == power)
    }
  }

  @Test func `log2 is within two units in the last place of the exact value`() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<200_000 {
      let x = Float(bitPattern: UInt32.random(in: 0x0080_0000...0x7F7F_FFFF, using: &random))
      let exact = Foundation.log2(Double(x))
      // Around 1 the logarithm is near 0: there the error is measured against one unit of 2⁻²⁴, as the number itself is.
      let unit = max(Double(Float(exact).ulp), 0x1p-24)
      #expect(abs(Double(RealMath.log2(x)) - exact) <= 2 * unit, "log2(\(x))")
    }
  }

  @Test func `exp2 is within two units in the last place of the exact value`() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<200_000 {
      let x = Float.random(in: -126...127, using: &random)
      let exact = Foundation.exp2(Double(x))
      #expect(abs(Double(RealMath.exp2(x)) - exact) <= 2 * Double(Float(exact).ulp), "exp2(\(x))")
    }
  }

  @Test func `exp2 clamps what a Float cannot hold`() {
    #expect(RealMath.exp2(1000) == 0x1p127)
    #expect(RealMath.exp2(-1000) == 0x1p-126)
  }

  @Test func `four lanes give the bits of one lane`() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<10_000 {
      let four = SIMD4<Float>(
        Float.random(in: 1e-6...1e6, using: &random), Float.random(in: 1e-6...1e6, using: &random),
        Float.random(in: 1e-6...1e6, using: &random), Float.random(in: 1e-6...1e6, using: &random))
      let together = RealMath.log2(four)
      for lane in 0..<4 { #expect(together[lane].bitPattern == RealMath.log2(four[lane]).bitPattern) }
    }
  }
}
