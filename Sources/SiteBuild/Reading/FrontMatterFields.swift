// SPDX-License-Identifier: Apache-2.0
// The keys of each type of page: this is the content contract, in the order in which editors write it.

import Diagnostics
import SiteModel

extension FieldReader {
  /// The keys of every page.
  mutating func pageHeader(hasSources: Bool) -> PageHeader? {
    let title = text("title")
    let summary = text("summary")
    let sources = hasSources ? texts("sources") : []
    let review = record("review") { $0.reviewStamp() }
    guard let title, let summary, let sources, let review else { return nil }
    return PageHeader(title: title, summary: summary, review: review, sources: sources)
  }

  /// The keys that depend on where the page lies.
  mutating func pageKind(at path: PagePath) -> PageKind? {
    guard let section = path.section else { return .home }
    switch section {
    case .guides: return guideFields().map(PageKind.guide)
    case .glossary: return topicFields().map(PageKind.glossaryTerm)
    case .checks: return record("words") { $0.checkFields() }.map(PageKind.check)
    case .faq: return slugs("topics").map { PageKind.faqEntry(topics: $0) }
    case .about: return .about
    }
  }

  private mutating func reviewStamp() -> ReviewStamp? {
    let reviewClass = locatedText("class")
    let reviewed = date("reviewed")
    let reviewer = locatedText("by")
    let digest = optionalText("digest")
    let note = optionalText("note")
    guard let reviewClass, let reviewed, let reviewer else { return nil }
    return ReviewStamp(reviewClass: reviewClass, reviewed: reviewed, reviewer: reviewer, digest: digest, note: note)
  }

  private mutating func topicFields() -> TopicFields? {
    let stage = choice("stage", of: Stage.self)
    let topics = slugs("topics")
    guard let stage, let topics else { return nil }
    return TopicFields(stage: stage, topics: topics)
  }

  private mutating func guideFields() -> GuideFields? {
    let topic = topicFields()
    let audience = texts("audience", isNeeded: true)
    let faq = texts("faq", isNeeded: true)
    let requires = texts("requires")
    let next = record("next") { $0.nextMove() }
    guard let topic, let audience, let faq, let requires, let next else { return nil }
    return GuideFields(topic: topic, audience: audience.map(\.value), faq: faq, requires: requires, next: next)
  }

  private mutating func nextMove() -> NextMove? {
    let page = locatedText("page")
    let text = text("text")
    guard let page, let text else { return nil }
    return NextMove(page: page, text: text)
  }

  private mutating func checkFields() -> CheckFields? {
    let good = text("good")
    let hint = text("hint")
    let strong = text("strong")
    let cannotTell = text("cannotTell")
    guard let good, let hint, let strong, let cannotTell else { return nil }
    return CheckFields(good: good, hint: hint, strong: strong, cannotTell: cannotTell)
  }
}
