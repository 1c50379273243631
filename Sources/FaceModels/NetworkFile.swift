// SPDX-License-Identifier: Apache-2.0
// The compact file of a network: what is in it, and whether bytes are one.
//
// Goals, in order: (1) bytes from anywhere are safe: everything that a run relies on is checked here, once; (2) the file is
// data, never code; (3) it compresses well: half floats, all low bytes before all high ones.
//
// Little endian throughout. 16 bytes of head: the mark "GLNN", version, planes P, layers L, outputs O (16 bits each), and
// the number of weights W (32 bits). Then P × 8 bytes of planes, L × 16 of layers, O × 2 of outputs, W low bytes, W high
// bytes. Weights stand in the order of the layers, of each: depthwise weights (ky, kx, c) and biases (c), then weights
// (o, ky, kx, c), biases (o) and, for the activation that has them, slopes (o).

import NetworkSteps

/// A network's file, checked. It borrows its bytes.
public struct NetworkFile {
  public let planeCount: Int
  public let layerCount: Int
  public let outputCount: Int
  public let weightCount: Int
  let bytes: UnsafeBufferPointer<UInt8>

  public static let mark: UInt32 = 0x4E4E_4C47
  public static let version = 1
  public static let headBytes = 16
  public static let planeBytes = 8
  public static let layerBytes = 16
  public static let outputBytes = 2
  /// No plane is higher, wider or deeper.
  public static let maximumSide = 2048
  /// All planes together have at most this many values.
  static let maximumValues = 1 << 24

  /// - Throws: the first fault, with the number of the plane, layer or output that has it.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) throws(NetworkFault) {
    guard bytes.count >= NetworkFile.headBytes else {
      throw .truncated(expected: NetworkFile.headBytes, found: bytes.count)
    }
    self.bytes = bytes
    let reader = ByteReader(bytes)
    guard reader.uint32(at: 0) == NetworkFile.mark else { throw .foreign }
    guard reader.uint16(at: 4) == NetworkFile.version else { throw .otherVersion(reader.uint16(at: 4)) }
    planeCount = reader.uint16(at: 6)
    layerCount = reader.uint16(at: 8)
    outputCount = reader.uint16(at: 10)
    let weights = reader.uint32(at: 12)
    guard weights <= UInt32(NetworkFile.maximumValues) else { throw .tooLarge }
    weightCount = Int(weights)
    let expected = weightsOffset + weightCount * 2
    guard bytes.count >= expected else { throw .truncated(expected: expected, found: bytes.count) }
    guard bytes.count == expected else { throw .tooLong(expected: expected, found: bytes.count) }
    try requirePlanes()
    try requireLayers()
    for output in 0..<outputCount where !(1..<planeCount).contains(self.output(output)) { throw .badOutput(output) }
    guard outputCount > 0 else { throw .badOutput(0) }
  }
}

/// Why bytes are not a network.
public enum NetworkFault: Error, Equatable, Sendable {
  /// They do not begin with the mark.
  case foreign
  case otherVersion(Int)
  case truncated(expected: Int, found: Int)
  case tooLong(expected: Int, found: Int)
  case tooLarge
  case badPlane(Int)
  /// The layer names planes that do not exist or do not fit its kind.
  case badLayer(Int)
  case badOutput(Int)
  /// The layers need another number of weights than the file has.
  case badWeights(expected: Int, found: Int)
  /// The file is sound, and has other inputs or outputs than the network that was asked for.
  case otherNetwork
}

// MARK: - Records

/// A tensor of one picture: rows from the top, channels innermost. Plane 0 is the network's input.
public struct PlaneShape: Equatable, Sendable {
  public let height: Int
  public let width: Int
  public let channels: Int

  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }
}

/// One layer of a network, by the numbers of its planes. What a kind does with them stands at `LayerKind`.
public struct Layer: Equatable, Sendable, BitwiseCopyable {
  public let kind: Kind
  public let activation: Activation
  /// Side of the square window.
  public let kernel: Int
  public let stride: Int
  public let input: Int
  public let output: Int
  /// A plane that is added; nil for none.
  public let added: Int?
  /// The added plane is twice as large, and the largest of each 2 × 2 pixels counts.
  public let poolsAdded: Bool
  /// A plane of one pixel whose channels multiply the input's.
  public let gate: Int?

  public typealias Kind = LayerKind
  public typealias Activation = NetworkSteps.Activation

  public init(
    kind: Kind, activation: Activation = .none, kernel: Int = 1, stride: Int = 1, input: Int, output: Int,
    added: Int? = nil, poolsAdded: Bool = false, gate: Int? = nil
  ) {
    self.kind = kind
    self.activation = activation
    self.kernel = kernel
    self.stride = stride
    self.input = input
    self.output = output
    self.added = added
    self.poolsAdded = poolsAdded
    self.gate = gate
  }

  /// How far the first window reaches over the edge, above and to the left: TensorFlow's SAME, where of an odd number of
  /// border pixels the extra one comes after.
  func padding(from input: PlaneShape, to output: PlaneShape) -> Int {
    max(0, (output.height - 1) * stride + kernel - input.height) / 2
  }

  /// How many weights the layer takes from the file: at most the largest Int where the shapes ask for more.
  public func weightCount(input: PlaneShape, output: PlaneShape) -> Int {
    // The sides are at most 2048, so nothing wraps in 64 bits.
    let window = Int64(kernel &* kernel)
    let from = Int64(input.channels)
    let to = Int64(output.channels)
    let slopes = activation == .slopes ? to : 0
    let depthwise = (window &+ 1) &* from
    switch kind {
    case .convolution: return Int(clamping: (window &* from &+ 1) &* to &+ slopes)
    case .depthwise: return Int(clamping: depthwise)
    case .separable: return Int(clamping: depthwise &+ (from &+ 1) &* to &+ slopes)
    case .dense: return Int(clamping: (Int64(input.height &* input.width) &* from &+ 1) &* to &+ slopes)
    case .transposed: return Int(clamping: (4 &* from &+ 1) &* to)
    case .average, .gated, .enlarge: return 0
    }
  }
}

extension NetworkFile {
  public func plane(_ index: Int) -> PlaneShape {
    let offset = planesOffset + index * NetworkFile.planeBytes
    let reader = ByteReader(bytes)
    return PlaneShape(
      height: reader.uint16(at: offset), width: reader.uint16(at: offset + 2), channels: reader.uint16(at: offset + 4))
  }

  /// The plane that is the network's output of this number.
  public func output(_ index: Int) -> Int {
    ByteReader(bytes).uint16(at: outputsOffset + index * NetworkFile.outputBytes)
  }

  public func layer(_ index: Int) -> Layer {
    guard let layer = readLayer(index) else { preconditionFailure("layers were checked when the file was opened") }
    return layer
  }

  /// Multiplications with a weight that a run takes, each with an addition.
  public var multiplyAdds: Int {
    var total = 0
    for index in 0..<layerCount {
      let layer = layer(index)
      let input = plane(layer.input)
      let output = plane(layer.output)
      let pixels = output.height * output.width
      let window = layer.kernel * layer.kernel
      switch layer.kind {
      case .convolution: total += pixels * window * input.channels * output.channels
      case .depthwise: total += pixels * window * input.channels
      case .separable: total += pixels * input.channels * (window + output.channels)
      case .dense: total += input.height * input.width * input.channels * output.channels
      case .transposed: total += input.height * input.width * input.channels * 4
      case .average, .gated, .enlarge: break
      }
    }
    return total
  }

  /// One weight: a half float, its bytes in two planes.
  func weight(_ index: Int) -> Float {
    let low = UInt16(bytes[weightsOffset + index])
    let high = UInt16(bytes[weightsOffset + weightCount + index])
    return float(half: high << 8 | low)
  }

  private var planesOffset: Int { NetworkFile.headBytes }
  private var layersOffset: Int { planesOffset + planeCount * NetworkFile.planeBytes }
  private var outputsOffset: Int { layersOffset + layerCount * NetworkFile.layerBytes }
  private var weightsOffset: Int { outputsOffset + outputCount * NetworkFile.outputBytes }

  private static let noPlane = 0xFFFF

  private func readLayer(_ index: Int) -> Layer? {
    let offset = layersOffset + index * NetworkFile.layerBytes
    let reader = ByteReader(bytes)
    guard let kind = Layer.Kind(rawValue: bytes[offset]),
      let activation = Layer.Activation(rawValue: bytes[offset + 1]),
      bytes[offset + 12] <= 1, bytes[offset + 13] == 0
    else { return nil }
    let added = reader.uint16(at: offset + 8)
    let gate = reader.uint16(at: offset + 10)
    return Layer(
      kind: kind, activation: activation, kernel: Int(bytes[offset + 2]), stride: Int(bytes[offset + 3]),
      input: reader.uint16(at: offset + 4), output: reader.uint16(at: offset + 6),
      added: added == NetworkFile.noPlane ? nil : added, poolsAdded: bytes[offset + 12] == 1,
      gate: gate == NetworkFile.noPlane ? nil : gate)
  }
}

// MARK: - Checks

extension NetworkFile {
  private func requirePlanes() throws(NetworkFault) {
    guard planeCount > 0 else { throw .badPlane(0) }
    var values = 0
    for index in 0..<planeCount {
      let shape = plane(index)
      let sides = 1...NetworkFile.maximumSide
      guard sides.contains(shape.height), sides.contains(shape.width), sides.contains(shape.channels) else {
        throw .badPlane(index)
      }
      let (pixels, overflow) = (shape.height * shape.width).multipliedReportingOverflow(by: shape.channels)
      guard !overflow, pixels <= NetworkFile.maximumValues else { throw .tooLarge }
      values += pixels
      guard values <= NetworkFile.maximumValues else { throw .tooLarge }
    }
  }

  private func requireLayers() throws(NetworkFault) {
    guard layerCount > 0 else { throw .badLayer(0) }
    var weights = 0
    for index in 0..<layerCount {
      guard let layer = readLayer(index), fits(layer), !touchesFlatPlane(layer) else { throw .badLayer(index) }
      let (sum, overflow) = weights.addingReportingOverflow(
        layer.weightCount(input: plane(layer.input), output: plane(layer.output)))
      guard !overflow, sum <= weightCount else { throw .badWeights(expected: sum, found: weightCount) }
      weights = sum
    }
    guard weights == weightCount else { throw .badWeights(expected: weights, found: weightCount) }
  }

  /// Whether a layer's planes exist and have the shapes that its kind relies on.
  private func fits(_ layer: Layer) -> Bool {
    guard layer.input < planeCount, (1..<planeCount).contains(layer.output), layer.output != layer.input else {
      return false
    }
    let input = plane(layer.input)
    let output = plane(layer.output)
    // Only the input's channels stand side by side without padding; only a window of one pixel may cross padded ones.
    if layer.input == 0, layer.kind != .convolution { return false }
    guard fits(layer, input, output), fitsAdded(layer, output), (layer.gate != nil) == (layer.kind == .gated) else {
      return false
    }
    guard let gate = layer.gate else { return true }
    return gate < planeCount && gate > 0 && gate != layer.output
      && plane(gate) == PlaneShape(height: 1, width: 1, channels: input.channels)
  }

  /// Whether a plane is what a transposed layer makes: its one channel lies without padding, for the host to read.
  func isFlat(_ plane: Int) -> Bool {
    for index in 0..<layerCount {
      if let layer = readLayer(index), layer.kind == .transposed, layer.output == plane { return true }
    }
    return false
  }

  /// A flat plane is an end: no layer reads it, and no other kind writes it.
  private func touchesFlatPlane(_ layer: Layer) -> Bool {
    if isFlat(layer.input) || layer.kind != .transposed && isFlat(layer.output) { return true }
    if let added = layer.added, isFlat(added) { return true }
    if let gate = layer.gate, isFlat(gate) { return true }
    return false
  }

  private func fits(_ layer: Layer, _ input: PlaneShape, _ output: PlaneShape) -> Bool {
    let strided = PlaneShape(
      height: (input.height + layer.stride - 1) / max(1, layer.stride),
      width: (input.width + layer.stride - 1) / max(1, layer.stride), channels: output.channels)
    // At stride 2 the sides are even, so that the window begins at the same place in both directions.
    let isEven = input.height % 2 == 0 && input.width % 2 == 0
    let isWindow = [1, 3, 5].contains(layer.kernel) && (layer.stride == 1 || layer.stride == 2 && isEven)
    switch layer.kind {
    case .convolution:
      let isWhole = layer.kernel == 1 || layer.input == 0 || input.channels % 8 == 0
      return isWindow && isWhole && output == strided
    case .depthwise:
      return isWindow && layer.kernel > 1 && output == strided && output.channels == input.channels
        && layer.activation != .slopes
    case .separable:
      return isWindow && layer.kernel > 1 && output == strided
    case .dense:
      return output.height == 1 && output.width == 1 && input.channels % 8 == 0
    case .average:
      return output == PlaneShape(height: 1, width: 1, channels: input.channels) && layer.activation == .none
    case .gated:
      return output == input && layer.activation == .none
    case .enlarge:
      return output == PlaneShape(height: input.height * 2, width: input.width * 2, channels: input.channels)
        && layer.activation == .none
    case .transposed:
      return output == PlaneShape(height: input.height * 2, width: input.width * 2, channels: 1)
        && layer.activation != .slopes
    }
  }

  private func fitsAdded(_ layer: Layer, _ output: PlaneShape) -> Bool {
    guard let added = layer.added else { return !layer.poolsAdded }
    guard (1..<planeCount).contains(added), added != layer.output else { return false }
    let shape = plane(added)
    switch layer.kind {
    case .dense, .enlarge, .transposed: return false
    case .average: return !layer.poolsAdded && shape == plane(layer.input)
    case .depthwise, .gated: return !layer.poolsAdded && shape == output
    case .convolution, .separable:
      let scale = layer.poolsAdded ? 2 : 1
      return shape.height == output.height * scale && shape.width == output.width * scale
        && shape.channels <= output.channels
    }
  }
}

/// Little-endian numbers in bytes whose length was checked.
struct ByteReader {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  func uint16(at offset: Int) -> Int {
    Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
  }

  func uint32(at offset: Int) -> UInt32 {
    UInt32(uint16(at: offset)) | UInt32(uint16(at: offset + 2)) << 16
  }
}

/// The value of a half float (IEEE 754 binary16), exact for every bit pattern but the payloads of NaN.
func float(half: UInt16) -> Float {
  let sign = UInt32(half & 0x8000) << 16
  let exponent = UInt32(half >> 10 & 0x1F)
  let fraction = UInt32(half & 0x3FF)
  if exponent == 0 {
    // Subnormal: fraction · 2⁻²⁴.
    let value = Float(fraction) * 5.960_464_5e-8
    return Float(bitPattern: value.bitPattern | sign)
  }
  if exponent == 31 { return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13) }
  return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
}
