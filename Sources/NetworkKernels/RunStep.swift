// SPDX-License-Identifier: Apache-2.0
// The surface of the kernels: one step of a network, run.
//
// Goals, in order: (1) the same bits on every host and at every width; (2) no allocation; (3) a row is finished while it is
// in the nearest cache: depthwise, product, addition and activation follow each other row by row.

import NetworkSteps

/// Runs a step on what its planes hold.
public func run(_ step: Step) {
  switch step.kind {
  case .convolution, .separable: runRows(step)
  case .depthwise: runDepthwise(step)
  case .dense: runDense(step)
  case .average: average(step.input, adding: step.added, to: step.output)
  case .gated:
    guard let gate = step.gate else { preconditionFailure("a gated layer has a gate; the file was checked") }
    multiply(step.input, by: gate, adding: step.added, to: step.output)
  case .enlarge: enlarge(step.input, to: step.output)
  case .transposed: enlargeTransposed(step)
  }
}

private func runRows(_ step: Step) {
  let (x, y) = (step.input, step.output)
  let isSeparable = step.kind == .separable
  let product = RowProduct(
    rows: isSeparable ? 1 : step.kernel, count: (isSeparable ? 1 : step.kernel) * x.channels, rowBytes: x.rowBytes,
    stepBytes: isSeparable ? x.pixelBytes : step.stride * x.pixelBytes, outputBytes: y.pixelBytes,
    weights: step.weights.product, bias: step.weights.bias)
  let depthwise = step.depthwiseRow
  let rowsAtOnce = isSeparable ? Step.rowsAtOnce(width: y.width) : 1
  let sumBytes = y.width * y.pixelBytes
  // Rows whose sums are the result already go straight to their place.
  let isDone = rowsAtOnce == 1 && step.activation == .none && step.added == nil
  var first = 0
  while first < y.height {
    let count = min(rowsAtOnce, y.height - first)
    let window = x.row(first * step.stride - step.padding) - step.padding * x.pixelBytes
    if isSeparable {
      for row in 0..<count {
        depthwise.run(
          window + row * step.stride * x.rowBytes, width: y.width, to: step.scratch + row * y.width * x.pixelBytes)
      }
    }
    product.run(isSeparable ? step.scratch : window, width: count * y.width, to: isDone ? y.row(first) : step.sums)
    for row in 0..<count where !isDone {
      RowFinish(
        sums: step.sums + row * sumBytes, output: y.row(first + row), width: y.width, pixelBytes: y.pixelBytes,
        parameters: step.weights.activation
      ).run(step.activation, adding: AddedRow(step.added, row: first + row, pools: step.poolsAdded, or: step.sums))
    }
    first += count
  }
}

private func runDepthwise(_ step: Step) {
  let (x, y) = (step.input, step.output)
  let depthwise = step.depthwiseRow
  for row in 0..<y.height {
    depthwise.run(
      x.row(row * step.stride - step.padding) - step.padding * x.pixelBytes, width: y.width, to: step.scratch)
    RowFinish(
      sums: step.scratch, output: y.row(row), width: y.width, pixelBytes: y.pixelBytes,
      parameters: step.weights.activation
    ).run(step.activation, adding: AddedRow(nil, row: 0, pools: false, or: step.scratch))
    if let added = step.added { add(added, row, to: y) }
  }
}

/// A depthwise layer adds behind its activation.
private func add(_ added: Plane, _ row: Int, to y: Plane) {
  let (from, to) = (added.row(row), y.row(row))
  var place = 0
  while place < y.width &* y.pixelBytes {
    store(load(to, place) + load(from, place), to, place)
    place &+= laneBytes
  }
}

/// One pixel out of the whole input: rows of the window are rows of the plane.
private func runDense(_ step: Step) {
  let (x, y) = (step.input, step.output)
  RowProduct(
    rows: x.height, count: x.width * x.channels, rowBytes: x.rowBytes, stepBytes: 0, outputBytes: y.pixelBytes,
    weights: step.weights.product, bias: step.weights.bias
  ).run(x.origin, width: 1, to: step.sums)
  RowFinish(
    sums: step.sums, output: y.origin, width: 1, pixelBytes: y.pixelBytes, parameters: step.weights.activation
  ).run(step.activation, adding: AddedRow(nil, row: 0, pools: false, or: step.sums))
}

extension Step {
  var depthwiseRow: DepthwiseRow {
    DepthwiseRow(
      kernel: kernel, stride: stride, weights: weights.depthwise, bias: weights.depthwiseBias,
      rowBytes: input.rowBytes, pixelBytes: input.pixelBytes)
  }
}
