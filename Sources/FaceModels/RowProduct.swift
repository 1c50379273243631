// SPDX-License-Identifier: Apache-2.0
// The convolution of one row as a matrix product; four fifths of a network's work is here.
//
// Goals, in order: (1) every output is one chain of separate multiplications and additions in the order of the window:
// rows, columns, channels; (2) speed: tiles of four pixels by eight outputs keep sixteen vector registers busy.

/// x (p, k) · w (k, o) + bias (o) → y (p, o) for a row of pixels p, where k runs over the window's rows and columns and the
/// input's channels.
struct RowProduct<Activation: Activating> {
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
  let slopes: UnsafeRawPointer

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
      let steps = (min(1, last) &* stepBytes, min(2, last) &* stepBytes, min(3, last) &* stepBytes)
      var place = y + pixel &* pixelBytes
      var extra = added.at(pixel)
      var output = 0
      var block = weights
      while output < outputBytes {
        let sums = tile(windows, steps, block, output)
        let adds = output < added.channelBytes
        finish(sums.0, sums.1, adds, added, extra, 0, output, place)
        if last > 0 { finish(sums.2, sums.3, adds, added, extra, 1, output, place + pixelBytes) }
        if last > 1 { finish(sums.4, sums.5, adds, added, extra, 2, output, place + 2 &* pixelBytes) }
        if last > 2 { finish(sums.6, sums.7, adds, added, extra, 3, output, place + 3 &* pixelBytes) }
        output &+= eightBytes
        place += eightBytes
        extra += eightBytes
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
    _ low: Lanes, _ high: Lanes, _ adds: Bool, _ added: AddedRow, _ extra: UnsafeRawPointer, _ pixel: Int,
    _ output: Int,
    _ place: UnsafeMutableRawPointer
  ) {
    var low = low
    var high = high
    if adds {
      low += added.value(extra, pixel, 0)
      high += added.value(extra, pixel, 16)
    }
    store(Activation.apply(low, slopes, output), place, 0)
    store(Activation.apply(high, slopes, output &+ 16), place, 16)
  }
}
