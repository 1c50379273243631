// SPDX-License-Identifier: Apache-2.0
// The weights of a file on their way into the order in which the kernels read them.

import NetworkSteps
import RealMath

/// Reads the weights of a file from the first to the last, half floats in the file's order, and puts them into the order of
/// the kernels. What fills channels up to eight is zero, so that their sums stay zero.
struct WeightPacker {
  private let file: NetworkFile
  private var next = 0

  init(_ file: NetworkFile) {
    self.file = file
  }

  /// Room that a layer's weights take in memory.
  static func floatCount(of layer: Layer, in file: NetworkFile) -> Int {
    let sizes = Sizes(layer, file)
    return sizes.depthwise + sizes.depthwiseBias + sizes.weights + max(4, sizes.outputs) + sizes.parameters
  }

  private struct Sizes {
    let depthwise: Int
    let depthwiseBias: Int
    /// Values that one output of the product sums.
    let terms: Int
    let outputs: Int
    let weights: Int
    /// Of the activation.
    let parameters: Int

    init(_ layer: Layer, _ file: NetworkFile) {
      let input = file.plane(layer.input)
      let output = file.plane(layer.output)
      let window = layer.kernel * layer.kernel
      let hasDepthwise = layer.kind == .depthwise || layer.kind == .separable
      depthwise = hasDepthwise ? window * inEights(input.channels) : 0
      depthwiseBias = hasDepthwise ? inEights(input.channels) : 0
      switch layer.kind {
      case .convolution: terms = window * input.channels
      case .separable: terms = input.channels
      case .dense: terms = input.height * input.width * input.channels
      case .transposed, .depthwise, .average, .gated, .enlarge: terms = 0
      }
      outputs = terms > 0 ? inEights(output.channels) : 0
      parameters = max(outputs, Exponential.constantCount)
      weights = layer.kind == .transposed ? 4 * input.channels : terms * outputs
    }
  }

  /// - Parameter room: `floatCount` zeros.
  mutating func pack(_ layer: Layer, into room: UnsafeMutableRawPointer) -> StepWeights {
    let sizes = Sizes(layer, file)
    let input = file.plane(layer.input)
    let output = file.plane(layer.output)
    let depthwise = room.assumingMemoryBound(to: Float.self)
    let depthwiseBias = depthwise + sizes.depthwise
    let weights = depthwiseBias + sizes.depthwiseBias
    let bias = weights + sizes.weights
    let parameters = bias + max(4, sizes.outputs)
    if sizes.depthwise > 0 {
      for tap in 0..<layer.kernel * layer.kernel {
        take(input.channels, to: depthwise + tap * inEights(input.channels))
      }
      take(input.channels, to: depthwiseBias)
    }
    if layer.kind == .transposed {
      // (ky, kx, c) → (c, ky kx)
      for pixel in 0..<4 { take(input.channels, to: weights + pixel, step: 4) }
      take(1, to: bias)
    } else if sizes.terms > 0 {
      for output in 0..<output.channels {
        take(sizes.terms, to: weights + (output / 8) * sizes.terms * 8 + output % 8, step: 8)
      }
      take(output.channels, to: bias)
      if layer.activation == .slopes { take(output.channels, to: parameters) }
    }
    if layer.activation == .sigmoid { Exponential.writeConstants(to: parameters) }
    return StepWeights(
      depthwise: UnsafeRawPointer(depthwise), depthwiseBias: UnsafeRawPointer(depthwiseBias),
      product: UnsafeRawPointer(weights), bias: UnsafeRawPointer(bias), activation: UnsafeRawPointer(parameters))
  }

  private mutating func take(_ count: Int, to place: UnsafeMutablePointer<Float>, step: Int = 1) {
    for index in 0..<count {
      place[index * step] = file.weight(next)
      next += 1
    }
  }
}
