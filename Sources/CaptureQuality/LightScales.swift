// SPDX-License-Identifier: Apache-2.0
// Log luminance at three scales: as it is, without noise, and without fine detail.
//
// Goals, in order: (1) the same bits everywhere; (2) on log luminance a part of the picture is told by ratios of light, and a
// ratio stays when reflectance or exposure is multiplied; (3) no allocation.

import Raster
import RealMath

/// One plane at a time, of a face or of what is behind it.
public struct LightScales {
  /// log2(luminance + `blackOffset`), row by row.
  let stops: UnsafeMutableBufferPointer<Float>
  /// The same behind a Gaussian of 1 pixel: pores and lashes, but hardly any noise.
  let fine: UnsafeMutableBufferPointer<Float>
  /// The same behind a Gaussian of 3 pixels: light and shade, brows and lips.
  let coarse: UnsafeMutableBufferPointer<Float>
  private let rows: UnsafeMutableBufferPointer<Float>
  /// A row with as much of its ends repeated as the wider Gaussian reaches.
  private let padded: UnsafeMutableBufferPointer<Float>
  let fineGaussian: Gaussian
  let coarseGaussian: Gaussian

  /// Added to the linear luminance before the logarithm: it keeps the noise of black pixels from counting as structure.
  private static let blackOffset: Float = 2.0 / 255
  private static let longestRow = max(FacePatch.width, Background.width)
  private static let pixelCount = max(FacePatch.pixelCount, Background.pixelCount)

  public static let arenaBytes =
    4 * Arena.bytes(pixelCount, of: Float.self) + Arena.bytes(longestRow + 2 * Gaussian.longest, of: Float.self)
    + 2 * Gaussian.arenaBytes

  public init(arena: inout Arena) {
    stops = arena.reserve(LightScales.pixelCount, of: Float.self)
    fine = arena.reserve(LightScales.pixelCount, of: Float.self)
    coarse = arena.reserve(LightScales.pixelCount, of: Float.self)
    rows = arena.reserve(LightScales.pixelCount, of: Float.self)
    padded = arena.reserve(LightScales.longestRow + 2 * Gaussian.longest, of: Float.self)
    fineGaussian = Gaussian(deviation: 1, radius: 4, arena: &arena)
    coarseGaussian = Gaussian(deviation: 3, radius: 9, arena: &arena)
  }

  /// Makes all that came of a picture zero.
  public func forget() {
    stops.update(repeating: 0)
    fine.update(repeating: 0)
    coarse.update(repeating: 0)
    rows.update(repeating: 0)
    padded.update(repeating: 0)
  }

  public func fill(from patch: FacePatch) {
    fill(from: patch.luminance, width: FacePatch.width, height: FacePatch.height)
  }

  /// - Shape: `light` is linear, 0 … 1, row by row; rows of at least 4 pixels. Beyond the plane its border goes on.
  func fill(from light: UnsafeMutableBufferPointer<Float>, width: Int, height: Int) {
    forEachFour(of: width &* height) { place in
      LightScales.store(log2(LightScales.four(light, place) + LightScales.blackOffset), stops, place)
    }
    smooth(into: fine, fineGaussian, width: width, height: height)
    smooth(into: coarse, coarseGaussian, width: width, height: height)
  }

  private func smooth(
    into target: UnsafeMutableBufferPointer<Float>, _ gaussian: Gaussian, width: Int, height: Int
  ) {
    for y in 0..<height { smoothAcross(gaussian, width: width, start: y &* width) }
    for y in 0..<height { smoothDown(into: target, gaussian, width: width, height: height, y) }
  }

  private func smoothAcross(_ gaussian: Gaussian, width: Int, start: Int) {
    let (weights, radius) = (gaussian.weights, gaussian.radius)
    for x in 0..<width &+ 2 &* radius { padded[x] = stops[start &+ max(0, min(width &- 1, x &- radius))] }
    forEachFour(of: width) { x in
      var sum = LightScales.four(padded, x &+ radius) * weights[0]
      for distance in 1...radius {
        let both = LightScales.four(padded, x &+ radius &- distance) + LightScales.four(padded, x &+ radius &+ distance)
        sum += both * weights[distance]
      }
      LightScales.store(sum, rows, start &+ x)
    }
  }

  private func smoothDown(
    into target: UnsafeMutableBufferPointer<Float>, _ gaussian: Gaussian, width: Int, height: Int, _ y: Int
  ) {
    let (weights, radius) = (gaussian.weights, gaussian.radius)
    forEachFour(of: width) { x in
      var sum = LightScales.four(rows, y &* width &+ x) * weights[0]
      for distance in 1...radius {
        let above = LightScales.four(rows, max(0, y &- distance) &* width &+ x)
        let below = LightScales.four(rows, min(height &- 1, y &+ distance) &* width &+ x)
        sum += (above + below) * weights[distance]
      }
      LightScales.store(sum, target, y &* width &+ x)
    }
  }

  /// Calls with the first of each four places; the last four reach back over places that were done already.
  @inline(__always)
  private func forEachFour(of count: Int, _ body: (Int) -> Void) {
    var place = 0
    while place < count {
      body(min(place, count &- 4))
      place &+= 4
    }
  }

  @inline(__always)
  private static func four(_ plane: UnsafeMutableBufferPointer<Float>, _ place: Int) -> SIMD4<Float> {
    UnsafeRawPointer(plane.baseAddress! + place).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  private static func store(_ values: SIMD4<Float>, _ plane: UnsafeMutableBufferPointer<Float>, _ place: Int) {
    UnsafeMutableRawPointer(plane.baseAddress! + place).storeBytes(of: values, as: SIMD4<Float>.self)
  }
}

/// One side of a Gaussian, its middle first; together its weights make 1.
struct Gaussian {
  let weights: UnsafeMutableBufferPointer<Float>
  let radius: Int

  /// The largest radius.
  static let longest = 9
  static let arenaBytes = Arena.bytes(longest + 1, of: Float.self)

  init(deviation: Float, radius: Int, arena: inout Arena) {
    self.radius = radius
    weights = arena.reserve(Gaussian.longest + 1, of: Float.self)
    var sum: Float = 0
    for distance in 0...radius {
      let steps = Float(distance) / deviation
      weights[distance] = exp(-steps * steps / 2)
      sum += distance == 0 ? weights[distance] : 2 * weights[distance]
    }
    for distance in 0...radius { weights[distance] /= sum }
  }

  /// What the second derivative of a smoothed plane makes of the variance of white noise: along the rows or columns, and along
  /// the diagonals, whose step is longer.
  var noiseGain: (straight: Float, diagonal: Float) {
    let (none, one, two) = (correlation(0), correlation(1), correlation(2))
    return (
      none * (6 * none - 8 * one + 2 * two), (6 * none * none - 8 * one * one + 2 * two * two) / 4
    )
  }

  /// Of the weights with themselves, so many pixels apart.
  private func correlation(_ shift: Int) -> Float {
    var sum: Float = 0
    for place in -radius...radius - shift {
      let (here, there) = (place < 0 ? -place : place, place + shift < 0 ? -place - shift : place + shift)
      sum += weights[here] * weights[there]
    }
    return sum
  }
}
