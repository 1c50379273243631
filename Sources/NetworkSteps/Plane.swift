// SPDX-License-Identifier: Apache-2.0

/// A tensor of one picture in memory. Its values lie row by row, channels innermost, in eights; around it stands a border
/// of zeros.
public struct Plane: BitwiseCopyable {
  /// The first value of the first pixel; the border lies before and behind.
  public let origin: UnsafeMutableRawPointer
  public let height: Int
  public let width: Int
  /// As the file states them.
  public let channels: Int
  public let rowBytes: Int
  public let pixelBytes: Int

  public init(
    origin: UnsafeMutableRawPointer, height: Int, width: Int, channels: Int, rowBytes: Int, pixelBytes: Int
  ) {
    self.origin = origin
    self.height = height
    self.width = width
    self.channels = channels
    self.rowBytes = rowBytes
    self.pixelBytes = pixelBytes
  }

  @inlinable
  public func row(_ y: Int) -> UnsafeMutableRawPointer { origin + y &* rowBytes }
}
