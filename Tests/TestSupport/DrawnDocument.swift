// SPDX-License-Identifier: Apache-2.0

/// A drawn thing with the shape of a document: a light card with rows of strokes that mean nothing, and an empty box. It shows
/// nobody, and looks like no country's document.
public struct DrawnDocument: Sendable {
  public var width = 1280
  public var height = 960
  /// Pixels of the longer side.
  public var length = 1050.0
  /// Longer side over the shorter one.
  public var proportion = 85.60 / 53.98
  public var turnDegrees = 0.0
  /// How much shorter the upper edge is than the lower one, as a part.
  public var taper = 0.0
  public var middle = (x: 0.5, y: 0.5)
  public var ground: UInt8 = 45
  public var paper: UInt8 = 205
  public var hasText = true
  /// Of a Gaussian, in pixels.
  public var blur = 0.0
  /// Radius of a patch of glare, as a part of the document's length; 0 for none.
  public var glare = 0.0
  public var noise = 0

  public init() {}

  public func frame(_ name: String) -> TestFrame {
    var levels = [Double](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width { levels[y * width + x] = (level(x, y, 0.25) + level(x, y, 0.75)) / 2 }
    }
    if blur > 0 { levels = blurred(levels) }
    var random = SeededRandom(seed: 7)
    return TestFrame(name, width, height) { x, y in
      let place = document(Double(x) + 0.5, Double(y) + 0.5)
      var level = levels[y * width + x]
      if glare > 0, place.u >= 0, place.u < 1, place.v >= 0, place.v < 1 {
        let (across, down) = (place.u - 0.3, (place.v - 0.3) / proportion)
        let distance = (across * across + down * down).squareRoot() / glare
        // White within, fading to nothing at twice the radius.
        level += 255 * max(0, min(1, 2 - distance))
      }
      if noise > 0 { level += Double(Int.random(in: -noise...noise, using: &random)) }
      let code = UInt8(max(0, min(255, level)))
      return (code, code, code)
    }
  }

  /// Where a place of the frame lies in the document: 0…1 from its upper left corner.
  private func document(_ x: Double, _ y: Double) -> (u: Double, v: Double) {
    let (across, down) = (x - middle.x * Double(width), y - middle.y * Double(height))
    let turn = turnDegrees * .pi / 180
    // A series is enough for small angles, and the same everywhere.
    let (sine, cosine) = (turn - turn * turn * turn / 6, 1 - turn * turn / 2 + turn * turn * turn * turn / 24)
    let v = (down * cosine - across * sine) / (length / proportion) + 0.5
    let share = 1 - taper * (1 - v)
    return ((across * cosine + down * sine) / (length * share) + 0.5, v)
  }

  private func level(_ x: Int, _ y: Int, _ part: Double) -> Double {
    let (u, v) = document(Double(x) + part, Double(y) + part)
    guard u >= 0, u < 1, v >= 0, v < 1, !isBehindRounding(u, v) else { return Double(ground) }
    if u > 0.06, u < 0.3, v > 0.2, v < 0.8 { return Double(paper) * 0.6 }
    return hasText && isStroke(u, v) ? 25 : Double(paper)
  }

  /// ISO/IEC 7810: corners are round by 3.18 mm.
  private func isBehindRounding(_ u: Double, _ v: Double) -> Bool {
    let radius = 3.18 / 85.6
    let (across, down) = (min(u, 1 - u), min(v, 1 - v) / proportion)
    guard across < radius, down < radius else { return false }
    let (a, b) = (radius - across, radius - down)
    return a * a + b * b > radius * radius
  }

  /// Rows of upright strokes of uneven widths.
  private func isStroke(_ u: Double, _ v: Double) -> Bool {
    let row = Int(v * 12)
    guard (2...10).contains(row), v * 12 - Double(row) > 0.35, v * 12 - Double(row) < 0.8, u > 0.36, u < 0.94 else { return false }
    let cell = Int(u * 214)
    return (cell &* 2_654_435_761 &+ row &* 40_503) >> 7 & 1 == 1
  }

  private func blurred(_ levels: [Double]) -> [Double] {
    let reach = Int(blur * 3 + 1)
    var weights = (-reach...reach).map { distance -> Double in
      // 1 / (1 + x²/2n)ⁿ for n = 64 is a Gaussian to a few thousandths.
      let x = Double(distance) / blur
      var base = 1 / (1 + x * x / 128)
      for _ in 0..<6 { base *= base }
      return base
    }
    let sum = weights.reduce(0, +)
    weights = weights.map { $0 / sum }
    func pass(_ from: [Double], _ step: Int, _ place: (Int) -> Int, _ count: Int) -> [Double] {
      from.indices.map { index in
        let at = place(index)
        return weights.indices.reduce(0.0) { total, tap in
          let other = max(0, min(count - 1, at + tap - reach))
          return total + weights[tap] * from[index + (other - at) * step]
        }
      }
    }
    return pass(pass(levels, 1, { $0 % width }, width), width, { $0 / width }, height)
  }
}
