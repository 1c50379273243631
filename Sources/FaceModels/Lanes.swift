// SPDX-License-Identifier: Apache-2.0
// Four values at once. Lanes always hold different outputs, never parts of one sum: so the width of a host's vectors and
// the shape of a tile change no bit.

import RealMath

typealias Lanes = SIMD4<Float>

/// Bytes of a Float, and of eight of them: channels come in eights.
let floatBytes = 4
let eightBytes = 32

@inline(__always)
func load(_ from: UnsafeRawPointer, _ offset: Int) -> Lanes {
  from.load(fromByteOffset: offset, as: Lanes.self)
}

@inline(__always)
func loadOne(_ from: UnsafeRawPointer, _ offset: Int) -> Lanes {
  Lanes(repeating: from.load(fromByteOffset: offset, as: Float.self))
}

@inline(__always)
func store(_ value: Lanes, _ to: UnsafeMutableRawPointer, _ offset: Int) {
  to.storeBytes(of: value, toByteOffset: offset, as: Lanes.self)
}

/// The larger of each pair; by comparison, so that NaN and signed zero behave the same everywhere.
@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes {
  a.replacing(with: b, where: a .< b)
}

@inline(__always)
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes {
  a.replacing(with: b, where: b .< a)
}

/// A layer's activation, with the channels' slopes where it has them.
struct Activator {
  let kind: Layer.Activation
  /// (o); read for `.slopes` only.
  let slopes: UnsafeRawPointer

  /// - Parameter offset: of the four channels, in bytes.
  @inline(__always)
  func callAsFunction(_ x: Lanes, _ offset: Int) -> Lanes {
    switch kind {
    case .none: return x
    case .rectify: return larger(x, .zero)
    case .slopes: return larger(x, .zero) + smaller(x, .zero) * load(slopes, offset)
    case .hardSwish: return x * smaller(larger(x + 3, .zero), Lanes(repeating: 6)) * (1.0 / 6)
    case .sigmoid: return Lanes(sigmoid(x[0]), sigmoid(x[1]), sigmoid(x[2]), sigmoid(x[3]))
    }
  }
}

/// A plane in memory. Its values lie row by row, channels innermost, in eights; around it stands a border of zeros.
struct Plane {
  /// The first value of the first pixel; the border lies before and behind.
  let origin: UnsafeMutableRawPointer
  let height: Int
  let width: Int
  /// As the file states them.
  let channels: Int
  let rowBytes: Int
  let pixelBytes: Int

  @inline(__always)
  func row(_ y: Int) -> UnsafeMutableRawPointer { origin + y &* rowBytes }
}

/// What is added to a row before its activation.
struct AddedRow {
  enum Kind { case nothing, same, pooled }

  let kind: Kind
  let row: UnsafeRawPointer
  let rowBytes: Int
  let pixelBytes: Int
  /// Bytes of a pixel's channels; the output may have more, to which nothing is added.
  let channelBytes: Int

  /// The four values for a pixel of the output, from `offset` bytes into its channels.
  @inline(__always)
  func callAsFunction(_ pixel: Int, _ offset: Int) -> Lanes {
    switch kind {
    case .nothing: return .zero
    case .same: return load(row, pixel &* pixelBytes &+ offset)
    case .pooled:
      let place = pixel &* 2 &* pixelBytes &+ offset
      let upper = larger(load(row, place), load(row, place &+ pixelBytes))
      let lower = larger(load(row, place &+ rowBytes), load(row, place &+ rowBytes &+ pixelBytes))
      return larger(upper, lower)
    }
  }
}
