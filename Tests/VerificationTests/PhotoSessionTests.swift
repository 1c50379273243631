// SPDX-License-Identifier: Apache-2.0

import CaptureQuality
import Foundation
import TestSupport
import Testing
import Verification

@Suite struct PhotoSessionTests {
  private func report(on frame: TestFrame) throws -> (report: Report, bytes: String) {
    var session = PhotoSession()
    return try frame.withFrame { frame in
      let report = session.check(frame)
      var bytes = [UInt8](repeating: 0, count: Report.maximumBytes)
      let count = bytes.withUnsafeMutableBufferPointer { report.write(to: $0) }
      return (report, String(decoding: bytes[..<count], as: UTF8.self))
    }
  }

  private func findings(_ report: Report) -> [String] {
    var names: [String] = []
    report.forEachFinding { names.append("\(CheckCatalogue.checks[$0.check].id)") }
    return names
  }

  @Test func `a single pixel is a valid frame on which nothing but its size can be judged`() throws {
    let (report, bytes) = try report(on: .flat(128, 1, 1))
    #expect(findings(report) == ["picture-size"])
    #expect(bytes.contains(#"{"id":"picture-size","state":"strong","value":1,"unit":"pixels"}"#))
    #expect(bytes.contains(#"{"id":"sharpness","state":"notMeasurable","reason":"noFaceModel"}"#))
    #expect(bytes.hasSuffix(#""findings":["picture-size"],"first":"picture-size"}"#))
  }

  @Test func `what needs a face says that there is no face model, whatever the light is`() throws {
    for level in [UInt8(0), 20, 128, 255] {
      let (report, _) = try report(on: .flat(level, 640, 480))
      for index in 0..<report.resultCount {
        let result = report.result(index)
        let check = CheckCatalogue.checks[result.check]
        let isOpen = result.measurement == .notMeasurable(.noFaceModel)
        #expect(isOpen == (check.needs != .frame), "\(check.id)")
      }
    }
  }

  @Test func `a strong finding comes before a hint, and otherwise the catalogue's order holds`() throws {
    // Hints and strong ones by the limits of the table itself, on a report put together from its rows.
    var report = Report(session: .photo, width: 1, height: 1)
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].session == .photo {
      let limits = CheckCatalogue.checks[index].limits(for: .selfie)
      let isHint = index % 2 == 0
      let beyond = isHint ? 0 : 1_000_000
      if let bound = limits.atMost { report.append(CheckResult(check: index, measurement: .measured(bound.hint + 1 + beyond))) }
      if limits.atMost == nil, let bound = limits.atLeast {
        report.append(CheckResult(check: index, measurement: .measured(bound.hint - 1 - beyond)))
      }
    }
    var places: [(isStrong: Bool, check: Int)] = []
    report.forEachFinding { places.append(($0.verdict == .strong, $0.check)) }
    #expect(places.count == report.resultCount && places.contains { $0.isStrong } && places.contains { !$0.isStrong })
    for (first, second) in zip(places, places.dropFirst()) {
      #expect(first.isStrong && !second.isStrong || first.isStrong == second.isStrong && first.check < second.check)
    }
    #expect(report.first?.check == places.first?.check)
  }

  @Test func `a photo's report has photo checks and no others`() throws {
    let (report, _) = try report(on: .flat(128, 64, 64))
    let photo = (0..<CheckCatalogue.count).filter { CheckCatalogue.checks[$0].session == .photo }
    #expect((0..<report.resultCount).map { report.result($0).check } == photo)
  }

  @Test func `the report is JSON with the keys in their order`() throws {
    for frame in [TestFrame.flat(0, 1, 1), .noise(seed: 1, 320, 240), .gradient(800, 600)] {
      let (report, bytes) = try report(on: frame)
      let object = try #require(JSONSerialization.jsonObject(with: Data(bytes.utf8)) as? [String: Any])
      #expect(object["width"] as? Int == frame.width)
      #expect((object["checks"] as? [Any])?.count == report.resultCount)
      let keys = ["report", "session", "profile", "catalogue", "width", "height", "checks", "findings", "first"]
      let places = try keys.map { try #require(bytes.range(of: "\"\($0)\":")).lowerBound }
      #expect(places == places.sorted())
    }
  }

  @Test func `a session keeps nothing from one frame to the next`() throws {
    let frames = [TestFrame.noise(seed: 2, 700, 500), .flat(9, 50, 50), .gradient(1, 900), .noise(seed: 2, 700, 500)]
    var session = PhotoSession()
    for frame in frames {
      let alone = try report(on: frame).bytes
      try frame.withFrame { pixels in
        var bytes = [UInt8](repeating: 0, count: Report.maximumBytes)
        let report = session.check(pixels)
        let count = bytes.withUnsafeMutableBufferPointer { report.write(to: $0) }
        #expect(String(decoding: bytes[..<count], as: UTF8.self) == alone, "\(frame.name)")
      }
    }
  }
}
