// SPDX-License-Identifier: Apache-2.0
// One hint at a time: a state machine over the readings of a film.
//
// A finding is told when it has held for half a second; a hint stands for at least 1.2 seconds; a value that trembles on a limit
// changes nothing; when all has been good for a second, that is the result. Strong findings come before hints, each in
// the catalogue's order. Time is what passed between frames: backwards it stands still, and a gap counts for little.

import CaptureQuality

public struct LiveGuide {
  public let profile: Profile
  private let timing: LiveTiming
  private var tracks = InlineArray<38, HintTrack>(repeating: HintTrack())
  private var baseline: PersonBaseline
  private var motion: FilmMotion
  /// Milliseconds that were seen.
  private var clock: Int64 = 0
  private var lastTime: Int64?
  private var frame = 0
  private var state = LiveState.looking
  private var hint: LiveHint?
  private var shownSince: Int64 = 0
  /// Since when all is good; nil while something is not.
  private var goodSince: Int64?
  /// Since when the eyes are closed; nil while they are open.
  private var closedSince: Int64?

  public init(profile: Profile = .selfie) {
    self.profile = profile
    timing = Policy.current.live
    baseline = PersonBaseline(window: timing.baseline)
    motion = FilmMotion(least: timing.motion)
  }

  /// Takes the next frame.
  ///
  /// - Complexity: constant; no allocation.
  public mutating func take(_ reading: LiveReading) -> LiveReport {
    advance(to: reading)
    var report = Report(session: .live, profile: profile, width: reading.width, height: reading.height)
    var isGood = true
    for index in 0..<CheckCatalogue.count where LiveGuide.isChecked(index) {
      let (measurement, direction) = personal(index, reading)
      let result = CheckResult(
        check: index, measurement: measurement, profile: profile, cause: reading.cause(index))
      let finding = finding(result, direction)
      tracks[index].take(finding, clock: clock, settle: timing.settle)
      if finding != nil { isGood = false }
      // Nobody in the frame, or nobody who could be looked for, is no result.
      if CheckCatalogue.checks[index].kind == .singleFace, result.verdict != .good { isGood = false }
      report.append(result)
    }
    goodSince = isGood ? goodSince ?? clock : nil
    show()
    defer { frame &+= 1 }
    return LiveReport(
      frame: frame, milliseconds: reading.milliseconds, state: state, hint: hint, report: report)
  }

  /// Whether the live session has the check.
  static func isChecked(_ check: Int) -> Bool {
    let session = CheckCatalogue.checks[check].session
    return session == .photo || session == .live
  }
}

// MARK: - What a frame says

extension LiveGuide {
  private mutating func advance(to reading: LiveReading) {
    let passed = lastTime.map { reading.milliseconds &- $0 } ?? 0
    let step = max(0, min(Int64(timing.longestStep), passed))
    lastTime = reading.milliseconds
    clock += step
    motion.take(reading.face, clock: clock, step: step)
    guard let face = reading.face else {
      baseline.forget()
      closedSince = nil
      return
    }
    baseline.take(face, clock: clock)
    closedSince = isClosed(face) ? closedSince ?? clock : nil
  }

  private func isClosed(_ face: FaceReading) -> Bool {
    guard let open = baseline.openEye else { return false }
    return face.eyeAspectRatio * 1000 < open * timing.closedEye
  }

  /// A check's measurement, held against this person's own baseline where there is one.
  private func personal(_ check: Int, _ reading: LiveReading) -> (Measurement, Direction?) {
    let (measurement, direction) = (reading.measurement(check), reading.direction(check))
    guard let face = reading.face else { return (measurement, direction) }
    switch CheckCatalogue.checks[check].kind {
    case .headPitch:
      guard case .measured = measurement, let usual = baseline.pitch else { return (measurement, direction) }
      let pitch = face.pitch - max(-timing.levelPitch, min(timing.levelPitch, usual))
      return (.measured(Int(pitch.magnitude + 5) / 10), pitch > 0 ? .up : .down)
    case .eyesOpen:
      return (eyes(measurement, face, check), nil)
    case .holdStill:
      return (motion.speed, nil)
    case .cameraNoise:
      guard case .measured(let value) = measurement else { return (measurement, nil) }
      return (isMoving ? .notMeasurable(.faceMoving) : .measured(motion.atFastestRate(value)), nil)
    default:
      return (measurement, direction)
    }
  }

  /// A blink is no finding, and narrow eyes that are as open as ever are not closed.
  private func eyes(_ measurement: Measurement, _ face: FaceReading, _ check: Int) -> Measurement {
    guard case .measured(let value) = measurement, let open = baseline.openEye, open >= timing.leastEye else {
      return measurement
    }
    if let closedSince {
      return clock - closedSince <= Int64(timing.blink) ? .good(.blinked) : measurement
    }
    let isGood = CheckCatalogue.checks[check].limits(for: profile).judge(value) == .good
    return isGood ? measurement : .good(.eyesAsUsual)
  }

  private var isMoving: Bool {
    guard case .measured(let speed) = motion.speed else { return true }
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].kind == .holdStill {
      return CheckCatalogue.checks[index].limits(for: profile).judge(speed) != .good
    }
    return false
  }

  private func finding(_ result: CheckResult, _ direction: Direction?) -> Finding? {
    guard case .measured(let value) = result.measurement else { return nil }
    let check = CheckCatalogue.checks[result.check]
    let last = tracks[result.check].now?.verdict ?? .good
    let limits = check.limits(for: profile)
    // The size of the camera's frames does not tremble.
    let verdict = check.needs == .frame ? limits.judge(value) : limits.judge(value, after: last)
    return verdict == .good ? nil : Finding(verdict: verdict, direction: direction, cause: result.cause)
  }
}

// MARK: - What is told

extension LiveGuide {
  private mutating func show() {
    let isKept = state == .hint && clock - shownSince < Int64(timing.keep)
    if isKept { return }
    if let first = first(.strong) ?? first(.hint) {
      if state == .hint, let hint, hint.check == first.check, hint.verdict == first.verdict,
        hint.direction == first.direction
      {
        return
      }
      return tell(.hint, first)
    }
    guard let goodSince else {
      // Something is not good, but not for long: what was told stays, unless it was a hint, which is over.
      if state == .hint { tell(.looking, nil) }
      return
    }
    let good = clock - goodSince
    if good >= Int64(timing.hold) { return tell(.ready, nil) }
    if state == .ready { return }
    if good >= Int64(timing.settle) { return tell(.holdStill, nil) }
    if state == .hint { tell(.looking, nil) }
  }

  private mutating func tell(_ state: LiveState, _ hint: LiveHint?) {
    if state == self.state, hint == nil { return }
    self.state = state
    self.hint = hint
    shownSince = clock
  }

  private func first(_ verdict: Verdict) -> LiveHint? {
    for index in 0..<CheckCatalogue.count {
      guard let settled = tracks[index].settled, settled.verdict == verdict else { continue }
      return LiveHint(check: index, verdict: verdict, direction: settled.direction, cause: settled.cause)
    }
    return nil
  }
}
