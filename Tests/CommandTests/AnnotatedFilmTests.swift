// SPDX-License-Identifier: Apache-2.0
// The film with what was seen: its frames, its times, and what becomes of a file that is there already.

import Foundation
import ImageInput
import TestSupport
import Testing

@Suite struct AnnotatedFilmTests {
  private func make(_ output: URL, _ arguments: String...) throws -> URL {
    let made = try Program.run("ffmpeg", ["-nostdin", "-loglevel", "error", "-y"] + arguments + [output.path])
    try #require(made.status == 0, "\(made.errors)")
    return output
  }

  /// The portrait at an uneven rate, from the 20th frame on only a wall.
  private func film(_ folder: URL) throws -> URL {
    try make(
      folder.appending(path: "film.mkv"), "-loop", "1", "-framerate", "15", "-t", "3", "-i",
      try Pictures.portrait(in: folder).path, "-vf",
      "scale=481:-1,drawbox=0:0:iw:ih:gray:fill:enable='gte(n,20)',select='not(eq(n,3)+eq(n,30))'", "-fps_mode", "passthrough",
      "-enc_time_base", "1:1000", "-c:v", "ffv1", "-pix_fmt", "bgr0")
  }

  private func frames(_ file: URL) throws -> (times: [Int64], pictures: [[UInt8]], width: Int, height: Int) {
    let film = try Film(.file(file.path), maximumPixels: 1 << 22)
    var (times, pictures) = ([Int64](), [[UInt8]]())
    while let (milliseconds, rgba) = try film.next() {
      times.append(milliseconds)
      pictures.append(Array(rgba))
    }
    return (times, pictures, film.width, film.height)
  }

  /// Whether a pixel has a colour, as nearly as H.264 keeps it.
  private func has(_ colour: (Int, Int, Int)?, _ rgba: [UInt8], at pixel: Int) -> Bool {
    guard let colour else { return false }
    return abs(Int(rgba[pixel * 4]) - colour.0) < 30 && abs(Int(rgba[pixel * 4 + 1]) - colour.1) < 30
      && abs(Int(rgba[pixel * 4 + 2]) - colour.2) < 30
  }

  /// What a frame's band begins with, by what is told.
  private static let colours = [
    "looking": (150, 150, 150), "holdStill": (70, 200, 110), "ready": (70, 200, 110), "hint": (255, 190, 40),
    "strong": (255, 70, 60),
  ]

  /// What is told in each frame: the state, or how strong the hint is.
  private func states(_ program: Program) throws -> [String] {
    struct Line: Decodable {
      struct Report: Decodable {
        struct Hint: Decodable { let verdict: String }
        let state: String
        let hint: Hint?
      }
      let report: Report
    }
    return try program.output.split(separator: "\n").map { line in
      let report = try JSONDecoder().decode(Line.self, from: Data(line.utf8)).report
      return report.hint?.verdict ?? report.state
    }
  }

  /// How many pixels of a square around the face are brighter in the copy, which is darker everywhere that nothing is drawn.
  private func differences(_ copy: [UInt8], _ original: [UInt8]) -> Int {
    var count = 0
    for y in 100..<260 {
      for x in 160..<320 where copy[(y * 482 + x) * 4 + 2] > original[(y * 481 + x) * 4 + 2] { count += 1 }
    }
    return count
  }

  @Test func `the copy has every frame at its time, with what was seen and told, and the report is the same`() throws {
    try Places.withTemporaryFolder { folder in
      let (film, drawn) = (try film(folder), folder.appending(path: "drawn.mp4"))
      let program = try GuidelightProgram.run("check", "video", "--json", film.path, "--annotate", drawn.path)
      #expect(program.status == 1 && program.errors.isEmpty, "\(program.errors)")
      #expect(program.output == (try GuidelightProgram.run("check", "video", "--json", film.path)).output)
      let (before, after) = (try frames(film), try frames(drawn))
      #expect(after.times == before.times && after.times.count == 43)
      #expect(after.width == 482 && after.height == 482, "H.264 has even sizes")
      let told = try states(program)
      for (number, picture) in after.pictures.enumerated() {
        // Where the band along the lower edge begins.
        let isRight = has(AnnotatedFilmTests.colours[told[number]], picture, at: 475 * 482 + 4)
        #expect(isRight, "frame \(number): \(told[number])")
      }
      #expect(Set(told).count == 3, "nothing yet, a hint, nobody there")
      // In the middle of the face's upper half: the landmarks and the axes on it, and on a wall nothing.
      let (face, wall) = (differences(after.pictures[10], before.pictures[10]), differences(after.pictures[40], before.pictures[40]))
      #expect(face > 200 && wall == 0, "\(face) \(wall)")
    }
  }

  private func refuses(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let program = try Program.run(GuidelightProgram.path, ["check", "video"] + arguments)
    #expect(program.status == status && program.errors.contains(words), "\(program.errors)")
  }

  @Test func `the copy is of one film, is MP4, never replaces the film, and needs a place`() throws {
    try Places.withTemporaryFolder { folder in
      let film = try make(folder.appending(path: "film.mp4"), "-i", try film(folder).path, "-frames:v", "5", "-c:v", "mpeg4")
      let before = try Data(contentsOf: film)
      try refuses(["--annotate", "a.mp4", film.path, film.path], 2, "--annotate draws one film")
      try refuses(["--annotate", "a.webm", film.path], 2, "give it a name that ends in .mp4")
      let link = folder.appending(path: "link.mp4")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: film)
      for same in [film.path, link.path, "\(folder.path)/./film.mp4"] {
        try refuses(["--annotate", same, film.path], 2, "would replace the film itself")
      }
      let nowhere = folder.appending(path: "none/a.mp4").path
      try refuses(["--annotate", nowhere, film.path], 3, "Cannot write '\(nowhere)'")
      #expect(try Data(contentsOf: film) == before)
    }
  }

  @Test func `a film that is none, or is cut off, leaves what was there`() throws {
    try Places.withTemporaryFolder { folder in
      let whole = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=4", "-c:v", "mpeg4",
        "-movflags", "+faststart")
      let cut = folder.appending(path: "cut.mp4")
      let bytes = try Data(contentsOf: whole)
      try bytes.prefix(bytes.count * 2 / 3).write(to: cut)
      let text = folder.appending(path: "text.mp4")
      try Data("a letter to nobody".utf8).write(to: text)
      let drawn = folder.appending(path: "drawn.mp4")
      try Data("an older film".utf8).write(to: drawn)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      try refuses(["--annotate", drawn.path, cut.path], 2, "The film is damaged or cut off")
      try refuses(["--annotate", drawn.path, text.path], 2, "This is not a film")
      #expect(try String(contentsOf: drawn, encoding: .utf8) == "an older film")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == files)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a command that is stopped leaves nothing half`(signal: Int32) throws {
    try Places.withTemporaryFolder { folder in
      let film = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=640x360:rate=25:duration=90", "-c:v", "mpeg4")
      let process = Process()
      process.executableURL = URL(filePath: GuidelightProgram.path)
      process.arguments = ["check", "video", film.path, "--annotate", folder.appending(path: "drawn.mp4").path]
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
      while process.isRunning, try names().count < 2 { usleep(10_000) }
      #expect(process.isRunning, "it was still at work")
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
      #expect(try names() == ["f.mp4"])
    }
  }
}
