// SPDX-License-Identifier: Apache-2.0
// Several values at once. Lanes always hold different outputs, never parts of one sum: so the width of a host's vectors and
// the shape of a tile change no bit.

import RealMath

/// Bytes of a Float, of a group of lanes, and of eight values: channels come in eights.
let floatBytes = 4
let laneBytes = MemoryLayout<Lanes>.size
let eightBytes = 32

@inline(__always)
func load(_ from: UnsafeRawPointer, _ offset: Int) -> Lanes {
  from.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
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
