// SPDX-License-Identifier: Apache-2.0
// The measures on drawn pictures whose answer is known by construction. Where the face is, a table of MediaPipe says.

import CaptureQuality
import FaceModels
import Foundation
import Raster
import TestSupport
import Testing

/// Foundation has another one.
private typealias Measurement = CaptureQuality.Measurement

@Suite struct MeasureTests {
  static let side = 1024

  /// The landmarks of the astronaut's portrait, twice as large: eyes 86 pixels apart.
  static let places: [SIMD3<Float>] = {
    struct Fixture: Decodable { let landmarks: [Double] }
    let file = Places.root.appending(path: "Tests/FaceModelsTests/Fixtures/astronaut.json")
    guard let data = try? Data(contentsOf: file), let fixture = try? JSONDecoder().decode(Fixture.self, from: data) else {
      preconditionFailure("\(file.path) is missing")
    }
    return (0..<Landmarks.count).map { index in
      SIMD3((0..<3).map { Float(fixture.landmarks[index * 3 + $0]) * Float(side) })
    }
  }()

  /// What the session prepares for a picture with that face.
  private struct Prepared {
    let patch: FacePatch
    let landmarks: Landmarks
    let geometry: FaceGeometry
    let light: FaceLight
    let detail: Detail?
    let colour: FaceColour
    let glare: GlassesGlare
  }

  private func with<Result>(
    _ places: [SIMD3<Float>] = MeasureTests.places, of frame: TestFrame, _ body: (Prepared) throws -> Result
  ) throws -> Result {
    var arena = Arena(byteCount: FacePatch.arenaBytes + LightScales.arenaBytes + GlassesGlare.arenaBytes)
    var patch = FacePatch(arena: &arena)
    let scales = LightScales(arena: &arena)
    let glare = GlassesGlare(arena: &arena)
    return try places.withUnsafeBufferPointer { places in
      let landmarks = Landmarks(places)
      let geometry = FaceGeometry(landmarks)
      try frame.withFrame { patch.fill(from: $0, landmarks, geometry) }
      scales.fill(from: patch)
      return try body(
        Prepared(
          patch: patch, landmarks: landmarks, geometry: geometry,
          light: FaceLight(patch, landmarks, scales), detail: faceDetail(patch, landmarks, scales),
          colour: FaceColour(patch, landmarks), glare: glare))
    }
  }

  private func picture(_ pixel: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)) -> TestFrame {
    TestFrame("drawn", MeasureTests.side, MeasureTests.side, pixel: pixel)
  }

  private func value(_ measurement: Measurement) throws -> Int {
    guard case .measured(let value) = measurement else { throw NotMeasured(measurement: measurement) }
    return value
  }

  private struct NotMeasured: Error {
    let measurement: Measurement
  }

  /// Between the eyes.
  private var middle: SIMD2<Float> {
    let (right, left) = (MeasureTests.places[33], MeasureTests.places[263])
    return SIMD2(right.x + left.x, right.y + left.y) / 2
  }

  // MARK: - Light

  @Test(arguments: [UInt8(0), 1, 127, 254, 255])
  func `an evenly coloured picture has no sharpness, no structure, no range and no side light`(level: UInt8) throws {
    try with(of: .flat(level, MeasureTests.side, MeasureTests.side)) { face in
      #expect(sharpness(face.detail, face.geometry, leastEyeDistance: 40) == .measured(0))
      #expect(face.light.structure == 0 && face.light.range == 0)
      #expect(lightBalance(face.patch, face.landmarks) == .measured(0))
    }
  }

  @Test(arguments: [(92, 127), (127, 175), (175, 240), (40, 58)] as [(UInt8, UInt8)])
  func `a side with twice the light is one stop, on dark skin and on light`(dark: UInt8, bright: UInt8) throws {
    for (left, right) in [(dark, bright), (bright, dark)] {
      let frame = picture { x, _ in
        let level = Float(x) < middle.x ? left : right
        return (level, level, level)
      }
      let measured = try value(with(of: frame) { lightBalance($0.patch, $0.landmarks) })
      #expect(abs(measured - 1000) <= 30, "\(measured)")
    }
  }

  @Test func `over-exposure counts any full channel, under-exposure only what is black in all`() throws {
    func shares(_ colour: (UInt8, UInt8, UInt8)) throws -> [Measurement] {
      try with(of: picture { _, _ in colour }) {
        [faceHighlights($0.patch, $0.landmarks, atOrAbove: 250), faceShadows($0.patch, $0.landmarks, atOrBelow: 8)]
      }
    }
    #expect(try shares((250, 60, 60)) == [.measured(1000), .measured(0)])
    #expect(try shares((249, 249, 249)) == [.measured(0), .measured(0)])
    #expect(try shares((8, 8, 8)) == [.measured(0), .measured(1000)])
    #expect(try shares((9, 9, 9)) == [.measured(0), .measured(0)])
  }

  @Test func `a dark face without detail is told its level, one with detail has enough light and no number`() throws {
    func level(_ frame: TestFrame) throws -> Measurement {
      try with(of: frame) { $0.light.lostLevel(enough: 60, dark: 40, leastStructure: 450) }
    }
    #expect(try level(.flat(30, MeasureTests.side, MeasureTests.side)) == .measured(30))
    #expect(try level(.flat(59, MeasureTests.side, MeasureTests.side)) == .measured(59))
    #expect(try level(.flat(60, MeasureTests.side, MeasureTests.side)) == .good(.detailShows))
    #expect(try level(.flat(200, MeasureTests.side, MeasureTests.side)) == .good(.detailShows))
    // Broad stripes about two stops apart, the face in the middle as dark as 50.
    let stripes = picture { _, y in y / 40 % 2 == 0 ? (36, 36, 36) : (72, 72, 72) }
    #expect(try level(stripes) == .good(.detailShows))
    let structure = try with(of: stripes) { $0.light.structure }
    #expect(structure > 450)
  }

  @Test func `frames longer than 65,535 pixels are refused`() {
    #expect(throws: FrameError.tooLarge(width: 65_536, height: 1)) { try Frame.validate(width: 65_536, height: 1) }
    #expect(throws: Never.self) { try Frame.validate(width: 65_535, height: 1) }
  }

  @Test func `a veil of stray light takes the range, and less light or darker skin does not`() throws {
    // Black hair, skin, and a highlight, in linear light.
    func range(skin: Float, light: Float = 1, veil: Float = 0) throws -> Int {
      let frame = picture { x, y in
        let part = y < Int(middle.y) - 60 ? Float(0.01) : abs(x - Int(middle.x) - 60) < 12 ? 0.8 : skin
        let level = UInt8((encoded(part * light * (1 - veil) + 0.5 * veil) * 255).rounded())
        return (level, level, level)
      }
      return try with(of: frame) { $0.light.range }
    }
    let clear = try range(skin: 0.4)
    #expect(clear > 3000)
    #expect(try range(skin: 0.05) > 3000 && range(skin: 0.4, light: 0.5) > 3000)
    #expect(try range(skin: 0.4, veil: 0.5) < 1800)
    #expect(try range(skin: 0.05, veil: 0.5) < 1800)
  }

  /// sRGB's code of linear light, 0 … 1.
  private func encoded(_ light: Float) -> Float {
    light <= 0.003_130_8 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }

  // MARK: - Colour

  private let skin: (UInt8, UInt8, UInt8) = (170, 120, 95)

  /// All of skin, but for one band of the face.
  private func banded(_ rows: ClosedRange<Float>, _ colour: (UInt8, UInt8, UInt8)) -> TestFrame {
    picture { x, y in rows.contains((Float(y) - middle.y) / 86) ? colour : skin }
  }

  @Test func `a covered mouth or forehead differs from the skin, and skin does not differ from itself`() throws {
    let bare = picture { _, _ in skin }
    #expect(try with(of: bare) { $0.colour.lowerFaceDistance } == .measured(0))
    #expect(try with(of: bare) { $0.colour.foreheadDistance } == .measured(0))
    let masked = banded(0.55...3, (90, 150, 210))
    #expect(try value(with(of: masked) { $0.colour.lowerFaceDistance }) > 40)
    #expect(try value(with(of: masked) { $0.colour.foreheadDistance }) == 0)
    let capped = banded(-3 ... -0.25, (30, 40, 110))
    #expect(try value(with(of: capped) { $0.colour.foreheadDistance }) > 14)
    #expect(try value(with(of: capped) { $0.colour.lowerFaceDistance }) == 0)
  }

  @Test func `without colour, colours are not compared`() throws {
    try with(of: .flat(120, MeasureTests.side, MeasureTests.side)) { face in
      #expect(face.colour.lowerFaceDistance == .notMeasurable(.noColour))
      #expect(face.colour.foreheadDistance == .notMeasurable(.noColour))
      #expect(face.colour.naturalDistance == .notMeasurable(.noColour))
    }
  }

  @Test(arguments: [(60, 40, 30), (110, 75, 55), (200, 160, 135), (240, 205, 185)] as [(UInt8, UInt8, UInt8)])
  func `skin of every tone is natural, and under blue light none is`(red: UInt8, green: UInt8, blue: UInt8) throws {
    #expect(try value(with(of: picture { _, _ in (red, green, blue) }) { $0.colour.naturalDistance }) == 0)
    #expect(try value(with(of: picture { _, _ in (red / 3, green / 2, 230) }) { $0.colour.naturalDistance }) > 25)
  }

  // MARK: - Eyes

  @Test func `dark patches over the eyes make them dark, and other darkness does not`() throws {
    let bare = try value(with(of: picture { _, _ in skin }) { eyeLightness($0.patch, $0.landmarks) })
    #expect(bare == 1000)
    let glasses = try value(with(of: banded(-0.35...0.3, (12, 12, 14))) { eyeLightness($0.patch, $0.landmarks) })
    #expect(glasses < 450)
    let dim = try value(with(of: picture { _, _ in (34, 24, 19) }) { eyeLightness($0.patch, $0.landmarks) })
    #expect(dim == 1000)
  }

  @Test(arguments: [(2, false), (9, true)] as [(Int, Bool)])
  func `a small light in the eye is no glare, a large one is`(radius: Int, isGlare: Bool) throws {
    let eye = MeasureTests.places[159]
    let frame = picture { x, y in
      abs(x - Int(eye.x)) <= radius && abs(y - Int(eye.y)) <= radius ? (255, 255, 255) : skin
    }
    let measured = try value(with(of: frame) { $0.glare.measure($0.patch, $0.landmarks, atOrAbove: 250) })
    #expect((measured > 0) == isGlare, "\(measured)")
  }

  // MARK: - Framing

  @Test func `what lies outside the frame is not measured`() throws {
    // The face stands so far to the left that its right cheek is outside.
    let shifted = MeasureTests.places.map { $0 - SIMD3(middle.x - 30, 0, 0) }
    try with(shifted, of: .flat(120, MeasureTests.side, MeasureTests.side)) { face in
      #expect(lightBalance(face.patch, face.landmarks) == .notMeasurable(.faceOutside))
      #expect(face.colour.naturalDistance == .notMeasurable(.faceOutside))
      try TestFrame.flat(120, MeasureTests.side, MeasureTests.side).withFrame { frame in
        let room = try value(faceMargin(face.geometry, in: frame))
        let offset = try value(offCentre(face.geometry, in: frame))
        #expect(room < 0 && offset > 400)
      }
    }
  }

  @Test func `the eyes' distance is taken as it would be without the turn of the head`() throws {
    try with(of: .flat(120, MeasureTests.side, MeasureTests.side)) { face in
      let straight = try value(interEyeDistance(face.geometry, HeadPose(yaw: 0, pitch: 0, roll: 0)))
      let turned = try value(interEyeDistance(face.geometry, HeadPose(yaw: 60, pitch: 0, roll: 0)))
      #expect(straight == 86 && abs(turned - 2 * straight) <= 1)
    }
  }

  @Test func `the face's size changes no measure of it`() throws {
    let small = MeasureTests.places.map { $0 * 0.75 }
    func measures(_ scale: Float, _ places: [SIMD3<Float>]) throws -> [Int] {
      let frame = picture { x, y in
        let (u, v) = (Float(x) / scale, Float(y) / scale)
        let level = UInt8(120 + 40 * sin(u / 30) + 30 * cos(v / 21))
        return (level, UInt8(Int(level) * 3 / 4), UInt8(Int(level) * 5 / 8))
      }
      return try with(places, of: frame) { face in
        try [
          face.light.structure, value(lightBalance(face.patch, face.landmarks)),
          value(face.colour.lowerFaceDistance) * 10, value(eyeLightness(face.patch, face.landmarks)),
        ]
      }
    }
    for (large, small) in zip(try measures(1, MeasureTests.places), try measures(0.75, small)) {
      #expect(abs(large - small) <= 15, "\(large) and \(small)")
    }
  }
}
