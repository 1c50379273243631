// SPDX-License-Identifier: Apache-2.0
// Reflections before the eyes: white patches larger than the light that every eye reflects.

import FaceModels
import Raster

public struct GlassesGlare {
  /// 1 where a pixel is white and not yet counted.
  private let isWhite: UnsafeMutableBufferPointer<UInt8>
  private let open: UnsafeMutableBufferPointer<Int32>

  /// Patches up to this many patch pixels are the light in an eye: (0.06 of the eyes' distance)².
  private static let largestCatchlight = 13

  public static let arenaBytes =
    Arena.bytes(FacePatch.pixelCount, of: UInt8.self) + Arena.bytes(FacePatch.pixelCount, of: Int32.self)

  public init(arena: inout Arena) {
    isWhite = arena.reserve(FacePatch.pixelCount, of: UInt8.self)
    open = arena.reserve(FacePatch.pixelCount, of: Int32.self)
  }

  /// The part of both eyes' surroundings that larger white patches cover.
  ///
  /// - Parameter level: an sRGB code; white is a pixel with a channel at or above it and little saturation.
  /// - Returns: thousandths, rounded down.
  public func measure(_ patch: FacePatch, _ landmarks: Landmarks, atOrAbove level: UInt8) -> Measurement {
    let bright = patch.linearLevels[Int(level)]
    for pixel in 0..<FacePatch.pixelCount { isWhite[pixel] = 0 }
    let all = mark(.rightEye, patch, landmarks, bright) + mark(.leftEye, patch, landmarks, bright)
    guard all > 0 else { return .notMeasurable(.faceOutside) }
    var covered = 0
    for pixel in 0..<FacePatch.pixelCount where isWhite[pixel] == 1 {
      let size = takePatch(from: pixel)
      if size > GlassesGlare.largestCatchlight { covered += size }
    }
    return .measured(covered * 1000 / all)
  }

  /// Marks the white pixels of a region; returns how many pixels it has.
  private func mark(_ outline: Outline, _ patch: FacePatch, _ landmarks: Landmarks, _ bright: Float) -> Int {
    let (count, _) = patch.collect(outline, landmarks) { pixel in
      let most = max(patch.red[pixel], max(patch.green[pixel], patch.blue[pixel]))
      let least = min(patch.red[pixel], min(patch.green[pixel], patch.blue[pixel]))
      // In linear light; a saturation of 0.15 in the codes.
      if most >= bright, most - least < 0.3 * most { isWhite[pixel] = 1 }
      return 0
    }
    return count
  }

  /// How many white pixels hang together with one, which are then no longer white.
  private func takePatch(from pixel: Int) -> Int {
    var size = 0
    var count = 1
    open[0] = Int32(pixel)
    isWhite[pixel] = 0
    while count > 0 {
      count -= 1
      let here = Int(open[count])
      size += 1
      // Eyes lie inside the patch, so no neighbour is beyond its rows; a neighbour beyond its ends is left out.
      let steps: InlineArray<4, Int> = [-1, 1, -FacePatch.width, FacePatch.width]
      for index in steps.indices {
        let step = steps[index]
        let next = here + step
        guard next >= 0, next < FacePatch.pixelCount, isWhite[next] == 1 else { continue }
        isWhite[next] = 0
        open[count] = Int32(next)
        count += 1
      }
    }
    return size
  }
}
