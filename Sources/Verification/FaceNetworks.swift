// SPDX-License-Identifier: Apache-2.0
// The networks of a session, taken from their files one by one. Any may be missing: what needs it is then not measurable.

import FaceModels
import Raster

/// What a network is for.
public enum NetworkRole: UInt8, CaseIterable, Sendable {
  case detector, landmarks, mask

  /// The network's file, in a site's assets and wherever else networks are kept.
  public var fileName: StaticString {
    switch self {
    case .detector: "face_detection_short_range.network"
    case .landmarks: "face_landmark.network"
    case .mask: "selfie_segmentation.network"
    }
  }
}

public struct FaceNetworks {
  private var detector: FaceDetector?
  private var landmarker: FaceLandmarker?
  /// Finds faces and their landmarks; nil until both networks for it are there.
  var tracker: FaceTracker?
  /// Tells the person from the background; nil until its network is there.
  public private(set) var mask: PersonMask?

  public init() {}

  /// Makes a network ready. The bytes are not needed afterwards.
  ///
  /// - Throws: what is wrong with the file; the session then is as it was.
  public mutating func take(
    _ role: NetworkRole, _ bytes: UnsafeBufferPointer<UInt8>, kernels: Kernels = .portable
  ) throws(NetworkFault) {
    let file = try NetworkFile(bytes)
    switch role {
    case .detector:
      var arena = Arena(byteCount: FaceDetector.arenaBytes(for: file))
      guard let network = FaceDetector(file, arena: &arena, kernels: kernels) else { throw .otherNetwork }
      detector = network
    case .landmarks:
      var arena = Arena(byteCount: FaceLandmarker.arenaBytes(for: file))
      guard let network = FaceLandmarker(file, arena: &arena, kernels: kernels) else { throw .otherNetwork }
      landmarker = network
    case .mask:
      var arena = Arena(byteCount: PersonMask.arenaBytes(for: file))
      guard let network = PersonMask(file, arena: &arena, kernels: kernels) else { throw .otherNetwork }
      mask = network
    }
    if let detector, let landmarker { tracker = FaceTracker(detector: detector, landmarker: landmarker) }
  }

  mutating func forget() {
    // The tracker shares the memory of detector and landmarks.
    tracker?.forget()
    mask?.forget()
  }
}
