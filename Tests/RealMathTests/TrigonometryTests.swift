// SPDX-License-Identifier: Apache-2.0
// Expectations come from libm.

import Foundation
import RealMath
import TestSupport
import Testing

@Suite struct TrigonometryTests {
  @Test func `sine and cosine agree with the C library's to 4e-16 for every angle of a turn`() {
    for step in -20_000...20_000 {
      let angle = Double(step) / 20_000 * Double.pi
      let (sine, cosine) = sineAndCosine(angle)
      #expect(abs(sine - sin(angle)) <= 4e-16 && abs(cosine - cos(angle)) <= 4e-16, "\(angle)")
    }
  }

  @Test func `sine and cosine hold for many turns`() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<20_000 {
      let angle = Double.random(in: -1000...1000, using: &random)
      let (sine, cosine) = sineAndCosine(angle)
      #expect(abs(sine - sin(angle)) <= 1e-13 && abs(cosine - cos(angle)) <= 1e-13, "\(angle)")
    }
  }

  @Test func `the arctangent agrees with the C library's to 5e-16 in all directions and lengths`() {
    var random = SeededRandom(seed: 12)
    for _ in 0..<50_000 {
      let x = Double.random(in: -1...1, using: &random) * pow(10, Double.random(in: -6...6, using: &random))
      let y = Double.random(in: -1...1, using: &random) * pow(10, Double.random(in: -6...6, using: &random))
      #expect(abs(arctangent(y, x) - atan2(y, x)) <= 5e-16, "\(y), \(x)")
    }
  }

  @Test func `the arctangent of the axes is exact, and of no direction 0`() {
    #expect(arctangent(0, 0) == 0 && arctangent(0, 1) == 0)
    #expect(arctangent(1, 0) == Double.pi / 2 && arctangent(-1, 0) == -Double.pi / 2)
    #expect(arctangent(0, -1) == Double.pi)
  }

  @Test(arguments: [(0.5, 0), (1.5, 2), (2.5, 2), (-0.5, 0), (-1.5, -2), (2.4, 2), (-2.6, -3), (1e6, 1_000_000)])
  func `rounding goes to the nearest whole number, and from the middle to the even one`(x: Double, expected: Int32) {
    #expect(roundedToEven(x) == expected && roundedToEvenBits(x) == expected)
  }
}
