// SPDX-License-Identifier: Apache-2.0
// Drawn documents whose edges, blur and glare are known by construction. No picture of a real one is part of the tests.

import CaptureQuality
import TestSupport
import Testing
import Verification

@Suite struct DocumentSessionTests {
  private typealias Measurement = CaptureQuality.Measurement

  private func report(_ document: DrawnDocument) throws -> Report {
    var session = DocumentSession()
    return try document.frame("drawn").withFrame { session.check($0) }
  }

  private func measurement(_ kind: CheckKind, _ report: Report) -> Measurement? {
    for index in 0..<report.resultCount where CheckCatalogue.checks[report.result(index).check].kind == kind {
      return report.result(index).measurement
    }
    return nil
  }

  private func value(_ kind: CheckKind, _ report: Report) throws -> Int {
    guard case .measured(let value)? = measurement(kind, report) else {
      throw NotMeasured(measurement: measurement(kind, report))
    }
    return value
  }

  private struct NotMeasured: Error {
    let measurement: Measurement?
  }

  private func findings(_ report: Report) -> [CheckKind] {
    var kinds: [CheckKind] = []
    report.forEachFinding { kinds.append(CheckCatalogue.checks[$0.check].kind) }
    return kinds
  }

  private func limits(of kind: CheckKind) throws -> Limits {
    let row = try #require((0..<CheckCatalogue.count).first { CheckCatalogue.checks[$0].kind == kind })
    return CheckCatalogue.checks[row].limits(for: .selfie)
  }

  private func drawn(_ change: (inout DrawnDocument) -> Void = { _ in }) -> DrawnDocument {
    var document = DrawnDocument()
    change(&document)
    return document
  }

  // MARK: - Edges

  @Test func `a card on a dark table has nothing to change`() throws {
    let report = try report(drawn())
    #expect(findings(report) == [])
    #expect(try value(.documentEdges, report) == 4)
    #expect((0..<report.resultCount).allSatisfy { CheckCatalogue.checks[report.result($0).check].session == .document })
  }

  @Test(arguments: [-25.0, -12, -3, 0, 5, 14, 25])
  func `round corners and a turn do not change the shape or the resolution`(turn: Double) throws {
    let report = try report(
      drawn {
        $0.turnDegrees = turn
        $0.length = 800
      })
    #expect(try value(.documentShape, report) <= 25)
    // 800 pixels for 3.370 inches.
    #expect(abs(try value(.documentResolution, report) - 237) <= 5)
    #expect(try value(.documentTilt, report) <= 30)
  }

  @Test func `a passport's page has its own proportion, and another shape is told`() throws {
    let page = try report(
      drawn {
        $0.proportion = 125.0 / 88
        $0.length = 1000
      })
    #expect(try value(.documentShape, page) <= 25)
    #expect(abs(try value(.documentResolution, page) - 203) <= 5)
    let square = try report(
      drawn {
        $0.proportion = 1.05
        $0.length = 800
      })
    #expect(findings(square).contains(.documentShape))
  }

  @Test func `a card that stands on its shorter side is a card`() throws {
    let report = try report(
      drawn {
        ($0.width, $0.height) = (960, 1280)
        $0.proportion = 53.98 / 85.60
        $0.length = 620
      })
    #expect(try value(.documentShape, report) <= 25)
  }

  @Test func `an edge that is cut off is told, and one that is too near`() throws {
    let cut = try report(drawn { $0.middle.x = 0.38 })
    #expect(findings(cut).contains(.documentInFrame))
    let near = try report(drawn { $0.middle.x = 0.425 })
    #expect(try value(.documentInFrame, near) < 20)
    #expect(findings(near).contains(.documentInFrame))
  }

  @Test(arguments: [(0.425, 0.5), (0.575, 0.5), (0.5, 0.358), (0.5, 0.642)])
  func `room is asked for at every edge of the frame`(x: Double, y: Double) throws {
    let report = try report(drawn { $0.middle = (x, y) })
    #expect(try (0..<20).contains(value(.documentInFrame, report)))
    #expect(findings(report).contains(.documentInFrame))
  }

  @Test(arguments: [(0.05, false), (0.2, true), (0.4, true)])
  func `a document seen from the side is told by its unequal edges`(taper: Double, isTold: Bool) throws {
    let report = try report(drawn { $0.taper = taper })
    #expect(findings(report).contains(.documentTilt) == isTold)
  }

  @Test(arguments: [UInt8(195), 205, 215])
  func `a white card on a white table has no edges, and everything else stays open`(ground: UInt8) throws {
    let report = try report(
      drawn {
        $0.ground = ground
        $0.hasText = false
      })
    #expect(try value(.documentEdges, report) < 4)
    #expect(report.first.map { CheckCatalogue.checks[$0.check].kind } == .documentEdges)
    #expect(measurement(.documentSharpness, report) == .notMeasurable(.noEdges))
  }

  @Test func `where nothing lies, or only noise, no document is found`() throws {
    var session = DocumentSession()
    for frame in [
      TestFrame.flat(0, 640, 480), .flat(255, 640, 480), .noise(seed: 3, 640, 480), .gradient(640, 480), .flat(9, 1, 1),
      .noise(seed: 4, 2, 900), .squares(20, 220, side: 16, 640, 480),
    ] {
      let report = try frame.withFrame { session.check($0) }
      #expect(try value(.documentEdges, report) < 4, "\(frame.name)")
    }
  }

  @Test func `a round thing is no document`() throws {
    let disc = TestFrame("disc", 640, 480) { x, y in
      let (across, down) = (x - 320, y - 240)
      let code: UInt8 = across * across + down * down < 200 * 200 ? 210 : 40
      return (code, code, code)
    }
    var session = DocumentSession()
    let report = try disc.withFrame { session.check($0) }
    #expect(try value(.documentEdges, report) < 4)
  }

  // MARK: - Sharpness and glare

  @Test func `the more the print is blurred, the less sharp it is, and noise does not hide it`() throws {
    for noise in [0, 6] {
      let values = try [0.0, 1, 2, 3.5, 5].map { blur in
        try value(
          .documentSharpness,
          report(
            drawn {
              $0.blur = blur
              $0.noise = noise
            }))
      }
      if noise == 0 { #expect(values == values.sorted(by: >), "\(values)") }
      let limits = try limits(of: .documentSharpness)
      #expect(limits.judge(values[0]) == .good && limits.judge(values[1]) == .good, "\(values)")
      #expect(limits.judge(values[3]) != .good && limits.judge(values[4]) != .good, "\(values)")
    }
  }

  @Test func `a card without print cannot be judged`() throws {
    #expect(measurement(.documentSharpness, try report(drawn { $0.hasText = false })) == .notMeasurable(.noText))
  }

  @Test func `a larger patch of glare covers more, and a small one is a hint`() throws {
    let values = try [0.0, 0.05, 0.1, 0.2].map { glare in try value(.documentGlare, report(drawn { $0.glare = glare })) }
    #expect(values[0] == 0 && values == values.sorted(), "\(values)")
    let limits = try limits(of: .documentGlare)
    #expect(limits.judge(values[2]) != .good && limits.judge(values[3]) == .strong, "\(values)")
  }

  @Test func `white laminate is not glare, however bright it is`() throws {
    for paper in [UInt8(250), 255] {
      #expect(try value(.documentGlare, report(drawn { $0.paper = paper })) == 0)
    }
  }

  @Test func `a small picture is told by its resolution`() throws {
    let report = try report(
      drawn {
        ($0.width, $0.height) = (640, 480)
        $0.length = 520
      })
    #expect(findings(report).contains(.documentResolution))
  }

  @Test func `a session keeps nothing from one picture to the next`() throws {
    var session = DocumentSession()
    func bytes(_ frame: TestFrame) throws -> [UInt8] {
      try frame.withFrame { pixels in
        let report = session.check(pixels)
        return [UInt8](unsafeUninitializedCapacity: Report.maximumBytes) { $1 = report.write(to: $0) }
      }
    }
    let frames = [drawn().frame("a"), .flat(200, 50, 50), drawn { $0.glare = 0.2 }.frame("b"), .noise(seed: 1, 333, 77)]
    let once = try frames.map(bytes)
    #expect(try frames.reversed().map(bytes) == once.reversed())
  }
}
