// SPDX-License-Identifier: Apache-2.0
// How far a person has come: the state, and what of the past the conditions look at.

public struct RetryProgress: Equatable, Sendable {
  public private(set) var state = RetryState.check
  public private(set) var advice = RetryAdvice.goThroughList
  public private(set) var tryCount = 0
  public private(set) var isSwitched = false
  public private(set) var isReviewOffered = false
  public private(set) var areChecksDone = false
  /// Whether a try failed, and nothing was changed since.
  public private(set) var owesChange = false
  private(set) var lastFailure: RetryEvent?
  /// How many tries in a row failed for that cause; 2 stands for more.
  private(set) var failuresInARow = 0
  /// Minutes of the last tries, the latest first; tries that never were lie long ago.
  private(set) var firstBefore = RetryProgress.longAgo
  private(set) var secondBefore = RetryProgress.longAgo
  private(set) var thirdBefore = RetryProgress.longAgo
  /// When a wait is over, in minutes; nil where only the platform's screen knows.
  public private(set) var waitUntil: Int?

  private static let longAgo = -1_000_000_000
  private static let minutesADay = 1440

  public init() {}

  /// Takes an event.
  ///
  /// - Parameters:
  ///   - minute: when it happened, in minutes from any day on.
  ///   - shownWait: how many minutes the platform says to wait; nil where it does not say.
  /// - Returns: false, and nothing changes, where the event is not possible now.
  public mutating func take(_ event: RetryEvent, at minute: Int, shownWait: Int? = nil) -> Bool {
    guard isPossible(event) else { return false }
    note(event, at: minute)
    let conditions = conditions(at: minute)
    for index in 0..<RetryRules.count {
      let rule = RetryRules.rows[index]
      guard rule.fits(state, event, conditions) else { continue }
      advice = rule.advice
      if let next = rule.next { enter(next, at: minute, shownWait: shownWait) }
      return true
    }
    return false
  }

  /// Whether some row takes the event in this state.
  public func isPossible(_ event: RetryEvent) -> Bool {
    for index in 0..<RetryRules.count {
      let rule = RetryRules.rows[index]
      if rule.states.contains(state), rule.events.contains(event) { return true }
    }
    return false
  }

  @inline(never)
  public func conditions(at minute: Int) -> RetryConditions {
    let policy = Policy.current
    var conditions = RetryConditions.none
    if triesToday(at: minute) >= policy.triesADay { conditions.insert(.capReached) }
    if minute - firstBefore < policy.minutesBetweenTries { conditions.insert(.tooSoon) }
    if failuresInARow >= policy.triesForOneCause { conditions.insert(.causeRepeated) }
    if isSwitched { conditions.insert(.switched) }
    if areChecksDone { conditions.insert(.checksDone) }
    if owesChange { conditions.insert(.owesChange) }
    if isReviewOffered { conditions.insert(.reviewOffered) }
    if (waitUntil ?? minute) <= minute { conditions.insert(.waitOver) }
    return conditions
  }

  /// Tries within the last 24 hours, as far as they matter: 0…3.
  @inline(never)
  public func triesToday(at minute: Int) -> Int {
    var count = 0
    if minute - firstBefore < RetryProgress.minutesADay { count += 1 }
    if minute - secondBefore < RetryProgress.minutesADay { count += 1 }
    if minute - thirdBefore < RetryProgress.minutesADay { count += 1 }
    return count
  }

  /// What the event says about the past, before the rules are asked.
  private mutating func note(_ event: RetryEvent, at minute: Int) {
    if event.isTry {
      tryCount += 1
      (firstBefore, secondBefore, thirdBefore) = (minute, firstBefore, secondBefore)
    }
    if event.isFailure {
      failuresInARow = event == lastFailure ? min(failuresInARow + 1, 2) : 1
      lastFailure = event
      owesChange = true
    }
    switch event {
    case .ready: areChecksDone = true
    case .nameMismatch, .documentWrong, .capturePoor: areChecksDone = false
    case .failedName, .failedDocumentUnclear, .failedDocumentUnsupported: areChecksDone = false
    case .manualReviewOffered: isReviewOffered = true
    case .fixed: owesChange = false
    default: break
    }
  }

  private mutating func enter(_ next: RetryState, at minute: Int, shownWait: Int?) {
    state = next
    switch (next, advice) {
    case (.switchOnce, _):
      // The switch is the change.
      isSwitched = true
      owesChange = false
    case (.wait, .pauseADay): waitUntil = minute + RetryProgress.minutesADay
    case (.wait, .waitHalfAnHour): waitUntil = firstBefore + Policy.current.minutesBetweenTries
    case (.wait, _): waitUntil = shownWait.map { minute + $0 }
    default: waitUntil = nil
    }
  }
}
