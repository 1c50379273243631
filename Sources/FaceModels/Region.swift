// SPDX-License-Identifier: Apache-2.0
// A part of the frame, and how it is sampled into a network's input: as MediaPipe 0.10.21 does it on a CPU.
//
// Goals, in order: (1) the same bits everywhere; (2) the same values as MediaPipe's, whose networks were used with this
// sampling: no half-pixel centres, places rounded to 1/32 of a pixel, no smoothing where the picture shrinks, results
// rounded to whole levels; (3) no allocation.

import Raster
import RealMath

/// A rectangle of the frame, turned around its centre; all numbers are finite. Pixels; x runs right, y down; angles in radians, clockwise.
public struct Region: Equatable, Sendable, BitwiseCopyable {
  public let centreX: Double
  public let centreY: Double
  public let width: Double
  public let height: Double
  public let rotation: Double

  public init(centreX: Double, centreY: Double, width: Double, height: Double, rotation: Double) {
    self.centreX = centreX
    self.centreY = centreY
    self.width = width
    self.height = height
    self.rotation = rotation
  }

  /// The whole frame, grown to a square with the same centre.
  public static func square(around frame: Frame) -> Region {
    let side = Double(max(frame.width, frame.height))
    return Region(
      centreX: Double(frame.width) / 2, centreY: Double(frame.height) / 2, width: side, height: side, rotation: 0)
  }

  /// The whole frame, stretched.
  public static func whole(_ frame: Frame) -> Region {
    Region(
      centreX: Double(frame.width) / 2, centreY: Double(frame.height) / 2, width: Double(frame.width),
      height: Double(frame.height), rotation: 0)
  }

  /// A square half as large again as a box's longer side, turned as the line from the right eye to the left one.
  static func around(
    left: Double, top: Double, right: Double, bottom: Double, rightEye: SIMD2<Double>, leftEye: SIMD2<Double>
  ) -> Region {
    let side = 1.5 * max(right - left, bottom - top)
    return Region(
      centreX: (left + right) / 2, centreY: (top + bottom) / 2, width: side, height: side,
      rotation: arctangent(leftEye.y - rightEye.y, leftEye.x - rightEye.x))
  }
}

/// Fills a network's input from a region of a frame.
struct Sampler {
  /// What lies outside the frame.
  enum Border { case black, nearest }

  /// Offsets of the columns from the region's centre, in x and in y.
  private let across: UnsafeMutableBufferPointer<Double>
  private let down: UnsafeMutableBufferPointer<Double>

  static func arenaBytes(for shape: PlaneShape) -> Int { 2 * Arena.bytes(shape.width, of: Double.self) }

  init(for shape: PlaneShape, arena: inout Arena) {
    across = arena.reserve(shape.width, of: Double.self)
    down = arena.reserve(shape.width, of: Double.self)
  }

  /// - Parameter lowest: what level 0 becomes; level 255 becomes 1.
  func fill(_ network: Network, from frame: Frame, _ region: Region, lowest: Float, border: Border) {
    let shape = network.inputShape
    let (sine, cosine) = sineAndCosine(region.rotation)
    for x in 0..<shape.width {
      let place = (Double(x) / Double(shape.width) - 0.5) * region.width
      across[x] = place * cosine
      down[x] = place * sine
    }
    let scale = (1 - lowest) / 255
    for y in 0..<shape.height {
      let place = (Double(y) / Double(shape.height) - 0.5) * region.height
      let row = SampleRow(
        startX: region.centreX, startY: region.centreY, left: place * sine, top: place * cosine, across: across,
        down: down)
      let isInside = row.isInside(frame, at: 0) && row.isInside(frame, at: shape.width - 1)
      var value = network.inputRow(y)
      for x in 0..<shape.width {
        let pixel =
          isInside
          ? Bilinear(within: frame, x: row.nearX(x), y: row.nearY(x))
          : Bilinear(frame, x: row.x(x), y: row.y(x), border: border)
        let levels = SIMD4<Float>(pixel.levels) * scale + lowest
        value[0] = levels[0]
        value[1] = levels[1]
        value[2] = levels[2]
        value += 3
      }
    }
  }
}

/// The places of one row of samples, in 1/32 of a pixel. They lie on a line, so what holds for both ends holds between them.
private struct SampleRow {
  let startX: Double
  let startY: Double
  let left: Double
  let top: Double
  let across: UnsafeMutableBufferPointer<Double>
  let down: UnsafeMutableBufferPointer<Double>

  @inline(__always)
  func x(_ column: Int) -> Int { SampleRow.thirtySeconds((startX + across[column]) - left) }

  @inline(__always)
  func y(_ column: Int) -> Int { SampleRow.thirtySeconds((startY + down[column]) + top) }

  /// The same, for a place that is known to lie in the frame.
  @inline(__always)
  func nearX(_ column: Int) -> Int { SampleRow.nearThirtySeconds((startX + across[column]) - left) }

  @inline(__always)
  func nearY(_ column: Int) -> Int { SampleRow.nearThirtySeconds((startY + down[column]) + top) }

  /// Whether all four pixels around a sample, and one more, are the frame's.
  func isInside(_ frame: Frame, at column: Int) -> Bool {
    let (x, y) = (x(column) >> 5, y(column) >> 5)
    return x >= 1 && y >= 1 && x + 2 < frame.width && y + 2 < frame.height
  }

  /// Far outside, where only the border is seen, a place is cut off before it leaves 32 bits.
  @inline(__always)
  private static func thirtySeconds(_ place: Double) -> Int {
    let near = place > -1e6 ? (place < 1e6 ? place : 1e6) : -1e6
    return Int(roundedToEven(near * 32))
  }

  @inline(__always)
  private static func nearThirtySeconds(_ place: Double) -> Int { Int(roundedToEvenBits(place * 32)) }
}

/// The four pixels around a place, and how much of each counts.
private struct Bilinear {
  private let corners: (UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>)
  /// Parts of 1024; together less where the border is black.
  private let weights: (Int32, Int32, Int32, Int32)

  /// - Parameters: x and y in 1/32 of a pixel.
  @inline(__always)
  init(_ frame: Frame, x: Int, y: Int, border: Sampler.Border) {
    let left = x >> 5
    let top = y >> 5
    let (fractionX, fractionY) = (Int32(x & 31), Int32(y & 31))
    let (lastX, lastY) = (frame.width - 1, frame.height - 1)
    let (x0, x1) = (min(max(left, 0), lastX), min(max(left + 1, 0), lastX))
    let (y0, y1) = (min(max(top, 0), lastY), min(max(top + 1, 0), lastY))
    let upper = frame.rgba + y0 &* frame.width &* 4
    let lower = frame.rgba + y1 &* frame.width &* 4
    corners = (upper + x0 &* 4, upper + x1 &* 4, lower + x0 &* 4, lower + x1 &* 4)
    var (w0, w1) = (32 &- fractionX, fractionX)
    var (h0, h1) = (32 &- fractionY, fractionY)
    if border == .black {
      if x0 != left { w0 = 0 }
      if x1 != left + 1 { w1 = 0 }
      if y0 != top { h0 = 0 }
      if y1 != top + 1 { h1 = 0 }
    }
    weights = (w0 &* h0, w1 &* h0, w0 &* h1, w1 &* h1)
  }

  /// A place of which all four pixels are the frame's.
  @inline(__always)
  init(within frame: Frame, x: Int, y: Int) {
    let (fractionX, fractionY) = (Int32(truncatingIfNeeded: x & 31), Int32(truncatingIfNeeded: y & 31))
    let upper = frame.rgba + ((y >> 5) &* frame.width &+ (x >> 5)) &* 4
    let lower = upper + frame.width &* 4
    corners = (upper, upper + 4, lower, lower + 4)
    let (w0, h0) = (32 &- fractionX, 32 &- fractionY)
    weights = (w0 &* h0, fractionX &* h0, w0 &* fractionY, fractionX &* fractionY)
  }

  /// The levels of red, green and blue, 0 … 255, rounded; the last lane is of no use.
  @inline(__always)
  var levels: SIMD4<Int32> {
    let upper = Bilinear.pixel(corners.0) &* weights.0 &+ Bilinear.pixel(corners.1) &* weights.1
    let lower = Bilinear.pixel(corners.2) &* weights.2 &+ Bilinear.pixel(corners.3) &* weights.3
    return (upper &+ lower &+ 512) &>> 10
  }

  @inline(__always)
  private static func pixel(_ place: UnsafePointer<UInt8>) -> SIMD4<Int32> {
    SIMD4(truncatingIfNeeded: UnsafeRawPointer(place).loadUnaligned(as: SIMD4<UInt8>.self))
  }
}
