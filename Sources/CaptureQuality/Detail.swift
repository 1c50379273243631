// SPDX-License-Identifier: Apache-2.0
// Fine detail beside coarse detail, in four directions: what a blur takes away, and along which line.
//
// The ratio of two scales of one and the same region does not change with its contrast: neither the tone of the skin, nor the
// strength of the light, nor how hard the light is, counts. It is near 4 where nothing is blurred, and falls towards 1.
//
// The noise estimate follows J. Immerkær, "Fast Noise Variance Estimation" (1996).

/// Sums over the pixels of a region. Of a plane of log luminance.
struct DetailSum {
  /// Squares of the second derivatives along rows, columns, and both diagonals.
  private var fine = SIMD4<Float>.zero
  private var coarse = SIMD4<Float>.zero
  private var residues: Float = 0
  private(set) var count = 0

  /// - Parameter pixel: has neighbours on all sides.
  @inline(__always)
  mutating func add(_ scales: LightScales, _ pixel: Int, width: Int) {
    let small = DetailSum.bends(scales.fine, pixel, width)
    let large = DetailSum.bends(scales.coarse, pixel, width)
    fine += small * small
    coarse += large * large
    let residue = DetailSum.residue(scales.stops, pixel, width)
    residues += residue < 0 ? -residue : residue
    count &+= 1
  }

  /// Second derivatives; a diagonal step is √2 long.
  @inline(__always)
  private static func bends(
    _ plane: UnsafeMutableBufferPointer<Float>, _ pixel: Int, _ width: Int
  ) -> SIMD4<Float> {
    let (above, below) = (pixel &- width, pixel &+ width)
    let before = SIMD4(plane[pixel &- 1], plane[above], plane[above &- 1], plane[above &+ 1])
    let behind = SIMD4(plane[pixel &+ 1], plane[below], plane[below &+ 1], plane[below &- 1])
    return ((before + behind) - 2 * plane[pixel]) * SIMD4(1, 1, 0.5, 0.5)
  }

  /// Immerkær's mask, which sees noise and hardly anything else.
  @inline(__always)
  private static func residue(
    _ plane: UnsafeMutableBufferPointer<Float>, _ pixel: Int, _ width: Int
  ) -> Float {
    let (above, below) = (pixel &- width, pixel &+ width)
    let sides = (plane[above] + plane[below]) + (plane[pixel &- 1] + plane[pixel &+ 1])
    let corners = (plane[above &- 1] + plane[above &+ 1]) + (plane[below &- 1] + plane[below &+ 1])
    return (corners - sides * 2) + plane[pixel] * 4
  }

  /// Nil for no pixels.
  func detail(_ scales: LightScales) -> Detail? {
    guard count > 0 else { return nil }
    let pixels = Float(count)
    // √(π / 2) / 6: from the mean absolute residue to a standard deviation.
    let noise = residues / pixels * 0.208_885_7
    return Detail(
      fine: DetailSum.less(noise, fine / pixels, scales.fineGaussian),
      coarse: DetailSum.less(noise, coarse / pixels, scales.coarseGaussian))
  }

  private static func less(_ noise: Float, _ energies: SIMD4<Float>, _ gaussian: Gaussian) -> SIMD4<Float> {
    let gain = gaussian.noiseGain
    var left = energies - SIMD4(gain.straight, gain.straight, gain.diagonal, gain.diagonal) * (noise * noise)
    for direction in 0..<4 { left[direction] = max(0, left[direction]) }
    return left
  }
}

/// How sharp a region is.
public struct Detail: Equatable, Sendable {
  /// Fine detail beside coarse detail in the direction that has least of it, and in the one that has most. Thousandths.
  public let least: Int
  public let most: Int
  /// The same in all directions together.
  public let overall: Int
  /// How much coarse detail there is to judge by. Thousandths of a stop.
  public let coarse: Int

  /// Added to the coarse detail, squared stops: where there is next to none, what is left of noise is no detail.
  private static let leastCoarse: Float = 4e-6

  public init(least: Int, most: Int, overall: Int, coarse: Int) {
    self.least = least
    self.most = most
    self.overall = overall
    self.coarse = coarse
  }

  /// - Parameters: mean squares in the four directions, noise taken off.
  init(fine: SIMD4<Float>, coarse: SIMD4<Float>) {
    var (least, most) = (Float.infinity, Float(0))
    for direction in 0..<4 {
      let ratio = (fine[direction] / (coarse[direction] + Detail.leastCoarse)).squareRoot()
      least = min(least, ratio)
      most = max(most, ratio)
    }
    let (fines, coarses) = (Detail.sum(fine), Detail.sum(coarse))
    self.init(
      least: thousandths(least), most: thousandths(most),
      overall: thousandths((fines / (coarses + 4 * Detail.leastCoarse)).squareRoot()),
      coarse: thousandths(coarses.squareRoot()))
  }

  private static func sum(_ four: SIMD4<Float>) -> Float { (four[0] + four[1]) + (four[2] + four[3]) }
}
