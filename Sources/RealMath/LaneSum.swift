// SPDX-License-Identifier: Apache-2.0
// Sums whose order is written down, because floating-point addition is not associative.

/// A running sum in four lanes, added up in one fixed order at the end.
///
/// Element i of a sequence goes to lane i mod 4; the total is (lane 0 + lane 2) + (lane 1 + lane 3). Every host adds in
/// this order, whatever the width of its vectors, so that every host gets the same bits.
public struct LaneSum: Sendable {
  @usableFromInline var lanes: SIMD4<Float> = .zero

  @inlinable public init() {}

  /// Adds four consecutive elements.
  @inlinable
  public mutating func add(_ four: SIMD4<Float>) {
    lanes += four
  }

  @inlinable public var total: Float {
    (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
  }
}
