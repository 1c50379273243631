// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// What `Content/site.yaml` says about the whole site.
public struct SiteSettings: Sendable {
  public let name: String
  public let tagline: String
  /// `https://` and a host, nothing behind it.
  public let baseURL: String
  public let role: String
  public let sourceOfTruth: String
  public let reviewers: [String: Reviewer]
  public let reviewClasses: [String: ReviewClass]
  /// Who sees to the pages of a section: identifiers of reviewers, by the section's name; `default` for all others.
  public let owners: [String: Located<String>]
  public let sources: [String: Source]
  /// Words for each reason for which a number can be missing.
  public let reasons: [String: Located<String>]
  /// Where the reasons stand.
  public let reasonsLocation: SourceLocation
  /// Names of the exchanges that the site writes about: a number about one of them is a fact.
  public let platforms: [String]
  /// What leads readers to become customers; nil for a site without destinations.
  public let conversion: ConversionSettings?
  public let output: OutputSettings

  public init(
    name: String, tagline: String, baseURL: String, role: String, sourceOfTruth: String,
    reviewers: [String: Reviewer], reviewClasses: [String: ReviewClass],
    owners: [String: Located<String>] = [:], sources: [String: Source], reasons: [String: Located<String>],
    reasonsLocation: SourceLocation, platforms: [String] = [], conversion: ConversionSettings? = nil,
    output: OutputSettings = OutputSettings()
  ) {
    self.name = name
    self.tagline = tagline
    self.baseURL = baseURL
    self.role = role
    self.sourceOfTruth = sourceOfTruth
    self.reviewers = reviewers
    self.reviewClasses = reviewClasses
    self.owners = owners
    self.sources = sources
    self.reasons = reasons
    self.reasonsLocation = reasonsLocation
    self.platforms = platforms
    self.conversion = conversion
    self.output = output
  }
}

/// Which files a build writes beside the pages.
public struct OutputSettings: Equatable, Sendable {
  /// Entries on a page of a section's index.
  public let entriesPerPage: Int
  /// `index.md` beside each page, and `llms.txt`.
  public let markdownTwins: Bool
  /// `feed.xml`.
  public let feed: Bool
  /// Compressed siblings for servers that send them as they are.
  public let compression: Set<Compression>

  public enum Compression: String, CaseIterable, Sendable {
    case gzip, brotli
  }

  public init(
    entriesPerPage: Int = 50, markdownTwins: Bool = true, feed: Bool = true, compression: Set<Compression> = []
  ) {
    self.entriesPerPage = entriesPerPage
    self.markdownTwins = markdownTwins
    self.feed = feed
    self.compression = compression
  }
}

/// Somebody who may sign a review.
public struct Reviewer: Equatable, Sendable {
  public let name: String
  /// The classes that they may review; empty for every class.
  public let classes: [Located<String>]

  public init(name: String, classes: [Located<String>] = []) {
    self.name = name
    self.classes = classes
  }

  public func mayReview(_ reviewClass: String) -> Bool {
    classes.isEmpty || classes.contains { $0.value == reviewClass }
  }
}

/// Pages that go stale at the same pace.
public struct ReviewClass: Equatable, Sendable {
  public let cadenceDays: Int
  /// So many days before its day a page is due soon.
  public let leadDays: Int

  public static let standardLeadDays = 14

  public init(cadenceDays: Int, leadDays: Int = standardLeadDays) {
    self.cadenceDays = cadenceDays
    self.leadDays = leadDays
  }
}

/// Something that a page rests on.
public struct Source: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case official, regulator, secondary, `internal`
  }

  public let title: String
  public let url: String
  public let kind: Kind
  /// The day that the source itself names.
  public let published: CivilDate?
  /// The day on which someone read it; nil when nobody could, and the source is shown as unverified.
  public let checked: CivilDate?
  /// How long that reading holds, in days; nil for as long as the reviews of the pages that rest on it.
  public let cadenceDays: Int?
  public let location: SourceLocation

  public init(
    title: String, url: String, kind: Kind, published: CivilDate?, checked: CivilDate?, cadenceDays: Int? = nil,
    location: SourceLocation
  ) {
    self.title = title
    self.url = url
    self.kind = kind
    self.published = published
    self.checked = checked
    self.cadenceDays = cadenceDays
    self.location = location
  }
}
