// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageInput
import TestSupport
import Testing

@Suite struct CheckPhotoTests {
  private struct Line: Decodable {
    let file: String
    let report: Report?
    let error: String?
  }

  private struct Report: Decodable {
    let first: String?
    let findings: [String]
    let width: Int
  }

  private func lines(_ program: Program) throws -> [Line] {
    try program.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  // MARK: - Findings

  @Test func `a good portrait gives nothing to change, and exit status 0`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("check", "photo", try Pictures.portrait(in: folder).path)
      #expect(program.status == 0 && program.errors.isEmpty)
      #expect(program.output.contains("✓ Sharp picture") && program.output.contains("✓ Only you in the picture"))
      #expect(program.output.contains("Nothing to change on the points that could be measured"))
      #expect(!program.output.contains("Cannot tell"))
    }
  }

  @Test func `a blurred and clipped copy gives other findings with reasons, and exit status 1`() throws {
    try Places.withTemporaryFolder { folder in
      let spoilt = try Pictures.blurredAndClipped(in: folder)
      let program = try GuidelightProgram.run("check", "photo", spoilt.path)
      #expect(program.status == 1 && program.errors.isEmpty)
      #expect(program.output.contains("✗ Sharp picture"))
      #expect(program.output.contains("✗ No white patches on your face"))
      #expect(program.output.contains("Change this now: Wipe the lens"))
      #expect(program.output.contains("Read on: https://guidelight.example/checks/sharpness/"))
    }
  }

  @Test func `where a limit does not apply, the reason stands in the number's place`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try Pictures.portrait(in: folder).path
      let text = try GuidelightProgram.run("check", "photo", portrait).output
      #expect(text.contains("✓ Enough light on your face      the detail of your face shows"))
      #expect(text.contains("✓ No bright light behind you     little of the background is pure white"))
      let json = try GuidelightProgram.run("check", "photo", "--json", portrait).output
      #expect(json.contains(#"{"id":"light-level","state":"good","reason":"detailShows"}"#))
      #expect(json.contains(#"{"id":"backlight","state":"good","reason":"backgroundNotWhite"}"#))
    }
  }

  @Test func `without networks, what needs a face says that it cannot tell, and why`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("check", "photo", "--networks", folder.path, Pictures.original.path)
      #expect(program.status == 3, "a picture whose face nobody looked for has not been checked")
      #expect(program.output.contains("Your face was not looked for"))
      #expect(program.output.contains("– Cannot tell: Only you in the picture"))
      #expect(program.output.contains("The part that finds a face is missing here"))
      #expect(
        program.errors == """
          note: face_detection_short_range.network, face_landmark.network, selfie_segmentation.network not in \
          '\(folder.path)': what needs a face answers 'cannot tell'; get them with 'make networks'

          """)
    }
  }

  @Test func `a picture without a face says so, and what needs one stays open`() throws {
    try Places.withTemporaryFolder { folder in
      let corner = try Pictures.make(folder.appending(path: "corner.png"), "crop", "0", "300", "200", "200")
      let program = try GuidelightProgram.run("check", "photo", corner.path)
      #expect(program.status == 1 && program.output.contains("✗ Only you in the picture"))
      #expect(program.output.contains("– Cannot tell: Whole face in the frame"))
      #expect(program.output.contains("No face was found"))
    }
  }

  @Test func `a network that is damaged, cut off, or not what its name says is told, and nothing is checked`() throws {
    try Places.withTemporaryFolder { folder in
      let standard = Places.root.appending(path: ".build-networks")
      let name = "face_landmark.network"
      let mask = try Data(contentsOf: standard.appending(path: "selfie_segmentation.network"))
      let landmarks = try Data(contentsOf: standard.appending(path: name))
      for (bytes, words) in [
        (mask, "The file is another network than its name says"), (landmarks.dropLast(9), "The file is cut off"),
        (Data("a letter to nobody".utf8), "The file is no network"),
      ] {
        try bytes.write(to: folder.appending(path: name))
        for command in [["check", "photo"], ["build", "--output", folder.appending(path: "Public").path]] {
          let picture = command[0] == "check" ? [Pictures.original.path] : []
          let program = try Program.run(GuidelightProgram.path, command + ["--networks", folder.path] + picture)
          #expect(program.status == 2 && program.output.isEmpty)
          #expect(program.errors.contains("\(folder.path)/\(name): error: \(words)"), "\(program.errors)")
        }
      }
    }
  }

  @Test func `nothing can be measured on one pixel, and that is no error`() throws {
    try Places.withTemporaryFolder { folder in
      let one = try Pictures.make(folder.appending(path: "one.png"), "crop", "9", "9", "1", "1")
      let program = try GuidelightProgram.run("check", "photo", "--json", one.path)
      #expect(program.status == 1, "a picture of one pixel is too small, which is a finding")
      let report = try #require(try lines(program).first?.report)
      #expect(report.findings == ["single-face", "picture-size"])
    }
  }

  // MARK: - JSON

  @Test func `JSON is one line a file, in the order of the arguments, and the worst status wins`() throws {
    try Places.withTemporaryFolder { folder in
      let spoilt = try Pictures.blurredAndClipped(in: folder)
      let program = try GuidelightProgram.run(
        "check", "photo", "--json", spoilt.path, "no-such-file.jpg", try Pictures.portrait(in: folder).path)
      let lines = try lines(program)
      #expect(lines.map { URL(filePath: $0.file).lastPathComponent } == [spoilt.lastPathComponent, "no-such-file.jpg", "portrait.png"])
      #expect(lines[0].report?.first == "sharpness")
      #expect(lines[1].report == nil && lines[1].error == "There is no such file")
      #expect(lines[2].report?.findings == [])
      #expect(program.status == 2)
    }
  }

  @Test func `the report in JSON has no coordinates and nothing about a person`() throws {
    let program = try GuidelightProgram.run("check", "photo", "--json", Pictures.original.path)
    let line = try #require(try JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
    let report = try #require(line["report"] as? [String: Any])
    #expect(Set(report.keys) == ["report", "session", "profile", "catalogue", "width", "height", "checks", "findings", "first"])
    for check in try #require(report["checks"] as? [[String: Any]]) {
      #expect(Set(check.keys).isSubset(of: ["id", "state", "value", "unit", "reason", "cause"]))
    }
  }

  // MARK: - Many pictures

  @Test func `of a folder all pictures are checked, in the order of their names, whoever is done first`() throws {
    try Places.withTemporaryFolder { folder in
      let inner = folder.appending(path: "b")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      let portrait = try Pictures.portrait(in: folder.appending(path: "b"))
      try FileManager.default.moveItem(at: portrait, to: folder.appending(path: "a.png"))
      try FileManager.default.removeItem(at: inner.appending(path: "part.v"))
      for index in 0..<6 { try Pictures.make(inner.appending(path: "\(index).PNG"), "crop", "\(index)", "9", "60", "60") }
      try Data("a note".utf8).write(to: folder.appending(path: "note.txt"))
      try Data("hidden".utf8).write(to: folder.appending(path: ".hidden.png"))
      let program = try GuidelightProgram.run("check", "photo", "--json", folder.path, Pictures.original.path)
      let files = try lines(program).map(\.file)
      let expected = ["a.png"] + (0..<6).map { "b/\($0).PNG" }
      #expect(files == expected.map { "\(folder.path)/\($0)" } + [Pictures.original.path])
      #expect(program.errors.isEmpty, "no progress where nobody looks at a terminal")
    }
  }

  @Test func `a name cannot colour the terminal or forge a line`() throws {
    try Places.withTemporaryFolder { folder in
      let name = folder.appending(path: "a\u{1B}[31m\nb.png")
      try FileManager.default.copyItem(at: try Pictures.portrait(in: folder), to: name)
      let program = try GuidelightProgram.run("check", "photo", name.path)
      #expect(program.output.contains("a?[31m?b.png") && !program.output.contains("\u{1B}"))
    }
  }

  @Test func `a folder without pictures is told`() throws {
    try Places.withTemporaryFolder { folder in
      try Data("a note".utf8).write(to: folder.appending(path: "note.txt"))
      let program = try GuidelightProgram.run("check", "photo", folder.path)
      #expect(program.status == 2 && program.errors.contains("There is no JPEG, PNG, WebP, HEIC or AVIF picture in this folder"))
    }
  }

  @Test func `for a document photo the limits are stricter, and the report says which were held`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try Pictures.portrait(in: folder)
      let turned = try Pictures.make(folder.appending(path: "t.png"), "rotate", from: portrait, "8")
      let selfie = try GuidelightProgram.run("check", "photo", "--json", turned.path)
      let strict = try GuidelightProgram.run("check", "photo", "--json", "--profile", "passport-strict", turned.path)
      #expect(selfie.output.contains(#""profile":"selfie""#) && strict.output.contains(#""profile":"passport-strict""#))
      #expect(try lines(selfie)[0].report?.findings.contains("head-roll") == false)
      #expect(try lines(strict)[0].report?.findings.contains("head-roll") == true)
      let words = try GuidelightProgram.run("check", "photo", "--profile", "passport-strict", turned.path)
      #expect(words.output.contains("good is at most 8"))
      #expect(try GuidelightProgram.run("check", "photo", "--profile", "pasport", turned.path).status == 2)
    }
  }

  @Test func `a check is explained with its limits and its words`() throws {
    let program = try GuidelightProgram.run("check", "photo", "--explain", "light-balance")
    #expect(program.status == 0)
    for text in [
      "Measures difference of light between the two cheeks", "✓ at most 1500", "✗ above 2300", "/checks/light-balance/",
      "With --profile passport-strict:\n  ✓ at most 1000\n  ! above 1000\n  ✗ above 1500\n",
    ] {
      #expect(program.output.contains(text), "\(text)")
    }
    let same = try GuidelightProgram.run("check", "photo", "--explain", "eyes-visible")
    #expect(same.status == 0 && !same.output.contains("passport-strict"), "both profiles have the same limits")
    let causes = try GuidelightProgram.run("check", "photo", "--explain", "sharpness")
    #expect(causes.output.contains("· Tap on your face on the screen"))
    let wrong = try GuidelightProgram.run("check", "photo", "--explain", "light-balnce")
    #expect(wrong.status == 2 && wrong.errors == "error: 'light-balnce' is not a check; did you mean 'light-balance'?\n")
    let both = try GuidelightProgram.run("check", "photo", "--explain", "sharpness", "a.jpg")
    #expect(both.status == 2)
  }

  // MARK: - What was seen

  @Test func `an annotated copy has the picture's size, colours of the drawing, and the same report`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try Pictures.portrait(in: folder)
      let drawn = folder.appending(path: "drawn.png")
      let program = try GuidelightProgram.run("check", "photo", "--json", "--annotate", drawn.path, portrait.path)
      #expect(program.output == (try GuidelightProgram.run("check", "photo", "--json", portrait.path)).output)
      let picture = try Picture.read(drawn.path, maximumPixels: 1 << 22)
      #expect(picture.width == 952 && picture.height == 952)
      picture.withRGBA { rgba in
        func count(_ colour: (UInt8, UInt8, UInt8)) -> Int {
          stride(from: 0, to: rgba.count, by: 4).count { (rgba[$0], rgba[$0 + 1], rgba[$0 + 2]) == colour }
        }
        #expect(count((255, 255, 255)) > 1000, "the box")
        #expect(count((140, 220, 255)) > 300, "the landmarks")
        #expect(count((255, 170, 60)) > 1000, "the mask's edge")
        #expect(count((80, 230, 110)) > 100, "the axis that points up")
      }
    }
  }

  @Test func `an annotated copy is of one picture, never replaces it, and a place that cannot be written is told`() throws {
    try Places.withTemporaryFolder { folder in
      let picture = try Pictures.portrait(in: folder)
      let before = try Data(contentsOf: picture)
      let two = try GuidelightProgram.run("check", "photo", "--annotate", "a.png", picture.path, picture.path)
      #expect(two.status == 2 && two.errors.contains("--annotate draws one picture"))
      let same = try GuidelightProgram.run("check", "photo", "--annotate", picture.path, picture.path)
      #expect(same.status == 2 && same.errors.contains("would replace the picture"))
      let link = folder.appending(path: "link.png")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: picture)
      for other in [link.path, "\(folder.path)/./portrait.png", "\(folder.path)/../\(folder.lastPathComponent)/portrait.png"] {
        let replaced = try GuidelightProgram.run("check", "photo", "--annotate", other, picture.path)
        #expect(replaced.status == 2 && replaced.errors.contains("would replace the picture"), "\(other)")
      }
      let nowhere = folder.appending(path: "none/a.png").path
      let failed = try GuidelightProgram.run("check", "photo", "--annotate", nowhere, picture.path)
      #expect(failed.status == 3 && failed.errors.contains("Cannot write '\(nowhere)'"))
      #expect(try Data(contentsOf: picture) == before)
    }
  }

  // MARK: - Bad input

  @Test func `files that are no pictures are each told by name, with exit status 2`() throws {
    try Places.withTemporaryFolder { folder in
      let text = folder.appending(path: "text.jpg")
      try Data("a letter".utf8).write(to: text)
      let program = try GuidelightProgram.run("check", "photo", text.path, "missing.jpg")
      #expect(program.status == 2 && program.output.isEmpty)
      #expect(
        program.errors == """
          \(text.path): error: This is not a JPEG, PNG, WebP, HEIC or AVIF picture
          missing.jpg: error: There is no such file

          """)
    }
  }

  @Test(arguments: [["check", "photo"], ["check", "photo", "--jsno", "a.jpg"], ["chekc"], ["build", "--as-of", "3/19/2026"]])
  func `wrong usage is exit status 2 and nothing on standard output`(arguments: [String]) throws {
    let program = try Program.run(GuidelightProgram.path, arguments)
    #expect(program.status == 2 && program.output.isEmpty && !program.errors.isEmpty)
  }

  @Test func `the words of another site are taken where they are asked for`() throws {
    try Places.withTemporaryFolder { folder in
      try FileManager.default.copyItem(at: Places.root.appending(path: "Content"), to: folder.appending(path: "Content"))
      let page = folder.appending(path: "Content/checks/sharpness.md")
      let text = try String(contentsOf: page, encoding: .utf8)
      try text.replacing("title: Sharp picture", with: "title: Crispness").write(to: page, atomically: true, encoding: .utf8)
      let program = try GuidelightProgram.run("check", "photo", "--site", folder.path, Pictures.original.path)
      #expect(program.status == 1 && program.output.contains("✓ Crispness"))
    }
  }

  @Test func `a site whose words cannot be read is told with path and line, and nothing is checked`() throws {
    try Places.withTemporaryFolder { folder in
      try FileManager.default.copyItem(at: Places.root.appending(path: "Content"), to: folder.appending(path: "Content"))
      let page = folder.appending(path: "Content/checks/sharpness.md")
      let text = try String(contentsOf: page, encoding: .utf8)
      try text.replacing("  strong: ", with: "  stronk: ").write(to: page, atomically: true, encoding: .utf8)
      let program = try GuidelightProgram.run("check", "photo", "--site", folder.path, Pictures.original.path)
      #expect(program.status == 2 && program.output.isEmpty)
      #expect(program.errors.contains("Content/checks/sharpness.md:8:3: error: 'words.stronk' is not a key here; did you mean 'strong'?"))
    }
  }
}
