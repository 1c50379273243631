// SPDX-License-Identifier: Apache-2.0
// Films made by ffmpeg from drawn patterns, and files that are none.

import Foundation
import ImageInput
import TestSupport
import Testing

@Suite struct FilmTests {
  private struct Frame: Equatable {
    let milliseconds: Int64
    let rgba: [UInt8]
  }

  /// A film from ffmpeg's own sources, or changed from another.
  private func make(_ output: URL, _ arguments: String...) throws -> URL {
    let made = try Program.run("ffmpeg", ["-nostdin", "-loglevel", "error", "-y"] + arguments + [output.path])
    try #require(made.status == 0, "\(made.errors)")
    return output
  }

  private func frames(_ film: Film) throws -> [Frame] {
    var frames: [Frame] = []
    while let (milliseconds, rgba) = try film.next() { frames.append(Frame(milliseconds: milliseconds, rgba: Array(rgba))) }
    return frames
  }

  private func open(_ file: URL, maximumPixels: Int = 1 << 24, program: String = "ffmpeg", patienceSeconds: Int = 20) throws -> Film {
    try Film(.file(file.path), maximumPixels: maximumPixels, program: program, patienceSeconds: patienceSeconds)
  }

  private func error(_ body: () throws -> Void) -> FilmError? {
    do {
      try body()
      return nil
    } catch {
      return error as? FilmError
    }
  }

  /// A stand-in for ffmpeg that does what a shell script says.
  private func decoder(in folder: URL, _ script: String) throws -> String {
    let file = folder.appending(path: "decoder")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return file.path
  }

  // MARK: - Frames

  @Test(arguments: [(640, 480), (641, 479), (1, 1), (3, 77), (97, 2)])
  func `every frame comes at its own size, however odd, with its time`(width: Int, height: Int) throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(
        folder.appending(path: "f.mkv"), "-f", "lavfi", "-i", "testsrc=size=\(width)x\(height):rate=25:duration=0.2",
        "-c:v", "ffv1", "-pix_fmt", "bgr0")
      let film = try open(file)
      #expect(film.width == width && film.height == height)
      let frames = try frames(film)
      #expect(frames.map(\.milliseconds) == [0, 40, 80, 120, 160])
      #expect(frames.allSatisfy { $0.rgba.count == width * height * 4 })
    }
  }

  @Test func `pixels are those of the film: red is red, and the first row is on top`() throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(
        folder.appending(path: "f.mkv"), "-f", "lavfi", "-i", "color=red:size=6x4:rate=5:duration=0.2", "-vf",
        "drawbox=0:0:6:2:blue:fill", "-c:v", "ffv1", "-pix_fmt", "bgr0")
      let rgba = try #require(try frames(open(file)).first).rgba
      // The pattern itself is made in luma and chroma, which costs a level or two.
      func isNear(_ place: Int, _ colour: [UInt8]) -> Bool {
        zip(rgba[place..<place + 3], colour).allSatisfy { abs(Int($0) - Int($1)) <= 3 }
      }
      #expect(isNear(0, [0, 0, 255]) && isNear(48, [255, 0, 0]), "\(rgba)")
    }
  }

  @Test func `a film with changing frame rates keeps the time of each frame`() throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(
        folder.appending(path: "f.mkv"), "-f", "lavfi", "-i", "testsrc=size=32x32:rate=10:duration=1", "-vf",
        "select='not(eq(n,2)+eq(n,3)+eq(n,7))',setpts=PTS+if(gt(N\\,4)\\,0.05/TB\\,0)", "-fps_mode", "passthrough",
        "-enc_time_base", "1:1000", "-c:v", "ffv1")
      let times = try frames(open(file)).map(\.milliseconds)
      #expect(times.count == 7 && times.prefix(4) == [0, 100, 400, 500])
      #expect(Set(zip(times, times.dropFirst()).map { $1 - $0 }).count > 2)
    }
  }

  @Test func `a film of one frame has one frame`() throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=64x48:rate=25", "-frames:v", "1", "-c:v",
        "mpeg4")
      #expect(try frames(open(file)).count == 1)
    }
  }

  @Test func `a film that is marked as turned comes upright`() throws {
    try Places.withTemporaryFolder { folder in
      let flat = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=0.4", "-c:v", "mpeg4")
      let turned = try make(
        folder.appending(path: "t.mp4"), "-i", flat.path, "-c", "copy", "-metadata:s:v:0", "rotate=90")
      let film = try open(turned)
      #expect(film.width == 48 && film.height == 64)
    }
  }

  @Test func `pixels that are not square are made square`() throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=0.4", "-vf",
        "setsar=2", "-c:v", "mpeg4")
      let film = try open(file)
      #expect(film.width == 128 && film.height == 48)
    }
  }

  @Test func `a film of 4K at 60 frames a second is read in the memory of one frame`() throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=3840x2160:rate=60:duration=0.1", "-c:v",
        "mpeg4", "-q:v", "10")
      let film = try open(file)
      #expect(film.width == 3840 && film.height == 2160)
      var times: [Int64] = []
      while let frame = try film.next() { times.append(frame.milliseconds) }
      #expect(times == [0, 17, 33, 50, 67, 83])
    }
  }

  @Test func `a film that nobody reads to its end leaves no decoder behind`() throws {
    try Places.withTemporaryFolder { folder in
      let marker = folder.appending(path: "pid")
      let program = try decoder(
        in: folder,
        """
        echo $$ > '\(marker.path)'
        printf '#tb 0: 1/1000\\n#dimensions 0: 2x2\\n0, 0, 0, 1, 16, 0x0\\n' >&2
        printf '0123456789abcdef'
        exec sleep 60
        """)
      do {
        let film = try open(Pictures.original, program: program)
        #expect(try film.next()?.milliseconds == 0)
      }
      let pid = try #require(
        pid_t(try String(contentsOf: marker, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
      #expect(kill(pid, 0) == -1)
    }
  }

  // MARK: - What is no film

  @Test func `a text, a picture's beginning and a list of other files are no films, whatever they are called`() throws {
    try Places.withTemporaryFolder { folder in
      let list = "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"
      for text in ["a letter to nobody\n", list, "ffconcat version 1.0\nfile /etc/passwd\n", "\0"] {
        let file = folder.appending(path: "text.mp4")
        try Data(text.utf8).write(to: file)
        #expect(error { _ = try open(file) } == .notAFilm, "\(text)")
      }
    }
  }

  @Test func `a file that is missing, empty, a folder or a device says so`() throws {
    try Places.withTemporaryFolder { folder in
      let empty = folder.appending(path: "empty.mp4")
      try Data().write(to: empty)
      #expect(error { _ = try open(folder.appending(path: "none.mp4")) } == .unusable(.missing))
      #expect(error { _ = try open(empty) } == .unusable(.empty))
      #expect(error { _ = try open(folder) } == .unusable(.folder))
      #expect(error { _ = try open(URL(filePath: "/dev/zero")) } == .unusable(.notAFile))
      let none = folder.appending(path: "video7").path
      #expect(error { _ = try Film(.camera(none), maximumPixels: 1) } == .noCamera(none))
    }
  }

  @Test func `sound alone has no pictures`() throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(folder.appending(path: "f.mkv"), "-f", "lavfi", "-i", "sine=duration=0.2")
      #expect(error { _ = try open(file) } == .noPictures)
    }
  }

  @Test func `a film that is cut off gives the frames before the cut, and then says so`() throws {
    try Places.withTemporaryFolder { folder in
      let whole = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=4", "-c:v", "mpeg4",
        "-movflags", "+faststart")
      let bytes = try Data(contentsOf: whole)
      let cut = folder.appending(path: "cut.mp4")
      try bytes.prefix(bytes.count * 2 / 3).write(to: cut)
      let film = try open(cut)
      var count = 0
      let failure = error { while try film.next() != nil { count += 1 } }
      #expect(count > 20 && count < 100)
      guard case .damaged = failure else { return #expect(failure == .damaged("…")) }
      try bytes.prefix(200).write(to: cut)
      #expect(error { _ = try frames(try open(cut)) } != nil, "nothing is left of it")
    }
  }

  @Test func `an MP4 file that is cut off before its table of frames is a damaged film, not none`() throws {
    try Places.withTemporaryFolder { folder in
      let whole = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=1", "-c:v", "mpeg4")
      let bytes = try Data(contentsOf: whole)
      let cut = folder.appending(path: "cut.mp4")
      try bytes.prefix(bytes.count / 2).write(to: cut)
      guard case .damaged(let words) = error({ _ = try open(cut) }) else { return #expect(Bool(false), "it is cut off") }
      #expect(words.contains("moov atom not found"))
    }
  }

  @Test func `a film that is too large is refused before any of it is kept`() throws {
    try Places.withTemporaryFolder { folder in
      let file = try make(
        folder.appending(path: "f.mp4"), "-f", "lavfi", "-i", "testsrc=size=320x240:rate=5:duration=0.4", "-c:v", "mpeg4")
      #expect(
        error { _ = try open(file, maximumPixels: 320 * 240 - 1) }
          == .tooLarge(width: 320, height: 240, maximumPixels: 320 * 240 - 1))
    }
  }

  // MARK: - A decoder that misbehaves

  @Test func `without ffmpeg, that is what is said`() {
    #expect(error { _ = try open(Pictures.original, program: "no-such-decoder") } == .noDecoder)
    #expect(error { _ = try open(Pictures.original, program: "/etc/hostname") } == .noDecoder)
  }

  @Test func `a decoder that hangs is ended, at its start and in the middle of a frame`() throws {
    try Places.withTemporaryFolder { folder in
      let silent = try decoder(in: folder, "exec sleep 60")
      #expect(error { _ = try open(Pictures.original, program: silent, patienceSeconds: 1) } == .stuck(seconds: 1))
      // It does not end when it is asked to, either.
      let stubborn = try decoder(
        in: folder,
        """
        trap '' TERM
        printf '#tb 0: 1/1000\\n#dimensions 0: 2x2\\n0, 0, 0, 1, 16, 0x0\\n' >&2
        printf '01234567'
        while :; do sleep 1; done
        """)
      let film = try open(Pictures.original, program: stubborn, patienceSeconds: 1)
      #expect(error { _ = try film.next() } == .stuck(seconds: 1))
    }
  }

  @Test func `a decoder whose own children go on is ended all the same`() throws {
    try Places.withTemporaryFolder { folder in
      let flooding = try decoder(in: folder, "yes | cat")
      #expect(error { _ = try open(Pictures.original, program: flooding, patienceSeconds: 1) } == .stuck(seconds: 1))
    }
  }

  @Test func `a decoder that dies is told, with the signal`() throws {
    try Places.withTemporaryFolder { folder in
      let dying = try decoder(
        in: folder, "printf '#tb 0: 1/1000\\n#dimensions 0: 2x2\\n' >&2; kill -9 $$")
      let film = try open(Pictures.original, program: dying)
      #expect(error { _ = try film.next() } == .decoderDied(signal: 9))
    }
  }

  @Test func `a decoder that talks nonsense gives an error and no frames`() throws {
    try Places.withTemporaryFolder { folder in
      for (script, expected) in [
        ("printf '#dimensions 0: 2x2\\n0, 0, 0, 1, 99, 0x0\\n' >&2", FilmError.damaged("the size of the picture changes")),
        ("printf '#dimensions 0: 2x2\\n0, 0, 0, 1, 16, 0x0\\n' >&2; printf 0123", .damaged("the last picture is not whole")),
        ("printf '#dimensions 0: 2x2\\n' >&2; exit 3", .damaged("")),
        ("printf '#dimensions 0: 99999999999999x99999999\\n' >&2", .tooLarge(width: 99_999_999_999_999, height: 99_999_999, maximumPixels: 1 << 24)),
        ("printf 'what a pity\\n' >&2", .damaged("what a pity")),
        ("yes | head -c 1000", .noPictures),
      ] {
        let program = try decoder(in: folder, script)
        #expect(error { _ = try frames(try open(Pictures.original, program: program)) } == expected, "\(script)")
      }
    }
  }
}
