// SPDX-License-Identifier: Apache-2.0
// The frame's log luminance at one working size, on which structure is measured.
//
// Goals, in order: (1) the same bits everywhere: integers up to the average, then RealMath; (2) measures that do not
// depend on the camera's resolution: every larger frame is averaged down to the same area; (3) one pass over the frame,
// in rows, without memory of the frame's size.

import RealMath

/// Log luminance of a frame, averaged down to a bounded number of pixels.
///
/// Averaging happens in linear light, as a lens would do it. Values are log2(Y + 2/255) with Y in 0…1: from about −7
/// (black) to 0.01 (white). One unit is one stop. The offset keeps the noise of black pixels from counting as structure.
public struct WorkingPlane {
  /// Shape: row-major, `width` × `height`; unit: stops.
  public let stops: UnsafeMutableBufferPointer<Float>
  public private(set) var width = 0
  public private(set) var height = 0

  private let columnSums: UnsafeMutableBufferPointer<UInt64>
  private let light: LinearLight

  /// The plane holds at most this many pixels, and a frame with fewer is taken as it is.
  public static let maximumPixels = 384 * 256
  /// Added to the linear luminance before the logarithm.
  public static let blackOffset: Float = 2.0 / 255

  public static let arenaBytes =
    Arena.bytes(maximumPixels, of: Float.self) + Arena.bytes(maximumPixels, of: UInt64.self)
    + Arena.bytes(256, of: UInt16.self)

  public init(arena: inout Arena) {
    stops = arena.reserve(WorkingPlane.maximumPixels, of: Float.self)
    columnSums = arena.reserve(WorkingPlane.maximumPixels, of: UInt64.self)
    light = LinearLight(arena: &arena)
  }

  /// Averages a frame down into the plane.
  ///
  /// - Complexity: O(frame pixels), no allocation.
  public mutating func fill(from frame: Frame) {
    (width, height) = WorkingPlane.size(width: frame.width, height: frame.height)
    for row in 0..<height {
      sumColumns(of: frame, planeRow: row)
      storeRow(row, frameWidth: frame.width, frameHeight: frame.height)
    }
  }

  /// The plane's size for a frame: the same aspect ratio as far as whole pixels allow, never more than `maximumPixels`,
  /// never more than the frame on either side.
  public static func size(width: Int, height: Int) -> (width: Int, height: Int) {
    guard width * height > maximumPixels else { return (width, height) }
    let ideal = squareRoot(Int64(maximumPixels) &* Int64(width) / Int64(height))
    let planeWidth = max(1, min(ideal, width, maximumPixels))
    return (planeWidth, max(1, min(maximumPixels / planeWidth, height)))
  }
}

extension WorkingPlane {
  /// Adds up, for one row of the plane, every frame row that it covers, each with the height by which it is covered.
  ///
  /// Plane row i covers the span i · H … (i + 1) · H, frame row j the span j · h … (j + 1) · h (H frame rows, h plane rows):
  /// whole numbers, so weights are exact. They stay below 2⁴³: more than the 32 bits of an Int in wasm, and far from the end of
  /// an Int64, so its arithmetic is not checked.
  private func sumColumns(of frame: Frame, planeRow: Int) {
    for column in 0..<width { columnSums[column] = 0 }
    let rowSpan = Int64(height)
    let top = Int64(planeRow) &* Int64(frame.height)
    let bottom = top + Int64(frame.height)
    var frameRow = top / rowSpan
    while frameRow &* rowSpan < bottom {
      let weight = min(bottom, (frameRow + 1) &* rowSpan) - max(top, frameRow &* rowSpan)
      addRow(frame.rgba + Int(frameRow) * frame.width * 4, frameWidth: frame.width, weight: UInt64(weight))
      frameRow += 1
    }
  }

  /// Adds one frame row to the column sums, each pixel with the width by which it is covered times `weight`.
  private func addRow(_ row: UnsafePointer<UInt8>, frameWidth: Int, weight: UInt64) {
    let pixelSpan = Int64(width)
    let columnSpan = Int64(frameWidth)
    var pixel = row
    var column = 0
    var columnEnd = columnSpan
    var position: Int64 = 0
    for _ in 0..<frameWidth {
      let value = UInt64(light.luminance(pixel)) &* weight
      let end = position &+ pixelSpan
      if end <= columnEnd {
        columnSums[column] &+= value &* UInt64(pixelSpan)
      } else {
        columnSums[column] &+= value &* UInt64(columnEnd &- position)
        column &+= 1
        columnSums[column] &+= value &* UInt64(end &- columnEnd)
        columnEnd &+= columnSpan
      }
      if end == columnEnd {
        column &+= 1
        columnEnd &+= columnSpan
      }
      position = end
      pixel += 4
    }
  }

  /// Turns column sums into stops.
  private func storeRow(_ row: Int, frameWidth: Int, frameHeight: Int) {
    let area = UInt64(frameWidth) &* UInt64(frameHeight)
    let start = row * width
    var column = 0
    while column < width {
      var y = SIMD4<Float>(repeating: 0)
      let lanes = min(4, width - column)
      for lane in 0..<lanes {
        // The average in 1/16 of a luminance unit: at most 2²⁰, so Float holds it exactly.
        y[lane] = Float(UInt32((columnSums[column + lane] &* 16 &+ area / 2) / area))
      }
      let stopsOfFour = log2(y * (1 / (65_535 * 16)) + WorkingPlane.blackOffset)
      for lane in 0..<lanes { stops[start + column + lane] = stopsOfFour[lane] }
      column += 4
    }
  }

  /// The largest whole number whose square is at most `value`, by Newton's method from above.
  private static func squareRoot(_ value: Int64) -> Int {
    guard value > 1 else { return Int(value) }
    var root = value
    var next = (value + 1) / 2
    while next < root {
      root = next
      next = (root + value / root) / 2
    }
    return Int(root)
  }
}
