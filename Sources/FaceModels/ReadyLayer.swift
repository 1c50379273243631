// SPDX-License-Identifier: Apache-2.0
// A layer with its weights in the order in which the kernels read them.

/// A layer and where its weights lie.
struct ReadyLayer {
  let layer: Layer
  /// How far the first window reaches over the edge, above and to the left.
  let padding: Int
  /// (ky, kx, c) and (c), channels in eights.
  let depthwiseWeights: UnsafeRawPointer
  let depthwiseBias: UnsafeRawPointer
  /// (o / 8, k, 8); for `.transposed` (c, 4).
  let weights: UnsafeRawPointer
  let bias: UnsafeRawPointer
  /// (o); read by the activation that has slopes.
  let slopes: UnsafeRawPointer

  func depthwise<Activation: Activating>(of x: Plane, _ activation: Activation.Type) -> DepthwiseRow<Activation> {
    DepthwiseRow<Activation>(
      kernel: layer.kernel, stride: layer.stride, weights: depthwiseWeights, bias: depthwiseBias, rowBytes: x.rowBytes,
      pixelBytes: x.pixelBytes)
  }
}

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
    return sizes.depthwise + sizes.depthwiseBias + sizes.weights + 2 * sizes.outputs + 4
  }

  private struct Sizes {
    let depthwise: Int
    let depthwiseBias: Int
    /// Values that one output of the product sums.
    let terms: Int
    let outputs: Int
    let weights: Int

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
      weights = layer.kind == .transposed ? 4 * input.channels : terms * outputs
    }
  }

  /// - Parameter room: `floatCount` zeros.
  mutating func pack(_ layer: Layer, into room: UnsafeMutableRawPointer) -> ReadyLayer {
    let sizes = Sizes(layer, file)
    let input = file.plane(layer.input)
    let output = file.plane(layer.output)
    let depthwise = room.assumingMemoryBound(to: Float.self)
    let depthwiseBias = depthwise + sizes.depthwise
    let weights = depthwiseBias + sizes.depthwiseBias
    let bias = weights + sizes.weights
    let slopes = bias + max(4, sizes.outputs)
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
      if layer.activation == .slopes { take(output.channels, to: slopes) }
    }
    return ReadyLayer(
      layer: layer, padding: WeightPacker.padding(of: layer, input, output),
      depthwiseWeights: UnsafeRawPointer(depthwise), depthwiseBias: UnsafeRawPointer(depthwiseBias),
      weights: UnsafeRawPointer(weights), bias: UnsafeRawPointer(bias),
      slopes: UnsafeRawPointer(slopes))
  }

  private mutating func take(_ count: Int, to place: UnsafeMutablePointer<Float>, step: Int = 1) {
    for index in 0..<count {
      place[index * step] = file.weight(next)
      next += 1
    }
  }

  /// TensorFlow's SAME: of an odd number of border pixels the extra one comes after.
  private static func padding(of layer: Layer, _ input: PlaneShape, _ output: PlaneShape) -> Int {
    max(0, (output.height - 1) * layer.stride + layer.kernel - input.height) / 2
  }
}
