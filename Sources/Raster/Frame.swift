// SPDX-License-Identifier: Apache-2.0

/// A picture as every host hands it over: sRGB, four bytes a pixel (red, green, blue, alpha ignored), rows from the top,
/// upright and unmirrored. The capture subject's left is on the right of the frame; x runs right, y down.
///
/// Hosts never scale, mirror or convert; the core does, so that equal pixels give equal reports. A frame borrows its
/// pixels: whoever made it keeps them alive and unchanged while it is used.
public struct Frame {
  public let width: Int
  public let height: Int
  public let rgba: UnsafePointer<UInt8>

  /// The most pixels that a frame may have: 64 mebipixels, 256 MiB of RGBA.
  public static let maximumPixels = 64 << 20
  /// No side is longer, so that places in a frame are exact in a Float.
  public static let maximumSide = 65_535

  /// - Parameters:
  ///   - width: in pixels, at least 1.
  ///   - height: in pixels, at least 1; width × height is at most `maximumPixels`.
  ///   - rgba: at least width × height × 4 bytes.
  /// - Throws: `FrameError`, with the sizes found.
  public init(width: Int, height: Int, rgba: UnsafeBufferPointer<UInt8>) throws(FrameError) {
    try Frame.validate(width: width, height: height)
    guard let base = rgba.baseAddress, rgba.count >= width * height * 4 else {
      throw .tooFewBytes(expected: width * height * 4, found: rgba.count)
    }
    self.width = width
    self.height = height
    self.rgba = base
  }

  public var pixelCount: Int { width * height }

  /// Refuses a size that no frame may have, before anyone reserves memory for it.
  public static func validate(width: Int, height: Int) throws(FrameError) {
    guard width > 0, height > 0 else { throw .empty(width: width, height: height) }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= maximumPixels, max(width, height) <= maximumSide else {
      throw .tooLarge(width: width, height: height)
    }
  }
}

/// Why bytes are not a frame.
public enum FrameError: Error, Equatable {
  case empty(width: Int, height: Int)
  case tooLarge(width: Int, height: Int)
  case tooFewBytes(expected: Int, found: Int)
}
