// SPDX-License-Identifier: Apache-2.0
// The one catalogue of checks. Text, widget and command line hang on it: a check exists when it has a row here.

import CaptureQuality

/// Every check of every session, in the order of impact: what matters most to a verification comes first, after the
/// discard study of the reference implementation of ISO/IEC 29794-5 (one face, whole face, size, pose, sharpness, eyes, light,
/// background).
public enum CheckCatalogue {
  public static let count = 38

  public static let checks: InlineArray<38, Check> = [
    Check(
      .singleFace, "single-face", .photo, "faces in the picture whose parts can be made out", .faces,
      .exactly(1), component: "SingleFacePresent", needs: .face),
    Check(
      .faceInFrame, "face-in-frame", .photo,
      "smallest distance of the face from the picture's edge, of the shorter side", .thousandths,
      .atLeast(30, strong: 0), needs: .face),
    Check(
      .pictureSize, "picture-size", .photo, "shorter side of the picture", .pixels,
      .atLeast(480, strong: 240), strict: .atLeast(600, strong: 480), needs: .frame),
    Check(
      .faceSize, "face-size", .photo, "distance between the eyes", .pixels,
      .atLeast(90, strong: 50), strict: .atLeast(120, strong: 90), component: "InterEyeDistance", needs: .face),
    Check(
      .headSize, "face-too-near", .photo, "distance from the eyes to the chin, of the picture's height", .thousandths,
      .atMost(420, strong: 600), component: "HeadSize", needs: .face),
    Check(
      .faceCentred, "face-centred", .photo, "distance of the face from the middle, of the picture's width",
      .thousandths, .atMost(180, strong: nil), strict: .atMost(50, strong: 100), needs: .face),
    Check(
      .headYaw, "head-yaw", .photo, "turn of the head to a side", .degrees,
      .atMost(12, strong: 20), strict: .atMost(5, strong: 8), component: "HeadPoseYaw", needs: .face),
    Check(
      .headPitch, "head-pitch", .photo, "tilt of the head up or down", .degrees,
      .atMost(15, strong: 25), strict: .atMost(8, strong: 12), component: "HeadPosePitch", needs: .face),
    Check(
      .headRoll, "head-roll", .photo, "lean of the head to a shoulder", .degrees,
      .atMost(12, strong: 20), strict: .atMost(8, strong: 12), component: "HeadPoseRoll", needs: .face),
    Check(
      .sharpness, "sharpness", .photo,
      "fine detail of the face beside its coarser detail, along the line that has least",
      .thousandths, .atLeast(2500, strong: 2000), component: "Sharpness", needs: .face, tellsCause: true),
    Check(
      .eyesOpen, "eyes-open", .photo, "opening of the eye that is less open, of the distance from eyes to chin",
      .thousandths, .atLeast(45, strong: nil), strict: .atLeast(50, strong: nil), component: "EyesOpen", needs: .face),
    Check(
      .mouthClosed, "mouth-closed", .photo, "gap between the lips, of the distance from eyes to chin", .thousandths,
      .atMost(200, strong: nil), strict: .atMost(70, strong: 140), component: "MouthClosed", needs: .face),
    Check(
      .eyesVisible, "eyes-visible", .photo, "lightness of the eyes beside the cheeks", .thousandths,
      .atLeast(450, strong: nil), component: "EyesVisible", needs: .face),
    Check(
      .glassesGlare, "glasses-glare", .photo, "part of the eyes' surroundings that white patches cover", .thousandths,
      .atMost(15, strong: 60), strict: .atMost(5, strong: 15), needs: .face),
    Check(
      .lowerFace, "lower-face-visible", .photo, "difference of colour between mouth and skin", .labUnits,
      .atMost(20, strong: nil), component: "MouthOcclusionPrevention", needs: .face),
    Check(
      .forehead, "forehead-visible", .photo, "difference of colour between forehead and skin", .labUnits,
      .atMost(14, strong: nil), component: "FaceOcclusionPrevention", needs: .face),
    Check(
      .lightLevel, "light-level", .photo, "level of a face whose detail is lost in the dark", .levels,
      .atLeast(60, strong: 40), needs: .face),
    Check(
      .lightBalance, "light-balance", .photo, "difference of light between the two cheeks", .millistops,
      .atMost(1500, strong: 2300), strict: .atMost(1000, strong: 1500), needs: .face),
    Check(
      .clippedHighlights, "clipped-highlights", .photo, "part of the face that is as bright as can be recorded",
      .thousandths, .atMost(20, strong: 80), strict: .atMost(10, strong: 40), component: "OverExposurePrevention",
      needs: .face),
    Check(
      .crushedShadows, "crushed-shadows", .photo, "part of the face that is black", .thousandths,
      .atMost(100, strong: 350), component: "UnderExposurePrevention", needs: .face),
    Check(
      .backlight, "backlight", .photo, "how much brighter a background with much white in it is than the face",
      .millistops,
      .atMost(1500, strong: 2500), needs: .background),
    Check(
      .contrast, "contrast", .photo, "difference between the darkest and the brightest parts of head and surroundings",
      .millistops, .atLeast(1800, strong: 1000), needs: .face),
    Check(
      .otherPeople, "other-people", .photo,
      "largest part of the picture that shows somebody apart from you, of your own part",
      .thousandths, .atMost(100, strong: nil), needs: .background),
    Check(
      .background, "plain-background", .photo, "unevenness of what is behind the person", .gradient,
      .atMost(110, strong: nil), strict: .atMost(80, strong: 110), component: "BackgroundUniformity", needs: .background
    ),
    Check(
      .naturalColour, "natural-colour", .photo, "distance of the skin from the colours of natural light", .labUnits,
      .atMost(10, strong: 25), strict: .atMost(5, strong: 15), component: "NaturalColour", needs: .face),
    Check(
      .nameConsistency, "name-consistency", .identity, "how far the name of the account is from the document's",
      .grades,
      .atMost(0, strong: 1), needs: .details),
    Check(
      .documentType, "document-type", .identity, "how far the document at hand is from the one that is asked for",
      .grades, .atMost(0, strong: 1), needs: .details),
    Check(
      .documentExpiry, "document-expiry", .identity, "time until the document expires", .days,
      .atLeast(30, strong: 0), needs: .details),
    Check(
      .mrzAgreement, "mrz-agreement", .identity, "parts of the machine-readable zone that do not agree", .groups,
      .atMost(0, strong: 0), needs: .details),
    Check(
      .holdStill, "hold-still", .live, "way of the face in a second, of the distance between the eyes", .thousandths,
      .atMost(900, strong: 2500), needs: .face),
    Check(
      .cameraNoise, "camera-noise", .live, "light and shade of the face beside the camera's noise from frame to frame",
      .thousandths, .atLeast(3000, strong: 1500), needs: .face),
    Check(
      .documentEdges, "document-edges", .document, "straight edges of a document that were found", .edges,
      .exactly(4), needs: .frame),
    Check(
      .documentInFrame, "document-in-frame", .document,
      "smallest distance of the document from the picture's edge, of the shorter side", .thousandths,
      .atLeast(20, strong: 0), needs: .document),
    Check(
      .documentShape, "document-shape", .document,
      "difference of the sides' proportion from that of a card or of a passport's page", .thousandths,
      .atMost(100, strong: nil), needs: .document),
    Check(
      .documentTilt, "document-tilt", .document, "how much longer a side is than the one across from it", .thousandths,
      .atMost(120, strong: 250), needs: .document),
    Check(
      .documentResolution, "document-resolution", .document, "pixels of the picture for an inch of the document",
      .pixelsPerInch, .atLeast(290, strong: 200), needs: .document),
    Check(
      .documentSharpness, "document-sharpness", .document,
      "fine detail of the rows of print beside detail three times as coarse", .thousandths,
      .atLeast(170, strong: 135), needs: .document),
    Check(
      .documentGlare, "document-glare", .document, "part of the document that patches of glare cover", .thousandths,
      .atMost(10, strong: 50), needs: .document),
  ]
}
