// SPDX-License-Identifier: Apache-2.0
// One good portrait, changed in one way at a time: the check that is about the change answers, the others stay.

import Foundation
import TestSupport
import Testing

@Suite struct MetamorphicTests {
  private struct Change: Sendable {
    let name: String
    let found: Set<String>
    /// What may be found besides.
    let allowed: Set<String>
    let make: @Sendable (ChangedPortrait) throws -> ChangedPortrait

    init(
      _ name: String, _ found: Set<String>, allowed: Set<String> = [],
      _ make: @escaping @Sendable (ChangedPortrait) throws -> ChangedPortrait
    ) {
      self.name = name
      self.found = found
      self.allowed = allowed
      self.make = make
    }
  }

  private func require(_ change: Change) throws {
    try Places.withTemporaryFolder { folder in
      let found = Set(try change.make(ChangedPortrait(in: folder)).report().findings)
      #expect(found.isSuperset(of: change.found), "\(change.name): \(found.sorted())")
      #expect(found.isSubset(of: change.found.union(change.allowed)), "\(change.name): \(found.sorted())")
    }
  }

  // MARK: - Light and place

  private static let changes = [
    Change("nothing", []) { $0 },
    Change("a mirror", []) { try $0.vips("flip", "horizontal") },
    Change("half the light", []) { try $0.vips("linear", "0.73", "0") },
    Change("a fifteenth of the light", ["light-level"], allowed: ["crushed-shadows", "contrast", "sharpness"]) {
      try $0.vips("linear", "0.2", "0")
    },
    Change("a veil", ["contrast"], allowed: ["sharpness", "natural-colour"]) { try $0.vips("linear", "0.18", "170") },
    Change("too much light", ["clipped-highlights"], allowed: ["contrast", "glasses-glare", "forehead-visible"]) {
      try $0.vips("linear", "1.8", "0")
    },
    Change("a side in the dark", ["crushed-shadows", "light-balance"]) {
      try $0.shaded { x, _ in max(0, min(1, (x / 952 - 0.42) / 0.18)) }
    },
    Change("light of one colour", ["natural-colour"], allowed: ["clipped-highlights", "forehead-visible", "lower-face-visible", "plain-background"]) {
      try $0.vips("linear", "0.25 0.45 1.6", "0 0 0")
    },
    Change("a turn of 25 degrees", ["head-roll"], allowed: ["plain-background"]) {
      try $0.vips("rotate", "25", "--background=120 110 105")
    },
    Change("a crop through the face", ["face-in-frame"], allowed: ["face-centred", "face-too-near"]) {
      try $0.vips("crop", "440", "60", "500", "700")
    },
    Change("a face at the side", ["face-centred"]) { try $0.vips("crop", "250", "0", "702", "952") },
    Change("a third of the size", ["picture-size", "face-size"]) { try $0.vips("resize", "0.3") },
    Change("a face that fills the picture", ["face-too-near"], allowed: ["face-in-frame"]) {
      try $0.vips("crop", "250", "130", "420", "400").vips("resize", "2")
    },
  ]

  @Test(arguments: changes.indices)
  func `a change gives the finding that is about it, and no other`(index: Int) throws {
    try require(MetamorphicTests.changes[index])
  }

  // MARK: - Turns of the head

  /// The head as an ellipsoid that the portrait is wrapped around, turned. Its nose does not stand out and nothing hides
  /// anything, so it is less than a real turn, but all of the face moves as on one.
  private static func turned(_ portrait: ChangedPortrait, yaw: Float = 0, pitch: Float = 0) throws -> ChangedPortrait {
    let (centreX, centreY): (Float, Float) = (465, 345)
    let (radiusX, radiusY): (Float, Float) = (140, 199)
    return try portrait.warped { x, y in
      let (u, v) = ((x - centreX) / radiusX, (y - centreY) / radiusY)
      let square = u * u + v * v
      guard square < 1 else { return (x, y) }
      let depth = (1 - square).squareRoot()
      let (across, between) = (cos(yaw) * u - sin(yaw) * depth, sin(yaw) * u + cos(yaw) * depth)
      let down = cos(pitch) * v - sin(pitch) * between
      // Towards the outline the turn fades, so that the picture does not tear.
      let part = min(1, (1 - square.squareRoot()) * 6)
      return (
        x + (centreX + across * radiusX - x) * part, y + (centreY + down * radiusY - y) * part
      )
    }
  }

  private static let turns = [
    Change("no turn", []) { try turned($0) },
    Change("to the left", ["head-yaw"]) { try turned($0, yaw: 0.44) },
    Change("to the right", ["head-yaw"]) { try turned($0, yaw: -0.52) },
    Change("down", ["head-pitch"]) { try turned($0, pitch: 0.44) },
    Change("up", ["head-pitch"]) { try turned($0, pitch: -0.44) },
  ]

  @Test(arguments: turns.indices)
  func `a head that is turned gives the finding about its direction, and no other`(index: Int) throws {
    try require(MetamorphicTests.turns[index])
  }

  // MARK: - Covers

  private static let covers = [
    Change("a mask", ["lower-face-visible"]) { try $0.drawn("60 110 190", [350, 370, 230, 130]) },
    Change("dark glasses", ["eyes-visible"]) { try $0.drawn("12 12 14", [350, 250, 240, 62]) },
    Change("a cap", ["forehead-visible"]) { try $0.drawn("30 40 120", [330, 60, 270, 180]) },
    Change("a reflection", ["glasses-glare"], allowed: ["clipped-highlights"]) { try $0.drawn("255 255 255", [385, 270, 40, 30]) },
  ]

  @Test(arguments: covers.indices)
  func `what covers a part of the face is asked about, and nothing else is`(index: Int) throws {
    try require(MetamorphicTests.covers[index])
  }

  /// The network keeps lids apart that are squeezed shut: the measure moves the right way and does not reach its limit.
  @Test func `the more the eyes are squeezed shut, the less open they are measured, and no other check answers`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try ChangedPortrait(in: folder)
      let openings = try [Float(1), 0.6, 0.25, 0.08].map { part in
        let report = try squeezed(portrait, to: part).report()
        #expect(Set(report.findings).isSubset(of: ["eyes-open"]))
        return try #require(report["eyes-open"]?.value)
      }
      #expect(openings == openings.sorted(by: >), "\(openings)")
      #expect(openings[3] * 4 <= openings[0] * 3, "\(openings)")
    }
  }

  /// The opening between the lids becomes so much lower; the lids grow into it.
  private func squeezed(_ portrait: ChangedPortrait, to part: Float) throws -> ChangedPortrait {
    try portrait.warped { x, y in
      for (centreX, centreY) in [(Float(404), Float(287)), (524, 292)] {
        let (across, down) = ((x - centreX) / 48, y - centreY)
        guard abs(across) < 1, abs(down) < 34 else { continue }
        let open = 11 * (1 - across * across).squareRoot()
        let left = open * part
        let source = abs(down) < left ? abs(down) / part : open + (abs(down) - left) * (34 - open) / (34 - left)
        return (x, centreY + (down < 0 ? -source : source))
      }
      return (x, y)
    }
  }

  // MARK: - Blur

  /// Stripes on both sides of the person, so that the background has detail.
  private func striped(_ portrait: ChangedPortrait, width: Int) throws -> ChangedPortrait {
    let columns = Array(stride(from: 0, through: 228 - width, by: 2 * width)) + Array(stride(from: 700, through: 952 - width, by: 2 * width))
    return try columns.reduce(portrait) { try $0.drawn("20 20 20", [$1, 0, width, 420]) }
  }

  @Test func `a blur is found, and its cause is told by what is soft with the face`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try ChangedPortrait(in: folder)
      let striped = try striped(portrait, width: 44)
      let soft = try striped.vips("gaussblur", "6")
      let person = try soft.vips("crop", "235", "0", "460", "952")
      for (picture, cause, name) in [
        (try portrait.moved(by: 25), "motion", "a movement"), (soft, "dirtyLens", "all of it soft"),
        (try striped.covered(by: person, left: 235, top: 0), "defocus", "the person soft"),
        (try portrait.vips("gaussblur", "6"), "undetermined", "all of it soft before a plain wall"),
      ] {
        let report = try picture.report()
        #expect(report["sharpness"]?.cause == cause, "\(name): \(report["sharpness"] as Any)")
        #expect(Set(report.findings).isSubset(of: ["sharpness", "plain-background", "forehead-visible"]), "\(name): \(report.findings)")
      }
      #expect(try portrait.report()["sharpness"]?.cause == nil)
    }
  }

  // MARK: - Background

  @Test func `a busy background gives a finding about it, and none about the face`() throws {
    try Places.withTemporaryFolder { folder in
      let found = try striped(ChangedPortrait(in: folder), width: 12).report().findings
      #expect(found == ["plain-background"])
    }
  }

  @Test func `somebody whose face cannot be seen is asked about, and is not counted as a face`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try ChangedPortrait(in: folder)
      let wall = try portrait.drawn("150 140 135", [0, 0, 952, 952]).vips("embed", "0", "0", "1500", "952", "--extend=copy")
      // The same person once more, smaller, with a board before the face.
      let other = try portrait.drawn("90 85 80", [330, 190, 270, 310]).vips("resize", "0.55")
      let alone = try wall.covered(by: portrait, left: 0, top: 0)
      #expect(try alone.report()["other-people"]?.state == "good")
      let found = try alone.covered(by: other, left: 960, top: 428).report()
      #expect(found["other-people"]?.state == "hint" && found["single-face"]?.state == "good", "\(found.findings)")
    }
  }

  // MARK: - The stricter profile

  @Test func `a smile that shows teeth is good for a selfie, and asked about for a document`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try ChangedPortrait(in: folder)
      #expect(try portrait.report()["mouth-closed"]?.state == "good")
      #expect(try portrait.report("--profile", "passport-strict")["mouth-closed"]?.state == "hint")
    }
  }
}
