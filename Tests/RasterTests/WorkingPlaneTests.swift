// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import TestSupport
import Testing

@Suite struct WorkingPlaneTests {
  @Test func `a small frame keeps its size`() {
    #expect(WorkingPlane.size(width: 1, height: 1) == (1, 1))
    #expect(WorkingPlane.size(width: 384, height: 256) == (384, 256))
  }

  @Test func `a large frame keeps its shape within a pixel`() {
    let (width, height) = WorkingPlane.size(width: 4000, height: 3000)
    #expect(abs(Double(width) / Double(height) - 4.0 / 3) < 0.01)
    #expect(width * height > WorkingPlane.maximumPixels * 98 / 100)
  }

  @Test func `no frame gives a plane that is empty, too large, or larger than the frame`() {
    var random = SeededRandom(seed: 4)
    var sizes = [(1, Frame.maximumPixels), (Frame.maximumPixels, 1), (98_305, 1), (1, 98_305), (313, 314), (3, 100_000)]
    for _ in 0..<20_000 {
      let width = Int.random(in: 1...30_000, using: &random)
      sizes.append((width, Int.random(in: 1...max(1, Frame.maximumPixels / width), using: &random)))
    }
    for (width, height) in sizes {
      let plane = WorkingPlane.size(width: width, height: height)
      #expect(plane.width >= 1 && plane.width <= width, "\(width) × \(height)")
      #expect(plane.height >= 1 && plane.height <= height, "\(width) × \(height)")
      #expect(plane.width * plane.height <= WorkingPlane.maximumPixels, "\(width) × \(height)")
    }
  }

  @Test func `a plane pixel is the area average of linear luminance`() throws {
    var arena = Arena(byteCount: WorkingPlane.arenaBytes)
    var plane = WorkingPlane(arena: &arena)
    for (width, height) in [(401, 307), (640, 480), (1000, 100), (97, 1013), (98_305, 1), (7, 5)] {
      let source = TestFrame.noise(seed: UInt64(width), width, height)
      try source.withFrame { plane.fill(from: $0) }
      let expected = areaAverage(source, width: plane.width, height: plane.height)
      for index in expected.indices {
        let exact = Foundation.log2(expected[index] + 2.0 / 255)
        #expect(abs(Double(plane.stops[index]) - exact) < 0.01, "pixel \(index) of \(source.name)")
      }
    }
  }

  /// The definition, in Double: weights are overlaps of pixel rectangles.
  private func areaAverage(_ frame: TestFrame, width: Int, height: Int) -> [Double] {
    var rows = [Double](repeating: 0, count: width * frame.height)
    for y in 0..<frame.height {
      for x in 0..<width {
        for (source, weight) in overlaps(x, of: width, with: frame.width) {
          rows[y * width + x] += weight * luminance(frame, x: source, y: y)
        }
      }
    }
    var result = [Double](repeating: 0, count: width * height)
    for y in 0..<height {
      for (source, weight) in overlaps(y, of: height, with: frame.height) {
        for x in 0..<width { result[y * width + x] += weight * rows[source * width + x] }
      }
    }
    return result
  }

  private func overlaps(_ index: Int, of count: Int, with sourceCount: Int) -> [(Int, Double)] {
    let scale = Double(sourceCount) / Double(count)
    let start = Double(index) * scale
    let end = start + scale
    return (Int(start)..<min(sourceCount, Int(end.rounded(.up)))).map { source in
      (source, (min(end, Double(source + 1)) - max(start, Double(source))) / scale)
    }
  }

  private func luminance(_ frame: TestFrame, x: Int, y: Int) -> Double {
    let offset = (y * frame.width + x) * 4
    let linear = frame.rgba[offset..<offset + 3].map { code -> Double in
      let encoded = Double(code) / 255
      return encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
