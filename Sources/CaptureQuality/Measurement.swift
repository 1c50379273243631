// SPDX-License-Identifier: Apache-2.0

/// What came of trying to measure: a number in the unit of its check, or why there is none.
public enum Measurement: Equatable, Sendable {
  case measured(Int)
  /// Good as it is, told without a number: what the number would be about is not the case.
  case good(Ground)
  case notMeasurable(Reason)

  /// Why all is good without a number. A number beside a limit that does not apply would say something about the skin or the
  /// wall, and nothing about the light.
  public enum Ground: UInt8, CaseIterable, Sendable {
    /// The detail of the face is not lost in the dark, however dark or bright the face is.
    case detailShows
    /// Little of the background is pure white, so the light does not come from there.
    case backgroundNotWhite
    /// In a film: the eyes are as open as this person's are.
    case eyesAsUsual
    /// In a film: the eyes are closed for no longer than a blink.
    case blinked
  }

  /// Why a measure could not be taken. "Cannot tell" is a real result.
  public enum Reason: UInt8, CaseIterable, Sendable {
    /// The measure is about a face, and the networks that find one are not part of this build.
    case noFaceModel
    /// No face was found in the frame.
    case noFace
    /// What the measure looks at lies outside the frame.
    case faceOutside
    /// A face was found, but its parts cannot be made out.
    case faceUnclear
    /// The face has too few pixels for what the measure looks at.
    case faceTooSmall
    /// The picture, or the light, has no colour.
    case noColour
    /// There is hardly any light to measure.
    case tooDark
    /// The network that tells the person from the background is not part of this build.
    case noMask
    /// Where the face is, nobody could be told from the background.
    case personUnclear
    /// Hardly anything of the background is in the picture.
    case noBackground
    /// The head is turned so far that the two sides of the face cannot be compared.
    case headTurned
    /// In a film: there is no earlier frame to compare this one with.
    case noEarlierFrame
    /// In a film: the face moves too much to compare two frames.
    case faceMoving
    /// No document with four straight edges was found.
    case noEdges
    /// Hardly any print was found on the document.
    case noText
  }
}
