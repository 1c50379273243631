// SPDX-License-Identifier: Apache-2.0
// Expectations come from libm, in double precision.

import Foundation
import RealMath
import TestSupport
import Testing

@Suite struct ExpTests {
  @Test func `exp is within two units in the last place of the C library's`() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<200_000 {
      let x = Float.random(in: -87...88, using: &random)
      let expected = Foundation.exp(Double(x))
      let unit = Double(Float(expected).ulp)
      #expect(abs(Double(RealMath.exp(x)) - expected) <= 2 * unit, "exp(\(x))")
    }
  }

  @Test func `four lanes have the bits of one by one`() {
    let constants = UnsafeMutablePointer<Float>.allocate(capacity: Exponential.constantCount)
    defer { constants.deallocate() }
    Exponential.writeConstants(to: constants)
    let exponential = Exponential(constants)
    var random = SeededRandom(seed: 6)
    for _ in 0..<50_000 {
      let x = SIMD4<Float>((0..<4).map { _ in Float.random(in: -200...200, using: &random) })
      let lanes = exponential(x)
      let logistic = exponential.logistic(x)
      for lane in 0..<4 {
        #expect(lanes[lane].bitPattern == RealMath.exp(x[lane]).bitPattern)
        #expect(logistic[lane].bitPattern == sigmoid(x[lane]).bitPattern)
      }
    }
  }

  @Test func `exp is exact at 0 and stays a normal number beyond its range`() {
    #expect(RealMath.exp(Float(0)) == 1)
    #expect(RealMath.exp(Float(-1000)) > 0 && RealMath.exp(Float(-1000)).isNormal)
    #expect(RealMath.exp(Float(1000)).isFinite)
  }

  @Test func `what is no number stays none, and is no crash`() {
    #expect(RealMath.exp(Float.nan).isNaN && sigmoid(Float.nan).isNaN)
    #expect(RealMath.exp(Float.infinity).isFinite && RealMath.exp(-Float.infinity) > 0)
  }

  @Test func `a logit becomes a probability`() {
    #expect(sigmoid(0) == 0.5)
    #expect(sigmoid(-160) >= 0 && sigmoid(-160) < 1e-30)
    #expect(sigmoid(160) == 1)
    for step in -80..<80 {
      let x = Float(step) / 10
      #expect(abs(Double(sigmoid(x)) - 1 / (1 + Foundation.exp(-Double(x)))) < 1e-7)
    }
  }
}
