// SPDX-License-Identifier: Apache-2.0
// One layer of a network, ready to run: what a kernel is given. Network file → `Step` → kernels.

/// A layer with its planes and its weights in the order in which the kernels read them.
public struct Step: BitwiseCopyable {
  public let kind: LayerKind
  public let activation: Activation
  /// Side of the square window.
  public let kernel: Int
  public let stride: Int
  /// How far the first window reaches over the edge, above and to the left.
  public let padding: Int
  public let input: Plane
  public let output: Plane
  public let added: Plane?
  /// The added plane is twice as large, and the largest of each 2 × 2 pixels counts.
  public let poolsAdded: Bool
  public let gate: Plane?
  public let weights: StepWeights
  /// Room for rows of a depthwise result, and for rows of a product: as many as run at once.
  public let scratch: UnsafeMutableRawPointer
  public let sums: UnsafeMutableRawPointer

  public init(
    kind: LayerKind, activation: Activation, kernel: Int, stride: Int, padding: Int, input: Plane, output: Plane,
    added: Plane?, poolsAdded: Bool, gate: Plane?, weights: StepWeights, scratch: UnsafeMutableRawPointer,
    sums: UnsafeMutableRawPointer
  ) {
    self.kind = kind
    self.activation = activation
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.input = input
    self.output = output
    self.added = added
    self.poolsAdded = poolsAdded
    self.gate = gate
    self.weights = weights
    self.scratch = scratch
    self.sums = sums
  }

  /// Rows of a separable layer whose product is taken in one go, so that rows of few pixels fill its tiles.
  @inlinable
  public static func rowsAtOnce(width: Int) -> Int { max(1, 36 / width) }
}

/// Where the weights of a layer lie; what fills channels up to eight is zero.
public struct StepWeights: BitwiseCopyable {
  /// (ky, kx, c) and (c), channels in eights.
  public let depthwise: UnsafeRawPointer
  public let depthwiseBias: UnsafeRawPointer
  /// (o / 8, k, 8), where k runs over the window's rows, its columns and the input's channels; for `.transposed` (c, 4).
  public let product: UnsafeRawPointer
  /// (o)
  public let bias: UnsafeRawPointer
  /// What the activation needs: slopes (o), or for `.sigmoid` the constants of `Exponential`.
  public let activation: UnsafeRawPointer

  public init(
    depthwise: UnsafeRawPointer, depthwiseBias: UnsafeRawPointer, product: UnsafeRawPointer, bias: UnsafeRawPointer,
    activation: UnsafeRawPointer
  ) {
    self.depthwise = depthwise
    self.depthwiseBias = depthwiseBias
    self.product = product
    self.bias = bias
    self.activation = activation
  }
}

/// What a layer does with its planes.
public enum LayerKind: UInt8, Sendable, BitwiseCopyable {
  /// output = activation(weights * input + bias + added). Padded as TensorFlow's SAME: what is odd comes after.
  case convolution = 1
  /// output = activation(depthwise weights * input + bias) + added.
  case depthwise = 2
  /// output = activation(weights · (depthwise weights * input + bias) + bias + added).
  case separable = 3
  /// output = activation(weights · whole input + bias), one pixel.
  case dense = 4
  /// output = mean over all pixels of (input + added), one pixel.
  case average = 5
  /// output = input · gate + added.
  case gated = 6
  /// output = input enlarged twice, bilinear, samples at pixel centres.
  case enlarge = 7
  /// output = activation(each pixel becomes 2 × 2), one channel.
  case transposed = 8
}

public enum Activation: UInt8, Sendable, BitwiseCopyable {
  case none = 0
  /// The larger of x and 0.
  case rectify = 1
  /// x, or x times the channel's slope where x is below 0. Slopes may be negative or above 1.
  case slopes = 2
  /// x · clamp(x + 3, 0 … 6) / 6.
  case hardSwish = 3
  case sigmoid = 4
}
