// SPDX-License-Identifier: Apache-2.0
// Light on the face: how much, from where, and what of it was lost.
//
// Goals, in order: (1) the same bits everywhere; (2) the same light gets the same verdict on every skin: ratios, spreads and
// extremes, never a mean brightness alone; (3) no allocation.

import FaceModels
import Raster
import RealMath

/// The face of a frame as the measures of light see it. Made once a frame.
public struct FaceLight {
  /// The middle luminance of the face, as an sRGB code, 0 … 255.
  private let level: Int
  /// Half the distance from the 16th to the 84th percentile of the smoothed log luminance, thousandths of a stop: what the
  /// face's own shape and features make of the light.
  public let structure: Int

  /// - Parameter smooth: the patch's stops after a Gaussian of 3 pixels.
  public init(_ patch: FacePatch, _ landmarks: Landmarks, smooth: SmoothPatch) {
    let face = FaceRegion(.face, landmarks, patch)
    var count = 0
    face.forEachPixel { pixel in
      patch.scratch[count] = patch.luminance[pixel]
      count += 1
    }
    level = count > 0 ? FaceLight.code(of: patch.median(count: count)) : 0
    count = 0
    face.forEachPixel { pixel in
      patch.scratch[count] = smooth.stops[pixel]
      count += 1
    }
    structure =
      count > 0 ? Int((patch.percentile(84, count: count) - patch.percentile(16, count: count)) * 500) : 0
  }

  /// Level of a face whose detail is lost in the dark; a face whose detail shows counts as light enough, however dark it is.
  ///
  /// - Parameters:
  ///   - enough: the code that counts as light enough.
  ///   - leastStructure: thousandths of a stop from which detail shows.
  ///   - dark: a code so low that nothing else can be said.
  public func lostLevel(enough: Int, leastStructure: Int, dark: Int) -> Measurement {
    let isLost = level < dark || level < enough && structure < leastStructure
    return .measured(isLost ? level : max(level, enough))
  }

  /// The sRGB code of a linear luminance, 0 … 1.
  static func code(of luminance: Float) -> Int {
    let y = max(0, min(1, luminance))
    let encoded = y <= 0.003_130_8 ? y * 12.92 : 1.055 * exp2(log2(y) * (1 / 2.4)) - 0.055
    return Int(encoded * 255 + 0.5)
  }
}

/// Side light: how many times brighter one cheek is than the other.
///
/// - Returns: thousandths of a stop, ≥ 0. `.faceOutside` where a cheek is not in the frame.
public func lightBalance(_ patch: FacePatch, _ landmarks: Landmarks) -> Measurement {
  guard let right = medianLuminance(of: .rightCheek, patch, landmarks),
    let left = medianLuminance(of: .leftCheek, patch, landmarks)
  else { return .notMeasurable(.faceOutside) }
  // The offset keeps two black cheeks from having any ratio.
  let difference = log2(right + 1.0 / 4096) - log2(left + 1.0 / 4096)
  return .measured(Int((difference < 0 ? -difference : difference) * 1000))
}

/// Over-exposure: the part of the face where a channel stands at or above `level`.
///
/// - Returns: thousandths, rounded down.
public func faceHighlights(_ patch: FacePatch, _ landmarks: Landmarks, atOrAbove level: Float) -> Measurement {
  share(of: .face, patch, landmarks) { pixel in
    max(patch.red[pixel], max(patch.green[pixel], patch.blue[pixel])) >= level
  }
}

/// Under-exposure: the part of the face whose luminance stands at or below `level`.
///
/// - Returns: thousandths, rounded down.
public func faceShadows(_ patch: FacePatch, _ landmarks: Landmarks, atOrBelow level: Float) -> Measurement {
  share(of: .face, patch, landmarks) { pixel in patch.luminance[pixel] <= level }
}

// MARK: - Regions

/// The middle luminance of a region; nil where less than half of it is in the frame.
func medianLuminance(
  of outline: Outline, _ patch: FacePatch, _ landmarks: Landmarks
) -> Float? {
  var (found, all) = (0, 0)
  FaceRegion(outline, landmarks, patch).forEachPixel { pixel in
    all += 1
    if patch.isInside[pixel] == 1 {
      patch.scratch[found] = patch.luminance[pixel]
      found += 1
    }
  }
  return found > 0 && found * 2 >= all ? patch.median(count: found) : nil
}

@inline(__always)
func share(
  of outline: Outline, _ patch: FacePatch, _ landmarks: Landmarks, where holds: (Int) -> Bool
) -> Measurement {
  var (found, all) = (0, 0)
  FaceRegion(outline, landmarks, patch).forEachPixel { pixel in
    guard patch.isInside[pixel] == 1 else { return }
    all += 1
    if holds(pixel) { found += 1 }
  }
  return all > 0 ? .measured(found * 1000 / all) : .notMeasurable(.faceOutside)
}
