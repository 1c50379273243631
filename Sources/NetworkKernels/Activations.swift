// SPDX-License-Identifier: Apache-2.0
// What becomes of a row of sums: a plane is added, the activation follows. Sums → row of a plane.

import NetworkSteps
import RealMath

/// An activation as a type, so that its loop is compiled for it and decides nothing.
protocol Activating {
  /// - Parameters:
  ///   - parameters: what `StepWeights` holds for the activation.
  ///   - offset: of the channels, in bytes.
  init(_ parameters: UnsafeRawPointer, _ offset: Int)
  func callAsFunction(_ x: Lanes) -> Lanes
}

struct NoActivation: Activating {
  @inline(__always)
  init(_ parameters: UnsafeRawPointer, _ offset: Int) {}

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes { x }
}

struct Rectify: Activating {
  @inline(__always)
  init(_ parameters: UnsafeRawPointer, _ offset: Int) {}

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes { larger(x, .zero) }
}

struct Slopes: Activating {
  private let slopes: Lanes

  @inline(__always)
  init(_ parameters: UnsafeRawPointer, _ offset: Int) { slopes = load(parameters, offset) }

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes { larger(x, .zero) + smaller(x, .zero) * slopes }
}

struct HardSwish: Activating {
  @inline(__always)
  init(_ parameters: UnsafeRawPointer, _ offset: Int) {}

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    x * smaller(larger(x + 3, .zero), Lanes(repeating: 6)) * (1.0 / 6)
  }
}

struct Sigmoid: Activating {
  private let exponential: Exponential

  @inline(__always)
  init(_ parameters: UnsafeRawPointer, _ offset: Int) {
    exponential = Exponential(parameters.assumingMemoryBound(to: Float.self))
  }

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes { exponential.logistic(x) }
}

/// A row of sums on its way into a plane.
struct RowFinish {
  let sums: UnsafeRawPointer
  let output: UnsafeMutableRawPointer
  let width: Int
  /// Of a pixel of the sums and of the output.
  let pixelBytes: Int
  /// What `StepWeights` holds for the activation.
  let parameters: UnsafeRawPointer

  /// output = activation(sums + added).
  @inline(__always)
  func run(_ activation: Activation, adding added: AddedRow) {
    switch activation {
    case .none: run(NoActivation.self, added)
    case .rectify: run(Rectify.self, added)
    case .slopes: run(Slopes.self, added)
    case .hardSwish: run(HardSwish.self, added)
    case .sigmoid: run(Sigmoid.self, added)
    }
  }

  @inline(never)
  private func run<A: Activating>(_ type: A.Type, _ added: AddedRow) {
    var channel = 0
    while channel < pixelBytes {
      let activation = A(parameters, channel)
      if channel >= added.channelBytes {
        eachPixel(channel) { sum, _ in activation(sum) }
      } else if added.pools {
        let row = added.row + channel
        eachPixel(channel) { sum, pixel in activation(sum + added.largest(row, pixel)) }
      } else {
        let row = added.row + channel
        eachPixel(channel) { sum, pixel in activation(sum + load(row, pixel &* added.pixelBytes)) }
      }
      channel &+= laneBytes
    }
  }

  @inline(__always)
  private func eachPixel(_ channel: Int, _ body: (Lanes, Int) -> Lanes) {
    var place = channel
    var pixel = 0
    while pixel < width {
      store(body(load(sums, place), pixel), output, place)
      place &+= pixelBytes
      pixel &+= 1
    }
  }
}

/// What is added to a row before its activation.
struct AddedRow {
  /// The largest of each 2 × 2 pixels of a plane of twice the size.
  let pools: Bool
  let row: UnsafeRawPointer
  let rowBytes: Int
  let pixelBytes: Int
  /// Bytes of a pixel's channels; the output may have more, to which nothing is added. 0 where nothing is added at all.
  let channelBytes: Int

  init(_ plane: Plane?, row: Int, pools: Bool, or nothing: UnsafeRawPointer) {
    self.pools = pools
    self.row = plane.map { UnsafeRawPointer($0.row(pools ? row &* 2 : row)) } ?? nothing
    rowBytes = plane?.rowBytes ?? 0
    pixelBytes = plane?.pixelBytes ?? 0
    channelBytes = pixelBytes
  }

  @inline(__always)
  func largest(_ row: UnsafeRawPointer, _ pixel: Int) -> Lanes {
    let place = row + 2 &* pixel &* pixelBytes
    let upper = larger(load(place, 0), load(place, pixelBytes))
    let lower = larger(load(place, rowBytes), load(place, rowBytes &+ pixelBytes))
    return larger(upper, lower)
  }
}
