// SPDX-License-Identifier: Apache-2.0
// What one frame of a film was measured to be: all that the live session decides by. It holds whole numbers and no pixels, so
// that the same readings give the same hints everywhere.

import CaptureQuality

/// Where to, from the person's own side: left is the person's left.
public enum Direction: UInt8, CaseIterable, Sendable {
  case left, right, up, down, nearer, farther

  public var name: StaticString {
    switch self {
    case .left: "left"
    case .right: "right"
    case .up: "up"
    case .down: "down"
    case .nearer: "nearer"
    case .farther: "farther"
    }
  }
}

/// The face of a frame, as far as the next frames are compared with it.
public struct FaceReading: Equatable, Sendable {
  /// Tenths of a degree, with the signs of `HeadPose`.
  public let yaw: Int
  public let pitch: Int
  /// Mean of both eyes, thousandths.
  public let eyeAspectRatio: Int
  /// The middle between the eyes, tenths of a pixel.
  public let x: Int
  public let y: Int
  /// Between the eyes, tenths of a pixel, at least 1.
  public let eyeDistance: Int

  public init(yaw: Int, pitch: Int, eyeAspectRatio: Int, x: Int, y: Int, eyeDistance: Int) {
    self.yaw = max(-1800, min(1800, yaw))
    self.pitch = max(-1800, min(1800, pitch))
    self.eyeAspectRatio = max(0, min(100_000, eyeAspectRatio))
    self.x = FaceReading.near(x)
    self.y = FaceReading.near(y)
    self.eyeDistance = max(1, FaceReading.near(eyeDistance))
  }

  /// Cut off far beyond all sense, so that what is reckoned with it stays in range.
  private static func near(_ value: Int) -> Int { max(-10_000_000, min(10_000_000, value)) }
}

/// One frame as it was measured.
public struct LiveReading: Sendable {
  /// When the frame was taken, in milliseconds from any beginning.
  public let milliseconds: Int64
  public let width: Int
  public let height: Int
  /// Nil where there is no face whose landmarks hold.
  public var face: FaceReading?
  private var measurements: InlineArray<38, Measurement>
  private var directions: InlineArray<38, Direction?>
  private var causes: InlineArray<38, BlurCause?>

  public init(milliseconds: Int64, width: Int, height: Int) {
    self.milliseconds = milliseconds
    self.width = width
    self.height = height
    measurements = InlineArray(repeating: .notMeasurable(.noFace))
    directions = InlineArray(repeating: nil)
    causes = InlineArray(repeating: nil)
  }

  /// What was measured for the check at a position in the catalogue.
  public func measurement(_ check: Int) -> Measurement { measurements[check] }
  /// Where the person would have to move or to turn, were there a finding.
  public func direction(_ check: Int) -> Direction? { directions[check] }
  public func cause(_ check: Int) -> BlurCause? { causes[check] }

  public mutating func set(
    _ check: Int, _ measurement: Measurement, direction: Direction? = nil, cause: BlurCause? = nil
  ) {
    measurements[check] = measurement
    directions[check] = direction
    causes[check] = cause
  }
}
