// SPDX-License-Identifier: Apache-2.0

/// What came of trying to measure: a number in the unit of its check, or why there is none.
public enum Measurement: Equatable, Sendable {
  case measured(Int)
  case notMeasurable(Reason)

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
    /// Hardly anything of the background is in the picture.
    case noBackground
    /// The head is turned so far that the two sides of the face cannot be compared.
    case headTurned
  }
}
