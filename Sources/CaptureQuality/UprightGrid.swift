// SPDX-License-Identifier: Apache-2.0
// A grid of places over the frame, turned and scaled by the line between the eyes, and how the frame is sampled there.

import FaceModels
import Raster

/// Where patch pixels lie in a frame.
struct UprightGrid {
  /// The middle between the eyes in the frame, and one grid pixel to the right there, pixels.
  private(set) var origin = SIMD2<Float>.zero
  private(set) var across = SIMD2<Float>.zero
  /// Where the middle between the eyes lies in the grid.
  private let eyesX: Float
  private let eyesY: Float
  /// Samples of the frame along each side of a grid pixel; 1 blends four frame pixels.
  private(set) var samples = 1

  /// Beyond so many samples the frame is skipped through.
  private static let maximumSamples = 12

  init(eyesX: Float, eyesY: Float) {
    self.eyesX = eyesX
    self.eyesY = eyesY
  }

  /// - Parameter eyeDistance: between the centres of the eyes, grid pixels.
  mutating func place(over landmarks: Landmarks, _ geometry: FaceGeometry, eyeDistance: Float) {
    let right = landmarks[Landmark.rightEyeOuterCorner] + landmarks[Landmark.rightEyeInnerCorner]
    let left = landmarks[Landmark.leftEyeOuterCorner] + landmarks[Landmark.leftEyeInnerCorner]
    origin = SIMD2(geometry.eyesX, geometry.eyesY)
    across = SIMD2(left.x - right.x, left.y - right.y) / (2 * eyeDistance)
    samples = max(1, min(UprightGrid.maximumSamples, UprightGrid.whole(geometry.eyeDistance / eyeDistance + 0.999)))
  }

  /// Where a place of the frame lies in the grid.
  func gridPlace(_ landmark: SIMD3<Float>) -> SIMD2<Float> {
    let offset = SIMD2(landmark.x, landmark.y) - origin
    let square = across.x * across.x + across.y * across.y
    return SIMD2(
      eyesX + (offset.x * across.x + offset.y * across.y) / square,
      eyesY + (offset.y * across.x - offset.x * across.y) / square)
  }

  /// Where a place of the grid lies in the frame.
  @inline(__always)
  func framePlace(_ x: Float, _ y: Float) -> SIMD2<Float> {
    let (right, down) = (x - eyesX, y - eyesY)
    return SIMD2(
      origin.x + (across.x * right - across.y * down), origin.y + (across.y * right + across.x * down))
  }

  /// Linear red, green and blue, 0 … 1, of a grid pixel, and the part of it that lies in the frame. Outside, the nearest pixel
  /// of the frame's edge counts.
  @inline(__always)
  func sample(_ frame: Frame, _ x: Int, _ y: Int, _ levels: UnsafeMutableBufferPointer<Float>) -> SIMD4<Float> {
    samples == 1 ? blended(frame, x, y, levels) : averaged(frame, x, y, levels)
  }

  private func averaged(
    _ frame: Frame, _ x: Int, _ y: Int, _ levels: UnsafeMutableBufferPointer<Float>
  ) -> SIMD4<Float> {
    var sum = SIMD4<Float>.zero
    let step = 1 / Float(samples)
    for row in 0..<samples {
      let down = Float(y) - 0.5 + (Float(row) + 0.5) * step
      for column in 0..<samples {
        let place = framePlace(Float(x) - 0.5 + (Float(column) + 0.5) * step, down)
        sum += UprightGrid.pixel(frame, UprightGrid.whole(place.x + 0.5), UprightGrid.whole(place.y + 0.5), levels)
      }
    }
    return sum / Float(samples * samples)
  }

  private func blended(
    _ frame: Frame, _ x: Int, _ y: Int, _ levels: UnsafeMutableBufferPointer<Float>
  ) -> SIMD4<Float> {
    let place = framePlace(Float(x), Float(y))
    let (left, top) = (UprightGrid.whole(place.x), UprightGrid.whole(place.y))
    let (right, down) = (place.x - Float(left), place.y - Float(top))
    let upperLeft = UprightGrid.pixel(frame, left, top, levels) * (1 - right)
    let upper = upperLeft + UprightGrid.pixel(frame, left + 1, top, levels) * right
    let lowerLeft = UprightGrid.pixel(frame, left, top + 1, levels) * (1 - right)
    let lower = lowerLeft + UprightGrid.pixel(frame, left + 1, top + 1, levels) * right
    return upper * (1 - down) + lower * down
  }

  @inline(__always)
  private static func pixel(
    _ frame: Frame, _ x: Int, _ y: Int, _ levels: UnsafeMutableBufferPointer<Float>
  ) -> SIMD4<Float> {
    let (column, row) = (max(0, min(frame.width - 1, x)), max(0, min(frame.height - 1, y)))
    let place = frame.rgba + (row * frame.width + column) * 4
    return SIMD4(
      levels[Int(place[0])], levels[Int(place[1])], levels[Int(place[2])], column == x && row == y ? 1 : 0)
  }

  /// The largest whole number that is not above x; far outside any frame it is cut off.
  @inline(__always)
  private static func whole(_ x: Float) -> Int {
    let near = x > -100_000 ? (x < 100_000 ? x : 100_000) : -100_000
    let cut = Int(Int32(near))
    return Float(cut) > near ? cut - 1 : cut
  }
}

/// Luminance of linear red, green and blue after ITU-R BT.709.
@inline(__always)
func luminance(_ pixel: SIMD4<Float>) -> Float {
  pixel[0] * 0.2126 + pixel[1] * 0.7152 + pixel[2] * 0.0722
}
