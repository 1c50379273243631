// SPDX-License-Identifier: Apache-2.0
// Light on the face: how much, from where, and what of it was lost.
//
// Goals, in order: (1) the same bits everywhere; (2) the same light gets the same verdict on every skin: ratios, spreads and
// extremes, never a mean brightness alone; (3) no allocation.

import FaceModels
import Raster
import RealMath

/// The light of a face as a whole. Made once a frame.
public struct FaceLight {
  /// The middle luminance of the face, as an sRGB code, 0 … 255.
  private let level: Int
  /// Half the distance from the 16th to the 84th percentile of the coarse log luminance, thousandths of a stop: what the face's
  /// own shape and features make of the light.
  public let structure: Int
  /// From the darkest to the brightest two-hundredth of head and surroundings, smoothed, thousandths of a stop. Hair, lashes and
  /// pupils are dark beside any skin, whites of eyes and highlights are bright: a veil of stray light leaves little between
  /// them, on every skin.
  public let range: Int

  /// - Parameter scales: filled from the patch.
  public init(_ patch: FacePatch, _ landmarks: Landmarks, _ scales: LightScales) {
    level = FaceLight.code(of: patch.median(of: .face, landmarks) { patch.luminance[$0] } ?? 0)
    let (count, _) = patch.collect(.face, landmarks) { scales.coarse[$0] }
    structure =
      count > 0 ? whole((patch.percentile(84, count: count) - patch.percentile(16, count: count)) * 500) : 0
    let all = patch.collectSmooth(scales.coarse)
    range =
      all > 0
      ? whole((patch.value(atThousandths: 995, count: all) - patch.value(atThousandths: 5, count: all)) * 1000) : 0
  }

  /// Level of a face whose detail is lost in the dark. A face whose detail shows has enough light, however dark or bright it
  /// is: the level itself would say more about the skin than about the light, and is not told.
  ///
  /// - Parameters:
  ///   - enough: the code from which no detail is lost.
  ///   - dark: a code so low that nothing else can be said.
  ///   - leastStructure: thousandths of a stop from which detail shows.
  public func lostLevel(enough: Int, dark: Int, leastStructure: Int) -> Measurement {
    let isLost = level < dark || level < enough && structure < leastStructure
    return isLost ? .measured(level) : .good(.detailShows)
  }

  /// The sRGB code of a linear luminance, 0 … 1.
  private static func code(of luminance: Float) -> Int {
    let y = max(0, min(1, luminance))
    let encoded = y <= 0.003_130_8 ? y * 12.92 : 1.055 * exp2(log2(y) * (1 / 2.4)) - 0.055
    return Int(encoded * 255 + 0.5)
  }
}

/// Side light: how many times brighter one cheek is than the other.
///
/// - Returns: thousandths of a stop, ≥ 0. `.faceOutside` where a cheek is not in the frame.
public func lightBalance(_ patch: FacePatch, _ landmarks: Landmarks) -> Measurement {
  guard let cheeks = patch.cheeks(landmarks) else { return .notMeasurable(.faceOutside) }
  let difference = stops(cheeks.right) - stops(cheeks.left)
  return .measured(whole((difference < 0 ? -difference : difference) * 1000))
}

/// Whether the light comes from the person's right. Nil where a cheek is not in the frame.
public func lightIsOnRight(_ patch: FacePatch, _ landmarks: Landmarks) -> Bool? {
  patch.cheeks(landmarks).map { $0.right > $0.left }
}

/// Over-exposure: the part of the face where a channel stands at or above `level`, an sRGB code.
///
/// - Returns: thousandths, rounded down.
public func faceHighlights(_ patch: FacePatch, _ landmarks: Landmarks, atOrAbove level: UInt8) -> Measurement {
  let bright = patch.linearLevels[Int(level)]
  return patch.share(of: .face, landmarks) { pixel in
    max(patch.red[pixel], max(patch.green[pixel], patch.blue[pixel])) >= bright
  }
}

/// Under-exposure: the part of the face whose luminance stands at or below that of `level`, an sRGB code.
///
/// - Returns: thousandths, rounded down.
public func faceShadows(_ patch: FacePatch, _ landmarks: Landmarks, atOrBelow level: UInt8) -> Measurement {
  let dark = patch.linearLevels[Int(level)]
  return patch.share(of: .face, landmarks) { pixel in patch.luminance[pixel] <= dark }
}

/// log2 of a luminance. The offset, a sixteenth of the darkest code, keeps two black regions from having any ratio.
func stops(_ luminance: Float) -> Float { log2(luminance + 1.0 / 4096) }
