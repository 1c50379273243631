// SPDX-License-Identifier: Apache-2.0
// The convolution of one row as a matrix product; four fifths of a network's work is here.
//
// Goals, in order: (1) every output is one chain of separate multiplications and additions in the order of the window:
// rows, columns, channels; (2) speed: tiles of four pixels by eight outputs keep sixteen vector registers busy.

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
  let activate: Activator

  /// - Parameters:
  ///   - x: the window of the first pixel.
  ///   - y: the first pixel of the output; its pixels lie `pixelBytes` apart.
  @inline(__always)
  func run(_ x: UnsafeRawPointer, width: Int, adding added: AddedRow, to y: UnsafeMutableRawPointer, pixelBytes: Int) {
    let blockBytes = rows &* count &* eightBytes
    var pixel = 0
    while pixel < width {
      // A tile that reaches over the end computes its last pixel again and does not store it.
      let last = width &- 1 &- pixel
      let windows = x + pixel &* stepBytes
      var output = 0
      var block = weights
      while output < outputBytes {
        let sums = tile(
          windows, (min(1, last) &* stepBytes, min(2, last) &* stepBytes, min(3, last) &* stepBytes), block, output)
        finish(sums.0, sums.1, pixel, output, added, y, pixelBytes)
        if last > 0 { finish(sums.2, sums.3, pixel &+ 1, output, added, y, pixelBytes) }
        if last > 1 { finish(sums.4, sums.5, pixel &+ 2, output, added, y, pixelBytes) }
        if last > 2 { finish(sums.6, sums.7, pixel &+ 3, output, added, y, pixelBytes) }
        output &+= eightBytes
        block += blockBytes
      }
      pixel &+= 4
    }
  }

  /// Four pixels by eight outputs: the sums of each pixel's lower and upper four outputs.
  @inline(__always)
  private func tile(
    _ x: UnsafeRawPointer, _ steps: (Int, Int, Int), _ block: UnsafeRawPointer, _ output: Int
  ) -> (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes) {
    let low = load(bias, output)
    let high = load(bias, output &+ 16)
    var (a0, a1, b0, b1, c0, c1, d0, d1) = (low, high, low, high, low, high, low, high)
    var weight = block
    var start = x
    var row = 0
    while row < rows {
      let a = start
      let b = start + steps.0
      let c = start + steps.1
      let d = start + steps.2
      let end = count &* floatBytes
      var k = 0
      while k < end {
        let w0 = load(weight, 0)
        let w1 = load(weight, 16)
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
    return (a0, a1, b0, b1, c0, c1, d0, d1)
  }

  @inline(__always)
  private func finish(
    _ low: Lanes, _ high: Lanes, _ pixel: Int, _ output: Int, _ added: AddedRow, _ y: UnsafeMutableRawPointer,
    _ pixelBytes: Int
  ) {
    var low = low
    var high = high
    if added.kind != .nothing, output < added.channelBytes {
      low += added(pixel, output)
      high += added(pixel, output &+ 16)
    }
    let place = pixel &* pixelBytes &+ output
    store(activate(low, output), y, place)
    store(activate(high, output &+ 16), y, place &+ 16)
  }
}
