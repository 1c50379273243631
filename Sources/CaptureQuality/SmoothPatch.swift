// SPDX-License-Identifier: Apache-2.0
// The patch's log luminance without its fine detail: light and shade, but neither noise nor pores.

import Raster
import RealMath

public struct SmoothPatch {
  let stops: UnsafeMutableBufferPointer<Float>
  private let rows: UnsafeMutableBufferPointer<Float>
  private let weights: UnsafeMutableBufferPointer<Float>
  private let padded: UnsafeMutableBufferPointer<Float>

  /// Of the Gaussian, and how far it reaches, patch pixels.
  private static let deviation: Float = 3
  private static let radius = 9

  /// A row with as much of its ends repeated as the Gaussian reaches.
  private static let paddedWidth = FacePatch.width + 2 * radius

  public static let arenaBytes =
    2 * Arena.bytes(FacePatch.pixelCount, of: Float.self) + Arena.bytes(radius + 1, of: Float.self)
    + Arena.bytes(paddedWidth, of: Float.self)

  public init(arena: inout Arena) {
    stops = arena.reserve(FacePatch.pixelCount, of: Float.self)
    rows = arena.reserve(FacePatch.pixelCount, of: Float.self)
    weights = arena.reserve(SmoothPatch.radius + 1, of: Float.self)
    padded = arena.reserve(SmoothPatch.paddedWidth, of: Float.self)
    var sum: Float = 0
    for distance in 0...SmoothPatch.radius {
      let steps = Float(distance) / SmoothPatch.deviation
      weights[distance] = exp(-steps * steps / 2)
      sum += distance == 0 ? weights[distance] : 2 * weights[distance]
    }
    for distance in 0...SmoothPatch.radius { weights[distance] /= sum }
  }

  /// Makes all that came of a picture zero.
  public func forget() {
    stops.update(repeating: 0)
    rows.update(repeating: 0)
    padded.update(repeating: 0)
  }

  /// Beyond the patch its border goes on.
  public func fill(from patch: FacePatch) {
    for y in 0..<FacePatch.height { smoothAcross(patch, y) }
    for y in 0..<FacePatch.height { smoothDown(y) }
  }

  private func smoothAcross(_ patch: FacePatch, _ y: Int) {
    let row = patch.stops.baseAddress! + y &* FacePatch.width
    for x in 0..<SmoothPatch.paddedWidth {
      padded[x] = row[max(0, min(FacePatch.width &- 1, x &- SmoothPatch.radius))]
    }
    let middle = UnsafeRawPointer(padded.baseAddress! + SmoothPatch.radius)
    let target = UnsafeMutableRawPointer(rows.baseAddress! + y &* FacePatch.width)
    var place = 0
    while place < FacePatch.width &* 4 {
      var sum = SmoothPatch.four(middle, place) * weights[0]
      for distance in 1...SmoothPatch.radius {
        let step = distance &* 4
        sum +=
          (SmoothPatch.four(middle, place &- step) + SmoothPatch.four(middle, place &+ step)) * weights[distance]
      }
      target.storeBytes(of: sum, toByteOffset: place, as: SIMD4<Float>.self)
      place &+= 16
    }
  }

  private func smoothDown(_ y: Int) {
    let target = UnsafeMutableRawPointer(stops.baseAddress! + y &* FacePatch.width)
    var place = 0
    while place < FacePatch.width &* 4 {
      var sum = SmoothPatch.four(row(y), place) * weights[0]
      for distance in 1...SmoothPatch.radius {
        let above = SmoothPatch.four(row(max(0, y &- distance)), place)
        let below = SmoothPatch.four(row(min(FacePatch.height &- 1, y &+ distance)), place)
        sum += (above + below) * weights[distance]
      }
      target.storeBytes(of: sum, toByteOffset: place, as: SIMD4<Float>.self)
      place &+= 16
    }
  }

  @inline(__always)
  private func row(_ y: Int) -> UnsafeRawPointer { UnsafeRawPointer(rows.baseAddress! + y &* FacePatch.width) }

  @inline(__always)
  private static func four(_ place: UnsafeRawPointer, _ offset: Int) -> SIMD4<Float> {
    place.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self)
  }
}
