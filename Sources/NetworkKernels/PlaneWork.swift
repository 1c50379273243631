// SPDX-License-Identifier: Apache-2.0
// Layers without a window: means, gates, enlarging, and the step from half to full size.

import NetworkSteps

/// The mean over all pixels of a plane, or of the sum of two.
///
/// Each row is summed from left to right, the rows from top to bottom, and the total is divided once.
@inline(never)
func average(_ x: Plane, adding added: Plane?, to y: Plane) {
  let count = Float(x.height &* x.width)
  var channel = 0
  while channel < x.pixelBytes {
    var total = Lanes.zero
    for row in 0..<x.height {
      var sum = Lanes.zero
      for pixel in 0..<x.width {
        let place = pixel &* x.pixelBytes &+ channel
        var value = load(x.row(row), place)
        if let added { value += load(added.row(row), place) }
        sum += value
      }
      total += sum
    }
    store(total / Lanes(repeating: count), y.origin, channel)
    channel &+= laneBytes
  }
}

/// Each channel times its gate, plus another plane.
@inline(never)
func multiply(_ x: Plane, by gate: Plane, adding added: Plane?, to y: Plane) {
  for row in 0..<x.height {
    for pixel in 0..<x.width {
      var channel = 0
      while channel < x.pixelBytes {
        let place = pixel &* x.pixelBytes &+ channel
        var value = load(x.row(row), place) * load(gate.origin, channel)
        if let added { value += load(added.row(row), place) }
        store(value, y.row(row), place)
        channel &+= laneBytes
      }
    }
  }
}

/// Twice the height and width, bilinear: each new sample lies a quarter of a pixel from an old one.
///
/// Outside the plane its border pixels go on, which is the same as clamping the place to the plane.
@inline(never)
func enlarge(_ x: Plane, to y: Plane) {
  for row in 0..<y.height {
    let (near, far) = neighbours(row, of: x.height)
    for pixel in 0..<y.width {
      let (left, right) = neighbours(pixel, of: x.width)
      var channel = 0
      while channel < x.pixelBytes {
        let top = blend(
          load(x.row(near), left &* x.pixelBytes &+ channel), load(x.row(near), right &* x.pixelBytes &+ channel))
        let bottom = blend(
          load(x.row(far), left &* x.pixelBytes &+ channel), load(x.row(far), right &* x.pixelBytes &+ channel))
        store(blend(top, bottom), y.row(row), pixel &* y.pixelBytes &+ channel)
        channel &+= laneBytes
      }
    }
  }
}

/// The old place nearest to a new one, and the next nearest.
@inline(__always)
private func neighbours(_ place: Int, of count: Int) -> (near: Int, far: Int) {
  let near = place >> 1
  let far = place & 1 == 0 ? near &- 1 : near &+ 1
  return (near, max(0, min(count &- 1, far)))
}

@inline(__always)
private func blend(_ near: Lanes, _ far: Lanes) -> Lanes {
  near * 0.75 + far * 0.25
}

/// Each pixel becomes 2 × 2: x (y, x, c) · w (ky, kx, c) + bias → y (2y + ky, 2x + kx), one channel; then the activation.
@inline(never)
func enlargeTransposed(_ step: Step) {
  let (x, y) = (step.input, step.output)
  let rowBytes = y.width &* floatBytes
  for row in 0..<x.height {
    let lower = step.sums + rowBytes
    enlargeRow(x, row, step.weights, upper: step.sums, lower: lower)
    finish(step.sums, step, to: y.row(row &* 2))
    finish(lower, step, to: y.row(row &* 2 &+ 1))
  }
}

/// A row of one channel, in groups of lanes; a group that reaches over the row's end is written before what comes behind it.
@inline(__always)
private func finish(_ sums: UnsafeMutableRawPointer, _ step: Step, to row: UnsafeMutableRawPointer) {
  RowFinish(
    sums: sums, output: row, width: (step.output.width &* floatBytes &+ laneBytes &- 1) / laneBytes,
    pixelBytes: laneBytes, parameters: step.weights.activation
  ).run(step.activation, adding: AddedRow(nil, row: 0, pools: false, or: sums))
}

/// Four lanes are the four new pixels, so each is one chain over the channels; four old pixels are done side by side.
@inline(__always)
private func enlargeRow(
  _ x: Plane, _ row: Int, _ weights: StepWeights, upper: UnsafeMutableRawPointer, lower: UnsafeMutableRawPointer
) {
  let start = spreadOne(weights.bias, 0)
  let end = x.channels &* floatBytes
  let input = UnsafeRawPointer(x.row(row))
  var pixel = 0
  while pixel < x.width {
    // A step that reaches over the end does its last pixel again.
    let last = x.width &- 1 &- pixel
    let a = input + pixel &* x.pixelBytes
    let b = a + min(1, last) &* x.pixelBytes
    let c = a + min(2, last) &* x.pixelBytes
    let d = a + min(3, last) &* x.pixelBytes
    var (sumA, sumB, sumC, sumD) = (start, start, start, start)
    var weight = weights.product
    var channel = 0
    while channel < end {
      let w = weight.load(as: SIMD4<Float>.self)
      sumA += spreadOne(a, channel) * w
      sumB += spreadOne(b, channel) * w
      sumC += spreadOne(c, channel) * w
      sumD += spreadOne(d, channel) * w
      weight += 16
      channel &+= floatBytes
    }
    let place = pixel &* 2 &* floatBytes
    storePair(sumA, upper, lower, place)
    if last > 0 { storePair(sumB, upper, lower, place &+ 2 &* floatBytes) }
    if last > 1 { storePair(sumC, upper, lower, place &+ 4 &* floatBytes) }
    if last > 2 { storePair(sumD, upper, lower, place &+ 6 &* floatBytes) }
    pixel &+= 4
  }
}

@inline(__always)
private func spreadOne(_ from: UnsafeRawPointer, _ offset: Int) -> SIMD4<Float> {
  SIMD4(repeating: from.load(fromByteOffset: offset, as: Float.self))
}

/// Four lanes to two pixels of an upper and two of a lower row.
@inline(__always)
private func storePair(
  _ values: SIMD4<Float>, _ upper: UnsafeMutableRawPointer, _ lower: UnsafeMutableRawPointer, _ place: Int
) {
  upper.storeBytes(of: values.lowHalf, toByteOffset: place, as: SIMD2<Float>.self)
  lower.storeBytes(of: values.highHalf, toByteOffset: place, as: SIMD2<Float>.self)
}
