// SPDX-License-Identifier: Apache-2.0

import CaptureQuality

/// Every threshold of the core that is not a limit of a check. Together with the catalogue it makes the digest.
public struct Policy: Sendable {
  /// sRGB code at and above which a channel counts as clipped.
  public let clippedLevel: UInt8
  /// sRGB code at and below which luminance counts as crushed.
  public let crushedLevel: UInt8
  /// Structure of the face, in thousandths of a stop, from which detail shows however low the level is.
  public let leastStructure: Int
  /// Yaw, in degrees, up to which the two sides of a face are compared.
  public let comparableYaw: Int
  /// Distance of the eyes, in pixels, from which fine detail of the face is judged.
  public let leastEyeDistance: Int
  /// Thousandths of the background that have to be clipped before backlight counts.
  public let clippedBackground: Int
  /// How the causes of a blur are told apart.
  public let blur: BlurLimits

  public static let current = Policy(
    clippedLevel: 250, crushedLevel: 8, leastStructure: 450, comparableYaw: 12, leastEyeDistance: 40,
    clippedBackground: 200,
    blur: BlurLimits(motion: 700, even: 780, softBackground: 1900, sharpBackground: 2200, leastBackground: 12))
}
