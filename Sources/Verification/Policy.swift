// SPDX-License-Identifier: Apache-2.0

/// Every threshold of the core that is not a limit of a check. Together with the catalogue it makes the digest.
public struct Policy: Sendable {
  /// sRGB code at and above which a channel counts as clipped.
  public let clippedLevel: UInt8
  /// sRGB code at and below which a channel counts as crushed.
  public let crushedLevel: UInt8
  /// Smaller side of the frame and of its working plane, in pixels, below which the picture itself is not measured.
  public let minimumSide: Int
  /// Structure of the face, in thousandths of a stop, from which detail shows however low the level is.
  public let leastStructure: Int
  /// Yaw, in degrees, up to which the two sides of a face are compared.
  public let comparableYaw: Int

  public static let current = Policy(
    clippedLevel: 250, crushedLevel: 8, minimumSide: 48, leastStructure: 450, comparableYaw: 12)
}
