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
    samples == 1
      ? blended(x, y, UprightGrid.whole) { UprightGrid.pixel(frame, $0, $1, levels) }
      : averaged(x, y, UprightGrid.whole) { UprightGrid.pixel(frame, $0, $1, levels) }
  }

  /// The same for a grid pixel of a row that lies inside.
  @inline(__always)
  func sampleInside(_ frame: Frame, _ x: Int, _ y: Int, _ levels: UnsafeMutableBufferPointer<Float>) -> SIMD4<Float> {
    samples == 1
      ? blended(x, y, UprightGrid.wholeInside) { UprightGrid.pixelInside(frame, $0, $1, levels) }
      : averaged(x, y, UprightGrid.wholeInside) { UprightGrid.pixelInside(frame, $0, $1, levels) }
  }

  /// Whether all samples of a row of the grid lie in the frame, with room around them, so that none has to be looked after.
  func isRowInside(_ frame: Frame, _ y: Int, columns: Int) -> Bool {
    let (right, bottom) = (Float(frame.width) - 3, Float(frame.height) - 3)
    // The corners of the row are its outermost places.
    func isInside(_ x: Float, _ y: Float) -> Bool {
      let place = framePlace(x, y)
      return place.x > 1 && place.x < right && place.y > 1 && place.y < bottom
    }
    let (first, last) = (Float(-0.5), Float(columns) - 0.5)
    let (above, below) = (Float(y) - 0.5, Float(y) + 0.5)
    return isInside(first, above) && isInside(last, above) && isInside(first, below) && isInside(last, below)
  }

  @inline(__always)
  private func averaged(
    _ x: Int, _ y: Int, _ whole: (Float) -> Int, _ pixel: (_ column: Int, _ row: Int) -> SIMD4<Float>
  ) -> SIMD4<Float> {
    var sum = SIMD4<Float>.zero
    let step = 1 / Float(samples)
    for row in 0..<samples {
      let down = Float(y) - 0.5 + (Float(row) + 0.5) * step
      for column in 0..<samples {
        let place = framePlace(Float(x) - 0.5 + (Float(column) + 0.5) * step, down)
        sum += pixel(whole(place.x + 0.5), whole(place.y + 0.5))
      }
    }
    return sum / Float(samples &* samples)
  }

  @inline(__always)
  private func blended(
    _ x: Int, _ y: Int, _ whole: (Float) -> Int, _ pixel: (_ column: Int, _ row: Int) -> SIMD4<Float>
  ) -> SIMD4<Float> {
    let place = framePlace(Float(x), Float(y))
    let (left, top) = (whole(place.x), whole(place.y))
    let (right, down) = (place.x - Float(left), place.y - Float(top))
    let upper = pixel(left, top) * (1 - right) + pixel(left &+ 1, top) * right
    let lower = pixel(left, top &+ 1) * (1 - right) + pixel(left &+ 1, top &+ 1) * right
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

  @inline(__always)
  private static func pixelInside(
    _ frame: Frame, _ column: Int, _ row: Int, _ levels: UnsafeMutableBufferPointer<Float>
  ) -> SIMD4<Float> {
    let place = frame.rgba + (row &* frame.width &+ column) &* 4
    return SIMD4(levels[Int(place[0])], levels[Int(place[1])], levels[Int(place[2])], 1)
  }

  /// The largest whole number that is not above x, which is between 0 and 2²³: adding 2²³ leaves the nearest one in the last
  /// bits.
  @inline(__always)
  private static func wholeInside(_ x: Float) -> Int {
    let shifted = x + 8_388_608
    let nearest = Int(shifted.bitPattern & 0x7F_FFFF)
    return shifted - 8_388_608 > x ? nearest &- 1 : nearest
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
