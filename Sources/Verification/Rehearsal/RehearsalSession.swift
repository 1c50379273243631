// SPDX-License-Identifier: Apache-2.0
// A movement before a camera: Frame and time → FaceReading → RehearsalReport. Only cameras are rehearsed with, never files.

import FaceModels
import Raster

public struct RehearsalSession {
  private var networks: FaceNetworks
  private var guide: RehearsalGuide

  public init(networks: FaceNetworks, _ movement: Movement) {
    self.networks = networks
    guide = RehearsalGuide(movement)
  }

  /// Begins another movement.
  public mutating func begin(_ movement: Movement) { guide = RehearsalGuide(movement) }

  /// Makes all that came of a picture zero.
  public mutating func forget() { networks.forget() }

  /// Follows the face into the next frame.
  public mutating func take(_ frame: Frame, milliseconds: Int64) -> RehearsalReport {
    guide.take(face(in: frame), milliseconds: milliseconds)
  }

  private mutating func face(in frame: Frame) -> FaceReading? {
    guard let sighting = networks.tracker?.follow(frame), sighting.hasLandmarks,
      let landmarks = networks.tracker?.landmarks
    else { return nil }
    let geometry = FaceGeometry(landmarks)
    guard geometry.eyeDistance >= 1, geometry.eyesToChin >= 1, geometry.eyesX >= 0,
      geometry.eyesY >= 0,
      geometry.eyesX < Float(frame.width), geometry.eyesY < Float(frame.height)
    else { return nil }
    return FaceReading(geometry, landmarks.headPlacement.pose)
  }
}
