// SPDX-License-Identifier: Apache-2.0
// A network made ready: its weights unpacked and ordered for the kernels, its planes in memory, its layers run in turn.
//
// Goals, in order: (1) the same bits natively and in wasm; (2) no allocation after it is made; (3) weights are read from
// the first to the last, once a row.

import Raster

public struct Network {
  private let layers: UnsafeMutableBufferPointer<ReadyLayer>
  private let planes: UnsafeMutableBufferPointer<Plane>
  private let outputs: UnsafeMutableBufferPointer<Int32>
  /// One row of a depthwise result.
  private let scratch: UnsafeMutableRawPointer

  /// - Parameter arena: has at least `arenaBytes(for: file)` left.
  public init(_ file: NetworkFile, arena: inout Arena) {
    planes = arena.reserve(file.planeCount, of: Plane.self)
    for index in 0..<file.planeCount {
      let memory = PlaneMemory(file, plane: index)
      let start = arena.reserve(memory.floatCount, of: Float.self)
      planes[index] = memory.plane(at: UnsafeMutableRawPointer(start.baseAddress!))
    }
    layers = arena.reserve(file.layerCount, of: ReadyLayer.self)
    var packer = WeightPacker(file)
    for index in 0..<file.layerCount {
      let layer = file.layer(index)
      let room = arena.reserve(WeightPacker.floatCount(of: layer, in: file), of: Float.self)
      layers[index] = packer.pack(layer, into: UnsafeMutableRawPointer(room.baseAddress!))
    }
    outputs = arena.reserve(file.outputCount, of: Int32.self)
    for index in 0..<file.outputCount { outputs[index] = Int32(file.output(index)) }
    scratch = UnsafeMutableRawPointer(arena.reserve(Network.scratchFloats(of: file), of: Float.self).baseAddress!)
  }

  /// What a network of this file takes of an arena.
  public static func arenaBytes(for file: NetworkFile) -> Int {
    var bytes = Arena.bytes(file.planeCount, of: Plane.self) + Arena.bytes(file.layerCount, of: ReadyLayer.self)
    bytes += Arena.bytes(file.outputCount, of: Int32.self) + Arena.bytes(scratchFloats(of: file), of: Float.self)
    for index in 0..<file.planeCount {
      bytes += Arena.bytes(PlaneMemory(file, plane: index).floatCount, of: Float.self)
    }
    for index in 0..<file.layerCount {
      bytes += Arena.bytes(WeightPacker.floatCount(of: file.layer(index), in: file), of: Float.self)
    }
    return bytes
  }

  private static func scratchFloats(of file: NetworkFile) -> Int {
    var floats = 1
    for index in 0..<file.layerCount {
      let layer = file.layer(index)
      guard layer.kind == .separable else { continue }
      floats = max(floats, file.plane(layer.output).width * inEights(file.plane(layer.input).channels))
    }
    return floats
  }
}

// MARK: - Input and output

extension Network {
  public var inputShape: PlaneShape { planeShape(0) }

  /// A row of the input: width × channels values, channels innermost.
  public func inputRow(_ y: Int) -> UnsafeMutablePointer<Float> { row(y, ofPlane: 0) }

  public func outputShape(_ output: Int) -> PlaneShape { planeShape(Int(outputs[output])) }

  /// How many planes the network has; 0 is the input.
  public var planeCount: Int { planes.count }

  public func planeShape(_ plane: Int) -> PlaneShape {
    PlaneShape(height: planes[plane].height, width: planes[plane].width, channels: planes[plane].channels)
  }

  /// Values from one pixel of a plane to the next: its channels, in eights but for the input.
  public func pixelStep(ofPlane plane: Int) -> Int { planes[plane].pixelBytes / floatBytes }

  /// A row of a plane. Planes of equal shape share memory, so after a run a plane shows the last layer that wrote it.
  public func row(_ y: Int, ofPlane plane: Int) -> UnsafeMutablePointer<Float> {
    planes[plane].row(y).assumingMemoryBound(to: Float.self)
  }

  /// The channels of one pixel of an output.
  public func output(_ output: Int, row: Int, column: Int) -> UnsafePointer<Float> {
    let plane = planes[Int(outputs[output])]
    return UnsafePointer((plane.row(row) + column &* plane.pixelBytes).assumingMemoryBound(to: Float.self))
  }
}

// MARK: - Running

extension Network {
  /// Runs all layers on what the input holds.
  ///
  /// - Complexity: one multiplication and one addition a weight and pixel; no allocation.
  public func run() {
    for index in 0..<layers.count { run(layers[index]) }
  }

  /// How many layers a run takes.
  public var layerCount: Int { layers.count }

  /// Runs one layer on what the planes hold: for measuring where time goes.
  public func run(layer: Int) { run(layers[layer]) }

  private func run(_ ready: ReadyLayer) {
    switch ready.layer.activation {
    case .none: run(ready, NoActivation.self)
    case .rectify: run(ready, Rectify.self)
    case .slopes: run(ready, Slopes.self)
    case .hardSwish: run(ready, HardSwish.self)
    case .sigmoid: run(ready, Sigmoid.self)
    }
  }

  private func run<Activation: Activating>(_ ready: ReadyLayer, _ activation: Activation.Type) {
    let layer = ready.layer
    let x = planes[layer.input]
    let y = planes[layer.output]
    let added = layer.added.map { planes[$0] }
    switch layer.kind {
    case .convolution, .separable: runRows(ready, activation, x, y, added)
    case .depthwise: runDepthwise(ready, activation, x, y, added)
    case .dense: runDense(ready, activation, x, y)
    case .average: average(x, adding: added, to: y)
    case .gated:
      guard let gate = layer.gate else { preconditionFailure("a gated layer has a gate; the file was checked") }
      multiply(x, by: planes[gate], adding: added, to: y)
    case .enlarge: enlarge(x, to: y)
    case .transposed: enlargeTransposed(x, weights: ready.weights, bias: ready.bias, activation, to: y)
    }
  }

  @inline(never)
  private func runRows<Activation: Activating>(
    _ ready: ReadyLayer, _ activation: Activation.Type, _ x: Plane, _ y: Plane, _ added: Plane?
  ) {
    let layer = ready.layer
    let isSeparable = layer.kind == .separable
    let product = RowProduct<Activation>(
      rows: isSeparable ? 1 : layer.kernel, count: (isSeparable ? 1 : layer.kernel) * x.channels, rowBytes: x.rowBytes,
      stepBytes: isSeparable ? x.pixelBytes : layer.stride * x.pixelBytes, outputBytes: y.pixelBytes,
      weights: ready.weights, bias: ready.bias, slopes: ready.slopes)
    let depthwise = ready.depthwise(of: x, NoActivation.self)
    for row in 0..<y.height {
      var window = x.row(row * layer.stride - ready.padding) - ready.padding * x.pixelBytes
      if isSeparable {
        depthwise.run(window, width: y.width, adding: nil, to: scratch)
        window = scratch
      }
      product.run(
        window, width: y.width, adding: addedRow(added, row, pools: layer.poolsAdded), to: y.row(row),
        pixelBytes: y.pixelBytes)
    }
  }

  private func addedRow(_ plane: Plane?, _ row: Int, pools: Bool) -> AddedRow {
    guard let plane else {
      return AddedRow(pools: false, row: UnsafeRawPointer(scratch), rowBytes: 0, pixelBytes: 0, channelBytes: 0)
    }
    return AddedRow(
      pools: pools, row: plane.row(pools ? row * 2 : row), rowBytes: plane.rowBytes,
      pixelBytes: plane.pixelBytes, channelBytes: plane.pixelBytes)
  }

  @inline(never)
  private func runDepthwise<Activation: Activating>(
    _ ready: ReadyLayer, _ activation: Activation.Type, _ x: Plane, _ y: Plane, _ added: Plane?
  ) {
    let depthwise = ready.depthwise(of: x, activation)
    for row in 0..<y.height {
      let window = x.row(row * ready.layer.stride - ready.padding) - ready.padding * x.pixelBytes
      depthwise.run(window, width: y.width, adding: added.map { UnsafeRawPointer($0.row(row)) }, to: y.row(row))
    }
  }

  /// One pixel out of the whole input: rows of the window are rows of the plane.
  @inline(never)
  private func runDense<Activation: Activating>(
    _ ready: ReadyLayer, _ activation: Activation.Type, _ x: Plane, _ y: Plane
  ) {
    let product = RowProduct<Activation>(
      rows: x.height, count: x.width * x.channels, rowBytes: x.rowBytes, stepBytes: 0, outputBytes: y.pixelBytes,
      weights: ready.weights, bias: ready.bias, slopes: ready.slopes)
    product.run(
      x.origin, width: 1, adding: addedRow(nil, 0, pools: false), to: y.origin, pixelBytes: y.pixelBytes)
  }
}

/// Channels in memory: the next multiple of eight.
func inEights(_ channels: Int) -> Int {
  (channels + 7) / 8 * 8
}

/// Where a plane's values lie.
struct PlaneMemory {
  private let shape: PlaneShape
  private let border: Int
  private let pixelFloats: Int
  private let rowFloats: Int

  init(_ file: NetworkFile, plane: Int) {
    shape = file.plane(plane)
    border = PlaneMemory.border(of: plane, in: file)
    // A window over the input reads its channels side by side, and a flat plane is for the host; all others keep their
    // channels in eights.
    pixelFloats = plane == 0 || file.isFlat(plane) ? shape.channels : inEights(shape.channels)
    rowFloats = (shape.width + 2 * border) * pixelFloats
  }

  var floatCount: Int { (shape.height + 2 * border) * rowFloats }

  func plane(at start: UnsafeMutableRawPointer) -> Plane {
    Plane(
      origin: start + (border * rowFloats + border * pixelFloats) * floatBytes, height: shape.height,
      width: shape.width,
      channels: shape.channels, rowBytes: rowFloats * floatBytes, pixelBytes: pixelFloats * floatBytes)
  }

  /// As far as any window that reads the plane may reach over its edge.
  private static func border(of plane: Int, in file: NetworkFile) -> Int {
    var border = 0
    for index in 0..<file.layerCount {
      let layer = file.layer(index)
      let hasWindow = layer.kind == .convolution || layer.kind == .depthwise || layer.kind == .separable
      if hasWindow, layer.input == plane { border = max(border, layer.kernel / 2) }
    }
    return border
  }
}
