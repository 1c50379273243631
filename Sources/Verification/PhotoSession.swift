// SPDX-License-Identifier: Apache-2.0
// One still picture against the photo checks of the catalogue: Frame → face → measures → findings → Report.

import CaptureQuality
import FaceModels
import Raster

/// Checks still pictures, one after another. Its memory is reserved once, when it is made; a check allocates nothing.
public struct PhotoSession {
  /// What the session sees with.
  public var networks: FaceNetworks
  private(set) var patch: FacePatch
  private let scales: LightScales
  private let glare: GlassesGlare
  private let others: OtherPeople
  private var background: Background
  private let policy: Policy
  /// The face of the last frame, for hosts that draw it; it holds until the next frame, and stands in no report.
  public private(set) var face: SeenFace?

  public init(networks: FaceNetworks = FaceNetworks()) {
    var arena = Arena(
      byteCount: FacePatch.arenaBytes + LightScales.arenaBytes + GlassesGlare.arenaBytes + OtherPeople.arenaBytes
        + Background.arenaBytes)
    self.networks = networks
    patch = FacePatch(arena: &arena)
    scales = LightScales(arena: &arena)
    glare = GlassesGlare(arena: &arena)
    others = OtherPeople(arena: &arena)
    background = Background(arena: &arena)
    policy = .current
  }

  /// Makes all that came of a picture zero, so that nothing of it stays in memory.
  public mutating func forget() {
    face = nil
    networks.forget()
    patch.forget()
    scales.forget()
    others.forget()
    background.forget()
  }

  /// Measures every photo check on one frame.
  ///
  /// - Complexity: O(frame pixels), no allocation.
  public mutating func check(_ frame: Frame, profile: Profile = .selfie) -> Report {
    let sight = look(at: frame, .still)
    var report = Report(session: .photo, profile: profile, width: frame.width, height: frame.height)
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].session == .photo {
      let measurement = measure(CheckCatalogue.checks[index], on: frame, sight)
      let result = CheckResult(check: index, measurement: measurement, profile: profile)
      report.append(CheckCatalogue.checks[index].tellsCause ? withCause(result, sight) : result)
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
  let colour: FaceColour
  let detail: Detail?
  /// Whether the person was told from the background.
  let hasMask: Bool

  var pose: HeadPose { placement.pose }
}

/// What a frame is to the networks.
enum Look: Equatable {
  /// A picture of its own.
  case still
  /// The next one of a film. The person mask is costly and changes slowly, so not every frame needs it.
  case film(needsMask: Bool)
}

/// What the networks made of a frame.
enum Sight {
  /// Not all networks for it are there.
  case unseen
  /// The detector may see faces whose landmarks do not hold.
  case nobody(faceCount: Int)
  case face(faceCount: Int, SeenFace)
}

extension PhotoSession {
  mutating func look(at frame: Frame, _ look: Look) -> Sight {
    face = nil
    guard let sighting = look == .still ? networks.tracker?.look(at: frame) : networks.tracker?.follow(frame),
      let landmarks = networks.tracker?.landmarks
    else { return .unseen }
    let geometry = FaceGeometry(landmarks)
    // Landmarks that fall into one point are none.
    guard sighting.hasLandmarks, geometry.eyeDistance >= 1, geometry.eyesToChin >= 1 else {
      return .nobody(faceCount: sighting.faceCount)
    }
    patch.fill(from: frame, landmarks, geometry)
    scales.fill(from: patch)
    if let mask = networks.mask, look != .film(needsMask: false) {
      mask.measure(frame)
      background.fill(from: frame, mask, landmarks, geometry, patch)
    }
    let face = SeenFace(
      landmarks: landmarks, geometry: geometry, placement: landmarks.headPlacement,
      light: FaceLight(patch, landmarks, scales), colour: FaceColour(patch, landmarks),
      detail: faceDetail(patch, landmarks, scales),
      hasMask: networks.mask != nil)
    self.face = face
    return .face(faceCount: sighting.faceCount, face)
  }

  func measure(_ check: Check, on frame: Frame, _ sight: Sight) -> Measurement {
    if check.kind == .pictureSize { return .measured(min(frame.width, frame.height)) }
    switch sight {
    case .unseen: return .notMeasurable(.noFaceModel)
    case .nobody(let faceCount):
      // What the detector takes for a face and the landmarks do not hold on is none that could be verified.
      if check.kind == .singleFace { return .measured(0) }
      return .notMeasurable(faceCount == 0 ? .noFace : .faceUnclear)
    case .face(let faceCount, let face):
      if check.kind == .singleFace { return .measured(max(1, faceCount)) }
      if check.needs == .background, !face.hasMask { return .notMeasurable(.noMask) }
      return measure(check, on: frame, face)
    }
  }

  private func measure(_ check: Check, on frame: Frame, _ face: SeenFace) -> Measurement {
    let (landmarks, geometry) = (face.landmarks, face.geometry)
    switch check.kind {
    case .singleFace, .pictureSize: preconditionFailure("measured for frames without a face, too")
    case .nameConsistency, .documentType, .documentExpiry, .mrzAgreement: preconditionFailure("not a photo check")
    case .holdStill, .cameraNoise: preconditionFailure("measured between frames")
    case .documentEdges, .documentInFrame, .documentShape, .documentTilt, .documentResolution, .documentSharpness,
      .documentGlare:
      preconditionFailure("not a photo check")
    case .faceInFrame: return faceMargin(geometry, in: frame)
    case .faceSize: return interEyeDistance(geometry, face.pose)
    case .headSize: return CaptureQuality.headSize(geometry, in: frame)
    case .faceCentred: return offCentre(geometry, in: frame)
    case .headYaw: return size(of: face.pose.yaw)
    case .headPitch: return size(of: face.pose.pitch)
    case .headRoll: return size(of: face.pose.roll)
    case .sharpness:
      return CaptureQuality.sharpness(face.detail, geometry, leastEyeDistance: policy.leastEyeDistance)
    case .eyesOpen: return eyeOpening(geometry)
    case .mouthClosed: return mouthOpening(geometry)
    case .eyesVisible: return eyeLightness(patch, landmarks)
    case .glassesGlare: return glare.measure(patch, landmarks, atOrAbove: policy.clippedLevel)
    case .lowerFace: return face.colour.lowerFaceDistance
    case .forehead: return face.colour.foreheadDistance
    case .lightLevel: return lightLevel(face.light, check.limits(for: .selfie))
    case .lightBalance:
      let yaw = face.pose.yaw < 0 ? -face.pose.yaw : face.pose.yaw
      return yaw <= Float(policy.comparableYaw)
        ? CaptureQuality.lightBalance(patch, landmarks) : .notMeasurable(.headTurned)
    case .clippedHighlights: return faceHighlights(patch, landmarks, atOrAbove: policy.clippedLevel)
    case .crushedShadows: return faceShadows(patch, landmarks, atOrBelow: policy.crushedLevel)
    case .backlight:
      return background.backlight(patch, landmarks, clippedShare: policy.clippedBackground)
    case .contrast: return .measured(face.light.range)
    case .otherPeople:
      guard let mask = networks.mask else { return .notMeasurable(.noMask) }
      return others.measure(mask, geometry, in: frame)
    case .background: return background.unevenness
    case .naturalColour: return face.colour.naturalDistance
    }
  }

  /// A finding of blur with what the picture shows of its cause.
  func withCause(_ result: CheckResult, _ sight: Sight) -> CheckResult {
    guard case .face(_, let face) = sight, let detail = face.detail, let verdict = result.verdict, verdict != .good
    else { return result }
    // The face has been measured, so its scales are free.
    let surroundings = face.hasMask ? background.detail(scales) : nil
    return CheckResult(
      check: result.check, measurement: result.measurement, profile: result.profile,
      cause: BlurCause(face: detail, background: surroundings, policy.blur))
  }

  private func lightLevel(_ light: FaceLight, _ limits: Limits) -> Measurement {
    let enough = limits.atLeast?.hint ?? 0
    return light.lostLevel(
      enough: enough, dark: limits.atLeast?.strong ?? enough, leastStructure: policy.leastStructure)
  }
}
