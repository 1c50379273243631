// SPDX-License-Identifier: Apache-2.0
// Sharpness on drawn texture that is blurred in a known way, and what the numbers say about the cause.

import CaptureQuality
import FaceModels
import Foundation
import Raster
import TestSupport
import Testing

@Suite struct DetailTests {
  private static let side = 260

  /// Eyes 60 pixels apart, and the face's outline as a circle around them.
  private func places() -> [SIMD3<Float>] {
    var places = [SIMD3<Float>](repeating: SIMD3(130, 145, 0), count: Landmarks.count)
    let outline = [
      127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 356, 300, 334,
      296, 336, 107, 66, 105, 70,
    ]
    for (index, landmark) in outline.enumerated() {
      let angle = Float(index) / Float(outline.count) * 2 * Float.pi
      places[landmark] = SIMD3(130 - 64 * cos(angle), 145 + 64 * sin(angle), 0)
    }
    for (landmark, x) in [(33, 89), (133, 111), (362, 149), (263, 171)] { places[landmark] = SIMD3(Float(x), 130, 0) }
    return places
  }

  /// Random squares of 5 pixels in linear light: `dark` or twice that.
  private func texture(seed: UInt64 = 4, dark: Float = 0.2, contrast: Float = 2) -> [Float] {
    var random = SeededRandom(seed: seed)
    let count = DetailTests.side / 5
    let squares = (0..<count * count).map { _ in Bool.random(using: &random) ? dark : dark * contrast }
    return (0..<DetailTests.side * DetailTests.side).map { pixel in
      squares[pixel / DetailTests.side / 5 * count + pixel % DetailTests.side / 5]
    }
  }

  /// Means along rows and along columns, so many pixels wide, `passes` times.
  private func blurred(_ plane: [Float], across: Int, down: Int, passes: Int = 1) -> [Float] {
    func means(_ plane: [Float], _ width: Int, step: Int) -> [Float] {
      guard width > 1 else { return plane }
      let side = DetailTests.side
      return plane.indices.map { pixel in
        let along = step == 1 ? pixel % side : pixel / side
        return (0..<width).reduce(0) { sum, shift in
          sum + plane[pixel + (max(0, min(side - 1, along + shift - width / 2)) - along) * step]
        } / Float(width)
      }
    }
    return (0..<passes).reduce(plane) { plane, _ in
      means(means(plane, across, step: 1), down, step: DetailTests.side)
    }
  }

  private func detail(_ plane: [Float]) throws -> Detail {
    var arena = Arena(byteCount: FacePatch.arenaBytes + LightScales.arenaBytes)
    var patch = FacePatch(arena: &arena)
    let scales = LightScales(arena: &arena)
    let frame = TestFrame("texture", DetailTests.side, DetailTests.side) { x, y in
      let level = DetailTests.code(plane[y * DetailTests.side + x])
      return (level, level, level)
    }
    return try places().withUnsafeBufferPointer { places in
      let landmarks = Landmarks(places)
      try frame.withFrame { patch.fill(from: $0, landmarks, FaceGeometry(landmarks)) }
      scales.fill(from: patch)
      return try #require(faceDetail(patch, landmarks, scales))
    }
  }

  /// sRGB's code of linear light.
  private static func code(_ light: Float) -> UInt8 {
    let code = light <= 0.003_130_8 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8((max(0, min(1, code)) * 255).rounded())
  }

  // MARK: - Sharpness

  @Test func `less light, darker skin and less contrast leave sharpness as it is`() throws {
    let sharp = try detail(texture()).least
    #expect(sharp > 2500)
    for (dark, contrast) in [(Float(0.05), Float(2)), (0.45, 2), (0.2, 1.25), (0.1, 4)] {
      let other = try detail(texture(dark: dark, contrast: contrast)).least
      #expect(abs(other - sharp) <= sharp / 10, "\(dark), \(contrast): \(other) for \(sharp)")
    }
  }

  @Test func `the stronger a blur is, the less sharp the face is`() throws {
    let values = try [1, 5, 9, 15].map { try detail(blurred(texture(), across: $0, down: $0, passes: 2)).least }
    #expect(values == values.sorted(by: >) && Set(values).count == values.count, "\(values)")
    #expect(values[0] > 2500 && values[3] < 2000)
  }

  @Test func `noise is not taken for detail`() throws {
    var random = SeededRandom(seed: 11)
    let noise = (0..<DetailTests.side * DetailTests.side).map { _ in Float.random(in: 0.18...0.22, using: &random) }
    #expect(try detail(noise).least < 2000, "below the limit of a strong finding")
    let blur = blurred(texture(), across: 15, down: 15, passes: 2)
    let clean = try detail(blur).least
    let noisy = try detail(zip(blur, noise).map { $0 + $1 - 0.2 }).least
    #expect(noisy < 2500, "\(clean), with noise \(noisy)")
  }

  @Test func `a face of few pixels, or outside the frame, is not judged by its detail`() throws {
    let places = places()
    try places.withUnsafeBufferPointer { places in
      let geometry = FaceGeometry(Landmarks(places))
      let face = Detail(least: 4000, most: 4000, overall: 4000, coarse: 50)
      #expect(sharpness(face, geometry, leastEyeDistance: 61) == .notMeasurable(.faceTooSmall))
      #expect(sharpness(face, geometry, leastEyeDistance: 60) == .measured(4000))
      #expect(sharpness(nil, geometry, leastEyeDistance: 60) == .notMeasurable(.faceOutside))
    }
  }

  // MARK: - Causes

  private let limits = BlurLimits(
    motion: 700, even: 780, softBackground: 1900, sharpBackground: 2200, leastBackground: 12)

  @Test func `a blur along one line is motion, whatever is behind the person`() throws {
    for (across, down) in [(15, 1), (1, 15)] {
      let face = try detail(blurred(texture(), across: across, down: down))
      #expect(BlurCause(face: face, background: nil, limits) == .motion, "\(face)")
      let sharp = Detail(least: 4000, most: 4000, overall: 4000, coarse: 50)
      #expect(BlurCause(face: face, background: sharp, limits) == .motion)
    }
  }

  @Test func `a blur alike in all directions is told by the background, and is open where that is plain or missing`() throws {
    let face = try detail(blurred(texture(), across: 9, down: 9, passes: 2))
    func cause(_ overall: Int, coarse: Int = 30) -> BlurCause {
      BlurCause(face: face, background: Detail(least: overall, most: overall, overall: overall, coarse: coarse), limits)
    }
    #expect(BlurCause(face: face, background: nil, limits) == .undetermined)
    #expect(cause(1500) == .dirtyLens && cause(1900) == .dirtyLens)
    #expect(cause(2200) == .defocus && cause(4000) == .defocus)
    #expect(cause(2000) == .undetermined)
    #expect(cause(1500, coarse: 11) == .undetermined && cause(4000, coarse: 0) == .undetermined)
  }

  @Test func `between motion and an even blur nothing is said`() {
    let sharp = Detail(least: 4000, most: 4000, overall: 4000, coarse: 50)
    func cause(_ least: Int) -> BlurCause {
      BlurCause(face: Detail(least: least, most: 2000, overall: 1800, coarse: 50), background: sharp, limits)
    }
    #expect(cause(1400) == .motion && cause(1401) == .undetermined)
    #expect(cause(1559) == .undetermined && cause(1560) == .defocus)
    #expect(cause(0) == .motion)
  }
}
