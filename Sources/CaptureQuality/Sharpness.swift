// SPDX-License-Identifier: Apache-2.0
// Sharpness of the face, from the Laplacian of log luminance at a fixed distance of the eyes.
//
// Goals, in order: (1) the same bits everywhere; (2) no dependence on exposure or skin tone: on log luminance, detail is a
// ratio of light, and a ratio stays when reflectance is multiplied; (3) noise is not mistaken for detail; (4) no allocation.
//
// The component "Sharpness" of ISO/IEC 29794-5 looks at the same region. Its measure is a trained forest over absolute
// differences, which grow with the square of the skin's reflectance.
//
// The noise estimate follows J. Immerkær, "Fast Noise Variance Estimation" (1996).

import FaceModels
import Raster
import RealMath

/// - Returns: thousandths of a stop, ≥ 0; larger is sharper. `.faceTooSmall` where the eyes are nearer to each other than
///   `leastEyeDistance` pixels: the patch then shows more pixels than the frame has. `.faceOutside` where most of the face is
///   not in the frame.
public func sharpness(
  _ patch: FacePatch, _ landmarks: Landmarks, _ geometry: FaceGeometry, leastEyeDistance: Int
) -> Measurement {
  guard geometry.eyeDistance >= Float(leastEyeDistance) else { return .notMeasurable(.faceTooSmall) }
  var sum: Float = 0
  var squares: Float = 0
  var residues: Float = 0
  let width = FacePatch.width
  let stops = patch.stops
  let (count, all) = patch.collect(.face, landmarks) { pixel in
    // The face lies inside the patch; at its border the Laplacian would look beyond it.
    let middle = max(width + 1, min(FacePatch.pixelCount - width - 2, pixel))
    let sides = (stops[middle - width] + stops[middle + width]) + (stops[middle - 1] + stops[middle + 1])
    let corners =
      (stops[middle - width - 1] + stops[middle - width + 1]) + (stops[middle + width - 1] + stops[middle + width + 1])
    let laplacian = sides - stops[middle] * 4
    let residue = (corners - sides * 2) + stops[middle] * 4
    sum += laplacian
    squares += laplacian * laplacian
    residues += residue < 0 ? -residue : residue
    return 0
  }
  guard count * 2 >= all, count > 0 else { return .notMeasurable(.faceOutside) }
  let pixels = Float(count)
  let mean = sum / pixels
  // √(π / 2) / 6: from the mean absolute residue of Immerkær's mask to a standard deviation.
  let noise = residues / pixels * 0.208_885_7
  // The Laplacian's weights have a sum of squares of 20: white noise of deviation σ gives it a variance of 20 σ².
  let detail = squares / pixels - mean * mean - 20 * noise * noise
  return .measured(whole(max(0, detail).squareRoot() * 1000))
}
