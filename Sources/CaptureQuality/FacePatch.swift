// SPDX-License-Identifier: Apache-2.0
// The face at one size and upright, in linear light: what all measures of the face look at.
//
// Goals, in order: (1) the same bits everywhere; (2) measures that depend neither on the camera's resolution nor on how near
// the face is: the eyes are always as far apart; (3) no allocation.

import FaceModels
import Raster
import RealMath

public struct FacePatch {
  /// Linear light, 0 … 1, row by row. Outside the frame it is the nearest pixel of the frame's edge.
  public let red: UnsafeMutableBufferPointer<Float>
  public let green: UnsafeMutableBufferPointer<Float>
  public let blue: UnsafeMutableBufferPointer<Float>
  public let luminance: UnsafeMutableBufferPointer<Float>
  /// log2(luminance + `WorkingPlane.blackOffset`).
  public let stops: UnsafeMutableBufferPointer<Float>
  /// 1 where the frame has pixels.
  public let isInside: UnsafeMutableBufferPointer<UInt8>
  /// Room for sorting.
  let scratch: UnsafeMutableBufferPointer<Float>

  private let levels: UnsafeMutableBufferPointer<Float>
  /// Where the eyes' middle lies in the frame, and one patch pixel to the right there, pixels.
  private var origin = SIMD2<Float>.zero
  private var across = SIMD2<Float>.zero

  /// Pixels of the patch.
  public static let width = 192
  public static let height = 208
  public static let eyeDistance: Float = 60
  static let eyesX: Float = 96
  static let eyesY: Float = 80
  /// Samples of the frame along each side of a patch pixel; beyond, the frame is skipped through.
  private static let maximumSamples = 12

  static let pixelCount = width * height
  public static let arenaBytes =
    6 * Arena.bytes(pixelCount, of: Float.self) + Arena.bytes(pixelCount, of: UInt8.self)
    + Arena.bytes(256, of: Float.self) + Arena.bytes(256, of: UInt16.self)

  public init(arena: inout Arena) {
    red = arena.reserve(FacePatch.pixelCount, of: Float.self)
    green = arena.reserve(FacePatch.pixelCount, of: Float.self)
    blue = arena.reserve(FacePatch.pixelCount, of: Float.self)
    luminance = arena.reserve(FacePatch.pixelCount, of: Float.self)
    stops = arena.reserve(FacePatch.pixelCount, of: Float.self)
    scratch = arena.reserve(FacePatch.pixelCount, of: Float.self)
    isInside = arena.reserve(FacePatch.pixelCount, of: UInt8.self)
    levels = arena.reserve(256, of: Float.self)
    let light = LinearLight(arena: &arena)
    for code in 0..<256 { levels[code] = light.linear(UInt8(code)) }
  }

  /// Samples the face, turned so that the eyes lie level.
  ///
  /// Each patch pixel is the mean of a grid of frame pixels about as fine as the frame; where the frame is coarser than the
  /// patch, four frame pixels are blended.
  public mutating func fill(from frame: Frame, _ landmarks: Landmarks, _ geometry: FaceGeometry) {
    let eyes = FacePatch.eyeLine(landmarks)
    origin = SIMD2(geometry.eyesX, geometry.eyesY)
    across = eyes / FacePatch.eyeDistance
    let scale = geometry.eyeDistance / FacePatch.eyeDistance
    let samples = max(1, min(FacePatch.maximumSamples, Int(scale + 0.999)))
    for y in 0..<FacePatch.height {
      for x in 0..<FacePatch.width {
        let pixel = samples == 1 ? blended(frame, x, y) : averaged(frame, x, y, samples)
        let index = y * FacePatch.width + x
        red[index] = pixel[0]
        green[index] = pixel[1]
        blue[index] = pixel[2]
        luminance[index] = pixel[0] * 0.2126 + pixel[1] * 0.7152 + pixel[2] * 0.0722
        isInside[index] = pixel[3] > 0.5 ? 1 : 0
      }
    }
    storeStops()
  }

  /// From the right eye's centre to the left one's, in the frame.
  private static func eyeLine(_ landmarks: Landmarks) -> SIMD2<Float> {
    let right = landmarks[Landmark.rightEyeOuterCorner] + landmarks[Landmark.rightEyeInnerCorner]
    let left = landmarks[Landmark.leftEyeOuterCorner] + landmarks[Landmark.leftEyeInnerCorner]
    return SIMD2(left.x - right.x, left.y - right.y) / 2
  }

  /// Where a place of the frame lies in the patch.
  func place(_ landmark: SIMD3<Float>) -> SIMD2<Float> {
    let offset = SIMD2(landmark.x, landmark.y) - origin
    let square = across.x * across.x + across.y * across.y
    return SIMD2(
      FacePatch.eyesX + (offset.x * across.x + offset.y * across.y) / square,
      FacePatch.eyesY + (offset.y * across.x - offset.x * across.y) / square)
  }

  /// Where a place of the patch lies in the frame.
  @inline(__always)
  private func framePlace(_ x: Float, _ y: Float) -> SIMD2<Float> {
    let (right, down) = (x - FacePatch.eyesX, y - FacePatch.eyesY)
    return SIMD2(
      origin.x + (across.x * right - across.y * down), origin.y + (across.y * right + across.x * down))
  }

  /// Red, green, blue, and 1 where the place lies in the frame.
  @inline(__always)
  private func pixel(_ frame: Frame, _ x: Int, _ y: Int) -> SIMD4<Float> {
    let (column, row) = (max(0, min(frame.width - 1, x)), max(0, min(frame.height - 1, y)))
    let place = frame.rgba + (row * frame.width + column) * 4
    return SIMD4(
      levels[Int(place[0])], levels[Int(place[1])], levels[Int(place[2])], column == x && row == y ? 1 : 0)
  }

  private func averaged(_ frame: Frame, _ x: Int, _ y: Int, _ samples: Int) -> SIMD4<Float> {
    var sum = SIMD4<Float>.zero
    let step = 1 / Float(samples)
    for row in 0..<samples {
      let down = Float(y) - 0.5 + (Float(row) + 0.5) * step
      for column in 0..<samples {
        let place = framePlace(Float(x) - 0.5 + (Float(column) + 0.5) * step, down)
        sum += pixel(frame, FacePatch.whole(place.x + 0.5), FacePatch.whole(place.y + 0.5))
      }
    }
    return sum / Float(samples * samples)
  }

  private func blended(_ frame: Frame, _ x: Int, _ y: Int) -> SIMD4<Float> {
    let place = framePlace(Float(x), Float(y))
    let (left, top) = (FacePatch.whole(place.x), FacePatch.whole(place.y))
    let (right, down) = (place.x - Float(left), place.y - Float(top))
    let upper = pixel(frame, left, top) * (1 - right) + pixel(frame, left + 1, top) * right
    let lower = pixel(frame, left, top + 1) * (1 - right) + pixel(frame, left + 1, top + 1) * right
    return upper * (1 - down) + lower * down
  }

  /// The largest whole number that is not above x; far outside any frame it is cut off.
  @inline(__always)
  private static func whole(_ x: Float) -> Int {
    let near = x > -100_000 ? (x < 100_000 ? x : 100_000) : -100_000
    let cut = Int(Int32(near))
    return Float(cut) > near ? cut - 1 : cut
  }

  private func storeStops() {
    var index = 0
    while index < FacePatch.pixelCount {
      let four = UnsafeRawPointer(luminance.baseAddress! + index).loadUnaligned(as: SIMD4<Float>.self)
      let value = log2(four + WorkingPlane.blackOffset)
      UnsafeMutableRawPointer(stops.baseAddress! + index).storeBytes(of: value, as: SIMD4<Float>.self)
      index += 4
    }
  }
}

// MARK: - Values of a region

extension FacePatch {
  /// The value below which half of the scratch values lie, the lower one of two. Reorders them.
  func median(count: Int) -> Float { percentile(50, count: count) }

  /// The value at a rank of the first `count` scratch values, 0 … 100. Reorders them.
  @inline(never)
  func percentile(_ percent: Int, count: Int) -> Float {
    let wanted = (count - 1) * percent / 100
    var (low, high) = (0, count - 1)
    // Hoare's selection; the pivot is always the middle one, so that the order of steps is the same everywhere.
    while low < high {
      let pivot = scratch[(low + high) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while scratch[left] < pivot { left += 1 }
        while scratch[right] > pivot { right -= 1 }
        if left <= right {
          scratch.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if wanted <= right {
        high = right
      } else if wanted >= left {
        low = left
      } else {
        break
      }
    }
    return scratch[wanted]
  }
}
