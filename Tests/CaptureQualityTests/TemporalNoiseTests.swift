// SPDX-License-Identifier: Apache-2.0
// Noise from frame to frame, on a drawn face in known light with known noise.

import CaptureQuality
import FaceModels
import Foundation
import Raster
import TestSupport
import Testing

/// Foundation has another one.
private typealias Measurement = CaptureQuality.Measurement

@Suite struct TemporalNoiseTests {
  /// A face lit from one side: linear light of an albedo, with noise as a part of it.
  private func picture(albedo: Double, noise: Double, seed: UInt64) -> TestFrame {
    var random = SeededRandom(seed: seed)
    return TestFrame("lit", MeasureTests.side, MeasureTests.side) { x, _ in
      let light = albedo * (0.3 + 0.7 * Double(x) / Double(MeasureTests.side))
      let linear = light * (1 + Double.random(in: -noise...noise, using: &random))
      let code = UInt8(max(0, min(255, (1.055 * pow(linear, 1 / 2.4) - 0.055) * 255 + 0.5)))
      return (code, code, code)
    }
  }

  /// What the last of the frames measures.
  private func measure(_ frames: [TestFrame]) throws -> Measurement? {
    var arena = Arena(byteCount: FacePatch.arenaBytes + LightScales.arenaBytes + TemporalNoise.arenaBytes)
    var patch = FacePatch(arena: &arena)
    let scales = LightScales(arena: &arena)
    var noise = TemporalNoise(arena: &arena)
    return try MeasureTests.places.withUnsafeBufferPointer { places in
      let landmarks = Landmarks(places)
      let geometry = FaceGeometry(landmarks)
      var last: Measurement?
      for frame in frames {
        try frame.withFrame {
          patch.fill(from: $0, landmarks, geometry)
          scales.fill(from: patch)
          last = noise.measure($0, geometry, FaceLight(patch, landmarks, scales), patch)
        }
      }
      return last
    }
  }

  private func value(albedo: Double, noise: Double) throws -> Int {
    let frames = (0..<2).map { picture(albedo: albedo, noise: noise, seed: $0) }
    guard case .measured(let value)? = try measure(frames) else { return -1 }
    return value
  }

  @Test func `twice the noise halves what is left of the light`() throws {
    let (little, more) = (try value(albedo: 0.6, noise: 0.1), try value(albedo: 0.6, noise: 0.2))
    #expect(little > 0 && abs(little - 2 * more) < little / 5, "\(little) \(more)")
  }

  @Test func `the same noise beside the same light measures the same on dark skin and on light`() throws {
    let (dark, light) = (try value(albedo: 0.08, noise: 0.2), try value(albedo: 0.8, noise: 0.2))
    #expect(abs(dark - light) < light / 6, "\(dark) \(light)")
  }

  @Test func `a first frame, and one of another size, has none to be compared with`() throws {
    let frame = picture(albedo: 0.5, noise: 0.1, seed: 1)
    #expect(try measure([frame]) == .notMeasurable(.noEarlierFrame))
    #expect(try measure([.flat(90, 800, 800), frame]) == .notMeasurable(.noEarlierFrame))
  }

  @Test func `equal frames have no noise`() throws {
    let frame = picture(albedo: 0.5, noise: 0, seed: 1)
    guard case .measured(let value)? = try measure([frame, frame]) else { return #expect(Bool(false), "not measured") }
    #expect(value > 100_000)
  }
}
