// SPDX-License-Identifier: Apache-2.0
// Where the face stands in the frame and how large it is there.

import FaceModels
import Raster
import RealMath

/// Room between the face and the nearest edge of the frame.
///
/// - Returns: thousandths of the frame's shorter side; below 0 where a landmark lies outside.
public func faceMargin(_ face: FaceGeometry, in frame: Frame) -> Measurement {
  let (width, height) = (Float(frame.width), Float(frame.height))
  let room = min(min(face.left, face.top), min(width - face.right, height - face.bottom))
  return .measured(thousandths(room / min(width, height)))
}

/// Distance between the centres of the eyes, as it would be without the turn of the head (29794-5, inter-eye distance).
///
/// - Returns: pixels.
public func interEyeDistance(_ face: FaceGeometry, _ pose: HeadPose) -> Measurement {
  let (_, cosine) = sineAndCosine(Double(pose.yaw) * 0.017_453_292_519_943_295)
  // Beyond 60 degrees the landmarks no longer hold.
  return .measured(whole(face.eyeDistance / Float(max(0.5, cosine))))
}

/// From the eyes to the chin (29794-5, head size).
///
/// - Returns: thousandths of the frame's height.
public func headSize(_ face: FaceGeometry, in frame: Frame) -> Measurement {
  .measured(thousandths(face.eyesToChin / Float(frame.height)))
}

/// How far the middle between the eyes is from the middle of the frame, to the side.
///
/// - Returns: thousandths of the frame's width, ≥ 0.
public func offCentre(_ face: FaceGeometry, in frame: Frame) -> Measurement {
  let offset = face.eyesX / Float(frame.width) - 0.5
  return .measured(thousandths(offset < 0 ? -offset : offset))
}

/// Opening of the eye that is less open (29794-5, eyes open).
///
/// - Returns: thousandths of the distance from the eyes to the chin.
public func eyeOpening(_ face: FaceGeometry) -> Measurement { .measured(thousandths(face.lidDistance)) }

/// Gap between the inner edges of the lips (29794-5, mouth closed).
///
/// - Returns: thousandths of the distance from the eyes to the chin.
public func mouthOpening(_ face: FaceGeometry) -> Measurement { .measured(thousandths(face.lipDistance)) }

/// An angle without its direction.
///
/// - Returns: degrees, rounded.
public func size(of angle: Float) -> Measurement {
  .measured(whole(angle < 0 ? -angle : angle))
}

func thousandths(_ share: Float) -> Int { whole(share * 1000) }

/// Rounded to the nearest; far beyond all sense it is cut off.
func whole(_ value: Float) -> Int {
  Int(roundedToEven(Double(max(-1e6, min(1e6, value)))))
}
