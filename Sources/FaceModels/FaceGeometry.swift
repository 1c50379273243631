// SPDX-License-Identifier: Apache-2.0
// How large a face is, where it stands in the frame, and how far its eyes and mouth are open: landmarks → lengths and
// ratios, as ISO/IEC 29794-5 defines them. What the lengths mean for a capture, and the limits, is said elsewhere.

/// Lengths of one face. Eyes and margins are named from the person's side: a person's left is on the picture's right.
public struct FaceGeometry: Equatable, Sendable, BitwiseCopyable {
  /// Between the centres of the eyes, pixels. An eye's centre is the middle of its corners.
  public let eyeDistance: Float
  /// From the middle between the eyes to the chin, pixels.
  public let eyesToChin: Float
  /// The smallest box around all landmarks, pixels; it may reach over the frame.
  public let left: Float
  public let top: Float
  public let right: Float
  public let bottom: Float
  /// The middle between the eyes, pixels.
  public let eyesX: Float
  public let eyesY: Float
  /// x of the eye on the left of the picture, and of the one on its right, pixels.
  public let leftmostEyeX: Float
  public let rightmostEyeX: Float
  /// Height over width of the eye's opening: about 0.3 when it is open, below 0.2 when it is closed.
  /// T. Soukupová, J. Čech, "Real-Time Eye Blink Detection using Facial Landmarks" (2016).
  public let rightEyeAspectRatio: Float
  public let leftEyeAspectRatio: Float
  /// The widest distance between the lids of the eye that is less open, as a part of `eyesToChin` (29794-5, eyes open).
  public let lidDistance: Float
  /// The widest distance between the lips' inner edges, as a part of `eyesToChin` (29794-5, mouth closed).
  public let lipDistance: Float

  public init(_ landmarks: Landmarks) {
    let rightEye = Eye.right(landmarks)
    let leftEye = Eye.left(landmarks)
    let middle = (rightEye.centre + leftEye.centre) / 2
    let (least, most) = landmarks.bounds
    let height = length(middle - flat(landmarks[Landmark.chin]))
    eyeDistance = length(rightEye.centre - leftEye.centre)
    eyesToChin = height
    (left, top, right, bottom) = (least.x, least.y, most.x, most.y)
    (eyesX, eyesY) = (middle.x, middle.y)
    leftmostEyeX = min(rightEye.centre.x, leftEye.centre.x)
    rightmostEyeX = max(rightEye.centre.x, leftEye.centre.x)
    rightEyeAspectRatio = rightEye.aspectRatio
    leftEyeAspectRatio = leftEye.aspectRatio
    lidDistance = min(rightEye.opening, leftEye.opening) / height
    let right = Gap(82, 87).width(in: landmarks)
    let left = Gap(312, 317).width(in: landmarks)
    lipDistance = max(right, max(Gap(13, 14).width(in: landmarks), left)) / height
  }
}

/// Two landmarks, one over the other: of the lids, or of the inner edges of the lips.
private struct Gap {
  private let upper: Int
  private let lower: Int

  init(_ upper: Int, _ lower: Int) {
    self.upper = upper
    self.lower = lower
  }

  /// Pixels.
  func width(in landmarks: Landmarks) -> Float { length(flat(landmarks[upper]) - flat(landmarks[lower])) }
}

/// One eye: its corners and what the lids leave open.
private struct Eye {
  let centre: SIMD2<Float>
  let aspectRatio: Float
  /// The widest distance between the lids, pixels.
  let opening: Float

  static func right(_ landmarks: Landmarks) -> Eye {
    Eye(
      landmarks, outer: Landmark.rightEyeOuterCorner, inner: Landmark.rightEyeInnerCorner,
      (Gap(160, 144), Gap(159, 145), Gap(158, 153)))
  }

  static func left(_ landmarks: Landmarks) -> Eye {
    Eye(
      landmarks, outer: Landmark.leftEyeOuterCorner, inner: Landmark.leftEyeInnerCorner,
      (Gap(387, 373), Gap(386, 374), Gap(385, 380)))
  }

  /// - Parameter lids: from the outer corner to the inner; the middle one is not part of the ratio.
  private init(_ landmarks: Landmarks, outer: Int, inner: Int, _ lids: (Gap, Gap, Gap)) {
    let outer = flat(landmarks[outer])
    let inner = flat(landmarks[inner])
    let widths = (lids.0.width(in: landmarks), lids.1.width(in: landmarks), lids.2.width(in: landmarks))
    centre = (outer + inner) / 2
    aspectRatio = (widths.0 + widths.2) / (2 * length(outer - inner))
    opening = max(widths.0, max(widths.1, widths.2))
  }
}

private func flat(_ place: SIMD3<Float>) -> SIMD2<Float> { SIMD2(place.x, place.y) }

private func length(_ vector: SIMD2<Float>) -> Float {
  (vector.x * vector.x + vector.y * vector.y).squareRoot()
}
