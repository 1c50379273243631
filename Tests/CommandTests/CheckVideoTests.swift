// SPDX-License-Identifier: Apache-2.0
// Films of the portrait that keeps still, is turned over to a wall, or is none.

import Foundation
import TestSupport
import Testing

@Suite struct CheckVideoTests {
  private func make(_ output: URL, _ arguments: String...) throws -> URL {
    let made = try Program.run("ffmpeg", ["-nostdin", "-loglevel", "error", "-y"] + arguments + [output.path])
    try #require(made.status == 0, "\(made.errors)")
    return output
  }

  private func still(_ folder: URL, seconds: Double = 3) throws -> URL {
    let portrait = try Pictures.portrait(in: folder)
    return try make(
      folder.appending(path: "still.mkv"), "-loop", "1", "-framerate", "15", "-t", "\(seconds)", "-i", portrait.path,
      "-c:v", "ffv1", "-pix_fmt", "bgr0")
  }

  private struct Line: Decodable {
    struct Report: Decodable {
      struct Hint: Decodable { let id: String }
      struct Check: Decodable { let id: String }
      let session: String
      let frame: Int
      let milliseconds: Int
      let state: String
      let hint: Hint?
      let checks: [Check]
    }
    let file: String
    let report: Report?
    let error: String?
  }

  private func lines(_ program: Program) throws -> [Line] {
    try program.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  @Test func `a good portrait that keeps still is done after a second`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("check", "video", try still(folder).path)
      #expect(program.status == 0 && program.errors.isEmpty, "\(program.errors)")
      #expect(program.output.contains("0:00.53  … Good. Hold still"))
      #expect(program.output.contains("0:01.00  ✓ Nothing to change"))
      #expect(program.output.contains("45 frames, 0:02.93"))
    }
  }

  @Test func `a face that leaves is missed after half a second, and the hint has a page`() throws {
    try Places.withTemporaryFolder { folder in
      let film = try make(
        folder.appending(path: "leaves.mkv"), "-i", try still(folder).path, "-vf",
        "drawbox=0:0:iw:ih:gray:fill:enable='gte(t,1.4)'", "-c:v", "ffv1", "-pix_fmt", "bgr0")
      let program = try GuidelightProgram.run("check", "video", film.path)
      #expect(program.status == 1)
      #expect(program.output.contains("0:01.93  ✗ "), "\(program.output)")
      #expect(program.output.contains("Read on: https://guidelight.example/checks/single-face/"))
    }
  }

  @Test func `JSON is one line a frame, with the checks of the live session`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("check", "video", "--json", try still(folder, seconds: 2).path)
      let reports = try lines(program).compactMap(\.report)
      #expect(reports.map(\.frame) == Array(0..<30))
      #expect(reports.map(\.milliseconds).prefix(4) == [0, 67, 133, 200])
      #expect(reports.allSatisfy { $0.session == "live" })
      #expect(Set(reports[9].checks.map(\.id)).isSuperset(of: ["single-face", "hold-still", "camera-noise"]))
      #expect(reports.last?.state == "ready")
    }
  }

  @Test func `what is no film says so, and the worst status wins`() throws {
    try Places.withTemporaryFolder { folder in
      let text = folder.appending(path: "text.mp4")
      try Data("a letter to nobody".utf8).write(to: text)
      let program = try GuidelightProgram.run("check", "video", text.path, try still(folder, seconds: 0.2).path)
      #expect(program.status == 2)
      #expect(program.errors.hasSuffix("text.mp4: error: This is not a film that can be read; save it as MP4, WebM or MKV\n"))
      #expect(program.output.contains("3 frames"), "the other one is checked all the same")
      let json = try lines(try GuidelightProgram.run("check", "video", "--json", text.path))
      #expect(json.first?.error?.contains("not a film") == true)
    }
  }

  @Test func `without ffmpeg the command says what to install`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try Program.run(
        "env", ["PATH=\(folder.path)", GuidelightProgram.path, "check", "video", Pictures.original.path])
      #expect(program.status == 3 && program.errors.contains("the program ffmpeg, which is not installed"))
    }
  }

  @Test func `without a camera the command says so`() throws {
    let program = try GuidelightProgram.run("check", "camera", "/dev/no-such-camera")
    #expect(program.status == 3)
    #expect(program.errors == "/dev/no-such-camera: error: There is no camera at '/dev/no-such-camera'; connect one, or name its device\n")
    #expect(try GuidelightProgram.run("check", "camera", "--seconds", "0").status == 2)
  }

  @Test func `without networks nothing is done, and that is the environment's fault`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("check", "video", "--networks", folder.path, try still(folder).path)
      #expect(program.status == 3 && !program.output.contains("✓"))
    }
  }
}
