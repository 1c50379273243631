// SPDX-License-Identifier: Apache-2.0
// One good portrait, changed in one way at a time by libvips: the check that is about the change answers, the others stay.

import Foundation
import TestSupport
import Testing

@Suite struct MetamorphicTests {
  private struct Line: Decodable {
    struct Report: Decodable {
      struct Check: Decodable {
        let id: String
        let state: String
        let value: Int?
      }

      let checks: [Check]
      let findings: [String]
    }

    let report: Report
  }

  private func report(_ picture: URL) throws -> Line.Report {
    let program = try GuidelightProgram.run("check", "photo", "--json", picture.path)
    return try JSONDecoder().decode(Line.self, from: Data(program.output.utf8)).report
  }

  /// The picture after steps of libvips: each an operation and its arguments behind the output.
  private func changed(_ picture: URL, in folder: URL, _ steps: [[String]]) throws -> URL {
    var current = picture
    for (number, step) in steps.enumerated() {
      let next = folder.appending(path: "step\(number).v")
      let options = step.dropFirst().filter { $0.hasPrefix("--") }
      let places = ["--", current.path, next.path] + step.dropFirst().filter { !$0.hasPrefix("--") }
      let made = try Program.run("vips", [step[0]] + options + places)
      try #require(made.status == 0, "\(made.errors)")
      current = next
    }
    let file = folder.appending(path: "changed.png")
    let cast = try Program.run("vips", ["cast", current.path, file.path, "uchar"])
    try #require(cast.status == 0, "\(cast.errors)")
    return file
  }

  /// A rectangle in the colour of each channel over the portrait, eyes at about (405 … 525, 288), chin at 490.
  private func covered(_ picture: URL, in folder: URL, _ colour: String, _ rectangle: [String]) throws -> URL {
    let file = folder.appending(path: "covered.v")
    try FileManager.default.removeItemIfThere(file)
    let copied = try Program.run("vips", ["copy", picture.path, file.path])
    try #require(copied.status == 0, "\(copied.errors)")
    let drawn = try Program.run("vips", ["draw_rect", file.path, colour] + rectangle + ["--fill"])
    try #require(drawn.status == 0, "\(drawn.errors)")
    return try changed(file, in: folder, [])
  }

  private static let changes: [(name: String, steps: [[String]], found: Set<String>, alsoAllowed: Set<String>)] = [
    ("nothing", [], [], []),
    ("a mirror", [["flip", "horizontal"]], [], []),
    ("half the light", [["linear", "0.73", "0"]], [], []),
    ("a fifteenth of the light", [["linear", "0.2", "0"]], ["light-level"], ["crushed-shadows", "contrast", "sharpness"]),
    ("a blur", [["gaussblur", "9"]], ["sharpness"], ["forehead-visible"]),
    ("a veil", [["linear", "0.18", "170"]], ["contrast"], ["sharpness", "natural-colour", "light-balance"]),
    ("a turn of 25 degrees", [["rotate", "25", "--background=120 110 105"]], ["head-roll"], ["plain-background"]),
    ("a crop through the face", [["crop", "440", "60", "500", "700"]], ["face-in-frame"], ["face-centred", "face-too-near"]),
    ("a face at the side", [["crop", "250", "0", "702", "952"]], ["face-centred"], []),
    ("a fifth of the size", [["resize", "0.3"]], ["picture-size", "face-size"], []),
    ("a face that fills the picture", [["crop", "250", "130", "420", "400"], ["resize", "2"]], ["face-too-near"], ["face-in-frame"]),
    ("light of one colour", [["linear", "0.25 0.45 1.6", "0 0 0"]], ["natural-colour"], ["clipped-highlights", "forehead-visible", "lower-face-visible", "plain-background"]),
    ("too much light", [["linear", "1.8", "0"]], ["clipped-highlights"], ["contrast", "glasses-glare", "forehead-visible"]),
  ]

  @Test(arguments: changes.indices)
  func `a change gives the finding that is about it, and no other`(index: Int) throws {
    let change = MetamorphicTests.changes[index]
    try Places.withTemporaryFolder { folder in
      let picture = try changed(try Pictures.portrait(in: folder), in: folder, change.steps)
      let found = Set(try report(picture).findings)
      #expect(found.isSuperset(of: change.found), "\(change.name): \(found.sorted())")
      #expect(found.isSubset(of: change.found.union(change.alsoAllowed)), "\(change.name): \(found.sorted())")
    }
  }

  private static let covers: [(name: String, colour: String, rectangle: [String], found: String)] = [
    ("a mask", "60 110 190", ["350", "370", "230", "130"], "lower-face-visible"),
    ("dark glasses", "12 12 14", ["350", "262", "240", "62"], "eyes-visible"),
    ("a cap", "30 40 120", ["330", "60", "270", "180"], "forehead-visible"),
    ("a reflection", "255 255 255", ["385", "270", "40", "30"], "glasses-glare"),
  ]

  @Test(arguments: covers.indices)
  func `what covers a part of the face is asked about, or the face cannot be made out`(index: Int) throws {
    let cover = MetamorphicTests.covers[index]
    try Places.withTemporaryFolder { folder in
      let picture = try covered(try Pictures.portrait(in: folder), in: folder, cover.colour, cover.rectangle)
      let found = try report(picture).findings
      #expect(found.contains(cover.found) || found.first == "single-face", "\(cover.name): \(found)")
      #expect(!found.contains("sharpness") && !found.contains("light-level") && !found.contains("light-balance"))
    }
  }

  @Test func `a person cut out before a busy background gives a finding about it, and none about the face`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try Pictures.portrait(in: folder)
      // Stripes on both sides of the person.
      let busy = folder.appending(path: "busy.v")
      _ = try Program.run("vips", ["copy", portrait.path, busy.path])
      for column in stride(from: 0, to: 952, by: 24) {
        for (top, left, right) in [(0, 0, 240), (0, 700, 952)] where column >= left && column + 12 <= right {
          let made = try Program.run("vips", ["draw_rect", busy.path, "20 20 20", "\(column)", "\(top)", "12", "420", "--fill"])
          try #require(made.status == 0, "\(made.errors)")
        }
      }
      let found = try report(try changed(busy, in: folder, [])).findings
      #expect(found == ["plain-background"], "\(found)")
    }
  }
}

extension FileManager {
  fileprivate func removeItemIfThere(_ file: URL) throws {
    if fileExists(atPath: file.path) { try removeItem(at: file) }
  }
}
