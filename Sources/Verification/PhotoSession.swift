// SPDX-License-Identifier: Apache-2.0
// One still picture against the photo checks of the catalogue: Frame → measures → findings → Report.

import CaptureQuality
import Raster

/// Checks still pictures, one after another. Its memory is reserved once, when it is made; a check allocates nothing.
public struct PhotoSession {
  private var plane: WorkingPlane
  private let sharpness: Sharpness
  private let contrast: Contrast
  private let policy: Policy

  public init() {
    var arena = Arena(byteCount: WorkingPlane.arenaBytes + Sharpness.arenaBytes + Contrast.arenaBytes)
    plane = WorkingPlane(arena: &arena)
    sharpness = Sharpness(arena: &arena)
    contrast = Contrast(arena: &arena)
    policy = .current
  }

  /// Measures every photo check on one frame.
  ///
  /// - Complexity: O(frame pixels), no allocation.
  public mutating func check(_ frame: Frame) -> Report {
    plane.fill(from: frame)
    var report = Report(session: .photo, width: frame.width, height: frame.height)
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].session == .photo {
      report.append(CheckResult(check: index, measurement: measure(index, on: frame)))
    }
    return report
  }

  private func measure(_ index: Int, on frame: Frame) -> Measurement {
    switch index {
    case CheckCatalogue.Position.pictureSize:
      .measured(min(frame.width, frame.height))
    case CheckCatalogue.Position.sharpness:
      sharpness.measure(plane, minimumSide: policy.minimumSide)
    case CheckCatalogue.Position.contrast:
      contrast.measure(plane, minimumSide: policy.minimumSide)
    case CheckCatalogue.Position.clippedHighlights:
      clippedHighlights(frame, atOrAbove: policy.clippedLevel, minimumSide: policy.minimumSide)
    case CheckCatalogue.Position.crushedShadows:
      crushedShadows(frame, atOrBelow: policy.crushedLevel, minimumSide: policy.minimumSide)
    default:
      .notMeasurable(.noFaceModel)
    }
  }
}
