// SPDX-License-Identifier: Apache-2.0
// Sharpness of the frame's most detailed parts, from the Laplacian of log luminance.
//
// Goals, in order: (1) the same bits everywhere; (2) no dependence on exposure or skin tone: on log luminance, detail is a
// ratio of light, and a ratio stays when reflectance is multiplied; (3) noise is not mistaken for detail; (4) no allocation.
//
// The component "Sharpness" of ISO/IEC 29794-5 looks at the face. Until a face can be found, this looks at the sharpest
// tiles anywhere in the frame: a soft background is no fault, a frame without any sharp place is one.
//
// The noise estimate follows J. Immerkær, "Fast Noise Variance Estimation" (1996).

import Raster
import RealMath

public struct Sharpness {
  /// One variance a tile, sorted in place.
  private let detail: UnsafeMutableBufferPointer<Float>

  /// Tiles are squares of this many plane pixels.
  public static let tileSide = 16
  private static let maximumTiles = WorkingPlane.maximumPixels / (tileSide * tileSide)

  public static let arenaBytes = Arena.bytes(maximumTiles, of: Float.self)

  public init(arena: inout Arena) {
    detail = arena.reserve(Sharpness.maximumTiles, of: Float.self)
  }

  /// Measures how much fine detail the sharpest tenth of the frame holds.
  ///
  /// The 90th percentile of the tiles' Laplacian variance, each less what the noise in that tile gives, as a standard
  /// deviation. Noise is taken off tile by tile, because on log luminance a dark tile is noisier than a bright one.
  ///
  /// - Parameter minimumSide: the plane's smaller side in pixels below which nothing is said; at least `tileSide` + 2.
  /// - Returns: thousandths of a stop, ≥ 0; larger is sharper; a constant frame gives 0. `.frameTooSmall` below
  ///   `minimumSide`.
  /// - Complexity: O(plane pixels), no allocation.
  public func measure(_ plane: WorkingPlane, minimumSide: Int) -> Measurement {
    guard min(plane.width, plane.height) >= max(minimumSide, Sharpness.tileSide + 2) else {
      return .notMeasurable(.frameTooSmall)
    }
    // A border of one pixel belongs to no tile: the Laplacian looks one pixel around.
    let columns = (plane.width - 2) / Sharpness.tileSide
    let rows = (plane.height - 2) / Sharpness.tileSide
    var tiles = 0
    for row in 0..<rows {
      for column in 0..<columns {
        let x = 1 + column * Sharpness.tileSide
        let y = 1 + row * Sharpness.tileSide
        let (variance, noise) = measureTile(plane, x: x, y: y)
        // The Laplacian's weights have a sum of squares of 20: white noise of deviation σ gives it a variance of 20 σ².
        detail[tiles] = max(0, variance - 20 * noise * noise)
        tiles += 1
      }
    }
    sortDetail(count: tiles)
    return .measured(Int(detail[(tiles - 1) * 9 / 10].squareRoot() * 1000))
  }
}

extension Sharpness {
  /// Variance of the Laplacian, and the deviation of the noise, in one tile.
  private func measureTile(_ plane: WorkingPlane, x: Int, y: Int) -> (variance: Float, noise: Float) {
    var sum = LaneSum()
    var squares = LaneSum()
    var noiseSum = LaneSum()
    let width = plane.width
    for row in y..<y + Sharpness.tileSide {
      var column = x
      while column < x + Sharpness.tileSide {
        let middle = plane.stops.baseAddress! + row * width + column
        let above = four(middle - width)
        let below = four(middle + width)
        let sides = four(middle - 1) + four(middle + 1)
        let here = four(middle)
        let laplacian = (above + below) + sides - here * 4
        sum.add(laplacian)
        squares.add(laplacian * laplacian)
        let corners =
          (four(middle - width - 1) + four(middle - width + 1))
          + (four(middle + width - 1) + four(middle + width + 1))
        let residue = corners - ((above + below) + sides) * 2 + here * 4
        noiseSum.add(residue.replacing(with: -residue, where: residue .< 0))
        column += 4
      }
    }
    let count = Float(Sharpness.tileSide * Sharpness.tileSide)
    let mean = sum.total / count
    return (max(0, squares.total / count - mean * mean), noiseSum.total / count * noiseScale)
  }

  /// √(π / 2) / 6: from the mean absolute residue of Immerkær's mask to a standard deviation.
  private var noiseScale: Float { 0.208_885_7 }

  @inline(__always)
  private func four(_ pointer: UnsafeMutablePointer<Float>) -> SIMD4<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Float>.self)
  }

  /// Sorts the first `count` variances upwards, by insertion: a few hundred tiles at most.
  private func sortDetail(count: Int) {
    for index in 1..<max(1, count) {
      let value = detail[index]
      var hole = index
      while hole > 0, detail[hole - 1] > value {
        detail[hole] = detail[hole - 1]
        hole -= 1
      }
      detail[hole] = value
    }
  }
}
