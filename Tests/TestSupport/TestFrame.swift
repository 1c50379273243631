// SPDX-License-Identifier: Apache-2.0

import Raster

/// Generated pixels.
public struct TestFrame: Sendable {
  public let name: String
  public let width: Int
  public let height: Int
  public var rgba: [UInt8]

  public init(_ name: String, _ width: Int, _ height: Int, rgba: [UInt8]) {
    self.name = name
    self.width = width
    self.height = height
    self.rgba = rgba
  }

  /// - Parameter pixel: red, green, blue for a place.
  public init(
    _ name: String, _ width: Int, _ height: Int, pixel: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)
  ) {
    self.name = name
    self.width = width
    self.height = height
    rgba = []
    rgba.reserveCapacity(width * height * 4)
    for y in 0..<height {
      for x in 0..<width {
        let (red, green, blue) = pixel(x, y)
        rgba += [red, green, blue, 255]
      }
    }
  }

  public static func flat(_ level: UInt8, _ width: Int, _ height: Int) -> TestFrame {
    TestFrame("flat \(level) \(width)×\(height)", width, height) { _, _ in (level, level, level) }
  }

  public static func noise(seed: UInt64, _ width: Int, _ height: Int) -> TestFrame {
    var random = SeededRandom(seed: seed)
    return TestFrame("noise \(seed) \(width)×\(height)", width, height) { _, _ in
      let bits = random.next()
      return (UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits >> 16))
    }
  }

  public static func gradient(_ width: Int, _ height: Int) -> TestFrame {
    TestFrame("gradient \(width)×\(height)", width, height) { x, y in
      (UInt8(x * 255 / max(1, width - 1)), UInt8(y * 255 / max(1, height - 1)), UInt8((x + y) % 256))
    }
  }

  /// Squares of `side` pixels in two levels.
  public static func squares(_ dark: UInt8, _ bright: UInt8, side: Int, _ width: Int, _ height: Int) -> TestFrame {
    TestFrame("squares \(dark) \(bright) of \(side) \(width)×\(height)", width, height) { x, y in
      let level = (x / side + y / side) % 2 == 0 ? dark : bright
      return (level, level, level)
    }
  }

  public func withFrame<Result>(_ body: (Frame) throws -> Result) throws -> Result {
    try rgba.withUnsafeBufferPointer { try body(Frame(width: width, height: height, rgba: $0)) }
  }
}
