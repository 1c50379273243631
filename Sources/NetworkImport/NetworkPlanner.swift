// SPDX-License-Identifier: Apache-2.0
// From operations to layers: what the engine does in one pass over a row becomes one layer.
//
//   depthwise, convolution 1 × 1     → separable
//   addition behind a product        → `added` of that layer; a pooled and padded skip, too
//   activation behind a layer        → its `activation`
//   addition that is only averaged   → `added` of the mean
//
// Planes of equal shape share memory as soon as nobody reads the earlier one any more.

import FaceModels

struct NetworkPlanner {
  private let model: Model
  private var layers: [Layer] = []
  private var weights: [UInt16] = []
  /// By tensor; layers name tensors until `assignPlanes`.
  private var readers: [Int: [Int]] = [:]
  private var makers: [Int: Int] = [:]
  private var done: Set<Int> = []

  /// - Returns: the bytes of the network's file.
  static func plan(_ model: Model) throws(ImportFault) -> [UInt8] {
    var planner = NetworkPlanner(model)
    for index in model.operations.indices where !planner.done.contains(index) { try planner.place(index) }
    let outputs = try model.outputs.flatMapTyped { (tensor) throws(ImportFault) in try planner.sources(of: tensor) }
    return try planner.write(outputs: outputs)
  }

  private init(_ model: Model) {
    self.model = model
    for (index, operation) in model.operations.enumerated() {
      makers[operation.output] = index
      for input in operation.inputs where !model.isConstant(input) { readers[input, default: []].append(index) }
    }
  }

  private typealias Kind = Model.Operation.Kind
}

// MARK: - Layers

extension NetworkPlanner {
  private mutating func place(_ index: Int) throws(ImportFault) {
    done.insert(index)
    let operation = model.operations[index]
    switch operation.kind {
    case .convolution: try placeConvolution(operation)
    case .depthwise: try placeDepthwise(operation)
    case .averagePool:
      append(.average, Product(input: operation.inputs[0], output: operation.output))
    case .multiply: try placeGate(operation)
    case .resizeBilinear:
      append(.enlarge, Product(input: operation.inputs[0], output: operation.output))
    case .transposedConvolution: try placeTransposed(operation)
    case .add: try placeSumOfMean(operation)
    // Their places are in the layers that read them; what no layer reads is found when the outputs are traced.
    case .maxPool, .pad, .reshape, .concatenation: break
    case .logistic, .rectify, .slopes, .hardSwish: throw .unsupported("an activation that follows no layer")
    }
  }

  /// What a layer reads and makes while operations behind it are taken in.
  private struct Product {
    let input: Int
    var output: Int
    var added: Int?
    var poolsAdded = false
    var activation = Layer.Activation.none
    var slopes: [UInt16] = []
    var gate: Int?
  }

  private mutating func placeConvolution(_ operation: Model.Operation) throws(ImportFault) {
    var product = Product(input: operation.inputs[0], output: operation.output)
    let shape = try weightShape(operation)
    let input = model.shape(product.input)
    takeAddition(&product)
    try takeActivation(&product)
    weights += try constants(operation)
    weights += product.slopes
    if shape[1] > 1, !operation.isSame {
      guard input.count == 4, input[1] == shape[1], input[2] == shape[2], product.added == nil else {
        throw .unsupported("a window of \(shape[1]) × \(shape[2]) without padding that is not the whole plane")
      }
      append(.dense, product)
    } else {
      append(.convolution, product, kernel: shape[1], stride: operation.stride)
    }
  }

  private mutating func placeDepthwise(_ operation: Model.Operation) throws(ImportFault) {
    let kernel = try weightShape(operation)[1]
    guard operation.isSame else { throw .unsupported("a depthwise convolution without padding") }
    var product = Product(input: operation.inputs[0], output: operation.output)
    let depthwise = try constants(operation)
    if let next = onlyReader(of: operation.output), model.operations[next].kind == .convolution,
      try weightShape(model.operations[next])[1] == 1
    {
      done.insert(next)
      product.output = model.operations[next].output
      takeAddition(&product)
      try takeActivation(&product)
      weights += depthwise
      weights += try constants(model.operations[next])
      weights += product.slopes
      append(.separable, product, kernel: kernel, stride: operation.stride)
    } else {
      try takeActivation(&product)
      takeAddition(&product)
      weights += depthwise
      append(.depthwise, product, kernel: kernel, stride: operation.stride)
    }
  }

  /// x · gate, where the gate has one pixel.
  private mutating func placeGate(_ operation: Model.Operation) throws(ImportFault) {
    let isGate = operation.inputs.map { Array(model.shape($0).dropLast()) == [1, 1, 1] }
    guard isGate.count == 2, isGate[0] != isGate[1] else { throw .unsupported("a product of two planes") }
    var product = Product(input: operation.inputs[isGate[0] ? 1 : 0], output: operation.output)
    product.gate = operation.inputs[isGate[0] ? 0 : 1]
    takeAddition(&product)
    append(.gated, product)
  }

  private mutating func placeTransposed(_ operation: Model.Operation) throws(ImportFault) {
    guard operation.inputs.count == 3 else { throw .unsupported("a transposed convolution without a bias") }
    guard model.shape(operation.inputs[1]) == [1, 2, 2, model.shape(operation.inputs[0]).last ?? 0] else {
      throw .unsupported("a transposed convolution that is not 2 × 2 to one channel")
    }
    var product = Product(input: operation.inputs[0], output: operation.output)
    try takeActivation(&product)
    weights += try constants(operation)
    append(.transposed, product)
  }

  /// A sum that nobody reads but a mean.
  private mutating func placeSumOfMean(_ operation: Model.Operation) throws(ImportFault) {
    guard let mean = onlyReader(of: operation.output), model.operations[mean].kind == .averagePool else {
      throw .unsupported("an addition that belongs to no layer")
    }
    done.insert(mean)
    var product = Product(input: operation.inputs[0], output: model.operations[mean].output)
    product.added = operation.inputs[1]
    append(.average, product)
  }

  private mutating func append(_ kind: Layer.Kind, _ product: Product, kernel: Int = 1, stride: Int = 1) {
    layers.append(
      Layer(
        kind: kind, activation: product.activation, kernel: kernel, stride: stride, input: product.input,
        output: product.output, added: product.added, poolsAdded: product.poolsAdded, gate: product.gate))
  }
}

// MARK: - Taking in what follows

extension NetworkPlanner {
  private func onlyReader(of tensor: Int) -> Int? {
    guard let readers = readers[tensor], readers.count == 1, !model.outputs.contains(tensor) else { return nil }
    return readers[0]
  }

  private mutating func takeAddition(_ product: inout Product) {
    guard let next = onlyReader(of: product.output), model.operations[next].kind == .add, !done.contains(next),
      model.operations[next].inputs.count == 2,
      var other = model.operations[next].inputs.first(where: { $0 != product.output })
    else { return }
    var taken = [next]
    var pools = false
    // A skip to more channels is padded, and one to half the size is pooled first.
    for kind in [Kind.pad, .maxPool] {
      guard let maker = makers[other], model.operations[maker].kind == kind, onlyReader(of: other) != nil else {
        continue
      }
      taken.append(maker)
      other = model.operations[maker].inputs[0]
      if kind == .maxPool { pools = true }
    }
    guard isMade(other) else { return }
    done.formUnion(taken)
    product.added = other
    product.poolsAdded = pools
    product.output = model.operations[next].output
  }

  private mutating func takeActivation(_ product: inout Product) throws(ImportFault) {
    guard let next = onlyReader(of: product.output), !done.contains(next) else { return }
    let operation = model.operations[next]
    switch operation.kind {
    case .rectify: product.activation = .rectify
    case .hardSwish: product.activation = .hardSwish
    case .logistic: product.activation = .sigmoid
    case .slopes:
      product.activation = .slopes
      product.slopes = try model.constant(operation.inputs[1])
    default: return
    }
    done.insert(next)
    product.output = operation.output
  }

  /// Whether a layer that stands before has made a tensor.
  private func isMade(_ tensor: Int) -> Bool {
    model.inputs.contains(tensor) || layers.contains { $0.output == tensor }
  }

  /// The tensors of layers that an output shows: a concatenation of reshaped planes is nothing but its planes in order.
  private func sources(of tensor: Int) throws(ImportFault) -> [Int] {
    if isMade(tensor) { return [tensor] }
    guard let maker = makers[tensor] else { throw .unsupported("output \(tensor) that nothing makes") }
    let operation = model.operations[maker]
    guard operation.kind == .reshape || operation.kind == .concatenation else {
      throw .unsupported("output \(tensor) that no layer makes")
    }
    let inputs = operation.kind == .reshape ? Array(operation.inputs.prefix(1)) : operation.inputs
    return try inputs.flatMapTyped { (input) throws(ImportFault) in try sources(of: input) }
  }

  private func weightShape(_ operation: Model.Operation) throws(ImportFault) -> [Int] {
    guard operation.inputs.count == 3 else { throw .unsupported("a convolution without a bias") }
    let shape = model.shape(operation.inputs[1])
    guard shape.count == 4, shape[1] == shape[2] else { throw .unsupported("weights of the shape \(shape)") }
    return shape
  }

  private func constants(_ operation: Model.Operation) throws(ImportFault) -> [UInt16] {
    try model.constant(operation.inputs[1]) + model.constant(operation.inputs[2])
  }
}

// MARK: - Planes and bytes

extension NetworkPlanner {
  private func planeShape(_ tensor: Int) throws(ImportFault) -> PlaneShape {
    let shape = model.shape(tensor)
    guard shape.count == 4, shape[0] == 1, shape.allSatisfy({ $0 <= NetworkFile.maximumSide }) else {
      throw .unsupported("tensor \(tensor) of the shape \(shape)")
    }
    return PlaneShape(height: shape[1], width: shape[2], channels: shape[3])
  }

  private func write(outputs: [Int]) throws(ImportFault) -> [UInt8] {
    let (planes, planeOfTensor) = try assignPlanes(outputs: outputs)
    guard planes.count < 0xFFFF, layers.count < 0xFFFF else { throw .unsupported("\(layers.count) layers") }
    var bytes: [UInt8] = []
    func put(_ value: Int) { bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
    func put(plane tensor: Int?) { put(tensor.flatMap { planeOfTensor[$0] } ?? 0xFFFF) }
    put(Int(NetworkFile.mark & 0xFFFF))
    put(Int(NetworkFile.mark >> 16))
    put(NetworkFile.version)
    put(planes.count)
    put(layers.count)
    put(outputs.count)
    put(weights.count)
    put(weights.count >> 16)
    for plane in planes { [plane.height, plane.width, plane.channels, 0].forEach(put) }
    for layer in layers {
      bytes += [layer.kind.rawValue, layer.activation.rawValue, UInt8(layer.kernel), UInt8(layer.stride)]
      for tensor in [layer.input, layer.output, layer.added, layer.gate] { put(plane: tensor) }
      bytes += [layer.poolsAdded ? 1 : 0, 0, 0, 0]
    }
    for output in outputs { put(plane: output) }
    bytes += weights.map { UInt8(truncatingIfNeeded: $0) }
    bytes += weights.map { UInt8($0 >> 8) }
    return bytes
  }

  /// Gives each tensor that a layer makes a plane; plane 0 is the input.
  private func assignPlanes(outputs: [Int]) throws(ImportFault) -> ([PlaneShape], [Int: Int]) {
    var lastReader: [Int: Int] = [:]
    for (index, layer) in layers.enumerated() {
      for tensor in [layer.input, layer.added, layer.gate].compactMap(\.self) { lastReader[tensor] = index }
    }
    for output in outputs { lastReader[output] = layers.count }
    var planes = [try planeShape(model.inputs[0])]
    var planeOfTensor = [model.inputs[0]: 0]
    var free: [Int] = []
    for (index, layer) in layers.enumerated() {
      let shape = try planeShape(layer.output)
      if let reused = free.firstIndex(where: { planes[$0] == shape }) {
        planeOfTensor[layer.output] = free.remove(at: reused)
      } else {
        planeOfTensor[layer.output] = planes.count
        planes.append(shape)
      }
      let read = Set([layer.input, layer.added, layer.gate].compactMap(\.self))
      for tensor in read.sorted() where lastReader[tensor] == index && tensor != model.inputs[0] {
        guard let plane = planeOfTensor[tensor] else {
          throw .unsupported("tensor \(tensor) is read before it is made")
        }
        free.append(plane)
      }
    }
    return (planes, planeOfTensor)
  }
}

extension Sequence {
  /// `flatMap` that keeps the type of what is thrown.
  fileprivate func flatMapTyped<Result>(
    _ transform: (Element) throws(ImportFault) -> [Result]
  ) throws(ImportFault) -> [Result] {
    var all: [Result] = []
    for element in self { all += try transform(element) }
    return all
  }
}
