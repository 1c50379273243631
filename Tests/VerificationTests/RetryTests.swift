// SPDX-License-Identifier: Apache-2.0
// The order of retries, proved by going through everything that can happen.

import IdentityDocuments
import TestSupport
import Testing

@testable import Verification

@Suite struct RetryTests {
  /// Where somebody can stand, with the time that it is.
  private struct Place {
    let progress: RetryProgress
    let now: Int

    /// What tells places apart: times count only as far as a rule looks at them.
    var key: String {
      let ages = [progress.firstBefore, progress.secondBefore, progress.thirdBefore].map { min(now - $0, 1440) }
      let wait = progress.waitUntil.map { max($0 - now, 0) } ?? -1
      return "\(progress.state) \(progress.isSwitched) \(progress.isReviewOffered) \(progress.areChecksDone) \(progress.owesChange) "
        + "\(progress.lastFailure.map { Int($0.rawValue) } ?? -1) \(progress.failuresInARow) \(ages) \(wait)"
    }
  }

  private struct Step {
    let from: Place
    let event: RetryEvent
    let to: Place
  }

  private struct Map {
    var places: [String: Place] = [:]
    var steps: [Step] = []
    var edges: [String: Set<String>] = [:]
  }

  /// Every place that can be reached, and every step between them, with nothing, half a day or a day in between.
  private static let map: Map = {
    var map = Map()
    let start = Place(progress: RetryProgress(), now: 0)
    map.places[start.key] = start
    var open = [start]
    while let place = open.popLast() {
      for pause in [0, 700, 1440] {
        let now = place.now + pause
        for event in RetryEvent.allCases {
          for shownWait in event == .platformWait ? [nil, 60] : [nil] {
            var progress = place.progress
            let isTaken = progress.take(event, at: now, shownWait: shownWait)
            guard isTaken else {
              if place.progress.isPossible(event) || progress != place.progress { Issue.record("\(place.key) \(event) is refused") }
              continue
            }
            let next = Place(progress: progress, now: now)
            map.steps.append(Step(from: Place(progress: place.progress, now: now), event: event, to: next))
            map.edges[place.key, default: []].insert(next.key)
            if map.places.updateValue(next, forKey: next.key) == nil { open.append(next) }
          }
        }
      }
    }
    return map
  }()

  @Test func `everything that can happen was gone through`() {
    let map = RetryTests.map
    print("order of retries: \(map.places.count) places, \(map.steps.count) steps")
    #expect(Set(map.places.values.map(\.progress.state)) == Set(RetryState.allCases))
    #expect(Set(map.steps.map(\.event)) == Set(RetryEvent.allCases))
    #expect(Set(map.steps.map(\.to.progress.advice)) == Set(RetryAdvice.allCases))
  }

  @Test func `every row of the table is the one that fits somewhere`() {
    var used = Set<Int>()
    for step in RetryTests.map.steps {
      var noted = step.from.progress
      _ = noted.take(step.event, at: step.to.now)
      // The row is told by where it leads from what the event noted; asking the rows again with the conditions after it.
      for index in 0..<RetryRules.count {
        let rule = RetryRules.rows[index]
        if rule.states.contains(step.from.progress.state), rule.events.contains(step.event), rule.advice == step.to.progress.advice,
          (rule.next ?? step.from.progress.state) == step.to.progress.state
        {
          used.insert(index)
        }
      }
    }
    #expect(used == Set(0..<RetryRules.count))
  }

  @Test func `nobody is sent to a try without a change since the last failure, within half an hour, or without the three checks`() {
    for step in RetryTests.map.steps where step.to.progress.state == .attempt && step.from.progress.state != .attempt {
      let conditions = step.to.progress.conditions(at: step.to.now)
      #expect(step.event == .ready && step.from.progress.state == .check)
      #expect(conditions.isDisjoint(with: [.owesChange, .tooSoon, .capReached] as RetryConditions) && conditions.contains(.checksDone), "\(step.from.key)")
    }
  }

  @Test func `only a change that was made, or the one switch, settles what a failure owes`() {
    for step in RetryTests.map.steps where step.from.progress.owesChange && !step.to.progress.owesChange {
      #expect(step.event == .fixed || step.to.progress.state == .switchOnce, "\(step.from.key) \(step.event)")
    }
    for step in RetryTests.map.steps where step.event.isFailure { #expect(step.to.progress.owesChange || step.to.progress.state == .switchOnce) }
  }

  @Test func `one other device or network is tried once`() {
    for step in RetryTests.map.steps {
      if step.to.progress.state == .switchOnce, step.from.progress.state != .switchOnce { #expect(!step.from.progress.isSwitched) }
      if step.from.progress.isSwitched { #expect(step.to.progress.isSwitched) }
    }
  }

  @Test func `there are never more than three tries in 24 hours`() {
    var most = 0
    for step in RetryTests.map.steps where step.event.isTry {
      // A fourth within a day would have had three before it.
      #expect(step.from.progress.triesToday(at: step.to.now) < Policy.current.triesADay, "\(step.from.key)")
      most = max(most, step.to.progress.triesToday(at: step.to.now))
    }
    #expect(most == Policy.current.triesADay)
  }

  @Test func `who is not verifying themselves is stopped, wherever they stand`() {
    for place in RetryTests.map.places.values where place.progress.state != .done && place.progress.state != .stop {
      var progress = place.progress
      #expect(progress.take(.notOwnIdentity, at: place.now) && progress.state == .stop && progress.advice == .onlyYourself)
    }
  }

  @Test func `what is done or stopped stays so, and everything else can go on`() {
    for place in RetryTests.map.places.values {
      let events = RetryEvent.allCases.filter { place.progress.isPossible($0) }
      #expect(events.isEmpty == [.done, .stop].contains(place.progress.state), "\(place.key)")
    }
  }

  @Test func `a person to look at it and the official support can be reached from everywhere`() {
    for goal in [RetryState.manualReview, .support] {
      let reaching = RetryTests.placesReaching { $0.state == goal }
      for (key, place) in RetryTests.map.places where ![.done, .stop].contains(place.progress.state) {
        #expect(reaching.contains(key), "\(goal) from \(key)")
      }
    }
  }

  @Test func `who was handed over to review or support tries no more`() {
    let trying = RetryTests.placesReaching { $0.state == .attempt || $0.state == .switchOnce }
    for (key, place) in RetryTests.map.places where [.manualReview, .support].contains(place.progress.state) {
      // From support only a review that is offered leads on, and its reviewer sees the same data.
      if trying.contains(key) {
        let next = (RetryTests.map.edges[key] ?? []).compactMap { RetryTests.map.places[$0]?.progress }
        for progress in next where ![.manualReview, .support, .done, .stop].contains(progress.state) {
          #expect(progress.state == .check && progress.isReviewOffered, "\(key)")
        }
      }
    }
  }

  private static func placesReaching(_ isGoal: (RetryProgress) -> Bool) -> Set<String> {
    var reaching = Set(map.places.filter { isGoal($0.value.progress) }.keys)
    var before: [String: Set<String>] = [:]
    for (from, tos) in map.edges { for to in tos { before[to, default: []].insert(from) } }
    var open = Array(reaching)
    while let key = open.popLast() {
      for from in before[key] ?? [] where reaching.insert(from).inserted { open.append(from) }
    }
    return reaching
  }

  // MARK: - The log

  private func report(_ log: String) -> String {
    let bytes = [UInt8](unsafeUninitializedCapacity: RetryLog.maximumBytes) { buffer, count in
      count = Array(log.utf8).withUnsafeBufferPointer { RetryLog.check($0, into: buffer) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func standing(_ log: String) -> String {
    let text = report(log)
    let range = text.firstRange(of: #""state":"#)!.lowerBound..<text.firstRange(of: #","events""#)!.lowerBound
    return String(text[range])
  }

  @Test func `a log leads to a state, an advice and the time that is left`() {
    #expect(standing("") == #""state":"check","advice":"go-through-list","tries":0,"triesToday":0,"waitMinutes":null"#)
    let failed = "# light\n2026-11-25 10:00 ready\n2026-11-25 10:30 failed-lighting\n"
    #expect(standing(failed) == #""state":"fix-capture","advice":"fix-capture","tries":1,"triesToday":1,"waitMinutes":null"#)
    let soon = failed + "2026-11-25 10:40 fixed\r\n2026-11-25 10:45 ready\n"
    #expect(standing(soon) == #""state":"wait","advice":"wait-half-an-hour","tries":1,"triesToday":1,"waitMinutes":15"#)
    #expect(standing(soon + "2026-11-25 10:50 time-elapsed") == #""state":"wait","advice":"not-yet","tries":1,"triesToday":1,"waitMinutes":10"#)
    #expect(standing(soon + "2026-11-25 11:00 time-elapsed\n2026-11-26 11:00 now").hasSuffix(#""tries":1,"triesToday":0,"waitMinutes":null"#))
    #expect(standing("2026-11-25 10:00 platform-wait 90\n2026-11-25 10:20 now").hasSuffix(#""waitMinutes":70"#))
    #expect(standing("2026-11-25 10:00 platform-wait").hasSuffix(#""waitMinutes":null"#))
    #expect(standing("2026-11-25 10:00 not-own-identity") == #""state":"stop","advice":"only-yourself","tries":0,"triesToday":0,"waitMinutes":null"#)
  }

  @Test func `a log that cannot be followed is refused by its line`() {
    let cases: [(String, RetryLogFault)] = [
      ("yesterday", .notATime(line: 1)), ("2026-11-25 ready", .notATime(line: 1)), ("2026-02-30 10:00 ready", .notATime(line: 1)),
      ("2026-11-25 24:00 ready", .notATime(line: 1)), ("2026-11-25 10:60 ready", .notATime(line: 1)), ("2026-11-25T10:00 ready", .notATime(line: 1)),
      ("\n# x\n2026-11-25 10:00 reddy", .unknownEvent(line: 3)), ("2026-11-25 10:00 ready 5", .unknownEvent(line: 1)),
      ("2026-11-25 10:00 platform-wait soon", .unknownEvent(line: 1)), ("2026-11-25 10:00 platform-wait 99999", .unknownEvent(line: 1)),
      ("2026-11-25 10:00 passed", .notPossible(line: 1)), ("2026-11-25 10:00 not-own-identity\n2026-11-25 10:01 ready", .notPossible(line: 2)),
      ("2026-11-25 10:00 ready\n2026-11-25 09:59 now", .timeRunsBackwards(line: 2)),
    ]
    for (log, fault) in cases {
      #expect(throws: fault, "\(log)") { _ = try Array(log.utf8).withUnsafeBufferPointer { try RetryLog($0) } }
      #expect(report(log).hasSuffix(#","fault":"\#(fault.name)","line":\#(fault.line)}"#))
    }
  }

  @Test func `every state, event and advice has a name of its own`() {
    func text(_ name: TextPart) -> String { String(decoding: (0..<name.count).map { name[$0] }, as: UTF8.self) }
    for names in [
      RetryState.allCases.map { text($0.name) }, RetryEvent.allCases.map { text($0.name) }, RetryAdvice.allCases.map { text($0.name) },
      IdentityReason.allCases.map { text($0.name) }, DocumentKind.allCases.map { text($0.name) }, MRZFinding.Kind.allCases.map { text($0.name) },
    ] {
      #expect(Set(names).count == names.count && names.allSatisfy { $0.wholeMatch(of: /[a-zA-Z]+(-[a-z]+)*/) != nil }, "\(names)")
    }
    #expect(
      text(RetryEvent.approved.name) == "approved" && text(RetryAdvice.finished.name) == "finished" && text(MRZFinding.Kind.longNumberWithFiller.name) == "longNumberWithFiller")
    #expect(text(IdentityReason.nationalFormat.name) == "nationalFormat" && text(DocumentKind.visa.name) == "visa" && text(RetryState.stop.name) == "stop")
  }
}
