// SPDX-License-Identifier: Apache-2.0
// What was seen, drawn over the picture, for people who would rather look: box, landmarks with the outlines of the parts and
// of the cheeks, pixels without detail, the edge of the person mask, the head's axes, and over a film what is told.

import FaceModels
import ImageInput
import Raster
import Verification

struct Annotation {
  private var canvas: Canvas

  /// A copy of the frame, darkened so that the drawing stands out, with what a session saw in it.
  ///
  /// - Parameter session: has just looked at the frame, which has to hold as long as this does.
  init(_ frame: Frame, seenBy session: PhotoSession) {
    canvas = Canvas(frame)
    if let mask = session.networks.mask {
      mask.measure(frame)
      draw(mask)
    }
    if let face = session.face { draw(face) }
  }

  var rgba: [UInt8] { canvas.rgba }

  /// The person mask's edge: where a cell shows the person and one beside it does not.
  private mutating func draw(_ mask: PersonMask) {
    let side = PersonMask.side
    func isPerson(_ row: Int, _ column: Int) -> Bool { mask.probability(row: row, column: column) >= 0.5 }
    for row in 0..<side - 1 {
      for column in 0..<side - 1 {
        let here = isPerson(row, column)
        let (left, right) = (Float(column) / Float(side), Float(column + 1) / Float(side))
        let (top, bottom) = (Float(row) / Float(side), Float(row + 1) / Float(side))
        if here != isPerson(row, column + 1) {
          canvas.line(canvas.part(right, top), canvas.part(right, bottom), .maskEdge)
        }
        if here != isPerson(row + 1, column) {
          canvas.line(canvas.part(left, bottom), canvas.part(right, bottom), .maskEdge)
        }
      }
    }
  }

  /// What is told, in a band along the lower edge that begins with the colour of its kind.
  ///
  /// - Parameter words: nil where there is no room for any.
  mutating func draw(_ words: WrittenWords?, _ kind: Canvas.Colour, margin: Int) {
    let height = (words?.height ?? 0) + 2 * margin
    canvas.band(height: height, kind, width: margin)
    if let words { canvas.write(words, left: 2 * margin, above: margin) }
  }

  private mutating func draw(_ face: SeenFace) {
    let box = face.geometry
    let corners = [
      SIMD2(box.left, box.top), SIMD2(box.right, box.top), SIMD2(box.right, box.bottom), SIMD2(box.left, box.bottom),
    ]
    canvas.markClipped(from: corners[0], to: corners[2])
    canvas.outline(corners, .box)
    for index in 0..<Landmarks.count { canvas.dot(Annotation.flat(face.landmarks[index]), .landmark) }
    for part in Annotation.parts {
      canvas.outline(part.map { Annotation.flat(face.landmarks[$0]) }, .outline)
    }
    drawAxes(face)
  }

  /// From between the eyes: to the person's left, up, and forward.
  private mutating func drawAxes(_ face: SeenFace) {
    let origin = SIMD2(face.geometry.eyesX, face.geometry.eyesY)
    for (axis, colour) in [
      (face.placement.leftward, Canvas.Colour.leftward), (face.placement.upward, .upward),
      (face.placement.forward, .forward),
    ] {
      canvas.line(origin, origin + Annotation.flat(axis), colour, width: 2)
    }
  }

  private static func flat(_ place: SIMD3<Float>) -> SIMD2<Float> { SIMD2(place.x, place.y) }

  /// Jaw and forehead, both eyes, the lips' outer edge, and the cheeks whose light is compared.
  private static let parts: [[Int]] = [
    [
      10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
      136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ],
    [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
    [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
    [117, 118, 101, 205, 187, 50],
    [346, 347, 330, 425, 411, 280],
    [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146],
  ]
}

/// Pixels that can be drawn on.
struct Canvas {
  private let width: Int
  private let height: Int
  private(set) var rgba: [UInt8]
  private let original: Frame
  /// Of a thin line, pixels.
  private let thickness: Int

  struct Colour {
    let red, green, blue: UInt8

    static let clipped = Colour(red: 255, green: 60, blue: 200)
    static let crushed = Colour(red: 60, green: 60, blue: 200)
    static let box = Colour(red: 255, green: 255, blue: 255)
    static let landmark = Colour(red: 140, green: 220, blue: 255)
    static let outline = Colour(red: 60, green: 150, blue: 255)
    static let maskEdge = Colour(red: 255, green: 170, blue: 60)
    static let leftward = Colour(red: 255, green: 80, blue: 80)
    static let upward = Colour(red: 80, green: 230, blue: 110)
    static let forward = Colour(red: 255, green: 235, blue: 80)
    static let waiting = Colour(red: 150, green: 150, blue: 150)
    static let good = Colour(red: 70, green: 200, blue: 110)
    static let hint = Colour(red: 255, green: 190, blue: 40)
    static let strong = Colour(red: 255, green: 70, blue: 60)
  }

  init(_ frame: Frame) {
    width = frame.width
    height = frame.height
    thickness = max(1, min(width, height) / 400)
    original = frame
    rgba = [UInt8](unsafeUninitializedCapacity: frame.pixelCount * 4) { darkened, count in
      for index in 0..<frame.pixelCount * 4 {
        darkened[index] = index % 4 == 3 ? 255 : UInt8(Int(frame.rgba[index]) * 5 / 8)
      }
      count = frame.pixelCount * 4
    }
  }

  /// A place by its parts of the width and the height.
  func part(_ x: Float, _ y: Float) -> SIMD2<Float> { SIMD2(x * Float(width), y * Float(height)) }

  /// Marks what the sensor could not tell apart any more: a channel full, or all of them empty.
  mutating func markClipped(from: SIMD2<Float>, to: SIMD2<Float>) {
    let columns = Canvas.range(from.x, to.x, below: width)
    for y in Canvas.range(from.y, to.y, below: height) {
      for x in columns {
        let pixel = (y * width + x) * 4
        let levels = (original.rgba[pixel], original.rgba[pixel + 1], original.rgba[pixel + 2])
        if max(levels.0, levels.1, levels.2) >= Policy.current.clippedLevel { set(x, y, .clipped) }
        if max(levels.0, levels.1, levels.2) <= Policy.current.crushedLevel { set(x, y, .crushed) }
      }
    }
  }

  private static func range(_ least: Float, _ most: Float, below end: Int) -> Range<Int> {
    let first = Int(max(0, min(Float(end), least)))
    return first..<max(first, Int(max(0, min(Float(end), most))))
  }

  mutating func outline(_ corners: [SIMD2<Float>], _ colour: Colour) {
    for (index, corner) in corners.enumerated() { line(corner, corners[(index + 1) % corners.count], colour) }
  }

  mutating func dot(_ place: SIMD2<Float>, _ colour: Colour) { line(place, place, colour) }

  /// - Parameter width: in thicknesses.
  mutating func line(_ from: SIMD2<Float>, _ to: SIMD2<Float>, _ colour: Colour, width: Int = 1) {
    let span = to - from
    let steps = min(20_000, max(1, Int(max(abs(span.x), abs(span.y)).rounded(.up))))
    let size = thickness * width
    for step in 0...steps {
      let place = from + span * (Float(step) / Float(steps))
      guard abs(place.x) < 1e6, abs(place.y) < 1e6 else { continue }
      let (left, top) = (Int(place.x.rounded()) - size / 2, Int(place.y.rounded()) - size / 2)
      for y in top..<top + size {
        for x in left..<left + size { set(x, y, colour) }
      }
    }
  }

  /// Darkens the lower edge, and marks its beginning.
  mutating func band(height: Int, _ colour: Colour, width: Int) {
    for y in max(0, self.height - height)..<self.height {
      for x in 0..<self.width {
        let pixel = (y * self.width + x) * 4
        for channel in pixel..<pixel + 3 { rgba[channel] /= 3 }
        if x < width { set(x, y, colour) }
      }
    }
  }

  /// Lays white words over the pixels.
  ///
  /// - Parameter above: pixels between the words and the lower edge.
  mutating func write(_ words: WrittenWords, left: Int, above: Int) {
    let top = height - above - words.height
    for row in max(0, -top)..<max(max(0, -top), words.height) {
      for column in 0..<max(0, min(words.width, width - left)) {
        let ink = Int(words.ink[row * words.width + column])
        let pixel = ((top + row) * width + left + column) * 4
        for channel in pixel..<pixel + 3 {
          rgba[channel] = UInt8((Int(rgba[channel]) * (255 - ink) + 255 * ink) / 255)
        }
      }
    }
  }

  private mutating func set(_ x: Int, _ y: Int, _ colour: Colour) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let pixel = (y * width + x) * 4
    (rgba[pixel], rgba[pixel + 1], rgba[pixel + 2]) = (colour.red, colour.green, colour.blue)
  }
}
