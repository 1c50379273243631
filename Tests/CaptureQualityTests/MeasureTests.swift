// SPDX-License-Identifier: Apache-2.0

import CaptureQuality
import Raster
import TestSupport
import Testing

/// The measures on pictures whose answer is known by construction.
@Suite struct MeasureTests {
  private var plane: WorkingPlane
  private let sharpness: Sharpness
  private let contrast: Contrast

  init() {
    var arena = Arena(byteCount: WorkingPlane.arenaBytes + Sharpness.arenaBytes + Contrast.arenaBytes)
    plane = WorkingPlane(arena: &arena)
    sharpness = Sharpness(arena: &arena)
    contrast = Contrast(arena: &arena)
  }

  private func sharpness(of frame: TestFrame) throws -> Measurement {
    var plane = plane
    try frame.withFrame { plane.fill(from: $0) }
    return sharpness.measure(plane, minimumSide: 48)
  }

  private func contrast(of frame: TestFrame) throws -> Measurement {
    var plane = plane
    try frame.withFrame { plane.fill(from: $0) }
    return contrast.measure(plane, minimumSide: 48)
  }

  @Test(arguments: [UInt8(0), 1, 127, 254, 255])
  func `a constant frame has no sharpness and no contrast`(level: UInt8) throws {
    let frame = TestFrame.flat(level, 320, 240)
    #expect(try sharpness(of: frame) == .measured(0))
    #expect(try contrast(of: frame) == .measured(0))
  }

  @Test func `half white and half black have half the stops between them as contrast`() throws {
    // From log2(0 + 2/255) to log2(1 + 2/255): 7.006 stops.
    let frame = TestFrame.squares(0, 255, side: 16, 320, 240)
    guard case .measured(let millistops) = try contrast(of: frame) else { return #expect(Bool(false)) }
    #expect(abs(millistops - 3503) <= 4)
  }

  @Test func `contrast and sharpness stay when all reflectance is multiplied`() throws {
    // Levels whose linear values stand in the ratio 1 : 2, each pair twice as bright as the one before.
    let pairs: [(UInt8, UInt8)] = [(92, 127), (127, 175), (175, 240)]
    let measured = try pairs.map { dark, bright in
      let frame = TestFrame.squares(dark, bright, side: 7, 320, 240)
      return (value(try contrast(of: frame)), value(try sharpness(of: frame)))
    }
    for (contrast, sharpness) in measured {
      // Not exactly: the offset that keeps black pixels quiet weighs a little more on the darkest pair.
      #expect(abs(contrast - measured[0].0) <= measured[0].0 / 10)
      #expect(abs(sharpness - measured[0].1) <= measured[0].1 / 10)
    }
  }

  @Test func `softer edges have less sharpness`() throws {
    var previous = Int.max
    for softness in [1, 2, 4, 8, 16] {
      let frame = TestFrame("ramps \(softness)", 320, 240) { x, _ in
        // Up and down again, so that every edge is as soft as the next.
        let distance = abs(x % 128 - 64) - 32
        let level = UInt8(max(40, min(200, 120 + distance * 160 / (2 * softness))))
        return (level, level, level)
      }
      let measured = value(try sharpness(of: frame))
      #expect(measured < previous, "edges over \(2 * softness) pixels")
      previous = measured
    }
  }

  @Test func `most of the noise on a blank wall is not taken for detail`() throws {
    // A deviation of 4 levels around 128 is about 0.1 stop, which alone gives the Laplacian √20 × 0.1 = 0.45 stop.
    var random = SeededRandom(seed: 5)
    let frame = TestFrame("noisy wall", 320, 240) { _, _ in
      let level = UInt8(128 + (0..<4).map { _ in Int.random(in: -3...3, using: &random) }.reduce(0, +))
      return (level, level, level)
    }
    #expect(value(try sharpness(of: frame)) < 200)
  }

  @Test func `a frame that is too small for structure says so`() throws {
    for (width, height) in [(1, 1), (47, 480), (480, 47), (200, 2)] {
      let frame = TestFrame.noise(seed: 6, width, height)
      #expect(try sharpness(of: frame) == .notMeasurable(.frameTooSmall), "\(width) × \(height)")
      #expect(try contrast(of: frame) == .notMeasurable(.frameTooSmall), "\(width) × \(height)")
      try frame.withFrame { frame in
        #expect(clippedHighlights(frame, atOrAbove: 250, minimumSide: 48) == .notMeasurable(.frameTooSmall))
        #expect(crushedShadows(frame, atOrBelow: 8, minimumSide: 48) == .notMeasurable(.frameTooSmall))
      }
    }
  }

  @Test func `shares count pixels in which all three channels are at the end of the range`() throws {
    // A quarter white, a quarter black, a quarter pure red, a quarter grey.
    let frame = TestFrame("quarters", 100, 100) { x, y in
      switch (x < 50, y < 50) {
      case (true, true): (255, 250, 251)
      case (true, false): (0, 8, 3)
      case (false, true): (255, 0, 0)
      case (false, false): (128, 128, 128)
      }
    }
    try frame.withFrame { frame in
      #expect(clippedHighlights(frame, atOrAbove: 250, minimumSide: 48) == .measured(250))
      #expect(crushedShadows(frame, atOrBelow: 8, minimumSide: 48) == .measured(250))
    }
  }

  @Test func `alpha is ignored`() throws {
    var frame = TestFrame.gradient(320, 240)
    let opaque = (try sharpness(of: frame), try contrast(of: frame))
    for index in stride(from: 3, to: frame.rgba.count, by: 4) { frame.rgba[index] = UInt8(index % 256) }
    #expect((try sharpness(of: frame), try contrast(of: frame)) == opaque)
  }

  private func value(_ measurement: Measurement) -> Int {
    if case .measured(let value) = measurement { value } else { -1 }
  }
}
