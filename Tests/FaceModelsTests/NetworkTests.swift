// SPDX-License-Identifier: Apache-2.0
// The networks against another engine, LiteRT, on the same inputs.

import FaceModels
import Foundation
import ImageInput
import Raster
import TestSupport
import Testing

@Suite struct NetworkTests {
  /// Inputs between `lowest` and 1: a photograph, noise, a gradient, and nothing at all.
  private func inputs(for shape: PlaneShape, lowest: Float) throws -> [[Float]] {
    let picture = try Picture.read(Pictures.original.path, maximumPixels: Frame.maximumPixels)
    var random = SeededRandom(seed: 468)
    let range = 1 - lowest
    let places = (0..<shape.height).flatMap { y in (0..<shape.width).map { (x: $0, y: y) } }
    let photograph = picture.withRGBA { rgba in
      places.flatMap { place in
        (0..<3).map { channel in
          let x = place.x * picture.width / shape.width
          let y = place.y * picture.height / shape.height
          return Float(rgba[(y * picture.width + x) * 4 + channel]) / 255 * range + lowest
        }
      }
    }
    let noise = (0..<places.count * 3).map { _ in Float.random(in: lowest...1, using: &random) }
    let gradient = places.flatMap { place in
      (0..<3).map { Float(place.x + place.y * $0) / Float(shape.width * 3) * range + lowest }
    }
    return [photograph, noise, gradient, [Float](repeating: 0, count: places.count * 3)]
  }

  /// The largest difference between the two engines over all inputs and outputs.
  private func largestDifference(_ network: TestNetwork, lowest: Float, order: [[Int]]) throws -> Float {
    let running = try RunningNetwork(try network.file())
    let inputs = try inputs(for: running.network.inputShape, lowest: lowest)
    let ours = inputs.flatMap { input -> [Float] in
      let outputs = running.outputs(for: input)
      return order.flatMap { $0.flatMap { outputs[$0] } }
    }
    let theirs = try network.outputsOfLiteRT(for: inputs)
    try #require(ours.count == theirs.count)
    #expect(ours.contains { abs($0) > 0.5 }, "the outputs say something")
    return zip(ours, theirs).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test func `the detector agrees with LiteRT to 0.0005`() throws {
    // Regressors and scores of the 16 × 16 cells, then of the 8 × 8 cells.
    #expect(try largestDifference(.detector, lowest: -1, order: [[0, 1], [2, 3]]) <= 5e-4)
  }

  @Test func `the landmarks agree with LiteRT to 0.0002 pixels`() throws {
    #expect(try largestDifference(.landmarks, lowest: 0, order: [[0], [1]]) <= 2e-4)
  }

  @Test func `the mask agrees with LiteRT to 0.0002`() throws {
    #expect(try largestDifference(.mask, lowest: 0, order: [[0]]) <= 2e-4)
  }

  @Test func `a network keeps nothing from one input to the next`() throws {
    let running = try RunningNetwork(try TestNetwork.mask.file())
    let inputs = try inputs(for: running.network.inputShape, lowest: 0)
    let first = running.outputs(for: inputs[0])[0]
    _ = running.outputs(for: inputs[1])
    let same = running.outputs(for: inputs[0])[0].elementsEqual(first)
    #expect(same)
  }
}
