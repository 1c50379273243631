// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@Suite struct FrameTests {
  @Test func `a frame without pixels is refused`() {
    for (width, height) in [(0, 10), (10, 0), (-1, 10), (10, -1), (0, 0)] {
      #expect(throws: FrameError.empty(width: width, height: height)) { try Frame.validate(width: width, height: height) }
    }
  }

  @Test func `a frame with more pixels than allowed is refused before memory is taken`() {
    for (width, height) in [(30_000, 30_000), (Frame.maximumPixels + 1, 1), (Int.max, 2), (Int.max, Int.max)] {
      #expect(throws: FrameError.tooLarge(width: width, height: height)) {
        try Frame.validate(width: width, height: height)
      }
    }
  }

  @Test func `a frame with too few bytes is refused`() {
    let bytes = [UInt8](repeating: 0, count: 15)
    bytes.withUnsafeBufferPointer { buffer -> Void in
      #expect(throws: FrameError.tooFewBytes(expected: 16, found: 15)) {
        _ = try Frame(width: 2, height: 2, rgba: buffer)
      }
    }
  }

  @Test func `the largest frame is allowed`() throws {
    try Frame.validate(width: Frame.maximumSide, height: 1024)
    try Frame.validate(width: 8192, height: 8192)
  }
}
