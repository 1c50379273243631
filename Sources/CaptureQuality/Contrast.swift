// SPDX-License-Identifier: Apache-2.0
// Contrast structure of the whole frame on log luminance.
//
// Goals, in order: (1) the same bits everywhere; (2) no dependence on exposure or skin tone: a spread of stops does not
// move when all light, or all reflectance, is multiplied; (3) no allocation.

import Raster

/// Contrast structure: half the distance between the 16th and the 84th percentile of log luminance, which for a bell-shaped
/// distribution is its standard deviation. A hazy, fogged or evenly grey frame has little of it.
public struct Contrast {
  /// Counts of plane pixels by log luminance, `binsPerStop` bins a stop from −7 stops up.
  private let histogram: UnsafeMutableBufferPointer<UInt32>

  private static let binsPerStop = 256
  private static let lowestStop = -7
  private static let binCount = 8 * binsPerStop

  public static let arenaBytes = Arena.bytes(binCount, of: UInt32.self)

  public init(arena: inout Arena) {
    histogram = arena.reserve(Contrast.binCount, of: UInt32.self)
  }

  /// - Parameter minimumSide: the plane's smaller side in pixels below which nothing is said.
  /// - Returns: thousandths of a stop, ≥ 0; a constant frame gives 0. `.frameTooSmall` below `minimumSide`.
  /// - Complexity: O(plane pixels), no allocation.
  public func measure(_ plane: WorkingPlane, minimumSide: Int) -> Measurement {
    guard min(plane.width, plane.height) >= minimumSide else { return .notMeasurable(.frameTooSmall) }
    let count = plane.width * plane.height
    for bin in 0..<Contrast.binCount { histogram[bin] = 0 }
    for index in 0..<count {
      let bin = Int((plane.stops[index] - Float(Contrast.lowestStop)) * Float(Contrast.binsPerStop))
      histogram[max(0, min(Contrast.binCount - 1, bin))] += 1
    }
    let spread = percentile(84, of: count) - percentile(16, of: count)
    return .measured(spread * 1000 / (2 * Contrast.binsPerStop))
  }

  /// The first bin up to which at least `percent` of the pixels lie.
  private func percentile(_ percent: Int, of count: Int) -> Int {
    let rank = (count * percent + 99) / 100
    var seen = 0
    for bin in 0..<Contrast.binCount {
      seen += Int(histogram[bin])
      if seen >= rank { return bin }
    }
    return Contrast.binCount - 1
  }
}
