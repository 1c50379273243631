// SPDX-License-Identifier: Apache-2.0
// Rotations are applied to real landmarks and composed here with the C library's functions; pictures are turned and mirrored
// by libvips.

import FaceModels
import Foundation
import ImageInput
import Raster
import TestSupport
import Testing

@Suite struct HeadPoseTests {
  private struct Nobody: Error {}

  /// The landmarks of the one face in a picture.
  private func landmarks(in picture: URL) throws -> [SIMD3<Float>] {
    var tracker = try TrackingTests.tracker()
    let picture = try Picture.read(picture.path, maximumPixels: Frame.maximumPixels)
    return try picture.withRGBA { rgba in
      let frame = try Frame(width: picture.width, height: picture.height, rgba: rgba)
      guard tracker.look(at: frame).hasLandmarks else { throw Nobody() }
      return (0..<Landmarks.count).map { tracker.landmarks[$0] }
    }
  }

  private func placement(_ places: [SIMD3<Float>]) -> HeadPlacement {
    places.withUnsafeBufferPointer { Landmarks($0).headPlacement }
  }

  private func pose(_ places: [SIMD3<Float>]) -> HeadPose { placement(places).pose }

  /// Turned about an axis of the frame: 0 is x, 1 is y, 2 is z.
  private func turned(_ place: SIMD3<Float>, about axis: Int, by degrees: Double) -> SIMD3<Float> {
    let (a, b) = ((axis + 1) % 3, (axis + 2) % 3)
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    var result = place
    result[a] = Float(cosine * Double(place[a]) - sine * Double(place[b]))
    result[b] = Float(sine * Double(place[a]) + cosine * Double(place[b]))
    return result
  }

  @Test(arguments: [(0, 25.0), (1, -40), (2, 130), (1, 75), (0, -60)])
  func `the head's axes turn with the landmarks, whatever their place and scale`(axis: Int, degrees: Double) throws {
    let places = try landmarks(in: Pictures.original)
    let before = placement(places)
    let after = placement(places.map { turned($0, about: axis, by: degrees) * 3 + SIMD3(-500, 40, 7) })
    for (was, now) in [(before.leftward, after.leftward), (before.upward, after.upward), (before.forward, after.forward)] {
      let difference = turned(was, about: axis, by: degrees) * 3 - now
      #expect(max(abs(difference.x), max(abs(difference.y), abs(difference.z))) < 0.01)
    }
  }

  @Test func `a head that turns to the person's left has positive yaw, and that amount`() throws {
    let places = try landmarks(in: Pictures.original)
    // Upright and level first; then about the frame's y axis, which points down.
    let straight = straightened(places)
    for degrees in [-35.0, -10, 10, 35] {
      let turned = pose(straight.map { self.turned($0, about: 1, by: -degrees) })
      #expect(abs(Double(turned.yaw) - degrees) < 0.01 && abs(turned.pitch) < 0.01 && abs(turned.roll) < 0.01)
      let toTheLeft = placement(straight.map { self.turned($0, about: 1, by: -degrees) }).forward.x > 0
      #expect(toTheLeft == (degrees > 0), "the person's left is on the right of the picture")
    }
  }

  @Test func `a head that looks down has positive pitch, and that amount`() throws {
    let straight = straightened(try landmarks(in: Pictures.original))
    for degrees in [-30.0, 12, 30] {
      let turned = placement(straight.map { self.turned($0, about: 0, by: degrees) })
      #expect(abs(Double(turned.pose.pitch) - degrees) < 0.01 && abs(turned.pose.yaw) < 0.01)
      #expect((turned.forward.y > 0) == (degrees > 0), "y runs down")
    }
  }

  /// Turned until all angles are zero.
  private func straightened(_ places: [SIMD3<Float>]) -> [SIMD3<Float>] {
    let axes = placement(places)
    let scale = (axes.leftward * axes.leftward).sum()
    return places.map { place in
      SIMD3((place * axes.leftward).sum(), -(place * axes.upward).sum(), -(place * axes.forward).sum()) / scale * 60
    }
  }

  @Test(arguments: [-30.0, -12, 12, 30])
  func `a picture that is turned counter-clockwise adds that to the roll`(degrees: Double) throws {
    try Places.withTemporaryFolder { folder in
      // Room around the face, so that nothing of it is turned out of the picture; libvips turns clockwise.
      let face = try Pictures.make(folder.appending(path: "face.png"), "crop", "80", "0", "300", "300")
      let wide = try Pictures.make(
        folder.appending(path: "wide.png"), "embed", from: face, "80", "80", "460", "460", "--extend=copy")
      let upright = pose(try landmarks(in: wide))
      let turned = try Pictures.make(folder.appending(path: "turned.png"), "rotate", from: wide, "\(-degrees)")
      #expect(abs(Double(pose(try landmarks(in: turned)).roll - upright.roll) - degrees) < 1.5)
    }
  }

  @Test func `a mirrored picture has mirrored yaw and roll, and the same pitch`() throws {
    try Places.withTemporaryFolder { folder in
      let mirrored = pose(
        try landmarks(in: try Pictures.make(folder.appending(path: "m.png"), "flip", "horizontal")))
      let original = pose(try landmarks(in: Pictures.original))
      #expect(abs(mirrored.yaw + original.yaw) < 2.5, "\(mirrored) \(original)")
      #expect(abs(mirrored.roll + original.roll) < 1.5, "\(mirrored) \(original)")
      #expect(abs(mirrored.pitch - original.pitch) < 2.5, "\(mirrored) \(original)")
    }
  }
}

extension HeadPoseTests {
  /// What the reference implementation of ISO/IEC 29794-5 says of thumbnails of its own pictures, where they are present.
  @Test func `where its pictures are present, the angles agree with the standard's reference implementation`() throws {
    let folder = Places.root.appending(path: "../shared/data/ofiq")
    guard let table = try? String(contentsOf: folder.appending(path: "thumbs_mesh_vs_ofiq.csv"), encoding: .utf8) else {
      print("skipped: \(folder.path) is not here")
      return
    }
    let rows = table.split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = try ["yaw_ofiq", "pit_ofiq", "rol_ofiq"].map { try #require(rows[0].firstIndex(of: $0[...])) }
    var errors: [[Double]] = [[], [], []]
    try Places.withTemporaryFolder { scratch in
      for row in rows.dropFirst() {
        let thumbnail = folder.appending(path: "thumbs/\(row[0]).jpeg")
        let large = try Pictures.make(
          scratch.appending(path: "\(row[0]).png"), "resize", from: thumbnail, "6", "--kernel=cubic")
        guard let places = try? landmarks(in: large) else { continue }
        let seen = pose(places)
        for (index, angle) in [seen.yaw, seen.pitch, seen.roll].enumerated() {
          if let expected = Double(row[columns[index]]) { errors[index].append(abs(Double(angle) - expected)) }
        }
      }
    }
    let means = errors.map { $0.reduce(0, +) / Double($0.count) }
    #expect(errors[0].count >= 18)
    #expect(means[0] <= 2.5 && means[2] <= 2, "yaw \(means[0]), roll \(means[2])")
    // Its zero of pitch is another one.
    #expect(means[1] <= 5, "pitch \(means[1])")
  }
}

@Suite struct FaceGeometryTests {
  /// A drawn face: only the landmarks that lengths are taken from; all others lie between the eyes.
  private func geometry(_ change: (inout [SIMD3<Float>]) -> Void = { _ in }) -> FaceGeometry {
    var places = [SIMD3<Float>](repeating: SIMD3(200, 100, 0), count: Landmarks.count)
    for (index, x, y) in [
      (33, 130, 100), (133, 170, 100), (362, 230, 100), (263, 270, 100), (152, 200, 220),
      (160, 142, 94), (144, 142, 106), (159, 150, 93), (145, 150, 107), (158, 158, 94), (153, 158, 106),
      (387, 258, 92), (373, 258, 108), (386, 250, 91), (374, 250, 109), (385, 242, 92), (380, 242, 108),
      (82, 190, 180), (87, 190, 184), (13, 200, 179), (14, 200, 185), (312, 210, 180), (317, 210, 184),
    ] { places[index] = SIMD3(Float(x), Float(y), 0) }
    change(&places)
    return places.withUnsafeBufferPointer { FaceGeometry(Landmarks($0)) }
  }

  @Test func `lengths are between the middles of the eyes' corners, and from there to the chin`() {
    let face = geometry()
    #expect(face.eyeDistance == 100 && face.eyesToChin == 120)
    #expect(face.eyesX == 200 && face.eyesY == 100 && face.leftmostEyeX == 150 && face.rightmostEyeX == 250)
    #expect(face.left == 130 && face.right == 270 && face.top == 91 && face.bottom == 220)
  }

  @Test func `an eye's aspect ratio is the mean of two openings over the width`() {
    #expect(geometry().rightEyeAspectRatio == 12.0 / 40)
    #expect(geometry().leftEyeAspectRatio == 16.0 / 40)
    let closed = geometry { places in
      for index in [160, 158] { places[index].y = 106 }
    }
    #expect(closed.rightEyeAspectRatio == 0 && closed.leftEyeAspectRatio == 0.4)
  }

  @Test func `the eye that is less open and the widest gap of the lips count, as parts of the way to the chin`() {
    #expect(geometry().lidDistance == 14.0 / 120)
    #expect(geometry().lipDistance == 6.0 / 120)
    #expect(geometry { $0[317].y = 204 }.lipDistance == 24.0 / 120)
  }

  @Test func `the depth of a landmark changes no length`() {
    #expect(geometry { places in for index in places.indices { places[index].z = Float(index) } } == geometry())
  }
}
