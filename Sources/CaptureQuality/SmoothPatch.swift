// SPDX-License-Identifier: Apache-2.0
// The patch's log luminance without its fine detail: light and shade, but neither noise nor pores.

import Raster
import RealMath

public struct SmoothPatch {
  let stops: UnsafeMutableBufferPointer<Float>
  private let rows: UnsafeMutableBufferPointer<Float>
  private let weights: UnsafeMutableBufferPointer<Float>

  /// Of the Gaussian, and how far it reaches, patch pixels.
  private static let deviation: Float = 3
  private static let radius = 9

  public static let arenaBytes =
    2 * Arena.bytes(FacePatch.pixelCount, of: Float.self) + Arena.bytes(radius + 1, of: Float.self)

  public init(arena: inout Arena) {
    stops = arena.reserve(FacePatch.pixelCount, of: Float.self)
    rows = arena.reserve(FacePatch.pixelCount, of: Float.self)
    weights = arena.reserve(SmoothPatch.radius + 1, of: Float.self)
    var sum: Float = 0
    for distance in 0...SmoothPatch.radius {
      let steps = Float(distance) / SmoothPatch.deviation
      weights[distance] = exp(-steps * steps / 2)
      sum += distance == 0 ? weights[distance] : 2 * weights[distance]
    }
    for distance in 0...SmoothPatch.radius { weights[distance] /= sum }
  }

  /// Beyond the patch its border goes on.
  public func fill(from patch: FacePatch) {
    for y in 0..<FacePatch.height {
      let row = patch.stops.baseAddress! + y * FacePatch.width
      for x in 0..<FacePatch.width {
        var sum = row[x] * weights[0]
        for distance in 1...SmoothPatch.radius {
          sum += (row[max(0, x - distance)] + row[min(FacePatch.width - 1, x + distance)]) * weights[distance]
        }
        rows[y * FacePatch.width + x] = sum
      }
    }
    for y in 0..<FacePatch.height {
      for x in 0..<FacePatch.width {
        var sum = rows[y * FacePatch.width + x] * weights[0]
        for distance in 1...SmoothPatch.radius {
          let above = rows[max(0, y - distance) * FacePatch.width + x]
          let below = rows[min(FacePatch.height - 1, y + distance) * FacePatch.width + x]
          sum += (above + below) * weights[distance]
        }
        stops[y * FacePatch.width + x] = sum
      }
    }
  }
}
