// SPDX-License-Identifier: Apache-2.0
// Layers without a window: means, gates, enlarging, and the step from half to full size.

/// The mean over all pixels of a plane, or of the sum of two.
///
/// Each row is summed from left to right, the rows from top to bottom, and the total is divided once.
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
    channel &+= 16
  }
}

/// Each channel times its gate, plus another plane.
func multiply(_ x: Plane, by gate: Plane, adding added: Plane?, to y: Plane) {
  for row in 0..<x.height {
    for pixel in 0..<x.width {
      var channel = 0
      while channel < x.pixelBytes {
        let place = pixel &* x.pixelBytes &+ channel
        var value = load(x.row(row), place) * load(gate.origin, channel)
        if let added { value += load(added.row(row), place) }
        store(value, y.row(row), place)
        channel &+= 16
      }
    }
  }
}

/// Twice the height and width, bilinear: each new sample lies a quarter of a pixel from an old one.
///
/// Outside the plane its border pixels go on, which is the same as clamping the place to the plane.
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
        channel &+= 16
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

/// Each pixel becomes 2 × 2: x (y, x, c) · w (ky, kx, c) + bias → y (2y + ky, 2x + kx), one channel.
///
/// Four lanes are the four new pixels, so each is one chain over the channels.
func enlargeTransposed(
  _ x: Plane, weights: UnsafeRawPointer, bias: UnsafeRawPointer, _ activate: Activator, to y: Plane
) {
  let start = loadOne(bias, 0)
  for row in 0..<x.height {
    for pixel in 0..<x.width {
      let input = x.row(row) + pixel &* x.pixelBytes
      var sums = start
      for channel in 0..<x.channels {
        sums += loadOne(input, channel &* floatBytes) * load(weights, channel &* 16)
      }
      let values = activate(sums, 0)
      let upper = y.row(row &* 2) + pixel &* 2 &* y.pixelBytes
      let lower = y.row(row &* 2 &+ 1) + pixel &* 2 &* y.pixelBytes
      upper.storeBytes(of: values[0], as: Float.self)
      upper.storeBytes(of: values[1], toByteOffset: y.pixelBytes, as: Float.self)
      lower.storeBytes(of: values[2], as: Float.self)
      lower.storeBytes(of: values[3], toByteOffset: y.pixelBytes, as: Float.self)
    }
  }
}
