// SPDX-License-Identifier: Apache-2.0
// The convolution of one row as a matrix product; four fifths of a network's work is here.
//
// Goals, in order: (1) every output is one chain of separate multiplications and additions in the order of the window:
// rows, columns, channels; (2) speed: tiles of four pixels by two groups of lanes keep sixteen vector registers busy.

/// x (p, k) · w (k, o) + bias (o) → y (p, o) for a row of pixels p, where k runs over the window's rows and columns and the
/// input's channels.
struct RowProduct {
  /// Rows of the window.
  let rows: Int
  /// Values that lie side by side in a row of the window.
  let count: Int
  /// From a window's row to the next one, and from one output pixel's window to the next one's.
  let rowBytes: Int
  let stepBytes: Int
  /// Bytes of the output's channels, in eights.
  let outputBytes: Int
  /// (o / 8, k, 8)
  let weights: UnsafeRawPointer
  /// (o)
  let bias: UnsafeRawPointer

  private var blockBytes: Int { rows &* count &* eightBytes }

  /// - Parameters:
  ///   - x: the window of the first pixel.
  ///   - y: the first pixel of the output; its pixels lie side by side.
  @inline(never)
  func run(_ x: UnsafeRawPointer, width: Int, to y: UnsafeMutableRawPointer) {
    var window = x
    var place = y
    var pixel = 0
    while pixel &+ 4 <= width {
      fourPixels(window, place)
      window += 4 &* stepBytes
      place += 4 &* outputBytes
      pixel &+= 4
    }
    while pixel < width {
      onePixel(window, place)
      window += stepBytes
      place += outputBytes
      pixel &+= 1
    }
  }

  @inline(__always)
  private func fourPixels(_ x: UnsafeRawPointer, _ y: UnsafeMutableRawPointer) {
    let upper = upperWeights(blockBytes: blockBytes)
    var block = weights
    var output = 0
    while output &+ 2 &* laneBytes <= outputBytes {
      tile(x, block, upper, y, output)
      block += blocksPerTile &* blockBytes
      output &+= 2 &* laneBytes
    }
    if output < outputBytes { halfTile(x, block, y, output) }
  }

  /// Four pixels by two groups of lanes.
  @inline(__always)
  private func tile(
    _ x: UnsafeRawPointer, _ block: UnsafeRawPointer, _ upper: Int, _ y: UnsafeMutableRawPointer, _ output: Int
  ) {
    let low = load(bias, output)
    let high = load(bias, output &+ laneBytes)
    var (a0, a1, b0, b1, c0, c1, d0, d1) = (low, high, low, high, low, high, low, high)
    var weight = block
    var start = x
    var row = 0
    while row < rows {
      let a = start
      let b = a + stepBytes
      let c = b + stepBytes
      let d = c + stepBytes
      let end = count &* floatBytes
      var k = 0
      while k < end {
        let w0 = load(weight, 0)
        let w1 = load(weight, upper)
        let xa = loadOne(a, k)
        let xb = loadOne(b, k)
        let xc = loadOne(c, k)
        let xd = loadOne(d, k)
        a0 += xa * w0
        a1 += xa * w1
        b0 += xb * w0
        b1 += xb * w1
        c0 += xc * w0
        c1 += xc * w1
        d0 += xd * w0
        d1 += xd * w1
        weight += eightBytes
        k &+= floatBytes
      }
      start += rowBytes
      row &+= 1
    }
    var place = y + output
    store(a0, place, 0)
    store(a1, place, laneBytes)
    place += outputBytes
    store(b0, place, 0)
    store(b1, place, laneBytes)
    place += outputBytes
    store(c0, place, 0)
    store(c1, place, laneBytes)
    place += outputBytes
    store(d0, place, 0)
    store(d1, place, laneBytes)
  }

  /// Four pixels by the last eight outputs, where a tile takes sixteen.
  @inline(__always)
  private func halfTile(
    _ x: UnsafeRawPointer, _ block: UnsafeRawPointer, _ y: UnsafeMutableRawPointer, _ output: Int
  ) {
    let start = load(bias, output)
    var (a, b, c, d) = (start, start, start, start)
    var weight = block
    var window = x
    var row = 0
    while row < rows {
      var k = 0
      while k < count &* floatBytes {
        let w = load(weight, 0)
        a += loadOne(window, k) * w
        b += loadOne(window, k &+ stepBytes) * w
        c += loadOne(window, k &+ 2 &* stepBytes) * w
        d += loadOne(window, k &+ 3 &* stepBytes) * w
        weight += eightBytes
        k &+= floatBytes
      }
      window += rowBytes
      row &+= 1
    }
    store(a, y, output)
    store(b, y, output &+ outputBytes)
    store(c, y, output &+ 2 &* outputBytes)
    store(d, y, output &+ 3 &* outputBytes)
  }

  /// One pixel by four blocks of outputs: what is left of a row, and a dense layer.
  @inline(__always)
  private func onePixel(_ x: UnsafeRawPointer, _ y: UnsafeMutableRawPointer) {
    var output = 0
    var block = weights
    while output < outputBytes {
      // Blocks behind the last one are the last one again, and are not stored.
      let last = (outputBytes &- output) / eightBytes &- 1
      fourBlocks(
        x, block, (min(1, last) &* blockBytes, min(2, last) &* blockBytes, min(3, last) &* blockBytes), y, output, last)
      output &+= 4 &* eightBytes
      block += 4 &* blockBytes
    }
  }

  @inline(__always)
  private func fourBlocks(
    _ x: UnsafeRawPointer, _ block: UnsafeRawPointer, _ steps: (Int, Int, Int), _ y: UnsafeMutableRawPointer,
    _ output: Int, _ last: Int
  ) {
    let highLanes = eightBytes &- laneBytes
    let start = bias + output
    let others = (min(1, last) &* eightBytes, min(2, last) &* eightBytes, min(3, last) &* eightBytes)
    var (a0, a1) = (load(start, 0), load(start, highLanes))
    var (b0, b1) = (load(start, others.0), load(start, others.0 &+ highLanes))
    var (c0, c1) = (load(start, others.1), load(start, others.1 &+ highLanes))
    var (d0, d1) = (load(start, others.2), load(start, others.2 &+ highLanes))
    var weight = block
    var window = x
    var row = 0
    while row < rows {
      var k = 0
      while k < count &* floatBytes {
        let value = loadOne(window, k)
        let b = weight + steps.0
        let c = weight + steps.1
        let d = weight + steps.2
        a0 += value * load(weight, 0)
        a1 += value * load(weight, highLanes)
        b0 += value * load(b, 0)
        b1 += value * load(b, highLanes)
        c0 += value * load(c, 0)
        c1 += value * load(c, highLanes)
        d0 += value * load(d, 0)
        d1 += value * load(d, highLanes)
        weight += eightBytes
        k &+= floatBytes
      }
      window += rowBytes
      row &+= 1
    }
    let place = y + output
    store(a0, place, 0)
    store(a1, place, highLanes)
    if last > 0 {
      store(b0, place, eightBytes)
      store(b1, place, eightBytes &+ highLanes)
    }
    if last > 1 {
      store(c0, place, 2 &* eightBytes)
      store(c1, place, 2 &* eightBytes &+ highLanes)
    }
    if last > 2 {
      store(d0, place, 3 &* eightBytes)
      store(d1, place, 3 &* eightBytes &+ highLanes)
    }
  }
}
