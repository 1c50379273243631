// SPDX-License-Identifier: Apache-2.0
// What an editor states about a page, typed by the folder that the page lies in.

import Diagnostics

/// A value of the front matter with the place where it was written, so that a later stage can point at it.
public struct Located<Value: Sendable>: Sendable {
  public let value: Value
  public let location: SourceLocation

  public init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

extension Located: Equatable where Value: Equatable {}

/// What every page states.
public struct PageHeader: Sendable {
  public let title: String
  public let summary: String
  public let review: ReviewStamp
  /// Identifiers of the site's sources.
  public let sources: [Located<String>]
  public let publication: Publication

  public init(
    title: String, summary: String, review: ReviewStamp, sources: [Located<String>],
    publication: Publication = Publication()
  ) {
    self.title = title
    self.summary = summary
    self.review = review
    self.sources = sources
    self.publication = publication
  }
}

/// Whether a page is out, since when, at which earlier addresses, and what has changed for its readers.
public struct Publication: Sendable {
  /// A draft is read and checked like any page, and written only when drafts are asked for.
  public let isDraft: Bool
  /// Earlier addresses, each from the site's root: `/guides/selfie/`.
  public let aliases: [Located<String>]
  public let published: CivilDate?
  /// Newest first.
  public let changes: [Change]

  /// A change that readers are told of; a corrected typing error is none.
  public struct Change: Sendable {
    public let date: CivilDate
    public let text: String

    public init(date: CivilDate, text: String) {
      self.date = date
      self.text = text
    }
  }

  public init(
    isDraft: Bool = false, aliases: [Located<String>] = [], published: CivilDate? = nil, changes: [Change] = []
  ) {
    self.isDraft = isDraft
    self.aliases = aliases
    self.published = published
    self.changes = changes.sorted { $0.date > $1.date }
  }

  /// The day of the last change that readers were told of, else the day on which the page came out; a review changes nothing.
  public var modified: CivilDate? { changes.first?.date ?? published }
}

/// A review as the front matter records it: the class that sets its cadence, the day, the reviewer, and the digest of what
/// was read.
public struct ReviewStamp: Sendable {
  public let reviewClass: Located<String>
  public let reviewed: Located<CivilDate>
  public let reviewer: Located<String>
  /// Nil where nobody recorded what was read: such a review proves nothing.
  public let digest: ReviewDigest?
  /// Shorter than the class's, in days; nil for the class's own.
  public let cadenceDays: Located<Int>?
  public let note: String?

  public init(
    reviewClass: Located<String>, reviewed: Located<CivilDate>, reviewer: Located<String>, digest: ReviewDigest?,
    cadenceDays: Located<Int>? = nil, note: String? = nil
  ) {
    self.reviewClass = reviewClass
    self.reviewed = reviewed
    self.reviewer = reviewer
    self.digest = digest
    self.cadenceDays = cadenceDays
    self.note = note
  }
}

/// How far a reader has come: explanation first, action last.
public enum Stage: String, CaseIterable, Sendable {
  case explain, compare, decide, act
}
