// SPDX-License-Identifier: Apache-2.0

/// How a page's review stands, the most urgent first. Of all that can be said about a page the most urgent is its state.
public enum ReviewState: String, CaseIterable, Sendable {
  /// Nobody has ever signed for it.
  case missing
  /// What the page says about its review cannot be understood, or leads nowhere.
  case malformed
  /// The review is dated after the day that is asked about.
  case inFuture = "in-future"
  /// The reviewer is not known, or may not review this class.
  case unknownReviewer = "unknown-reviewer"
  /// What the page says now is not what was read.
  case edited
  /// A source or a fact has not been looked at within its cadence, or the source is newer than the review.
  case sourceChanged = "source-changed"
  /// A source or a fact has never been read by anybody here.
  case unverified
  case overdue
  case dueSoon = "due-soon"
  case fresh

  /// What people call it.
  public var words: String {
    switch self {
    case .missing: "missing"
    case .malformed: "malformed"
    case .inFuture: "in the future"
    case .unknownReviewer: "reviewer unknown"
    case .edited: "edited since review"
    case .sourceChanged: "source changed"
    case .unverified: "unverified"
    case .overdue: "overdue"
    case .dueSoon: "due soon"
    case .fresh: "fresh"
    }
  }

  /// Whether a build refuses a page in this state; in every other one the page says how it stands.
  public var stopsBuild: Bool { self <= .unknownReviewer }

  private var rank: Int { ReviewState.allCases.firstIndex(of: self)! }
}

extension ReviewState: Comparable {
  /// Whether `left` is more urgent.
  public static func < (left: ReviewState, right: ReviewState) -> Bool { left.rank < right.rank }
}
