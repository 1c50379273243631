// SPDX-License-Identifier: Apache-2.0
// The one catalogue of checks. Text, widget and command line hang on it: a check exists when it has a row here.

import CaptureQuality

/// Every check of every session, in the order of impact: what matters most to a verification comes first, after the
/// discard study of the reference implementation of ISO/IEC 29794-5 (one face, whole face, size, pose, sharpness, light).
public enum CheckCatalogue {
  public static let count = 13

  public static let checks: InlineArray<13, Check> = [
    Check(
      .singleFace, "single-face", .photo, "faces in the picture", .faces,
      .exactly(1), component: "SingleFacePresent", needs: .face),
    Check(
      .faceInFrame, "face-in-frame", .photo,
      "smallest distance of the face from the picture's edge, of the shorter side",
      .thousandths, .atLeast(30, strong: 0), needs: .face),
    Check(
      .pictureSize, "picture-size", .photo, "shorter side of the picture", .pixels,
      .atLeast(480, strong: 240), needs: .frame),
    Check(
      .faceSize, "face-size", .photo, "distance between the eyes", .pixels,
      .atLeast(90, strong: 50), component: "InterEyeDistance", needs: .face),
    Check(
      .headYaw, "head-yaw", .photo, "turn of the head to a side", .degrees,
      .atMost(12, strong: 20), component: "HeadPoseYaw", needs: .face),
    Check(
      .headPitch, "head-pitch", .photo, "tilt of the head up or down", .degrees,
      .atMost(15, strong: 25), component: "HeadPosePitch", needs: .face),
    Check(
      .headRoll, "head-roll", .photo, "lean of the head to a shoulder", .degrees,
      .atMost(12, strong: 20), component: "HeadPoseRoll", needs: .face),
    Check(
      .sharpness, "sharpness", .photo, "fine detail in the sharpest parts of the picture", .millistops,
      .atLeast(240, strong: 110), needs: .frame),
    Check(
      .lightLevel, "light-level", .photo, "level of a face whose detail is lost in the dark", .levels,
      .atLeast(60, strong: 40), needs: .face),
    Check(
      .lightBalance, "light-balance", .photo, "difference of light between the two cheeks", .millistops,
      .atMost(1500, strong: 2300), needs: .face),
    Check(
      .contrast, "contrast", .photo, "spread between the darker and the brighter parts of the picture", .millistops,
      .atLeast(250, strong: 125), needs: .frame),
    Check(
      .clippedHighlights, "clipped-highlights", .photo, "part of the picture that is pure white", .thousandths,
      .atMost(200, strong: 450), needs: .frame),
    Check(
      .crushedShadows, "crushed-shadows", .photo, "part of the picture that is pure black", .thousandths,
      .atMost(500, strong: 750), needs: .frame),
  ]
}
