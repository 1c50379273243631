// SPDX-License-Identifier: Apache-2.0
// The order of retries as data: the first row that fits state, event and conditions says where to go and what to do.
//
// The limits in it are the guide's own caution, not the platform's: what the platform's screen says comes before them.
// Grounds for the rows, and where they depart from the reference: Decisions/0020 of IdentityDocuments.

/// States as a set.
public struct RetryStates: Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ state: RetryState) { self.init(rawValue: 1 << UInt16(state.rawValue)) }

  public func contains(_ state: RetryState) -> Bool { rawValue & (1 << UInt16(state.rawValue)) != 0 }

  static var check: RetryStates { RetryStates(.check) }
  static var attempt: RetryStates { RetryStates(.attempt) }
  static var diagnose: RetryStates { RetryStates(.diagnose) }
  static var fixName: RetryStates { RetryStates(.fixName) }
  static var fixDocument: RetryStates { RetryStates(.fixDocument) }
  static var fixCapture: RetryStates { RetryStates(.fixCapture) }
  static var wait: RetryStates { RetryStates(.wait) }
  static var switchOnce: RetryStates { RetryStates(.switchOnce) }
  static var manualReview: RetryStates { RetryStates(.manualReview) }
  static var support: RetryStates { RetryStates(.support) }

  static var handedOver: RetryStates { .manualReview | .support }
  static var fixing: RetryStates { .fixName | .fixDocument | .fixCapture }
  static var own: RetryStates { .check | .attempt | .diagnose | .fixing | .wait | .switchOnce }
  /// All but those that absorb: done and stop.
  static var any: RetryStates { .own | .handedOver }

  static func | (first: RetryStates, second: RetryStates) -> RetryStates {
    RetryStates(rawValue: first.rawValue | second.rawValue)
  }
}

/// Events as a set.
public struct RetryEvents: Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ event: RetryEvent) { self.init(rawValue: 1 << UInt32(event.rawValue)) }

  public func contains(_ event: RetryEvent) -> Bool { rawValue & (1 << UInt32(event.rawValue)) != 0 }

  static func only(_ event: RetryEvent) -> RetryEvents { RetryEvents(event) }

  static var ended: RetryEvents { .only(.finalRejection) | .only(.accountRestricted) }
  static var failedCapture: RetryEvents { .only(.failedLighting) | .only(.failedFaceNotFound) | .only(.failedCovering) }
  static var failedOther: RetryEvents { .only(.failedFaceDiffers) | .only(.failedTechnical) | .only(.failedUnknown) }
  static var failedDetails: RetryEvents {
    .only(.failedName) | .only(.failedDocumentUnclear) | .only(.failedDocumentUnsupported)
  }
  static var failed: RetryEvents { .failedCapture | .failedOther | .failedDetails }

  static func | (first: RetryEvents, second: RetryEvents) -> RetryEvents {
    RetryEvents(rawValue: first.rawValue | second.rawValue)
  }
}

/// A row of the table.
public struct RetryRule: Sendable {
  public let states: RetryStates
  public let events: RetryEvents
  /// What must be so.
  public let when: RetryConditions
  /// What must not be so.
  public let unless: RetryConditions
  /// Nil where the person stays where they are.
  public let next: RetryState?
  public let advice: RetryAdvice

  init(
    _ states: RetryStates, _ events: RetryEvents, when: RetryConditions = .none, unless: RetryConditions = .none,
    to next: RetryState?, _ advice: RetryAdvice
  ) {
    self.states = states
    self.events = events
    self.when = when
    self.unless = unless
    self.next = next
    self.advice = advice
  }

  public func fits(_ state: RetryState, _ event: RetryEvent, _ conditions: RetryConditions) -> Bool {
    states.contains(state) && events.contains(event) && conditions.isSuperset(of: when)
      && conditions.isDisjoint(with: unless)
  }
}

public enum RetryRules {
  public static let count = 40

  /// First hit wins. The rows of every state come first, in the order of their weight.
  public static let rows: InlineArray<40, RetryRule> = [
    RetryRule(.any, .only(.notOwnIdentity), to: .stop, .onlyYourself),
    RetryRule(.any, .ended, to: .support, .officialSupportOnly),
    RetryRule(.own, .only(.platformWait), to: .wait, .waitAsShown),
    RetryRule(.handedOver, .only(.platformWait), to: nil, .waitAsShown),
    RetryRule(.attempt, .failed, when: .capReached, to: .wait, .pauseADay),
    RetryRule(.any, .only(.manualReviewOffered), when: .checksDone, to: .manualReview, .takeReview),
    RetryRule(.any, .only(.manualReviewOffered), unless: .checksDone, to: .check, .fixBeforeReview),

    RetryRule(.check, .only(.nameMismatch), to: .fixName, .fixName),
    RetryRule(.check, .only(.documentWrong), to: .fixDocument, .fixDocument),
    RetryRule(.check, .only(.capturePoor), to: .fixCapture, .fixCapture),
    RetryRule(.check, .only(.ready), when: .reviewOffered, to: .manualReview, .takeReview),
    RetryRule(.check, .only(.ready), when: .capReached, to: .wait, .pauseADay),
    RetryRule(.check, .only(.ready), when: .owesChange, to: .diagnose, .changeFirst),
    RetryRule(.check, .only(.ready), when: .tooSoon, to: .wait, .waitHalfAnHour),
    RetryRule(.check, .only(.ready), to: .attempt, .tryOnce),

    RetryRule(.attempt, .only(.passed), to: .done, .finished),
    RetryRule(.attempt, .only(.failedName), to: .fixName, .fixName),
    RetryRule(.attempt, .only(.failedDocumentUnclear), to: .fixDocument, .newDocumentPhoto),
    RetryRule(.attempt, .only(.failedDocumentUnsupported), to: .fixDocument, .otherDocument),
    RetryRule(.attempt, .failedCapture, unless: .causeRepeated, to: .fixCapture, .fixCapture),
    RetryRule(.attempt, .only(.failedFaceDiffers), unless: .causeRepeated, to: .fixCapture, .fixAccessories),
    RetryRule(.attempt, .only(.failedFaceDiffers), to: .support, .askForReview),
    RetryRule(.attempt, .only(.failedTechnical), unless: .causeRepeated, to: .fixCapture, .fixTechnical),
    RetryRule(.attempt, .only(.failedUnknown), unless: .causeRepeated, to: .diagnose, .findCause),
    RetryRule(.attempt, .failed, unless: .switched, to: .switchOnce, .switchOneThing),
    RetryRule(.attempt, .failed, to: .support, .askForReview),

    RetryRule(.diagnose, .only(.nameMismatch), to: .fixName, .fixName),
    RetryRule(.diagnose, .only(.documentWrong), to: .fixDocument, .fixDocument),
    RetryRule(.diagnose, .only(.capturePoor), to: .fixCapture, .fixCapture),
    RetryRule(.diagnose, .only(.nothingFound), unless: .switched, to: .switchOnce, .switchOneThing),
    RetryRule(.diagnose, .only(.nothingFound), to: .support, .askForReview),

    RetryRule(.switchOnce, .only(.passed), to: .done, .finished),
    RetryRule(.switchOnce, .failed, to: .support, .askForReview),

    RetryRule(.fixing, .only(.fixed), to: .check, .checkAgain),
    RetryRule(.fixName, .only(.nameLocked), to: .support, .askSupportForName),
    RetryRule(.wait, .only(.timeElapsed), when: .waitOver, to: .check, .goThroughList),
    RetryRule(.wait, .only(.timeElapsed), to: nil, .notYet),
    RetryRule(.manualReview, .only(.reviewPending), to: nil, .keepWaiting),
    RetryRule(.manualReview, .only(.moreAsked), to: nil, .answerInApp),
    RetryRule(.manualReview, .only(.approved), to: .done, .finished),
  ]
}
