// SPDX-License-Identifier: Apache-2.0
// Films of people through the whole core: ffmpeg, networks, measures, state machines. What people marked in the clips is what
// the core has to see.

import CaptureQuality
import FaceModels
import Foundation
import HostKernels
import ImageInput
import NetworkImport
import Raster
import TestSupport
import Testing
import Verification

@Suite struct ClipTests {
  private func networks() throws -> FaceNetworks {
    var networks = FaceNetworks()
    for role in NetworkRole.allCases {
      let model = "\(role.fileName)".replacing(".network", with: ".tflite")
      let path = Places.root.appending(path: ".build-networks/\(model)").path
      let bytes = try NetworkImporter.convert(
        Array(try #require(FileManager.default.contents(atPath: path), "run 'make setup-tests'")))
      try bytes.withUnsafeBufferPointer { try networks.take(role, $0, kernels: .host) }
    }
    return networks
  }

  private func eachFrame(of clip: URL, _ body: (Frame, Int64) throws -> Void) throws {
    let film = try Film(.file(clip.path), maximumPixels: Frame.maximumPixels)
    while let (milliseconds, rgba) = try film.next() {
      try body(Frame(width: film.width, height: film.height, rgba: rgba), milliseconds)
    }
  }

  private func liveReports(of clip: URL) throws -> [LiveReport] {
    var session = LiveSession(measuringWith: PhotoSession(networks: try networks()))
    var reports: [LiveReport] = []
    try eachFrame(of: clip) { reports.append(session.take($0, milliseconds: $1)) }
    return reports
  }

  private func result(_ kind: CheckKind, _ report: LiveReport) throws -> CheckResult {
    let results = (0..<report.report.resultCount).map { report.report.result($0) }
    return try #require(results.first { CheckCatalogue.checks[$0.check].kind == kind })
  }

  private func told(_ reports: [LiveReport]) -> Set<CheckKind> {
    Set(reports.compactMap(\.hint).map { CheckCatalogue.checks[$0.check].kind })
  }

  /// The frames at which a movement was done, each time begun anew.
  private func done(_ movement: Movement, in clip: URL) throws -> [Int] {
    var session = RehearsalSession(networks: try networks(), movement)
    var (number, frames) = (0, [Int]())
    try eachFrame(of: clip) { frame, milliseconds in
      if session.take(frame, milliseconds: milliseconds).phase == .done {
        frames.append(number)
        session.begin(movement)
      }
      number += 1
    }
    return frames
  }

  // MARK: - Blinks

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"), arguments: [(LocalClips.oneBlink, 65), (LocalClips.oneEarlyBlink, 25)])
  func `a blink is seen where people marked it, and no other`(clip: URL, marked: Int) throws {
    let blinks = try done(.blink, in: clip)
    // The eyes are open again a few frames after the one in which they were closed.
    #expect(blinks.count == 1 && (marked...marked + 8).contains(blinks.first ?? -1), "\(blinks)")
  }

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"))
  func `someone who holds still has not blinked, and nothing is told of the eyes`() throws {
    #expect(try done(.blink, in: LocalClips.still) == [])
    #expect(!told(try liveReports(of: LocalClips.still)).contains(.eyesOpen))
  }

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"))
  func `behind thin glasses, too, blinks are seen`() throws {
    #expect(try done(.blink, in: LocalClips.glasses).count >= 5)
  }

  // MARK: - Faces

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"))
  func `where nobody is, that is told, and nothing else of a face`() throws {
    let reports = try liveReports(of: LocalClips.empty)
    // The file has 98 frames, three of which lie before its beginning.
    #expect(reports.count == 95)
    for report in reports { #expect(try result(.singleFace, report).measurement == .measured(0)) }
    #expect(told(reports) == [.singleFace])
    #expect(reports.allSatisfy { $0.state == .looking || $0.state == .hint })
    #expect(try done(.blink, in: LocalClips.empty) == [])
  }

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"))
  func `someone who leaves the frame is missed`() throws {
    let reports = try liveReports(of: LocalClips.leaves)
    let faces = try reports.map { try result(.singleFace, $0).measurement }
    #expect(faces.contains(.measured(1)) && faces.contains(.measured(0)))
    #expect(told(reports).contains(.singleFace))
  }

  /// A film of one picture or clip beside another, which is covered by grey until `seconds`.
  private func beside(_ left: URL, _ right: URL, until seconds: Double, in folder: URL, still: Bool) throws -> URL {
    let film = folder.appending(path: "two.mkv")
    func input(_ file: URL) -> [String] { (still ? ["-loop", "1", "-framerate", "30"] : []) + ["-i", file.path] }
    let scene = "scale=-2:360,crop=min(iw\\,360):360,fps=30,setsar=1"
    let filter =
      "[0:v]\(scene)[a];[1:v]\(scene),drawbox=0:0:iw:ih:gray:fill:enable='lt(t,\(seconds))'[b];[a][b]hstack=shortest=1"
    let made = try Program.run(
      "ffmpeg",
      ["-nostdin", "-loglevel", "error", "-y"] + input(left) + input(right)
        + ["-filter_complex", filter, "-t", "2.2", "-c:v", "ffv1", "-pix_fmt", "bgr0", film.path])
    try #require(made.status == 0, "\(made.errors)")
    return film
  }

  private func requireSecondFaceIsSeen(in film: URL, from seconds: Double) throws {
    let reports = try liveReports(of: film)
    let counts = try reports.map { (time: Double($0.milliseconds) / 1000, faces: try result(.singleFace, $0).measurement) }
    #expect(counts.filter { $0.time < seconds }.allSatisfy { $0.faces == .measured(1) })
    #expect(counts.filter { $0.time >= seconds + 0.5 }.allSatisfy { $0.faces == .measured(2) })
    #expect(told(reports).contains(.singleFace))
  }

  @Test(arguments: [0.55, 0.8, 1.05, 1.45])
  func `a second face is seen within half a second, whenever it comes`(seconds: Double) throws {
    try Places.withTemporaryFolder { folder in
      let portrait = try Pictures.portrait(in: folder)
      try requireSecondFaceIsSeen(
        in: beside(portrait, portrait, until: seconds, in: folder, still: true), from: seconds)
    }
  }

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"))
  func `a second person beside the first is seen within half a second`() throws {
    try Places.withTemporaryFolder { folder in
      try requireSecondFaceIsSeen(
        in: beside(LocalClips.oneBlink, LocalClips.still, until: 1.05, in: folder, still: false), from: 1.05)
    }
  }

  // MARK: - Movements

  @Test(.enabled(if: LocalClips.areHere, "\(LocalClips.absence)"))
  func `someone who turns the head to both sides has turned to both, and someone who holds still to none`() throws {
    for movement in [Movement.turnLeft, .turnRight] {
      #expect(try !done(movement, in: LocalClips.turns).isEmpty, "\(movement)")
      #expect(try done(movement, in: LocalClips.still).isEmpty, "\(movement)")
    }
    #expect(try done(.nod, in: LocalClips.still).isEmpty)
  }
}
