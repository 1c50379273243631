// SPDX-License-Identifier: Apache-2.0
// The live session's state machine, on readings made up from the catalogue's own limits: what is told, when, and for how long.

import CaptureQuality
import TestSupport
import Testing
import Verification

@Suite struct LiveGuideTests {
  private typealias Measurement = CaptureQuality.Measurement

  private static let checks = (0..<CheckCatalogue.count).filter {
    [.photo, .live].contains(CheckCatalogue.checks[$0].session)
  }
  /// What the session measures by itself, from places and times of the face.
  private static let ownMeasures: Set<CheckKind> = [.headPitch, .eyesOpen, .holdStill]

  private static func check(_ kind: CheckKind) -> Int {
    checks.first { CheckCatalogue.checks[$0].kind == kind }!
  }

  private static func goodValue(_ check: Int) -> Int {
    let limits = CheckCatalogue.checks[check].limits(for: .selfie)
    if let least = limits.atLeast, let most = limits.atMost { return (least.hint + most.hint) / 2 }
    return limits.atLeast.map { $0.hint * 2 + 2 } ?? limits.atMost.map { $0.hint / 2 } ?? 0
  }

  private static func badValue(_ check: Int, isStrong: Bool = false) -> Int {
    let limits = CheckCatalogue.checks[check].limits(for: .selfie)
    let strong = isStrong ? (limits.atLeast ?? limits.atMost)?.strong : nil
    if let least = limits.atLeast { return (strong ?? least.hint) - 1 }
    return (strong ?? limits.atMost?.hint ?? 0) + 1
  }

  private static func face(x: Int = 3200, pitch: Int = 0, eyes: Int = 300) -> FaceReading {
    FaceReading(yaw: 0, pitch: pitch, eyeAspectRatio: eyes, x: x, y: 2400, eyeDistance: 1000)
  }

  /// A frame on which all is good but what `bad` says.
  private static func reading(
    _ time: Int64, bad: [Int: Int] = [:], face: FaceReading? = face(), directions: [Int: Direction] = [:]
  ) -> LiveReading {
    var reading = LiveReading(milliseconds: time, width: 640, height: 480)
    for check in checks {
      reading.set(check, .measured(bad[check] ?? goodValue(check)), direction: directions[check])
    }
    reading.face = face
    return reading
  }

  private func run(_ readings: [LiveReading]) -> [LiveReport] {
    var guide = LiveGuide()
    return readings.map { guide.take($0) }
  }

  private func frames(_ times: ClosedRange<Int64>, by step: Int64 = 33) -> [Int64] {
    Array(stride(from: times.lowerBound, through: times.upperBound, by: Int(step)))
  }

  // MARK: - Rules

  @Test func `when all is good, it says to hold still, and after a second it is done`() {
    let reports = run(frames(0...2000).map { LiveGuideTests.reading($0) })
    for report in reports {
      let expected: LiveState =
        report.milliseconds < 500 ? .looking : report.milliseconds < 1000 ? .holdStill : .ready
      // The least movement is known from the second tenth of a second on; until then nothing is wrong with it.
      #expect(report.state == expected, "\(report.milliseconds)")
    }
  }

  @Test(arguments: LiveGuideTests.checks)
  func `every hint can be reached, once its finding has held for half a second`(check: Int) {
    let kind = CheckCatalogue.checks[check].kind
    var (x, reports) = (3200, [LiveReport]())
    var guide = LiveGuide()
    for time in frames(0...6000) {
      let isBad = time >= 3000
      if kind == .holdStill, isBad { x += 60 }
      let face = LiveGuideTests.face(
        x: x, pitch: kind == .headPitch && isBad ? 220 : 0, eyes: kind == .eyesOpen && isBad ? 60 : 300)
      let bad = isBad ? [check: LiveGuideTests.badValue(check)] : [:]
      reports.append(guide.take(LiveGuideTests.reading(time, bad: bad, face: face)))
    }
    let first = reports.first { $0.state == .hint }
    #expect(first?.hint?.check == check)
    #expect((first?.milliseconds ?? 0) >= 3500)
    // A blink's time more, for eyes; the time over which a movement is measured, for that.
    #expect((first?.milliseconds ?? .max) <= (kind == .eyesOpen ? 4300 : 3800), "\(CheckCatalogue.checks[check].id)")
  }

  @Test func `a strong finding comes before a hint, and otherwise the catalogue's order holds`() {
    let (size, yaw, light) = (
      LiveGuideTests.check(.faceSize), LiveGuideTests.check(.headYaw), LiveGuideTests.check(.lightBalance)
    )
    func told(_ bad: [Int: Int]) -> Int? {
      run(frames(0...900).map { LiveGuideTests.reading($0, bad: bad) }).last?.hint?.check
    }
    let hint = { LiveGuideTests.badValue($0) }
    #expect(told([yaw: hint(yaw), size: hint(size)]) == size)
    #expect(told([yaw: hint(yaw), light: hint(light)]) == yaw)
    #expect(told([yaw: hint(yaw), light: LiveGuideTests.badValue(light, isStrong: true)]) == light)
  }

  @Test func `a hint says where to, and another side is another hint`() {
    let yaw = LiveGuideTests.check(.headYaw)
    let reports = run(
      frames(0...4000).map { time in
        LiveGuideTests.reading(
          time, bad: [yaw: LiveGuideTests.badValue(yaw)], directions: [yaw: time < 700 ? .left : .right])
      })
    let told = reports.compactMap { report in report.hint.map { (report.milliseconds, $0.direction) } }
    #expect(told.first?.1 == .left && told.last?.1 == .right)
    let change = told.first { $0.1 == .right }?.0 ?? 0
    #expect(change - (told.first?.0 ?? 0) >= 1200, "the first side stands for its time")
  }

  @Test func `a finding that keeps changing its side is told all the same`() {
    let yaw = LiveGuideTests.check(.headYaw)
    let reports = run(
      frames(0...1500).enumerated().map { number, time in
        LiveGuideTests.reading(
          time, bad: [yaw: LiveGuideTests.badValue(yaw)], directions: [yaw: number % 2 == 0 ? .left : .right])
      })
    #expect(reports.last?.hint?.check == yaw)
  }

  @Test func `a hint whose finding is over goes, also while something else is not good for long enough to be told`() {
    let yaw = LiveGuideTests.check(.headYaw)
    let others = [CheckKind.faceSize, .lightBalance, .mouthClosed].map(LiveGuideTests.check)
    let reports = run(
      frames(0...5000).map { time in
        let check = time < 2000 ? yaw : others[Int(time / 300) % 3]
        return LiveGuideTests.reading(time, bad: [check: LiveGuideTests.badValue(check)])
      })
    #expect(reports.contains { $0.hint?.check == yaw })
    #expect(reports.filter { $0.milliseconds > 2600 }.allSatisfy { $0.state == .looking && $0.hint == nil })
  }

  @Test(arguments: [CheckKind.headYaw, .faceSize, .sharpness, .lightBalance, .faceInFrame])
  func `a value that trembles on its limit changes nothing`(kind: CheckKind) throws {
    let check = LiveGuideTests.check(kind)
    let limits = CheckCatalogue.checks[check].limits(for: .selfie)
    let bound = try #require(limits.atLeast ?? limits.atMost)
    let worse = limits.atLeast == nil ? 1 : -1
    let reports = run(
      frames(0...6000).enumerated().map { number, time in
        LiveGuideTests.reading(time, bad: [check: bound.hint + (number % 2 == 0 ? worse : 0)])
      })
    let states = reports.map(\.state)
    let firstHint = try #require(states.firstIndex(of: .hint))
    #expect(states[firstHint...].allSatisfy { $0 == .hint })
  }

  // MARK: - The person's own

  @Test func `a blink is no finding, and eyes that stay closed are one`() {
    let eyes = LiveGuideTests.check(.eyesOpen)
    func told(closedFor length: Int64) -> Bool {
      run(
        frames(0...4500).map { time in
          let isClosed = time >= 2000 && time < 2000 + length
          return LiveGuideTests.reading(
            time, bad: isClosed ? [eyes: 10] : [:], face: LiveGuideTests.face(eyes: isClosed ? 90 : 300))
        }
      ).contains { $0.state == .hint }
    }
    #expect(!told(closedFor: 100) && !told(closedFor: 600))
    #expect(told(closedFor: 1500))
  }

  @Test func `narrow eyes that are as open as ever are open`() {
    let eyes = LiveGuideTests.check(.eyesOpen)
    let narrow = run(
      frames(0...2000).map { LiveGuideTests.reading($0, bad: [eyes: 35], face: LiveGuideTests.face(eyes: 200)) })
    #expect(narrow.last?.state == .ready)
    let closed = run(
      frames(0...2000).map { LiveGuideTests.reading($0, bad: [eyes: 10], face: LiveGuideTests.face(eyes: 80)) })
    #expect(closed.last?.hint?.check == eyes, "eyes that were never open have no baseline")
  }

  @Test func `who comes after someone else is held against their own eyes`() {
    let eyes = LiveGuideTests.check(.eyesOpen)
    let reports = run(
      frames(0...4000).map { time in
        if time < 1500 { return LiveGuideTests.reading(time) }
        if time < 1600 { return LiveGuideTests.reading(time, face: nil) }
        return LiveGuideTests.reading(time, bad: [eyes: 35], face: LiveGuideTests.face(eyes: 200))
      })
    #expect(reports.allSatisfy { $0.hint == nil } && reports.last?.state == .ready)
  }

  @Test(arguments: [-190, -100, 0, 100, 190])
  func `a head that reads a few degrees off is level, whichever way`(pitch: Int) {
    let check = LiveGuideTests.check(.headPitch)
    let bad = [check: Int((pitch.magnitude + 5) / 10)]
    let reports = run(frames(0...2000).map { LiveGuideTests.reading($0, bad: bad, face: LiveGuideTests.face(pitch: pitch)) })
    #expect(reports.last?.state == .ready)
    let tilted = run(
      frames(0...2000).map { LiveGuideTests.reading($0, bad: [check: 24], face: LiveGuideTests.face(pitch: 240)) })
    #expect(tilted.last?.hint?.check == check && tilted.last?.hint?.direction == .up)
  }

  @Test func `the same noise counts for more when the frames come slower than before`() {
    let noise = LiveGuideTests.check(.cameraNoise)
    func state(gap: Int64) -> LiveState? {
      let (fast, slow) = (frames(0...2000), frames(2100...6000, by: gap))
      return run((fast + slow).map { LiveGuideTests.reading($0, bad: [noise: 4000]) }).last?.state
    }
    #expect(state(gap: 33) == .ready)
    #expect(state(gap: 100) == .hint)
  }

  // MARK: - Streams of any kind

  /// Anything at all: values at, near and far from limits, unknowns, faces that jump, times as given.
  private func anyReading(_ time: Int64, _ random: inout SeededRandom) -> LiveReading {
    var reading = LiveReading(milliseconds: time, width: 640, height: 480)
    for check in LiveGuideTests.checks {
      let limits = CheckCatalogue.checks[check].limits(for: .selfie)
      let hint = (limits.atLeast ?? limits.atMost)?.hint ?? 0
      let value = [
        hint, hint + 1, hint - 1, hint * 2, 0, LiveGuideTests.goodValue(check), LiveGuideTests.goodValue(check),
        LiveGuideTests.goodValue(check), LiveGuideTests.goodValue(check), 1_000_000, -1_000_000,
      ].randomElement(using: &random)!
      let measurement: Measurement = Int.random(in: 0..<20, using: &random) == 0 ? .notMeasurable(.noFace) : .measured(value)
      reading.set(check, measurement, direction: Direction.allCases.randomElement(using: &random))
    }
    if Int.random(in: 0..<10, using: &random) > 0 {
      reading.face = FaceReading(
        yaw: Int.random(in: -900...900, using: &random), pitch: Int.random(in: -900...900, using: &random),
        eyeAspectRatio: [0, 200, 300, .max].randomElement(using: &random)!,
        x: [3200, 3210, .max, .min].randomElement(using: &random)!, y: 2400,
        eyeDistance: [1000, 0, .max, -5].randomElement(using: &random)!)
    }
    return reading
  }

  /// Readings that change from time to time, so that some of them hold for long enough to be told.
  private func anyStream(_ random: inout SeededRandom, count: Int, _ nextTime: (Int64, inout SeededRandom) -> Int64) -> [LiveReading] {
    var time: Int64 = 0
    var readings: [LiveReading] = []
    while readings.count < count {
      let seed = random.next()
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        time = nextTime(time, &random)
        var same = SeededRandom(seed: seed)
        readings.append(anyReading(time, &same))
      }
    }
    return readings
  }

  @Test(arguments: 0..<60)
  func `no hint stands for less than its time, whatever the readings`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let readings = anyStream(&random, count: 1500) { $0 + Int64.random(in: 1...120, using: &$1) }
    var (since, shown) = (Int64(0), LiveHint?.none)
    var told = 0
    for report in run(readings) where report.hint != shown {
      if shown != nil { #expect(report.milliseconds - since >= 1200) }
      (since, shown) = (report.milliseconds, report.hint)
      told += 1
    }
    #expect(told > 3, "the stream says something")
  }

  @Test(arguments: 0..<60)
  func `from any state the result is reached when all stays good`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var readings = anyStream(&random, count: 400) { $0 + Int64.random(in: -500...500, using: &$1) }
    let start = Int64.random(in: -10_000...10_000, using: &random)
    readings += frames(start...start + 5000).map { LiveGuideTests.reading($0) }
    #expect(run(readings).last?.state == .ready)
  }

  @Test func `time that runs backwards, stands still or leaps tells nothing that did not hold`() {
    let yaw = LiveGuideTests.check(.headYaw)
    let bad = [yaw: LiveGuideTests.badValue(yaw)]
    let backwards = run((0..<300).map { LiveGuideTests.reading(Int64(10_000 - $0 * 40), bad: bad) })
    #expect(backwards.allSatisfy { $0.state == .looking })
    let still = run((0..<300).map { _ in LiveGuideTests.reading(77, bad: bad) })
    #expect(still.allSatisfy { $0.state == .looking })
    let leap = run([0, 100_000].map { LiveGuideTests.reading($0) })
    #expect(leap.last?.state == .looking, "nothing is known of the time in a gap")
    for time in [Int64.min, .max] {
      #expect(run([0, time, 0, time, time / 2].map { LiveGuideTests.reading($0, bad: bad) }).count == 5)
    }
  }

  @Test func `without a face, or without the networks that find one, there is no result`() {
    let single = LiveGuideTests.check(.singleFace)
    for measurement in [Measurement.notMeasurable(.noFaceModel), .measured(0), .measured(2)] {
      let reports = run(
        frames(0...3000).map { time in
          var reading = LiveGuideTests.reading(time, face: nil)
          reading.set(single, measurement)
          return reading
        })
      #expect(reports.allSatisfy { $0.state != .ready && $0.state != .holdStill })
    }
  }

  @Test func `every report has room in the buffer, with the longest of everything`() {
    var reading = LiveReading(milliseconds: .min, width: Int(Int32.max), height: Int(Int32.max))
    for check in LiveGuideTests.checks { reading.set(check, .measured(-1_000_000_000), cause: .undetermined) }
    var guide = LiveGuide(profile: .passportStrict)
    let report = guide.take(reading)
    var bytes = [UInt8](repeating: 0, count: Report.maximumBytes)
    let count = bytes.withUnsafeMutableBufferPointer { report.write(to: $0) }
    #expect(count < Report.maximumBytes / 2)
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    #expect(text.hasPrefix(#"{"report":1,"session":"live","profile":"passport-strict","catalogue":""#))
    #expect(text.contains(#""frame":0,"milliseconds":-9223372036854775808,"state":"looking","hint":null,"checks":["#))
  }
}
