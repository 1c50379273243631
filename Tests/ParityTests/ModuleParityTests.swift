// SPDX-License-Identifier: Apache-2.0
// The promise "one core": the same pixels give the same report, byte for byte, natively and in the WebAssembly module.

import FaceModels
import Foundation
import HostKernels
import ImageInput
import NetworkImport
import Raster
import TestSupport
import Testing
import Verification

@Suite struct ModuleParityTests {
  /// The report of the core that is compiled into this test.
  private func nativeReport(of frame: TestFrame, session: inout PhotoSession) throws -> String {
    try frame.withFrame { frame in
      let report = session.check(frame)
      let bytes = [UInt8](unsafeUninitializedCapacity: Report.maximumBytes) { buffer, count in
        count = report.write(to: buffer)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// - Parameter networks: by their roles; none for a session that finds no faces.
  private func requireSameReports(_ frames: [TestFrame], networks: [[UInt8]] = []) throws {
    var session = PhotoSession()
    for (role, bytes) in zip(NetworkRole.allCases, networks) {
      try bytes.withUnsafeBufferPointer { try session.networks.take(role, $0, kernels: .host) }
    }
    let native = try frames.map { try nativeReport(of: $0, session: &session) }
    let module = try ModuleInNode.reports(of: frames, networks: networks)
    try #require(module.count == frames.count)
    for (frame, (native, module)) in zip(frames, zip(native, module)) {
      #expect(native == module, "\(frame.name)")
    }
  }

  // MARK: - Generated frames

  @Test func `flat frames give the same bytes`() throws {
    try requireSameReports([0, 1, 8, 9, 127, 128, 249, 250, 255].map { TestFrame.flat($0, 320, 240) })
  }

  @Test func `gradients give the same bytes`() throws {
    try requireSameReports([(320, 240), (1280, 720), (256, 48), (48, 2000)].map { TestFrame.gradient($0, $1) })
  }

  @Test func `noise gives the same bytes`() throws {
    try requireSameReports((0..<12).map { TestFrame.noise(seed: $0, 200 + Int($0) * 37, 190 + Int($0) * 23) })
  }

  @Test func `edges give the same bytes at every size of square`() throws {
    try requireSameReports([1, 2, 3, 5, 16, 17].map { TestFrame.squares(60, 180, side: $0, 333, 257) })
  }

  @Test func `odd and tiny sizes give the same bytes`() throws {
    let sizes = [(1, 1), (1, 47), (47, 48), (48, 48), (49, 48), (48, 127), (641, 479), (1999, 49), (49, 1999), (313, 313), (314, 314)]
    try requireSameReports(sizes.map { TestFrame.noise(seed: UInt64($0 * 4096 + $1), $0, $1) })
  }

  @Test func `random frames of random sizes and tones give the same bytes`() throws {
    var random = SeededRandom(seed: 2026)
    try requireSameReports(
      (0..<40).map { number in
        let low = UInt8.random(in: 0...200, using: &random)
        let high = UInt8.random(in: low...255, using: &random)
        let width = Int.random(in: 1...400, using: &random)
        let height = Int.random(in: 1...400, using: &random)
        return TestFrame("random \(number) \(low)…\(high) \(width)×\(height)", width, height) { x, y in
          let level = UInt8.random(in: low...high, using: &random)
          return (level, UInt8((Int(level) + x) % 256), UInt8((Int(level) * y) % 256))
        }
      })
  }

  // MARK: - A photograph

  @Test func `a photograph and its variants give the same bytes`() throws {
    try Places.withTemporaryFolder { folder in
      let small = try Pictures.make(folder.appending(path: "small.png"), "resize", "0.37")
      let turned = try Pictures.make(folder.appending(path: "turned.png"), "rot", "d90")
      let soft = try Pictures.make(folder.appending(path: "soft.png"), "gaussblur", "3")
      let large = try Pictures.make(folder.appending(path: "large.jpg"), "resize", "3")
      let grey = try Pictures.make(folder.appending(path: "grey.png"), "colourspace", "b-w")
      let spoilt = try Pictures.blurredAndClipped(in: folder)
      let portrait = try Pictures.portrait(in: folder)
      let mirrored = try Pictures.make(folder.appending(path: "mirrored.png"), "flip", from: portrait, "horizontal")
      let frames = try [Pictures.original, small, turned, soft, large, grey, spoilt, portrait, mirrored].map(frame(of:))
      try requireSameReports(frames)
      try requireSameReports(frames, networks: try NetworkRole.allCases.map(networkFile))
    }
  }

  @Test func `where the local photographs are present, twenty of them give the same bytes`() throws {
    let faces = LocalFaces.pictures
    if faces.isEmpty { print("skipped: the local photographs are not here") }
    try requireSameReports(try faces.map(frame(of:)), networks: try NetworkRole.allCases.map(networkFile))
  }

  private func networkFile(_ role: NetworkRole) throws -> [UInt8] {
    let model = "\(role.fileName)".replacing(".network", with: ".tflite")
    let path = Places.root.appending(path: ".build-networks/\(model)").path
    return try NetworkImporter.convert(
      Array(try #require(FileManager.default.contents(atPath: path), "run 'make setup-tests'")))
  }

  private func frame(of file: URL) throws -> TestFrame {
    let picture = try Picture.read(file.path, maximumPixels: Frame.maximumPixels)
    return TestFrame(
      file.lastPathComponent, picture.width, picture.height, rgba: picture.withRGBA { Array($0) })
  }

  // MARK: - Films and documents

  private func bytes(_ write: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> String {
    String(decoding: [UInt8](unsafeUninitializedCapacity: Report.maximumBytes) { $1 = write($0) }, as: UTF8.self)
  }

  /// The portrait moving over a wall, getting darker and leaving: every state of a live session, and frames of another size.
  private func film(in folder: URL) throws -> (frames: [TestFrame], milliseconds: [Int]) {
    let small = try Pictures.make(folder.appending(path: "small.png"), "resize", from: try Pictures.portrait(in: folder), "0.5")
    let portrait = try frame(of: small)
    func shown(_ number: Int, dx: Int, gain: Int, noise: Int) -> TestFrame {
      var random = SeededRandom(seed: UInt64(number))
      return TestFrame("frame \(number)", 640, 480) { x, y in
        let (column, row) = (x - 82 - dx, y - 4)
        guard column >= 0, row >= 0, column < portrait.width, row < portrait.height else { return (90, 110, 100) }
        let place = (row * portrait.width + column) * 4
        func code(_ channel: Int) -> UInt8 {
          let level = Int(portrait.rgba[place + channel]) * gain / 100 + Int.random(in: -noise...noise, using: &random)
          return UInt8(max(0, min(255, level)))
        }
        return (code(0), code(1), code(2))
      }
    }
    var (frames, milliseconds) = ([TestFrame](), [Int]())
    for number in 0..<72 {
      let part = number / 18
      let frame = part == 3 ? TestFrame.flat(UInt8(number), 320, 240) : shown(number, dx: part == 1 ? number * 4 - 72 : 0, gain: part == 2 ? 40 : 100, noise: part == 2 ? 12 : 1)
      frames.append(frame)
      milliseconds.append(number == 50 ? 10 : number * 97)
    }
    return (frames, milliseconds)
  }

  @Test func `a film gives the same bytes, frame by frame, with and without networks`() throws {
    try Places.withTemporaryFolder { folder in
      let (frames, milliseconds) = try film(in: folder)
      for networks in [[], try NetworkRole.allCases.map(networkFile)] {
        var photo = PhotoSession()
        for (role, bytes) in zip(NetworkRole.allCases, networks) {
          try bytes.withUnsafeBufferPointer { try photo.networks.take(role, $0, kernels: .host) }
        }
        var live = LiveSession(measuringWith: photo)
        let native = try zip(frames, milliseconds).map { frame, time in
          try frame.withFrame { pixels in
            let report = live.take(pixels, milliseconds: Int64(time))
            return bytes { report.write(to: $0) }
          }
        }
        let module = try ModuleInNode.reports(
          of: frames, networks: networks, session: "live", milliseconds: milliseconds)
        try #require(module.count == frames.count)
        for (number, (native, module)) in zip(native, module).enumerated() {
          #expect(native == module, "frame \(number)")
        }
        if !networks.isEmpty {
          #expect(native.contains { $0.contains(#""state":"hint""#) })
        }
      }
    }
  }

  /// - Returns: the reports, which are the same natively and in the module.
  private func sameRehearsals(
    _ movement: Movement, of frames: [TestFrame], milliseconds: [Int], networks: [[UInt8]]
  ) throws -> [String] {
    var ready = FaceNetworks()
    for (role, bytes) in zip(NetworkRole.allCases, networks) {
      try bytes.withUnsafeBufferPointer { try ready.take(role, $0, kernels: .host) }
    }
    var rehearsal = RehearsalSession(networks: ready, movement)
    let native = try zip(frames, milliseconds).map { frame, time in
      try frame.withFrame { pixels in
        let report = rehearsal.take(pixels, milliseconds: Int64(time))
        return bytes { report.write(to: $0) }
      }
    }
    let module = try ModuleInNode.reports(
      of: frames, networks: networks, session: "rehearsal", movement: movement.rawValue, milliseconds: milliseconds)
    try #require(module.count == frames.count)
    for (number, (native, module)) in zip(native, module).enumerated() {
      #expect(native == module, "\(movement), frame \(number)")
    }
    return native
  }

  @Test(arguments: Movement.allCases)
  func `rehearsals of a face that moves and leaves give the same bytes, frame by frame`(movement: Movement) throws {
    try Places.withTemporaryFolder { folder in
      let (frames, milliseconds) = try film(in: folder)
      let reports = try sameRehearsals(
        movement, of: frames, milliseconds: milliseconds, networks: try NetworkRole.allCases.map(networkFile))
      for part in [#""phase":"lookAhead""#, #""phase":"move""#, #""advice":"faceLost""#] {
        #expect(reports.contains { $0.contains(part) }, "\(part)")
      }
      let blind = try sameRehearsals(movement, of: Array(frames.prefix(3)), milliseconds: milliseconds, networks: [])
      #expect(blind.allSatisfy { $0.contains(#""phase":"lookAhead""#) })
    }
  }

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"))
  func `the rehearsal of a person who blinks gives the same bytes, frame by frame, to its end`() throws {
    let film = try Film(.file(LocalClips.oneEarlyBlink.path), maximumPixels: Frame.maximumPixels)
    var (frames, times) = ([TestFrame](), [Int]())
    while let (milliseconds, rgba) = try film.next() {
      frames.append(TestFrame("frame \(times.count)", film.width, film.height, rgba: Array(rgba)))
      times.append(Int(milliseconds))
    }
    let networks = try NetworkRole.allCases.map(networkFile)
    let reports = try sameRehearsals(.blink, of: frames, milliseconds: times, networks: networks)
    #expect(reports.last?.contains(#""phase":"done","progress":1000"#) == true)
  }

  @Test func `drawn documents give the same bytes`() throws {
    var documents = [DrawnDocument](repeating: DrawnDocument(), count: 6)
    documents[1].turnDegrees = 11
    documents[2].blur = 2
    documents[3].glare = 0.1
    documents[4].taper = 0.2
    documents[5].ground = 200
    let frames = documents.enumerated().map { $1.frame("document \($0)") } + [.flat(1, 1, 1), .noise(seed: 9, 77, 501)]
    var session = DocumentSession()
    let native = try frames.map { frame in
      try frame.withFrame { pixels in
        let report = session.check(pixels)
        return bytes { report.write(to: $0) }
      }
    }
    #expect(try ModuleInNode.reports(of: frames, session: "document") == native)
  }

  // MARK: - The module itself

  @Test func `a session keeps nothing from one frame to the next`() throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try frame(of: try Pictures.portrait(in: folder))
      let cut = try frame(of: try Pictures.make(folder.appending(path: "cut.png"), "crop", "150", "0", "150", "220"))
      let frames = [portrait, TestFrame.noise(seed: 5, 700, 500), cut, .flat(7, 1, 1), try frame(of: Pictures.original)]
      let networks = try NetworkRole.allCases.map(networkFile)
      let once = try ModuleInNode.reports(of: frames, networks: networks)
      let again = try ModuleInNode.reports(of: frames.reversed(), networks: networks)
      #expect(once == again.reversed())
    }
  }

  @Test(arguments: ["photo", "document", "live", "rehearsal"])
  func `a picture that was forgotten leaves nothing in the module's memory but a few bytes of stack`(session: String) throws {
    try Places.withTemporaryFolder { folder in
      var frames = [try frame(of: try Pictures.portrait(in: folder)), TestFrame.gradient(952, 952)]
      if session == "document" { frames = [DrawnDocument().frame("a document"), TestFrame.gradient(1280, 960)] }
      let networks = try NetworkRole.allCases.map(networkFile)
      let remains = try ModuleInNode.remains(of: frames, networks: networks, session: session)
      // A report, and what calls leave on a stack of 64 KB; a face in any size would be far more.
      #expect(remains < 8000, "\(remains) bytes")
    }
  }

  @Test func `the module carries the digest that the command computes`() throws {
    #expect(try ModuleInNode.facts().digest == CatalogueDigest.compute().hexText)
  }

  @Test func `the module asks its host for nothing`() throws {
    #expect(try ModuleInNode.facts().imports.isEmpty)
  }

  @Test func `the module gives no buffer for a size that no frame may have`() throws {
    let sizes = [(0, 1), (1, 0), (-1, 1), (1, -1), (8193, 8192), (65_536, 65_536), (2_147_483_647, 2_147_483_647), (-2_147_483_648, 2)]
    #expect(try ModuleInNode.refusals(of: sizes).allSatisfy { $0 })
  }
}

extension CatalogueDigest {
  fileprivate var hexText: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: CatalogueDigest.hexDigits - digits.count) + digits
  }
}
