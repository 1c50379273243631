// SPDX-License-Identifier: Apache-2.0
// Layers without a window: means, gates, enlarging, and the step from half to full size.

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
    channel &+= 16
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
        channel &+= 16
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
/// Four lanes are the four new pixels, so each is one chain over the channels; four old pixels are done side by side.
@inline(never)
func enlargeTransposed<Activation: Activating>(
  _ x: Plane, weights: UnsafeRawPointer, bias: UnsafeRawPointer, _ activation: Activation.Type, to y: Plane
) {
  let start = loadOne(bias, 0)
  let end = x.channels &* floatBytes
  for row in 0..<x.height {
    let input = UnsafeRawPointer(x.row(row))
    let upper = y.row(row &* 2)
    let lower = y.row(row &* 2 &+ 1)
    var pixel = 0
    while pixel < x.width {
      // A step that reaches over the end does its last pixel again.
      let last = x.width &- 1 &- pixel
      let a = input + pixel &* x.pixelBytes
      let b = a + min(1, last) &* x.pixelBytes
      let c = a + min(2, last) &* x.pixelBytes
      let d = a + min(3, last) &* x.pixelBytes
      var (sumA, sumB, sumC, sumD) = (start, start, start, start)
      var weight = weights
      var channel = 0
      while channel < end {
        let w = load(weight, 0)
        sumA += loadOne(a, channel) * w
        sumB += loadOne(b, channel) * w
        sumC += loadOne(c, channel) * w
        sumD += loadOne(d, channel) * w
        weight += 16
        channel &+= floatBytes
      }
      let place = pixel &* 2 &* y.pixelBytes
      let next = 2 &* y.pixelBytes
      spread(Activation.apply(sumA, bias, 0), upper + place, lower + place, y.pixelBytes)
      if last > 0 {
        spread(Activation.apply(sumB, bias, 0), upper + (place &+ next), lower + (place &+ next), y.pixelBytes)
      }
      if last > 1 {
        spread(
          Activation.apply(sumC, bias, 0), upper + (place &+ 2 &* next), lower + (place &+ 2 &* next), y.pixelBytes)
      }
      if last > 2 {
        spread(
          Activation.apply(sumD, bias, 0), upper + (place &+ 3 &* next), lower + (place &+ 3 &* next), y.pixelBytes)
      }
      pixel &+= 4
    }
  }
}

/// Four lanes to two pixels of an upper and two of a lower row.
@inline(__always)
private func spread(
  _ values: Lanes, _ upper: UnsafeMutableRawPointer, _ lower: UnsafeMutableRawPointer, _ pixelBytes: Int
) {
  upper.storeBytes(of: values[0], as: Float.self)
  upper.storeBytes(of: values[1], toByteOffset: pixelBytes, as: Float.self)
  lower.storeBytes(of: values[2], as: Float.self)
  lower.storeBytes(of: values[3], toByteOffset: pixelBytes, as: Float.self)
}
