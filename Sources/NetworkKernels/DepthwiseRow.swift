// SPDX-License-Identifier: Apache-2.0
// Depthwise convolution of one row: each channel with its own window.
//
// Goals, in order: (1) every output is one chain of multiplications and additions in the order of the window, rows before
// columns; (2) speed: four neighbouring pixels share a weight, and at stride 1 their inputs too.

struct DepthwiseRow {
  let kernel: Int
  let stride: Int
  /// (ky, kx, c)
  let weights: UnsafeRawPointer
  /// (c)
  let bias: UnsafeRawPointer
  /// From a row of the input to the next, and from one pixel to the next: the bytes of the channels, in eights.
  let rowBytes: Int
  let pixelBytes: Int

  /// - Parameters:
  ///   - x: the window of the first pixel.
  ///   - y: room for `width` pixels, `pixelBytes` apart.
  @inline(never)
  func run(_ x: UnsafeRawPointer, width: Int, to y: UnsafeMutableRawPointer) {
    // Pixels that are left when four at a time are done.
    let rest = kernel == 3 && stride == 1 ? width & ~3 : 0
    let step = stride &* pixelBytes
    var channel = 0
    while channel < pixelBytes {
      var windows = x + channel
      var place = y + channel
      var pixel = 0
      while pixel < rest {
        threeByThree(windows, channel, place)
        windows += 4 &* pixelBytes
        place += 4 &* pixelBytes
        pixel &+= 4
      }
      while pixel < width {
        let last = width &- 1 &- pixel
        window(windows, (min(1, last) &* step, min(2, last) &* step, min(3, last) &* step), channel, place, last)
        windows += 4 &* step
        place += 4 &* pixelBytes
        pixel &+= 4
      }
      channel &+= laneBytes
    }
  }

  /// Four neighbouring pixels at stride 1: six columns of input serve all of them.
  @inline(__always)
  private func threeByThree(_ x: UnsafeRawPointer, _ channel: Int, _ y: UnsafeMutableRawPointer) {
    let start = load(bias, channel)
    var (a, b, c, d) = (start, start, start, start)
    var input = x
    var weight = weights + channel
    var row = 0
    while row < 3 {
      let w0 = load(weight, 0)
      let w1 = load(weight, pixelBytes)
      let w2 = load(weight, 2 &* pixelBytes)
      let x0 = load(input, 0)
      let x1 = load(input, pixelBytes)
      let x2 = load(input, 2 &* pixelBytes)
      let x3 = load(input, 3 &* pixelBytes)
      let x4 = load(input, 4 &* pixelBytes)
      let x5 = load(input, 5 &* pixelBytes)
      a += x0 * w0
      b += x1 * w0
      c += x2 * w0
      d += x3 * w0
      a += x1 * w1
      b += x2 * w1
      c += x3 * w1
      d += x4 * w1
      a += x2 * w2
      b += x3 * w2
      c += x4 * w2
      d += x5 * w2
      input += rowBytes
      weight += 3 &* pixelBytes
      row &+= 1
    }
    store(a, y, 0)
    store(b, y, pixelBytes)
    store(c, y, 2 &* pixelBytes)
    store(d, y, 3 &* pixelBytes)
  }

  /// Four pixels of any window and stride; `steps` lead from the first pixel's window to the others'. Pixels behind the last
  /// one are the last one again, and are not stored.
  @inline(__always)
  private func window(
    _ x: UnsafeRawPointer, _ steps: (Int, Int, Int), _ channel: Int, _ y: UnsafeMutableRawPointer, _ last: Int
  ) {
    let start = load(bias, channel)
    var (a, b, c, d) = (start, start, start, start)
    var weight = weights + channel
    var inputRow = x
    var row = 0
    while row < kernel {
      var input = inputRow
      var column = 0
      while column < kernel {
        let w = load(weight, 0)
        a += load(input, 0) * w
        b += load(input, steps.0) * w
        c += load(input, steps.1) * w
        d += load(input, steps.2) * w
        input += pixelBytes
        weight += pixelBytes
        column &+= 1
      }
      inputRow += rowBytes
      row &+= 1
    }
    store(a, y, 0)
    if last > 0 { store(b, y, pixelBytes) }
    if last > 1 { store(c, y, 2 &* pixelBytes) }
    if last > 2 { store(d, y, 3 &* pixelBytes) }
  }
}
