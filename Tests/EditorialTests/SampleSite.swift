// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Editorial
import Markdown
import SiteModel

/// A small site that tests change: each says what it changes, and asks how a page stands.
struct SampleSite {
  var asOf = SampleSite.day("2026-11-25")
  var reviewers: [String: Reviewer] = [
    "editor": Reviewer(name: "An editor"),
    "fee-desk": Reviewer(name: "The fee desk", classes: [Located("fees", at: SampleSite.nowhere)]),
  ]
  var classes: [String: ReviewClass] = [
    "fees": ReviewClass(cadenceDays: 30, leadDays: 7), "rules": ReviewClass(cadenceDays: 90),
    "concepts": ReviewClass(cadenceDays: 365),
  ]
  var owners: [String: Located<String>] = [:]
  var sources: [String: Source] = ["official": SampleSite.source(checked: "2026-11-20")]
  var pages: [SamplePage] = []

  static let nowhere = SourceLocation(path: "Content/site.yaml")

  static func day(_ iso: String) -> CivilDate { CivilDate(iso: iso)! }

  static func source(checked: String?, cadence: Int? = nil, published: String? = nil) -> Source {
    Source(
      title: "The official page", url: "https://official.example/help", kind: .official, published: published.map(day),
      checked: checked.map(day), cadenceDays: cadence, location: nowhere)
  }

  var settings: SiteSettings {
    SiteSettings(
      name: "Sample", tagline: "A site", baseURL: "https://sample.example", role: "It explains.",
      sourceOfTruth: "The official page decides.", reviewers: reviewers, reviewClasses: classes, owners: owners,
      sources: sources, reasons: [:], reasonsLocation: SampleSite.nowhere)
  }

  var review: SiteReview { SiteReview(settings: settings, asOf: asOf, documents: pages.map(\.document)) }

  func standing(of path: String) -> Standing {
    review.standing(of: pages.first { $0.path == path }!.document)
  }

  /// Signs for what a page says now.
  mutating func mark(_ path: String, on iso: String, by reviewer: String = "editor") {
    let index = pages.firstIndex { $0.path == path }!
    pages[index].reviewed = iso
    pages[index].reviewer = reviewer
    pages[index].digest = standing(of: path).digest
  }

  mutating func change(_ path: String, _ change: (inout SamplePage) -> Void) {
    change(&pages[pages.firstIndex { $0.path == path }!])
  }
}

/// A page by what its author writes.
struct SamplePage {
  var path: String
  var title = "A title"
  var summary = "A summary"
  var body = "The text of the page."
  var reviewClass = "rules"
  var reviewed = "2026-11-20"
  var reviewer = "editor"
  var digest: ReviewDigest?
  var cadence: Int?
  var sources: [String] = []
  var faq: [String] = []
  /// For a page in facts/.
  var value: String? = "0.1"
  var checked: String? = "2026-11-20"
  var cadenceOfFact = 30
  var topics: [String] = []

  init(_ path: String, _ change: (inout SamplePage) -> Void = { _ in }) {
    self.path = path
    change(&self)
  }

  private var place: SourceLocation { SourceLocation(path: "Content/\(path).md", line: 4) }

  var markup: Markup {
    MarkdownReader.read(Array(body.utf8)[...], path: place.path, firstLine: 9, readingGradeLimit: nil).0
  }

  private func located(_ names: [String]) -> [Located<String>] { names.map { Located($0, at: place) } }

  private var kind: PageKind {
    let section = PagePath(path)?.section
    switch section {
    case .facts:
      return .fact(
        Fact(
          value: value, unit: "%", source: sources.first.map { Located($0, at: place) }, checked: checked.map(SampleSite.day),
          cadenceDays: cadenceOfFact, topics: located(topics)))
    case .faq: return .faqEntry(FAQFields(topics: [], answer: markup))
    case .checks: return .check(CheckFields(good: "Good.", hint: "Look.", strong: "Change.", cannotTell: "See."))
    case .about: return .about
    default:
      return .article(
        ReadingFields(
          topic: TopicFields(stage: .explain, topics: []), audience: [], faq: located(faq), requires: [], next: nil))
    }
  }

  var text: PageText { PageText(header: header, kind: kind, body: markup) }

  private var header: PageHeader {
    PageHeader(
      title: title, summary: summary,
      review: ReviewStamp(
        reviewClass: Located(reviewClass, at: place), reviewed: Located(SampleSite.day(reviewed), at: place),
        reviewer: Located(reviewer, at: place), digest: digest, cadenceDays: cadence.map { Located($0, at: place) }),
      sources: located(sources))
  }

  var document: Document {
    Document(
      sourcePath: place.path, path: PagePath(path)!, header: header, kind: kind, outline: Outline(of: markup),
      textDigest: text.digest)
  }
}
