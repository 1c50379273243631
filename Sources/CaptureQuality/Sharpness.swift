// SPDX-License-Identifier: Apache-2.0
// Sharpness of the face, and what took it away.
//
// Goals, in order: (1) the same bits everywhere; (2) no dependence on exposure, contrast or skin tone; (3) noise is not
// mistaken for detail; (4) a cause is named only where the picture shows it.
//
// The component "Sharpness" of ISO/IEC 29794-5 looks at the same region. Its measure is a trained forest over absolute
// differences, which grow with the square of the skin's reflectance.

import FaceModels
import Raster

/// Fine detail of the face beside its coarser detail; nil where most of the face is not in the frame.
///
/// - Parameter scales: filled from the patch.
public func faceDetail(_ patch: FacePatch, _ landmarks: Landmarks, _ scales: LightScales) -> Detail? {
  var sum = DetailSum()
  let (count, all) = patch.collect(.face, landmarks) { pixel in
    // A turned face can reach the patch's border, where a derivative would look beyond it.
    let column = pixel % FacePatch.width
    if column > 0, column < FacePatch.width &- 1, pixel > FacePatch.width,
      pixel < FacePatch.pixelCount &- FacePatch.width &- 1
    {
      sum.add(scales, pixel, width: FacePatch.width)
    }
    return 0
  }
  return count * 2 >= all ? sum.detail(scales) : nil
}

/// - Returns: thousandths, ≥ 0; larger is sharper, a picture without blur has 3000 and more. `.faceTooSmall` where the eyes are
///   nearer to each other than `leastEyeDistance` pixels: the patch then shows more pixels than the frame has. `.faceOutside`
///   where most of the face is not in the frame.
public func sharpness(_ face: Detail?, _ geometry: FaceGeometry, leastEyeDistance: Int) -> Measurement {
  guard geometry.eyeDistance >= Float(leastEyeDistance) else { return .notMeasurable(.faceTooSmall) }
  guard let face else { return .notMeasurable(.faceOutside) }
  return .measured(face.least)
}

/// What took the detail of a face away.
public enum BlurCause: UInt8, CaseIterable, Sendable {
  /// Face and background are soft in all directions, as behind a dirty lens.
  case dirtyLens
  /// The face is soft along one line: hand or head moved.
  case motion
  /// The face is soft, and the background is not: the lens was set on something else.
  case defocus
  /// The picture does not show which.
  case undetermined
}

/// Where one cause ends and another begins; between the two numbers of a pair nothing is said.
public struct BlurLimits: Sendable {
  /// The least detail of any direction beside the most: at most this for motion, at least that for anything else. Thousandths.
  public let motion: Int
  public let even: Int
  /// Detail of the background: at most this is soft, at least that is sharp. Thousandths.
  public let softBackground: Int
  public let sharpBackground: Int
  /// Coarse detail without which a background is plain and says nothing. Thousandths of a stop.
  public let leastBackground: Int

  public init(motion: Int, even: Int, softBackground: Int, sharpBackground: Int, leastBackground: Int) {
    self.motion = motion
    self.even = even
    self.softBackground = softBackground
    self.sharpBackground = sharpBackground
    self.leastBackground = leastBackground
  }
}

extension BlurCause {
  /// - Parameter background: nil where there is too little of it, or nobody told it from the person.
  public init(face: Detail, background: Detail?, _ limits: BlurLimits) {
    let (least, most) = (face.least * 1000, face.most)
    if least <= most * limits.motion {
      self = .motion
    } else if least >= most * limits.even, let background, background.coarse >= limits.leastBackground {
      self =
        background.overall <= limits.softBackground
        ? .dirtyLens : background.overall >= limits.sharpBackground ? .defocus : .undetermined
    } else {
      self = .undetermined
    }
  }
}
