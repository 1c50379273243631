// SPDX-License-Identifier: Apache-2.0
// Movements as sequences of readings. No film stands in for a person: the rehearsal takes a camera only.

import TestSupport
import Testing
import Verification

@Suite struct RehearsalTests {
  /// Yaw, pitch and eye aspect ratio at a time; nil for no face.
  private typealias Pose = (yaw: Int, pitch: Int, eyes: Int)

  private func run(_ movement: Movement, for length: Int64 = 4000, _ pose: (Int64) -> Pose?)
    -> [RehearsalReport]
  {
    var guide = RehearsalGuide(movement)
    return stride(from: Int64(0), through: length, by: 33).map { time in
      let face = pose(time).map {
        FaceReading(
          yaw: $0.yaw, pitch: $0.pitch, eyeAspectRatio: $0.eyes, x: 3200, y: 2400, eyeDistance: 1000
        )
      }
      return guide.take(face, milliseconds: time)
    }
  }

  /// From 0 to `most` and back, beginning after a second; up and down take `half` milliseconds each, and it stays for `stay`.
  private func swing(_ time: Int64, _ most: Int, half: Int64 = 600, stay: Int64 = 400) -> Int {
    let passed = time - 1000
    if passed < 0 { return 0 }
    if passed < half { return most * Int(passed) / Int(half) }
    if passed < half + stay { return most }
    return max(0, most - most * Int(passed - half - stay) / Int(half)) * (most > 0 ? 1 : 0)
      + (most < 0 ? min(0, most - most * Int(passed - half - stay) / Int(half)) : 0)
  }

  private func isDone(_ reports: [RehearsalReport]) -> Bool { reports.last?.phase == .done }
  private func advice(_ reports: [RehearsalReport]) -> Set<RehearsalAdvice> {
    Set(reports.compactMap(\.advice))
  }

  @Test(arguments: [-60, 0, 60])
  func `a turn of 20 degrees from one's own neutral is done, on either side alike`(neutral: Int) {
    let left = run(.turnLeft) { (neutral + swing($0, 200), 0, 300) }
    let right = run(.turnRight) { (neutral + swing($0, -200), 0, 300) }
    #expect(isDone(left) && isDone(right) && advice(left).isEmpty)
    for (left, right) in zip(left, right) {
      #expect(
        left.phase == right.phase && left.progress == right.progress && left.advice == right.advice)
    }
    #expect(
      !isDone(run(.turnLeft) { (neutral + swing($0, -200), 0, 300) }),
      "the other side is another movement")
  }

  @Test func `a turn that is too small, or is not held, is not done, however long it takes`() {
    #expect(!isDone(run(.turnLeft, for: 60_000) { (swing($0, 170), 0, 300) }))
    #expect(!isDone(run(.turnLeft) { (swing($0, 200, stay: 0), 0, 300) }))
    #expect(
      isDone(run(.turnLeft, for: 90_000) { ($0 < 80_000 ? 0 : 200, 0, 300) }), "there is no hurry")
  }

  @Test func `progress grows with the turn and never leaves its range`() {
    let reports = run(.turnRight) { (-swing($0, 200), 0, 300) }
    let growing = reports.prefix { $0.phase != .done }.map(\.progress)
    #expect(growing == growing.sorted() && growing.first == 0 && reports.last?.progress == 1000)
  }

  @Test func `a turn that is too fast, or out of the frame, says so`() {
    #expect(advice(run(.turnLeft) { (swing($0, 300, half: 120), 0, 300) }) == [.tooFast])
    let lost = run(.turnLeft) {
      $0 > 1400 && $0 < 2000 ? nil : (swing($0, 200, stay: 2000), 0, 300)
    }
    #expect(advice(lost).contains(.faceLost) && isDone(lost))
  }

  @Test func `advice stands for a while, and then goes`() {
    let reports = run(.turnLeft, for: 6000) { (swing($0, 300, half: 120), 0, 300) }
    let told = reports.filter { $0.advice == .tooFast }
    #expect((told.last?.milliseconds ?? 0) - (told.first?.milliseconds ?? 0) >= 1150)
    #expect(reports.filter { $0.milliseconds > 4000 }.allSatisfy { $0.advice == nil })
  }

  @Test func `what was held or closed before the face was lost does not count after it`() {
    let held = run(.turnLeft) { time -> Pose? in
      if time >= 1120 && time < 1600 { return nil }
      return (time >= 1000 && time < 1700 ? 200 : 0, 0, 300)
    }
    #expect(!isDone(held) && advice(held).contains(.faceLost))
    let closed = run(.blink) { time -> Pose? in
      if time >= 2100 && time < 2300 { return nil }
      return (0, 0, time >= 2000 && time < 2100 ? 90 : 300)
    }
    #expect(!isDone(closed) && advice(closed).contains(.faceLost))
  }

  @Test func `a nod goes down and comes up again`() {
    #expect(isDone(run(.nod) { (0, swing($0, 120), 300) }))
    #expect(!isDone(run(.nod) { (0, swing($0, 120, stay: 9000), 300) }), "it has to come up")
    #expect(!isDone(run(.nod) { (0, swing($0, 80), 300) }))
    #expect(!isDone(run(.nod) { (0, swing($0, -120), 300) }))
  }

  @Test(arguments: [(300, 90), (330, 210), (180, 100), (240, 160)])
  func `a blink is known by the person's own eyes`(open: Int, closed: Int) {
    for length in [Int64(33), 200, 550] {
      #expect(
        isDone(run(.blink) { (0, 0, $0 >= 2000 && $0 < 2000 + length ? closed : open) }),
        "\(length)")
    }
  }

  @Test func `eyes that open less after a blink than before have blinked, and eyes that only tremble have not`() {
    #expect(isDone(run(.blink) { (0, 0, $0 < 2000 ? 300 : $0 < 2150 ? 130 : 235) }))
    #expect(!isDone(run(.blink) { (0, 0, $0 < 2000 ? 300 : $0 / 33 % 3 == 0 ? 214 : 245) }))
  }

  @Test func `eyes that narrow, follow the head down, or stay closed have not blinked`() {
    #expect(!isDone(run(.blink) { (0, 0, $0 >= 2000 && $0 < 2300 ? 240 : 300) }), "a squint")
    let down = run(.blink) { $0 >= 2000 && $0 < 2400 ? (0, 120, 150) : (0, 0, 300) }
    #expect(!isDone(down) && advice(down).contains(.headMoved))
    let long = run(.blink) { (0, 0, $0 >= 2000 && $0 < 3000 ? 90 : 300) }
    #expect(!isDone(long) && advice(long).contains(.closedLong))
  }

  @Test func `a movement begins with a look ahead, and anew when the face was away`() {
    #expect(run(.turnLeft) { _ in (300, 0, 300) }.allSatisfy { $0.phase == .lookAhead })
    #expect(run(.turnLeft) { _ in nil }.allSatisfy { $0.phase == .lookAhead })
    let away = run(.turnLeft, for: 8000) { $0 > 1500 && $0 < 5000 ? nil : (0, 0, 300) }
    #expect(away.contains { $0.phase == .move && $0.milliseconds < 1500 })
    #expect(away.contains { $0.phase == .lookAhead && $0.milliseconds > 4000 })
  }

  @Test(arguments: 0..<40)
  func `whatever comes, in whatever time, nothing breaks, and a movement can still be done`(
    seed: UInt64
  ) {
    var random = SeededRandom(seed: seed)
    for movement in Movement.allCases {
      var guide = RehearsalGuide(movement)
      var last = RehearsalPhase.lookAhead
      for _ in 0..<500 {
        let face = FaceReading(
          yaw: [0, 200, -200, .max, .min].randomElement(using: &random)!,
          pitch: [0, 120, -120, .max].randomElement(using: &random)!,
          eyeAspectRatio: [0, 300, .max].randomElement(using: &random)!, x: .max, y: .min,
          eyeDistance: 0)
        let time = [Int64.min, -5, 0, 40, 90, 1000, .max].randomElement(using: &random)!
        let report = guide.take(Bool.random(using: &random) ? face : nil, milliseconds: time)
        #expect((0...1000).contains(report.progress))
        #expect(last != .done || report.phase == .done)
        last = report.phase
      }
      for number in 0..<300 {
        let time = Int64(number * 33)
        let part = swing(time - 4000, 220)
        let face: Pose =
          switch movement {
          case .turnLeft: (part, 0, 300)
          case .turnRight: (-part, 0, 300)
          case .nod: (0, part, 300)
          case .blink: (0, 0, number == 250 ? 90 : 300)
          }
        let report = guide.take(
          FaceReading(
            yaw: face.yaw, pitch: face.pitch, eyeAspectRatio: face.eyes, x: 0, y: 0,
            eyeDistance: 1000),
          milliseconds: time)
        last = report.phase
      }
      #expect(last == .done, "\(movement)")
    }
  }
}
