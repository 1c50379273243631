// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// A page that could not be understood: its review counts as missing or malformed.
public struct UnreadablePage: Sendable {
  public let path: PagePath
  public let sourcePath: String
  /// What is wrong with it, not empty.
  public let faults: [Diagnostic]

  public init(path: PagePath, sourcePath: String, faults: [Diagnostic]) {
    self.path = path
    self.sourcePath = sourcePath
    self.faults = faults
  }
}

/// How all pages of a site stand on a day, the most urgent first.
public struct ReviewReport: Sendable {
  public let asOf: CivilDate
  public let rows: [Row]

  public struct Row: Equatable, Sendable {
    public let page: PagePath
    /// Empty for a page that could not be understood.
    public let title: String
    public let state: ReviewState
    /// Why, for editors; empty for a fresh page.
    public let reason: String
    public let due: CivilDate?
    /// Days from the report's day until `due`; negative for a day that has passed.
    public let days: Int?
    public let periodDays: Int?
    public let owner: String?
    public let reviewClass: String?
    public let reviewed: CivilDate?
    public let reviewer: String?
    public let digest: ReviewDigest?
    /// Where the review stands.
    public let location: SourceLocation

    /// What people call it: `guides/face-verification`, `home`.
    public var name: String { page.reviewName }
  }

  /// - Parameter documents: every page that is published and could be understood.
  public init(_ review: SiteReview, documents: some Sequence<Document>, unreadable: [UnreadablePage]) {
    asOf = review.asOf
    let rows = documents.map { Row($0, review) } + unreadable.map { Row($0, review) }
    self.rows = rows.sorted { ($0.state, $0.days ?? .min, $0.page) < ($1.state, $1.days ?? .min, $1.page) }
  }

  private init(asOf: CivilDate, rows: [Row]) {
    self.asOf = asOf
    self.rows = rows
  }

  /// The rows that a question is about.
  public func filtered(_ isWanted: (Row) -> Bool) -> ReviewReport {
    ReviewReport(asOf: asOf, rows: rows.filter(isWanted))
  }

  /// Whether a page is in this state or a more urgent one.
  public func has(_ state: ReviewState) -> Bool {
    rows.first.map { $0.state <= state } ?? false
  }

  /// How many pages are in each state, without states that no page is in.
  public var counts: [(state: ReviewState, count: Int)] {
    let counts = rows.reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
    return ReviewState.allCases.compactMap { state in counts[state].map { (state, $0) } }
  }

  /// `31 pages as of 25 November 2026: 2 unverified, 29 fresh`
  public var summary: String {
    let pages = "\(rows.count) page\(rows.count == 1 ? "" : "s") as of \(asOf.long)"
    return rows.isEmpty ? pages : "\(pages): " + counts.map { "\($0.count) \($0.state.words)" }.joined(separator: ", ")
  }

  /// A finding for each page that is not fresh: an error for what is at least as urgent as `limit`.
  public func diagnostics(errorsFrom limit: ReviewState) -> [Diagnostic] {
    rows.filter { $0.state != .fresh }.map { row in
      Diagnostic(
        row.state <= limit ? .error : .warning, row.state.identifier, at: row.location,
        "'\(row.name)' is \(row.state.words): \(row.reason)",
        fix: "Read the page, then 'guidelight review mark \(row.name)'")
    }
  }
}

extension PagePath {
  /// What people call a page when they speak of its review: `guides/face-verification`, `home`.
  public var reviewName: String { self == .home ? "home" : text }
}

extension ReviewReport.Row {
  fileprivate init(_ document: Document, _ review: SiteReview) {
    let standing = review.standing(of: document)
    let stamp = document.header.review
    page = document.path
    title = document.header.title
    state = standing.state
    reason = standing.reason
    due = standing.due
    days = standing.due.map { $0.daysSinceEpoch - review.asOf.daysSinceEpoch }
    periodDays = standing.periodDays
    owner = review.owner(of: document.path)
    reviewClass = stamp.reviewClass.value
    reviewed = stamp.reviewed.value
    reviewer = stamp.reviewer.value
    digest = standing.digest
    location = stamp.reviewed.location
  }

  fileprivate init(_ page: UnreadablePage, _ review: SiteReview) {
    let missing = page.faults.first { $0.identifier == .missingReview || $0.identifier == .missingFrontMatter }
    let fault = missing ?? page.faults.first { $0.severity == .error }
    let finding: ReviewFinding = missing != nil ? .missing : .malformed(fault?.summary ?? "it cannot be read")
    self.page = page.path
    title = ""
    state = finding.state
    reason = finding.words
    (due, days, periodDays, reviewClass, reviewed, reviewer, digest) = (nil, nil, nil, nil, nil, nil, nil)
    owner = review.owner(of: page.path)
    location = fault?.location ?? SourceLocation(path: page.sourcePath)
  }
}

extension ReviewState {
  /// The rule that a page in this state breaks.
  var identifier: Diagnostic.Identifier {
    switch self {
    case .missing: .missingReview
    case .malformed: .malformedReview
    case .inFuture: .reviewInFuture
    case .unknownReviewer: .unknownReviewer
    case .edited: .editedSinceReview
    case .sourceChanged: .sourceChanged
    case .unverified: .unverifiedSource
    case .overdue: .reviewOverdue
    case .dueSoon, .fresh: .reviewDueSoon
    }
  }
}
