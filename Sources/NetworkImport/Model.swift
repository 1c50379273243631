// SPDX-License-Identifier: Apache-2.0
// A TensorFlow Lite model as a list of operations on tensors: FlatBuffer → Model.
//
// Field numbers are those of the public schema, tensorflow/compiler/mlir/lite/schema/schema.fbs, version 3.

/// One subgraph. Half-float constants stand for the tensors that a DEQUANTIZE would make of them.
struct Model {
  let inputs: [Int]
  let outputs: [Int]
  let operations: [Operation]
  private let shapes: [[Int]]
  /// Bit patterns of half floats, by tensor.
  private var constants: [Int: [UInt16]]

  struct Operation {
    let kind: Kind
    let inputs: [Int]
    let output: Int
    var isSame = false
    var stride = 1
    var window = (height: 1, width: 1)

    enum Kind: Equatable {
      case add, averagePool, concatenation, convolution, depthwise, logistic, maxPool, multiply, rectify, reshape
      case resizeBilinear, pad, slopes, hardSwish, transposedConvolution
    }
  }

  func shape(_ tensor: Int) -> [Int] { shapes[tensor] }

  func isConstant(_ tensor: Int) -> Bool { constants[tensor] != nil }

  func constant(_ tensor: Int) throws(ImportFault) -> [UInt16] {
    guard let values = constants[tensor] else { throw .unsupported("tensor \(tensor) is not made of half floats") }
    return values
  }
}

// MARK: - Reading

extension Model {
  private enum Builtin {
    static let dequantize = 6
    static let mean = 40
    static let custom = 32
    static let halfFloat = 1
    static let kinds: [Int: Operation.Kind] = [
      0: .add, 1: .averagePool, 2: .concatenation, 3: .convolution, 4: .depthwise, 14: .logistic, 17: .maxPool,
      18: .multiply, 19: .rectify, 22: .reshape, 23: .resizeBilinear, 34: .pad, 54: .slopes, 117: .hardSwish,
    ]
  }

  init(_ bytes: [UInt8]) throws(ImportFault) {
    guard bytes.count > 8, bytes[4..<8].elementsEqual("TFL3".utf8) else { throw .foreign }
    let root = try FlatBuffer(bytes).root()
    let graphs = try root.tables(2)
    guard graphs.count == 1 else { throw .unsupported("\(graphs.count) subgraphs instead of one") }
    let tensors = try graphs[0].tables(0)
    var shapes: [[Int]] = []
    var halves: [Int: [UInt16]] = [:]
    let buffers = try root.tables(4)
    for (index, tensor) in tensors.enumerated() {
      let shape = try tensor.ints(0)
      guard shape.allSatisfy({ (1...1 << 20).contains($0) }) else {
        throw .unsupported("tensor \(index) has the shape \(shape)")
      }
      shapes.append(shape)
      guard try tensor.byte(1) == Builtin.halfFloat else { continue }
      let buffer = try tensor.int(2) ?? 0
      guard buffers.indices.contains(buffer) else { throw .unsupported("tensor \(index) names no buffer") }
      let values = Array(try buffers[buffer].bytes(0))
      guard values.count == shape.reduce(2, { $0 &* $1 }) else {
        throw .unsupported("tensor \(index) has another size than its shape")
      }
      halves[index] = stride(from: 0, to: values.count, by: 2).map { UInt16(values[$0]) | UInt16(values[$0 + 1]) << 8 }
    }
    var operations: [Operation] = []
    let codes = try root.tables(1)
    for operation in try graphs[0].tables(3) {
      let code = try operation.int(0) ?? 0
      guard codes.indices.contains(code) else { throw .unsupported("an operation without a code") }
      let inputs = try operation.ints(1)
      let outputs = try operation.ints(2)
      guard outputs.count == 1, (inputs + outputs).allSatisfy(tensors.indices.contains) else {
        throw .unsupported("an operation with tensors \(inputs) and \(outputs)")
      }
      // Before codes above 127 existed they stood in a field of one byte.
      let builtin = max(try codes[code].byte(0) ?? 0, try codes[code].int(3) ?? 0)
      if builtin == Builtin.dequantize {
        guard let input = inputs.first, let values = halves[input] else {
          throw .unsupported("a DEQUANTIZE of no half floats")
        }
        halves[outputs[0]] = values
        continue
      }
      operations.append(try Model.operation(builtin, codes[code], operation, inputs, outputs[0]))
    }
    self.shapes = shapes
    self.operations = operations
    constants = halves
    inputs = try graphs[0].ints(1)
    self.outputs = try graphs[0].ints(2)
    guard inputs.count == 1, !self.outputs.isEmpty, (inputs + self.outputs).allSatisfy(tensors.indices.contains) else {
      throw .unsupported("its inputs are \(inputs) and its outputs \(self.outputs)")
    }
  }

  private static func operation(
    _ builtin: Int, _ code: Table, _ table: Table, _ inputs: [Int], _ output: Int
  ) throws(ImportFault) -> Operation {
    let options = try table.table(4)
    if builtin == Builtin.custom {
      let name = try code.text(1)
      guard name == "Convolution2DTransposeBias" else { throw .unsupported("the operation '\(name)'") }
      return Operation(kind: .transposedConvolution, inputs: inputs, output: output)
    }
    guard let kind = builtin == Builtin.mean ? .averagePool : Builtin.kinds[builtin] else {
      throw .unsupported("the operation \(builtin)")
    }
    var operation = Operation(kind: kind, inputs: inputs, output: output)
    guard let options, [.convolution, .depthwise, .maxPool].contains(kind) else { return operation }
    operation.isSame = try options.byte(0) ?? 0 == 0
    let strides = (try options.int(1) ?? 1, try options.int(2) ?? 1)
    guard strides.0 == strides.1 else { throw .unsupported("different strides \(strides)") }
    operation.stride = strides.0
    if kind == .maxPool { operation.window = (try options.int(4) ?? 1, try options.int(3) ?? 1) }
    return operation
  }
}
