// SPDX-License-Identifier: Apache-2.0
// A movement practised before a camera: a state machine over the readings of a face.
//
// It teaches the movement: when it is far enough, too fast, or out of the frame. It says nothing about liveness, and there is no
// time in which it has to be done. All is held against the person's own neutral, and left and right are treated alike.

public struct RehearsalGuide {
  public let movement: Movement
  private let limits: RehearsalLimits
  private let longestStep: Int64
  private var baseline: PersonBaseline
  private var clock: Int64 = 0
  private var lastTime: Int64?
  private var frame = 0
  private var phase = RehearsalPhase.lookAhead
  private var progress = 0
  /// The looks ahead so far: their sums, and when they began.
  private var neutral = Neutral()
  /// Since when the movement is far enough.
  private var heldSince: Int64?
  /// When the eyes closed, the pitch just then, whether the head has kept still since, and how far they have closed.
  private var closed: (since: Int64, pitch: Int, isSteady: Bool, lowest: Int)?
  /// The pitch of the last frame with open eyes.
  private var openPitch: Int?
  private var advice: (told: RehearsalAdvice, since: Int64)?
  /// An angle some time ago, to know the speed by.
  private var earlier: (angle: Int, time: Int64)?
  private var lostSince: Int64?

  private struct Neutral {
    var count: Int64 = 0
    var yaw: Int64 = 0
    var pitch: Int64 = 0
    var since: Int64 = 0

    mutating func add(_ face: FaceReading) {
      count += 1
      yaw += Int64(face.yaw)
      pitch += Int64(face.pitch)
    }

    var mean: (yaw: Int, pitch: Int) { (Int(yaw / max(1, count)), Int(pitch / max(1, count))) }
  }

  public init(_ movement: Movement) {
    self.movement = movement
    limits = Policy.current.rehearsal
    longestStep = Int64(Policy.current.live.longestStep)
    baseline = PersonBaseline(window: Policy.current.live.baseline)
  }

  /// Takes the next frame.
  ///
  /// - Parameter face: nil where there is none that is wholly in the frame.
  public mutating func take(_ face: FaceReading?, milliseconds: Int64) -> RehearsalReport {
    clock += max(0, min(longestStep, lastTime.map { milliseconds &- $0 } ?? 0))
    lastTime = milliseconds
    if phase != .done {
      if let face { follow(face) } else { lose() }
    }
    if let told = advice, clock - told.since >= Int64(limits.keep) { advice = nil }
    defer { frame &+= 1 }
    return RehearsalReport(
      frame: frame, milliseconds: milliseconds, movement: movement, phase: phase,
      progress: progress,
      advice: advice?.told)
  }

  private mutating func tell(_ told: RehearsalAdvice) { advice = (told, clock) }

  private mutating func lose() {
    if phase == .lookAhead {
      neutral = Neutral()
      return
    }
    let since = lostSince ?? clock
    lostSince = since
    heldSince = nil
    closed = nil
    earlier = nil
    tell(.faceLost)
    // Whoever comes back after a while begins anew, with a neutral of their own.
    if clock - since >= Int64(limits.lost) { begin() }
  }

  private mutating func begin() {
    phase = .lookAhead
    progress = 0
    neutral = Neutral()
    baseline.forget()
    lostSince = nil
    openPitch = nil
  }

  private mutating func follow(_ face: FaceReading) {
    lostSince = nil
    baseline.take(face, clock: clock)
    if phase == .lookAhead { return lookAhead(face) }
    if movement == .blink { return blink(face) }
    turn(by: angle(of: face))
  }

  private mutating func lookAhead(_ face: FaceReading) {
    let mean = neutral.mean
    let isStill =
      neutral.count == 0
      || abs(face.yaw - mean.yaw) <= limits.unrest && abs(face.pitch - mean.pitch) <= limits.unrest
    if !isStill { neutral = Neutral() }
    if abs(face.yaw) > limits.ahead || abs(face.pitch) > limits.ahead {
      neutral = Neutral()
      return
    }
    if neutral.count == 0 { neutral.since = clock }
    neutral.add(face)
    if clock - neutral.since >= Int64(limits.settle) { phase = .move }
  }
}

// MARK: - Movements

extension RehearsalGuide {
  /// How far the head is from its own neutral, in the movement's direction, tenths of a degree.
  private func angle(of face: FaceReading) -> Int {
    switch movement {
    case .turnLeft: face.yaw - neutral.mean.yaw
    case .turnRight: neutral.mean.yaw - face.yaw
    case .nod, .blink: face.pitch - neutral.mean.pitch
    }
  }

  private mutating func turn(by angle: Int) {
    let target = movement == .nod ? limits.nod : limits.turn
    watchSpeed(angle)
    if movement == .nod, phase == .hold {
      // Down far enough; up again makes it a nod.
      if angle <= target / 2 { phase = .done }
      return
    }
    progress = max(0, min(1000, angle * 1000 / target))
    // Once far enough, a little less still is.
    guard angle >= (heldSince == nil ? target : target - target / 5) else {
      (heldSince, phase) = (nil, .move)
      return
    }
    let since = heldSince ?? clock
    (heldSince, phase, progress) = (since, .hold, 1000)
    if movement != .nod, clock - since >= Int64(limits.hold) { phase = .done }
  }

  private mutating func watchSpeed(_ angle: Int) {
    guard let before = earlier else {
      earlier = (angle, clock)
      return
    }
    let time = clock - before.time
    guard time >= Int64(limits.speedTime) else { return }
    // Tenths of a degree in milliseconds against degrees a second.
    if Int64(abs(angle - before.angle)) &* 100 > Int64(limits.speed) &* time { tell(.tooFast) }
    earlier = (angle, clock)
  }

  private mutating func blink(_ face: FaceReading) {
    guard let open = baseline.openEye else { return }
    let share = face.eyeAspectRatio * 1000 / max(1, open)
    guard let closed else {
      if share >= limits.closedEye {
        openPitch = face.pitch
      } else {
        closed = (clock, openPitch ?? face.pitch, true, face.eyeAspectRatio)
        progress = 500
      }
      return
    }
    // Eyes that follow the head down look closed, and are not.
    let isSteady = closed.isSteady && abs(face.pitch - closed.pitch) <= limits.steadyPitch
    let lowest = min(closed.lowest, face.eyeAspectRatio)
    self.closed = (closed.since, closed.pitch, isSteady, lowest)
    let length = clock - closed.since
    if !isSteady { tell(.headMoved) }
    if length > Int64(limits.blink) { tell(.closedLong) }
    // Some open their eyes less after a blink than before. They are open once they have come up from their lowest by as much as
    // the open eye lies above the closed one.
    guard share >= limits.closedEye, face.eyeAspectRatio * limits.closedEye >= lowest * limits.openEye else { return }
    let isBlink = isSteady && length <= Int64(limits.blink)
    (phase, progress) = isBlink ? (.done, 1000) : (.move, 0)
    self.closed = nil
    openPitch = face.pitch
  }
}
