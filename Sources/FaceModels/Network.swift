// SPDX-License-Identifier: Apache-2.0
// A network made ready: its weights unpacked and ordered for the kernels, its planes in memory, its layers run in turn.
//
// Goals, in order: (1) the same bits natively and in wasm; (2) no allocation after it is made; (3) weights are read from
// the first to the last, once a row.

import NetworkKernels
import NetworkSteps
import Raster

/// What runs the steps of a network: kernels for vectors of some width, the same bits at each.
public struct Kernels: Sendable {
  public let run: @Sendable (Step) -> Void

  public init(run: @escaping @Sendable (Step) -> Void) {
    self.run = run
  }

  /// Four lanes, which every host has.
  public static let portable = Kernels { NetworkKernels.run($0) }
}

public struct Network {
  private let steps: UnsafeMutableBufferPointer<Step>
  private let planes: UnsafeMutableBufferPointer<Plane>
  private let outputs: UnsafeMutableBufferPointer<Int32>
  private let kernels: Kernels
  /// Rows on their way, shared by all steps.
  private let rowRoom: UnsafeMutableBufferPointer<Float>

  /// - Parameters:
  ///   - arena: has at least `arenaBytes(for: file)` left.
  ///   - kernels: what runs the layers.
  public init(_ file: NetworkFile, arena: inout Arena, kernels: Kernels = .portable) {
    self.kernels = kernels
    planes = arena.reserve(file.planeCount, of: Plane.self)
    for index in 0..<file.planeCount {
      let memory = PlaneMemory(file, plane: index)
      let start = arena.reserve(memory.floatCount, of: Float.self)
      planes[index] = memory.plane(at: UnsafeMutableRawPointer(start.baseAddress!))
    }
    let rows = RowMemory(file)
    rowRoom = arena.reserve(rows.scratchFloats + rows.sumFloats, of: Float.self)
    let scratch = UnsafeMutableRawPointer(rowRoom.baseAddress!)
    let sums = UnsafeMutableRawPointer(rowRoom.baseAddress! + rows.scratchFloats)
    steps = arena.reserve(file.layerCount, of: Step.self)
    var packer = WeightPacker(file)
    for index in 0..<file.layerCount {
      let layer = file.layer(index)
      let room = arena.reserve(WeightPacker.floatCount(of: layer, in: file), of: Float.self)
      let weights = packer.pack(layer, into: UnsafeMutableRawPointer(room.baseAddress!))
      steps[index] = Step(
        kind: layer.kind, activation: layer.activation, kernel: layer.kernel, stride: layer.stride,
        padding: layer.padding(from: file.plane(layer.input), to: file.plane(layer.output)),
        input: planes[layer.input], output: planes[layer.output], added: layer.added.map { [planes] in planes[$0] },
        poolsAdded: layer.poolsAdded, gate: layer.gate.map { [planes] in planes[$0] }, weights: weights,
        scratch: scratch, sums: sums)
    }
    outputs = arena.reserve(file.outputCount, of: Int32.self)
    for index in 0..<file.outputCount { outputs[index] = Int32(file.output(index)) }
  }

  /// What a network of this file takes of an arena.
  public static func arenaBytes(for file: NetworkFile) -> Int {
    let rows = RowMemory(file)
    var bytes = Arena.bytes(file.planeCount, of: Plane.self) + Arena.bytes(file.layerCount, of: Step.self)
    bytes += Arena.bytes(file.outputCount, of: Int32.self)
    bytes += Arena.bytes(rows.scratchFloats + rows.sumFloats, of: Float.self)
    for index in 0..<file.planeCount {
      bytes += Arena.bytes(PlaneMemory(file, plane: index).floatCount, of: Float.self)
    }
    for index in 0..<file.layerCount {
      bytes += Arena.bytes(WeightPacker.floatCount(of: file.layer(index), in: file), of: Float.self)
    }
    return bytes
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
    for index in 0..<steps.count { kernels.run(steps[index]) }
  }

  /// Makes all that came of an input zero, so that nothing of a picture stays.
  public func forget() {
    for index in 0..<planes.count {
      let plane = planes[index]
      for y in 0..<plane.height {
        let row = row(y, ofPlane: index)
        for value in 0..<plane.width * plane.pixelBytes / floatBytes { row[value] = 0 }
      }
    }
    rowRoom.update(repeating: 0)
  }

  /// How many layers a run takes.
  public var layerCount: Int { steps.count }

  /// Runs one layer on what the planes hold: for measuring where time goes.
  public func run(layer: Int) { kernels.run(steps[layer]) }
}

private let floatBytes = MemoryLayout<Float>.size

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

  /// A flat plane's last row may be written a group of lanes too far.
  var floatCount: Int { (shape.height + 2 * border) * rowFloats + PlaneMemory.slack }

  fileprivate static let slack = 16

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

/// Room for rows on their way: of a depthwise result, and of a product before its activation.
private struct RowMemory {
  private(set) var scratchFloats = 16
  private(set) var sumFloats = 1

  init(_ file: NetworkFile) {
    for index in 0..<file.layerCount {
      let layer = file.layer(index)
      let (input, output) = (file.plane(layer.input), file.plane(layer.output))
      let rows = layer.kind == .separable ? Step.rowsAtOnce(width: output.width) : 1
      if layer.kind == .separable || layer.kind == .depthwise {
        scratchFloats = max(scratchFloats, rows * output.width * inEights(input.channels))
      }
      let sums = layer.kind == .transposed ? 2 * output.width : rows * output.width * inEights(output.channels)
      sumFloats = max(sumFloats, sums + PlaneMemory.slack)
    }
  }
}
