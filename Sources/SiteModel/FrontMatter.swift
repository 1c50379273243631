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

/// What every page states.
public struct PageHeader: Sendable {
  public let title: String
  public let summary: String
  public let review: ReviewStamp
  /// Identifiers of the site's sources.
  public let sources: [Located<String>]

  public init(title: String, summary: String, review: ReviewStamp, sources: [Located<String>]) {
    self.title = title
    self.summary = summary
    self.review = review
    self.sources = sources
  }
}

/// A review as the front matter records it: the class that sets its cadence, the day, the reviewer, and the digest of what
/// was read.
public struct ReviewStamp: Sendable {
  public let reviewClass: Located<String>
  public let reviewed: Located<CivilDate>
  public let reviewer: Located<String>
  public let digest: String?
  public let note: String?

  public init(
    reviewClass: Located<String>, reviewed: Located<CivilDate>, reviewer: Located<String>, digest: String?,
    note: String?
  ) {
    self.reviewClass = reviewClass
    self.reviewed = reviewed
    self.reviewer = reviewer
    self.digest = digest
    self.note = note
  }
}

/// How far a reader has come: explanation first, action last.
public enum Stage: String, CaseIterable, Sendable {
  case explain, compare, decide, act
}

/// The part of the front matter that depends on the type of page.
public enum PageKind: Sendable {
  case home
  case guide(GuideFields)
  case glossaryTerm(TopicFields)
  case check(CheckFields)
  case faqEntry(topics: [String])
  /// About the site itself.
  case about

  /// The layout that renders it.
  public var layout: String {
    switch self {
    case .home: "home"
    case .guide: "guide"
    case .glossaryTerm: "glossary"
    case .check: "check"
    case .faqEntry: "faq"
    case .about: "about"
    }
  }
}

public struct TopicFields: Sendable {
  public let stage: Stage
  public let topics: [String]

  public init(stage: Stage, topics: [String]) {
    self.stage = stage
    self.topics = topics
  }
}

public struct GuideFields: Sendable {
  public let topic: TopicFields
  /// Whom the guide is for, one sentence each.
  public let audience: [String]
  /// Slugs of FAQ entries, in the order in which they are shown.
  public let faq: [Located<String>]
  /// Pages to read before.
  public let requires: [Located<String>]
  public let next: NextMove

  public init(
    topic: TopicFields, audience: [String], faq: [Located<String>], requires: [Located<String>], next: NextMove
  ) {
    self.topic = topic
    self.audience = audience
    self.faq = faq
    self.requires = requires
    self.next = next
  }
}

/// Where a reader goes from a guide: a page of this site, and what to know before it.
public struct NextMove: Sendable {
  public let page: Located<String>
  public let text: String

  public init(page: Located<String>, text: String) {
    self.page = page
    self.text = text
  }
}

/// What a check's page says in each state of the check.
public struct CheckFields: Sendable {
  public let good: String
  public let hint: String
  public let strong: String
  public let cannotTell: String

  public init(good: String, hint: String, strong: String, cannotTell: String) {
    self.good = good
    self.hint = hint
    self.strong = strong
    self.cannotTell = cannotTell
  }
}
