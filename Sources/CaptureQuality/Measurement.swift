// SPDX-License-Identifier: Apache-2.0

/// What came of trying to measure: a number in the unit of its check, or why there is none.
public enum Measurement: Equatable, Sendable {
  case measured(Int)
  case notMeasurable(Reason)

  /// Why a measure could not be taken. "Cannot tell" is a real result.
  public enum Reason: UInt8, CaseIterable, Sendable {
    /// The measure is about a face, and the networks that find one are not part of this build.
    case noFaceModel
    /// The frame has too few pixels for what the measure looks at.
    case frameTooSmall
    /// No face was found in the frame.
    case noFace
    /// What the measure looks at lies outside the frame.
    case faceOutside
    /// The head is turned so far that the two sides of the face cannot be compared.
    case headTurned
  }
}
