// SPDX-License-Identifier: Apache-2.0
// What the order of retries is made of: states, events, conditions and advice, by the names that hosts use.

import IdentityDocuments

/// Where a person stands between tries.
public enum RetryState: UInt8, CaseIterable, Sendable {
  /// Name, document and capture are gone through.
  case check
  /// One careful try.
  case attempt
  /// The cause is unknown: name, document, capture are gone through for it.
  case diagnose
  case fixName, fixDocument, fixCapture
  case wait
  /// One other thing, device or network, once; the try on it belongs to this state.
  case switchOnce
  case manualReview, support
  case done
  /// Not the person's own identity: nothing follows.
  case stop

  public var name: TextPart {
    @inline(never) get { CaseNames(RetryState.names)[rawValue] }
  }

  private static let names: StaticString = """
    check attempt diagnose fix-name fix-document fix-capture wait switch-once manual-review support done
    stop
    """
}

/// What happened, or what a person found.
public enum RetryEvent: UInt8, CaseIterable, Sendable {
  case notOwnIdentity
  case finalRejection, accountRestricted, platformWait, manualReviewOffered
  /// Name, document and capture were gone through, and all are in order.
  case ready
  case nameMismatch, documentWrong, capturePoor, nothingFound
  case passed
  case failedLighting, failedFaceNotFound, failedCovering, failedFaceDiffers
  case failedName, failedDocumentUnclear, failedDocumentUnsupported, failedTechnical, failedUnknown
  case fixed, nameLocked, timeElapsed
  case reviewPending, moreAsked, approved

  public var name: TextPart {
    @inline(never) get { CaseNames(RetryEvent.names)[rawValue] }
  }

  private static let names: StaticString = """
    not-own-identity final-rejection account-restricted platform-wait manual-review-offered ready
    name-mismatch document-wrong capture-poor nothing-found passed failed-lighting failed-face-not-found
    failed-covering failed-face-differs failed-name failed-document-unclear failed-document-unsupported
    failed-technical failed-unknown fixed name-locked time-elapsed review-pending more-asked approved
    """

  /// Whether a try ended with it.
  public var isTry: Bool { self == .passed || isFailure }

  public var isFailure: Bool {
    rawValue >= RetryEvent.failedLighting.rawValue && rawValue <= RetryEvent.failedUnknown.rawValue
  }
}

/// What to do now; the words stand in Content.
public enum RetryAdvice: UInt8, CaseIterable, Sendable {
  case goThroughList, onlyYourself, officialSupportOnly, waitAsShown, pauseADay, takeReview, fixBeforeReview
  case tryOnce, changeFirst, waitHalfAnHour
  case fixName, fixDocument, newDocumentPhoto, otherDocument, fixCapture, fixAccessories, fixTechnical
  case findCause, switchOneThing, askForReview, askSupportForName
  case checkAgain, notYet, keepWaiting, answerInApp, finished

  public var name: TextPart {
    @inline(never) get { CaseNames(RetryAdvice.names)[rawValue] }
  }

  private static let names: StaticString = """
    go-through-list only-yourself official-support-only wait-as-shown pause-a-day take-review
    fix-before-review try-once change-first wait-half-an-hour fix-name fix-document new-document-photo
    other-document fix-capture fix-accessories fix-technical find-cause switch-one-thing ask-for-review
    ask-support-for-name check-again not-yet keep-waiting answer-in-app finished
    """
}

/// What must be so, besides state and event, for a transition.
public struct RetryConditions: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var none: RetryConditions { RetryConditions(rawValue: 0) }
  /// The most tries that the policy allows fell into the last 24 hours.
  public static var capReached: RetryConditions { RetryConditions(rawValue: 1) }
  /// The last try is less than half an hour ago.
  public static var tooSoon: RetryConditions { RetryConditions(rawValue: 2) }
  /// The last two tries failed for one cause.
  public static var causeRepeated: RetryConditions { RetryConditions(rawValue: 4) }
  public static var switched: RetryConditions { RetryConditions(rawValue: 8) }
  public static var checksDone: RetryConditions { RetryConditions(rawValue: 16) }
  /// A try failed, and nothing was changed since.
  public static var owesChange: RetryConditions { RetryConditions(rawValue: 32) }
  public static var reviewOffered: RetryConditions { RetryConditions(rawValue: 64) }
  public static var waitOver: RetryConditions { RetryConditions(rawValue: 128) }
}
