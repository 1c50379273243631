// SPDX-License-Identifier: Apache-2.0
// Depthwise convolution of one row: each channel with its own window.
//
// Goals, in order: (1) every output is one chain of multiplications and additions in the order of the window, rows before
// columns; (2) speed: four neighbouring pixels share a weight, and at stride 1 their inputs too.

struct DepthwiseRow<Activation: Activating> {
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
  ///   - added: a row that is added behind the activation; nil for none.
  ///   - y: room for `width` pixels, `pixelBytes` apart.
  @inline(__always)
  func run(_ x: UnsafeRawPointer, width: Int, adding added: UnsafeRawPointer?, to y: UnsafeMutableRawPointer) {
    // Pixels that are left when four at a time are done.
    let rest = kernel == 3 && stride == 1 ? width & ~3 : 0
    let step = stride &* pixelBytes
    var channel = 0
    while channel < pixelBytes {
      var windows = x + channel
      var place = channel
      var pixel = 0
      while pixel < rest {
        let sums = threeByThree(windows, channel)
        finish(sums.0, added, y, place)
        finish(sums.1, added, y, place &+ pixelBytes)
        finish(sums.2, added, y, place &+ 2 &* pixelBytes)
        finish(sums.3, added, y, place &+ 3 &* pixelBytes)
        windows += 4 &* pixelBytes
        place &+= 4 &* pixelBytes
        pixel &+= 4
      }
      while pixel < width {
        let last = width &- 1 &- pixel
        let sums = window(windows, (min(1, last) &* step, min(2, last) &* step, min(3, last) &* step), channel)
        finish(sums.0, added, y, place)
        if last > 0 { finish(sums.1, added, y, place &+ pixelBytes) }
        if last > 1 { finish(sums.2, added, y, place &+ 2 &* pixelBytes) }
        if last > 2 { finish(sums.3, added, y, place &+ 3 &* pixelBytes) }
        windows += 4 &* step
        place &+= 4 &* pixelBytes
        pixel &+= 4
      }
      channel &+= 16
    }
  }

  @inline(__always)
  private func finish(_ sum: Lanes, _ added: UnsafeRawPointer?, _ y: UnsafeMutableRawPointer, _ place: Int) {
    // No depthwise layer has slopes.
    var value = Activation.apply(sum, bias, 0)
    if let added { value += load(added, place) }
    store(value, y, place)
  }

  /// Four neighbouring pixels at stride 1: six columns of input serve all of them.
  @inline(__always)
  private func threeByThree(_ x: UnsafeRawPointer, _ channel: Int) -> (Lanes, Lanes, Lanes, Lanes) {
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
    return (a, b, c, d)
  }

  /// Four pixels of any window and stride; `steps` lead from the first pixel's window to the others'.
  @inline(__always)
  private func window(
    _ x: UnsafeRawPointer, _ steps: (Int, Int, Int), _ channel: Int
  ) -> (Lanes, Lanes, Lanes, Lanes) {
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
    return (a, b, c, d)
  }
}
