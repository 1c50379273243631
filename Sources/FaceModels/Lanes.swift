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

/// An activation as a type, so that each kernel is compiled for each of them and decides nothing in its loops.
protocol Activating {
  /// - Parameters:
  ///   - slopes: (o); read by `Slopes` only.
  ///   - offset: of the four channels, in bytes.
  static func apply(_ x: Lanes, _ slopes: UnsafeRawPointer, _ offset: Int) -> Lanes
}

enum NoActivation: Activating {
  @inline(__always)
  static func apply(_ x: Lanes, _ slopes: UnsafeRawPointer, _ offset: Int) -> Lanes { x }
}

enum Rectify: Activating {
  @inline(__always)
  static func apply(_ x: Lanes, _ slopes: UnsafeRawPointer, _ offset: Int) -> Lanes { larger(x, .zero) }
}

enum Slopes: Activating {
  @inline(__always)
  static func apply(_ x: Lanes, _ slopes: UnsafeRawPointer, _ offset: Int) -> Lanes {
    larger(x, .zero) + smaller(x, .zero) * load(slopes, offset)
  }
}

enum HardSwish: Activating {
  @inline(__always)
  static func apply(_ x: Lanes, _ slopes: UnsafeRawPointer, _ offset: Int) -> Lanes {
    x * smaller(larger(x + 3, .zero), Lanes(repeating: 6)) * (1.0 / 6)
  }
}

enum Sigmoid: Activating {
  @inline(__always)
  static func apply(_ x: Lanes, _ slopes: UnsafeRawPointer, _ offset: Int) -> Lanes {
    sigmoid(x)
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
  /// The largest of each 2 × 2 pixels of a plane of twice the size.
  let pools: Bool
  let row: UnsafeRawPointer
  let rowBytes: Int
  let pixelBytes: Int
  /// Bytes of a pixel's channels; the output may have more, to which nothing is added. 0 where nothing is added at all.
  let channelBytes: Int

  /// Where the value for a pixel of the output begins.
  @inline(__always)
  func at(_ pixel: Int) -> UnsafeRawPointer {
    row + (pools ? 2 &* pixel : pixel) &* pixelBytes
  }

  /// Four values for the pixel that stands `pixel` behind a place, `offset` bytes into its channels.
  @inline(__always)
  func value(_ place: UnsafeRawPointer, _ pixel: Int, _ offset: Int) -> Lanes {
    guard pools else { return load(place, pixel &* pixelBytes &+ offset) }
    let place = place + (2 &* pixel &* pixelBytes &+ offset)
    let upper = larger(load(place, 0), load(place, pixelBytes))
    let lower = larger(load(place, rowBytes), load(place, rowBytes &+ pixelBytes))
    return larger(upper, lower)
  }
}
