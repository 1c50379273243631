// SPDX-License-Identifier: Apache-2.0
// Films that are written and read back, and encoders that fail: what was there before stays, and nothing half is left.

import Foundation
import ImageInput
import TestSupport
import Testing

@Suite struct FilmWriterTests {
  private func frame(_ width: Int, _ height: Int, _ colour: (UInt8, UInt8, UInt8)) -> [UInt8] {
    (0..<width * height).flatMap { _ in [colour.0, colour.1, colour.2, 255] }
  }

  /// Upper half red, lower half blue.
  private func halves(_ width: Int, _ height: Int) -> [UInt8] {
    frame(width, height / 2, (255, 0, 0)) + frame(width, height - height / 2, (0, 0, 255))
  }

  private func write(
    _ path: String, _ width: Int, _ height: Int, _ times: [Int64], program: String = "ffmpeg"
  ) throws {
    let writer = try FilmWriter(path: path, width: width, height: height, program: program, patienceSeconds: 1)
    for time in times { try writer.add(halves(width, height), milliseconds: time) }
    try writer.finish()
  }

  private func error(_ body: () throws -> Void) -> FilmWriterError? {
    do {
      try body()
      return nil
    } catch {
      return error as? FilmWriterError
    }
  }

  private func encoder(in folder: URL, _ script: String) throws -> String {
    let file = folder.appending(path: "encoder")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return file.path
  }

  private func times(of file: URL) throws -> (times: [Int64], width: Int, height: Int) {
    let film = try Film(.file(file.path), maximumPixels: 1 << 24)
    var times: [Int64] = []
    while let (milliseconds, _) = try film.next() { times.append(milliseconds) }
    return (times, film.width, film.height)
  }

  // MARK: - Frames

  @Test func `every frame comes back at its own time, however uneven`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "f.mp4")
      let uneven: [Int64] = [0, 33, 67, 100, 900, 901, 1400, 3000]
      try write(file.path, 64, 48, uneven)
      #expect(try times(of: file) == (uneven, 64, 48))
    }
  }

  @Test func `times that stand still or run backwards come a millisecond apart, and the first is the beginning`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "f.mp4")
      try write(file.path, 32, 32, [-80, -40, -40, -60, 20])
      #expect(try times(of: file).times == [0, 40, 41, 42, 100])
      try write(file.path, 32, 32, [500, 600])
      #expect(try times(of: file).times == [0, 100], "it begins with its first frame")
    }
  }

  @Test(arguments: [(1, 1), (3, 77), (97, 2), (641, 479)])
  func `odd sizes are made even, to the right and at the bottom`(width: Int, height: Int) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "f.mp4")
      try write(file.path, width, height, [0, 40])
      let film = try times(of: file)
      #expect(film.width == (width + 1) / 2 * 2 && film.height == (height + 1) / 2 * 2)
    }
  }

  @Test func `pixels are those that were given: upright, with their colours`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "f.mp4")
      try write(file.path, 64, 48, [0])
      let film = try Film(.file(file.path), maximumPixels: 1 << 16)
      let rgba = try #require(try film.next()).rgba
      func isNear(_ place: Int, _ colour: [UInt8]) -> Bool {
        zip(rgba[place..<place + 3], colour).allSatisfy { abs(Int($0) - Int($1)) <= 6 }
      }
      #expect(isNear(0, [255, 0, 0]) && isNear(64 * 47 * 4, [0, 0, 255]), "\(Array(rgba[0..<4]))")
    }
  }

  // MARK: - What was there

  private func contents(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `an encoder that fails in any way leaves what was there, and nothing of its own`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "f.mp4")
      try Data("an older film".utf8).write(to: file)
      for (script, expected) in [
        ("cat >/dev/null; echo 'what a pity' >&2", FilmWriterError.refused("what a pity")),
        ("echo '[mp4 @ 0x55d1] No space left' >&2; exit 1", .refused("No space left")),
        ("exit 3", .refused("")),
        ("exit 0", .refused("")),
        ("kill -9 $$", .encoderDied(signal: 9)),
        ("exec sleep 60", .stuck(seconds: 1)),
        ("trap '' TERM; while :; do sleep 1; done", .stuck(seconds: 1)),
        ("cat >/dev/null; exec sleep 60", .stuck(seconds: 3)),
        ("yes >&2", .stuck(seconds: 1)),
      ] {
        let program = try encoder(in: folder, script)
        // More than a socket holds, so that an encoder that takes nothing is noticed.
        let failure = error { try write(file.path, 640, 480, [0, 40, 80], program: program) }
        #expect(failure == expected, "\(script)")
        #expect(try contents(folder) == ["encoder", "f.mp4"], "\(script)")
        #expect(try String(contentsOf: file, encoding: .utf8) == "an older film", "\(script)")
      }
    }
  }

  @Test func `a writer that nobody finishes leaves nothing`() throws {
    try Places.withTemporaryFolder { folder in
      do {
        let writer = try FilmWriter(path: folder.appending(path: "f.mp4").path, width: 32, height: 32)
        try writer.add(halves(32, 32), milliseconds: 0)
        #expect(try contents(folder).count == 1, "the file that is not whole has another name")
      }
      #expect(try contents(folder) == [])
    }
  }

  @Test func `a film takes an older one's place, also behind a link`() throws {
    try Places.withTemporaryFolder { folder in
      let (file, link) = (folder.appending(path: "f.mp4"), folder.appending(path: "link.mp4"))
      try Data("an older film".utf8).write(to: file)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      try write(link.path, 32, 32, [0, 40])
      #expect(try contents(folder) == ["f.mp4", "link.mp4"])
      #expect(try times(of: file).times == [0, 40])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
    }
  }

  @Test func `a place that cannot be written to is told before anything is encoded`() throws {
    try Places.withTemporaryFolder { folder in
      let none = folder.appending(path: "none/f.mp4").path
      #expect(error { try write(none, 32, 32, []) } == .cannotWrite(path: none, reason: "No such file or directory"))
      for other in [folder.path, "/dev/null"] {
        #expect(error { try write(other, 32, 32, []) } == .cannotWrite(path: other, reason: "It is no ordinary file"))
      }
      #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    }
  }

  @Test func `without ffmpeg, that is what is said, and nothing is left`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "f.mp4").path
      #expect(error { try write(file, 32, 32, [], program: "no-such-encoder") } == .noEncoder)
      let left = try contents(folder)
      #expect(left == [])
    }
  }
}
