// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// Something that keeps a page from being fresh.
public enum ReviewFinding: Equatable, Sendable {
  case missing
  /// With what is wrong, as the reader of the file said it.
  case malformed(String)
  case unknownClass(String)
  case cadenceTooLong(days: Int, classDays: Int)
  /// The page shows a fact or an answer that is not there.
  case lost(String)
  case inFuture(CivilDate)
  case unknownReviewer(String)
  case notAllowed(reviewer: String, reviewClass: String)
  case withoutDigest
  case edited
  case staleSource(id: String, checked: CivilDate, days: Int)
  case newerSource(id: String, published: CivilDate)
  case staleFact(id: String, checked: CivilDate, days: Int)
  case unverifiedSource(String)
  case unverifiedFact(String)
  case overdue(CivilDate)
  case overdueCheck(id: String, CivilDate)
  /// - Parameter cause: whose day it is, where it is not the page's own.
  case dueSoon(CivilDate, cause: String?)

  public var state: ReviewState {
    switch self {
    case .missing: .missing
    case .malformed, .unknownClass, .cadenceTooLong, .lost: .malformed
    case .inFuture: .inFuture
    case .unknownReviewer, .notAllowed: .unknownReviewer
    case .withoutDigest, .edited: .edited
    case .staleSource, .newerSource, .staleFact: .sourceChanged
    case .unverifiedSource, .unverifiedFact: .unverified
    case .overdue, .overdueCheck: .overdue
    case .dueSoon: .dueSoon
    }
  }

  /// The reason, for editors.
  public var words: String {
    switch self {
    case .missing: "the page has no review"
    case .malformed(let fault): fault
    case .unknownClass(let name): "'\(name)' is not a review class"
    case .cadenceTooLong(let days, let classDays): "\(days) days are more than the \(classDays) of its class"
    case .lost(let name): "it shows \(name), which is not there"
    case .inFuture(let day): "the review is dated \(day.iso)"
    case .unknownReviewer(let name): "'\(name)' is not a reviewer"
    case .notAllowed(let reviewer, let reviewClass): "'\(reviewer)' may not review the class '\(reviewClass)'"
    case .withoutDigest: "the review has no digest, so nobody can tell what was read"
    case .edited: "the page, a fact or an answer that it shows says something else than what was read"
    case .staleSource(let id, let day, let days):
      "source '\(id)' was last read on \(day.iso), which holds for \(days) days"
    case .newerSource(let id, let day): "source '\(id)' is dated \(day.iso), after the review"
    case .staleFact(let id, let day, let days): "fact '\(id)' was last read on \(day.iso), which holds for \(days) days"
    case .unverifiedSource(let id): "nobody has read the source '\(id)'"
    case .unverifiedFact(let id): "nobody has read the fact '\(id)' at its source"
    case .overdue(let day): "it was due on \(day.iso)"
    case .overdueCheck(let id, let day): "its check '\(id)' was due on \(day.iso)"
    case .dueSoon(let day, let cause): "it is due on \(day.iso)" + (cause.map { ", by \($0)" } ?? "")
    }
  }
}
