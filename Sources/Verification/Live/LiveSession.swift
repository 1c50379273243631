// SPDX-License-Identifier: Apache-2.0
// A film against the checks, frame by frame: Frame and time → LiveReading → LiveReport.

import CaptureQuality
import FaceModels
import Raster

/// Follows one person before a camera. Its memory is reserved once; a frame allocates nothing.
public struct LiveSession {
  /// What measures a frame; its networks are the session's.
  public var photo: PhotoSession
  private var noise: TemporalNoise
  private var guide: LiveGuide
  private var frameNumber = 0
  /// What was last measured with the person mask, which not every frame has.
  private var surroundings = LiveReading(milliseconds: 0, width: 0, height: 0)
  private var hasMask = false

  /// - Parameter photo: lends its memory and networks: while a film runs, it checks no pictures of its own.
  public init(measuringWith photo: PhotoSession, profile: Profile = .selfie) {
    var arena = Arena(byteCount: TemporalNoise.arenaBytes)
    self.photo = photo
    noise = TemporalNoise(arena: &arena)
    guide = LiveGuide(profile: profile)
  }

  /// Begins another film.
  public mutating func begin(profile: Profile = .selfie) {
    forget()
    guide = LiveGuide(profile: profile)
    frameNumber = 0
  }

  /// Makes all that came of a picture zero.
  public mutating func forget() {
    photo.forget()
    noise.forget()
    hasMask = false
    surroundings = LiveReading(milliseconds: 0, width: 0, height: 0)
  }

  /// Measures the next frame and says what is to be told now.
  ///
  /// - Parameter milliseconds: when the frame was taken, from any beginning.
  public mutating func take(_ frame: Frame, milliseconds: Int64) -> LiveReport {
    guide.take(read(frame, milliseconds))
  }
}

extension LiveSession {
  private mutating func read(_ frame: Frame, _ milliseconds: Int64) -> LiveReading {
    let isDue = !hasMask || frameNumber % Policy.current.live.maskInterval == 0
    frameNumber &+= 1
    let sight = photo.look(at: frame, .film(needsMask: isDue))
    var reading = LiveReading(milliseconds: milliseconds, width: frame.width, height: frame.height)
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].session == .photo {
      let check = CheckCatalogue.checks[index]
      if check.needs == .background, !isDue, photo.face != nil {
        reading.set(index, surroundings.measurement(index))
        continue
      }
      let measurement = photo.measure(check, on: frame, sight)
      if check.needs == .background { surroundings.set(index, measurement) }
      let result = CheckResult(check: index, measurement: measurement, profile: guide.profile)
      reading.set(
        index, measurement, direction: direction(of: check, frame),
        cause: check.tellsCause ? photo.withCause(result, sight).cause : nil)
    }
    hasMask = photo.face != nil
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].kind == .cameraNoise {
      reading.set(index, noiseMeasurement(sight, frame))
    }
    reading.face = photo.face.map { FaceReading($0.geometry, $0.pose) }
    return reading
  }

  private mutating func noiseMeasurement(_ sight: Sight, _ frame: Frame) -> Measurement {
    guard let face = photo.face else {
      noise.forget()
      if case .unseen = sight { return .notMeasurable(.noFaceModel) }
      return .notMeasurable(.noFace)
    }
    return noise.measure(frame, face.geometry, face.light, photo.patch)
  }

  /// Where the person would have to go or to turn, were the check not good.
  private func direction(of check: Check, _ frame: Frame) -> Direction? {
    guard let face = photo.face else { return nil }
    let geometry = face.geometry
    switch check.kind {
    case .faceSize: return .nearer
    case .headSize: return .farther
    // The person's left is on the right of the frame.
    case .faceCentred: return geometry.eyesX < Float(frame.width) / 2 ? .left : .right
    case .faceInFrame: return LiveSession.wayIn(geometry, frame)
    case .headYaw: return face.pose.yaw > 0 ? .right : .left
    case .headPitch: return face.pose.pitch > 0 ? .up : .down
    case .headRoll: return face.pose.roll > 0 ? .left : .right
    case .lightBalance:
      return lightIsOnRight(photo.patch, face.landmarks).map { $0 ? .right : .left }
    default: return nil
    }
  }

  /// Away from the edge that is nearest.
  private static func wayIn(_ face: FaceGeometry, _ frame: Frame) -> Direction {
    let (left, top) = (face.left, face.top)
    let (right, bottom) = (Float(frame.width) - face.right, Float(frame.height) - face.bottom)
    let least = min(min(left, right), min(top, bottom))
    if least == left { return .left }
    if least == right { return .right }
    return least == top ? .down : .up
  }
}

extension FaceReading {
  init(_ geometry: FaceGeometry, _ pose: HeadPose) {
    self.init(
      yaw: whole(pose.yaw, 10), pitch: whole(pose.pitch, 10),
      eyeAspectRatio: whole((geometry.rightEyeAspectRatio + geometry.leftEyeAspectRatio) / 2, 1000),
      x: whole(geometry.eyesX, 10), y: whole(geometry.eyesY, 10), eyeDistance: whole(geometry.eyeDistance, 10))
  }
}

/// A value in parts, cut to a whole number; far beyond all sense it is cut off.
private func whole(_ value: Float, _ parts: Float) -> Int {
  Int(max(-1e7, min(1e7, value * parts)))
}
