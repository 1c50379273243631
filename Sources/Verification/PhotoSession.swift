// SPDX-License-Identifier: Apache-2.0
// One still picture against the photo checks of the catalogue: Frame → face → measures → findings → Report.

import CaptureQuality
import FaceModels
import Raster

/// Checks still pictures, one after another. Its memory is reserved once, when it is made; a check allocates nothing.
public struct PhotoSession {
  /// What the session sees with.
  public var networks: FaceNetworks
  private var plane: WorkingPlane
  private var patch: FacePatch
  private let smooth: SmoothPatch
  private let sharpness: Sharpness
  private let contrast: Contrast
  private let policy: Policy
  /// The face of the last frame, for hosts that draw it; it holds until the next frame, and stands in no report.
  public private(set) var face: SeenFace?

  public init(networks: FaceNetworks = FaceNetworks()) {
    var arena = Arena(
      byteCount: WorkingPlane.arenaBytes + FacePatch.arenaBytes + SmoothPatch.arenaBytes + Sharpness.arenaBytes
        + Contrast.arenaBytes)
    self.networks = networks
    plane = WorkingPlane(arena: &arena)
    patch = FacePatch(arena: &arena)
    smooth = SmoothPatch(arena: &arena)
    sharpness = Sharpness(arena: &arena)
    contrast = Contrast(arena: &arena)
    policy = .current
  }

  /// Measures every photo check on one frame.
  ///
  /// - Complexity: O(frame pixels), no allocation.
  public mutating func check(_ frame: Frame) -> Report {
    plane.fill(from: frame)
    let sight = look(at: frame)
    var report = Report(session: .photo, width: frame.width, height: frame.height)
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].session == .photo {
      let measurement = measure(CheckCatalogue.checks[index].kind, on: frame, sight)
      report.append(CheckResult(check: index, measurement: measurement))
    }
    return report
  }
}

/// The face whose landmarks hold: the largest in the frame.
public struct SeenFace {
  public let landmarks: Landmarks
  public let geometry: FaceGeometry
  public let placement: HeadPlacement
  let light: FaceLight

  var pose: HeadPose { placement.pose }
}

/// What the networks made of a frame.
private enum Sight {
  /// Not all networks for it are there.
  case unseen
  case nobody(faceCount: Int)
  case face(faceCount: Int, SeenFace)
}

extension PhotoSession {
  private mutating func look(at frame: Frame) -> Sight {
    face = nil
    guard let sighting = networks.tracker?.look(at: frame), let landmarks = networks.tracker?.landmarks else {
      return .unseen
    }
    let geometry = FaceGeometry(landmarks)
    // Landmarks that fall into one point are none.
    guard sighting.hasLandmarks, geometry.eyeDistance >= 1, geometry.eyesToChin >= 1 else {
      return .nobody(faceCount: sighting.faceCount)
    }
    patch.fill(from: frame, landmarks, geometry)
    smooth.fill(from: patch)
    let face = SeenFace(
      landmarks: landmarks, geometry: geometry, placement: landmarks.headPlacement,
      light: FaceLight(patch, landmarks, smooth: smooth))
    self.face = face
    return .face(faceCount: sighting.faceCount, face)
  }

  private func measure(_ kind: CheckKind, on frame: Frame, _ sight: Sight) -> Measurement {
    switch kind {
    case .pictureSize: .measured(min(frame.width, frame.height))
    case .sharpness: sharpness.measure(plane, minimumSide: policy.minimumSide)
    case .contrast: contrast.measure(plane, minimumSide: policy.minimumSide)
    case .clippedHighlights:
      clippedHighlights(frame, atOrAbove: policy.clippedLevel, minimumSide: policy.minimumSide)
    case .crushedShadows: crushedShadows(frame, atOrBelow: policy.crushedLevel, minimumSide: policy.minimumSide)
    case .singleFace, .faceInFrame, .faceSize, .headYaw, .headPitch, .headRoll, .lightLevel, .lightBalance:
      switch sight {
      case .unseen: .notMeasurable(.noFaceModel)
      case .nobody(let faceCount): kind == .singleFace ? .measured(faceCount) : .notMeasurable(.noFace)
      case .face(let faceCount, let face): measure(kind, on: frame, faceCount, face)
      }
    }
  }

  private func measure(_ kind: CheckKind, on frame: Frame, _ faceCount: Int, _ face: SeenFace) -> Measurement {
    switch kind {
    case .singleFace: .measured(max(1, faceCount))
    case .faceInFrame: faceMargin(face.geometry, in: frame)
    case .faceSize: interEyeDistance(face.geometry, face.pose)
    case .headYaw: size(of: face.pose.yaw)
    case .headPitch: size(of: face.pose.pitch)
    case .headRoll: size(of: face.pose.roll)
    case .lightLevel:
      face.light.lostLevel(enough: 60, leastStructure: policy.leastStructure, dark: 40)
    case .lightBalance:
      isComparable(face.pose)
        ? lightBalance(patch, face.landmarks) : .notMeasurable(.headTurned)
    case .pictureSize, .sharpness, .contrast, .clippedHighlights, .crushedShadows: .notMeasurable(.noFace)
    }
  }

  private func isComparable(_ pose: HeadPose) -> Bool {
    max(pose.yaw, -pose.yaw) <= Float(policy.comparableYaw)
  }
}
