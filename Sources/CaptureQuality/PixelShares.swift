// SPDX-License-Identifier: Apache-2.0
// Shares of the frame's own pixels that carry no detail any more, because the sensor's range ended there.

import Raster

/// Clipped highlights: the share of pixels in which all three channels stand at or above `level`.
///
/// All three, because a saturated colour (an orange suit, a red flag) fills one channel without any loss of light.
///
/// - Parameters:
///   - level: an sRGB code, 0…255.
///   - minimumSide: the frame's smaller side in pixels below which nothing is said.
/// - Returns: thousandths of the frame's pixels, rounded down, 0…1000. `.frameTooSmall` below `minimumSide`.
/// - Complexity: O(frame pixels), no allocation.
public func clippedHighlights(_ frame: Frame, atOrAbove level: UInt8, minimumSide: Int) -> Measurement {
  thousandths(of: frame, minimumSide: minimumSide) { pixel in
    pixel[0] >= level && pixel[1] >= level && pixel[2] >= level
  }
}

/// Crushed shadows: the share of pixels in which all three channels stand at or below `level`.
///
/// - Parameters:
///   - level: an sRGB code, 0…255.
///   - minimumSide: the frame's smaller side in pixels below which nothing is said.
/// - Returns: thousandths of the frame's pixels, rounded down, 0…1000. `.frameTooSmall` below `minimumSide`.
/// - Complexity: O(frame pixels), no allocation.
public func crushedShadows(_ frame: Frame, atOrBelow level: UInt8, minimumSide: Int) -> Measurement {
  thousandths(of: frame, minimumSide: minimumSide) { pixel in
    pixel[0] <= level && pixel[1] <= level && pixel[2] <= level
  }
}

/// The share of pixels for which `holds`, in thousandths.
@inline(__always)
private func thousandths(
  of frame: Frame, minimumSide: Int, where holds: (UnsafePointer<UInt8>) -> Bool
) -> Measurement {
  guard min(frame.width, frame.height) >= minimumSide else { return .notMeasurable(.frameTooSmall) }
  var count: UInt64 = 0
  var pixel = frame.rgba
  for _ in 0..<frame.pixelCount {
    if holds(pixel) { count &+= 1 }
    pixel += 4
  }
  return .measured(Int(count &* 1000 / UInt64(frame.pixelCount)))
}
