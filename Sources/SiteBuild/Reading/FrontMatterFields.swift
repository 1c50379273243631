// SPDX-License-Identifier: Apache-2.0
// The keys of each type of page: this is the content contract, in the order in which editors write it.

import Diagnostics
import SiteModel

extension FieldReader {
  /// The keys of every page.
  mutating func pageHeader(in section: Section?) -> PageHeader? {
    let title = text("title", "The page's name, in the reader's words.")
    let summary = text("summary", "The answer in one or two sentences: shown first, in lists and in search results.")
    // The home page and the page of what is not found state nothing that needs a source.
    let sources = section == nil ? [] : texts("sources", "Identifiers of sources of site.yaml that the page rests on.")
    let publication = publication()
    let review = record("review", ifMissing: .missingReview, "The last review of the whole page.") { $0.reviewStamp() }
    guard let title, let summary, let sources, let publication, let review else { return nil }
    return PageHeader(title: title, summary: summary, review: review, sources: sources, publication: publication)
  }

  /// The keys that depend on where the page lies.
  ///
  /// - Parameter answer: the body, which an FAQ entry shows on other pages, too.
  mutating func pageKind(in section: Section?, answer: Markup) -> PageKind? {
    switch section {
    case nil: return .home
    case .guides: return readingFields(isGuide: true).map(PageKind.guide)
    case .fix, .rules, .safety, .fees, .compare, .tools: return readingFields(isGuide: false).map(PageKind.article)
    case .start:
      let reading = readingFields(isGuide: false, hasLiveCheck: false)
      let destination = record("destination", "The official place that the page leads to.") { $0.destination() }
      guard let reading, let destination else { return nil }
      return .destination(reading, destination)
    case .glossary: return topicFields().map(PageKind.glossaryTerm)
    case .checks: return record("words", "What the check says in each state.") { $0.checkFields() }.map(PageKind.check)
    case .faq: return topics().map { PageKind.faqEntry(FAQFields(topics: $0, answer: answer)) }
    case .topics:
      return optionalTexts("path", "Pages in the order in which somebody new reads them: section/name.").map {
        PageKind.topic(TopicHubFields(path: $0))
      }
    case .facts: return fact().map(PageKind.fact)
    case .about: return .about
    }
  }

  private mutating func reviewStamp() -> ReviewStamp? {
    let reviewClass = locatedText("class", "A review class of site.yaml: it sets how often the page is read again.")
    let reviewed = date("reviewed", "The day on which somebody read the whole page.")
    let reviewer = locatedText("by", "A reviewer of site.yaml.")
    let digest = optionalDigest("digest", "The digest of what was read; written by 'guidelight review mark'.")
    let cadence = optionalLocatedDays(
      "cadence", "How often this page is read again, where its class is too slow for it.")
    let note = optionalText("note", "What the review found.")
    guard let reviewClass, let reviewed, let reviewer else { return nil }
    return ReviewStamp(
      reviewClass: reviewClass, reviewed: reviewed, reviewer: reviewer, digest: digest, cadenceDays: cadence, note: note
    )
  }

  private mutating func publication() -> Publication? {
    let isDraft = flag("draft", "A draft is checked, and written only with --drafts.")
    let aliases = sitePaths("aliases", "Earlier addresses of the page, which lead to it.")
    let published = optionalDate("published", "The day on which the page came out.")
    let changes = records("changes", "Changes that readers are told of.") { $0.change() }
    guard let aliases, let changes else { return nil }
    return Publication(isDraft: isDraft, aliases: aliases, published: published?.value, changes: changes)
  }

  private mutating func change() -> Publication.Change? {
    let date = date("date", "The day of the change.")
    let text = text("text", "What is different for readers.")
    guard let date, let text else { return nil }
    return Publication.Change(date: date.value, text: text)
  }

  private mutating func topics() -> [Located<String>]? {
    slugs("topics", "Topics that gather the page: names of pages in topics/.")
  }

  private mutating func topicFields() -> TopicFields? {
    let stage = choice("stage", of: Stage.self, "How far a reader has come: explanation first, action last.")
    let topics = topics()
    guard let stage, let topics else { return nil }
    return TopicFields(stage: stage, topics: topics)
  }

  private mutating func readingFields(isGuide: Bool, hasLiveCheck: Bool = true) -> ReadingFields? {
    let topic = topicFields()
    let audienceWords = "Whom the page is for, one sentence each."
    let faqWords = "FAQ entries that the page shows, by name."
    let requiresWords = "Pages to read before: section/name."
    let audience = isGuide ? texts("audience", isNeeded: true, audienceWords) : optionalTexts("audience", audienceWords)
    let faq = isGuide ? texts("faq", isNeeded: true, faqWords) : optionalTexts("faq", faqWords)
    let requires = isGuide ? texts("requires", requiresWords) : optionalTexts("requires", requiresWords)
    let nextWords = "Where the reader goes from here."
    let next =
      isGuide ? record("next", nextWords) { $0.nextMove() } : optionalRecord("next", nextWords) { $0.nextMove() }
    let liveCheck =
      hasLiveCheck
      ? choices(
        "liveCheck", of: LiveCheckMode.self,
        "What the live check on the page can look at, besides what its steps ask for.") : []
    guard let topic, let audience, let faq, let requires, let liveCheck, next != nil || !isGuide else { return nil }
    return ReadingFields(
      topic: topic, audience: audience.map(\.value), faq: faq, requires: requires, next: next, liveCheck: liveCheck)
  }

  private mutating func nextMove() -> NextMove? {
    let page = locatedText("page", "The page to go to: section/name.")
    let text = text("text", "What to know before going there.")
    guard let page, let text else { return nil }
    return NextMove(page: page, text: text)
  }

  private mutating func destination() -> Destination? {
    let kind = choice("kind", of: Destination.Kind.self, "What a reader does there.")
    let url = webAddress("url", "The official address, without referral.")
    let disclosure = text(
      "disclosure", "What this site gains from the link, in plain words; nothing is an answer, too.")
    let referral = optionalRecord(
      "referral", "A link that pays this site; used only where site.yaml and region allow it."
    ) {
      $0.referral()
    }
    guard let kind, let url, let disclosure else { return nil }
    return Destination(kind: kind, url: url, disclosure: disclosure, referral: referral)
  }

  private mutating func referral() -> Destination.Referral? {
    let url = webAddress("url", "The address with the referral.")
    let disclosure = text("disclosure", "What this site gains from it, in plain words: 'We earn a commission if …'.")
    guard let url, let disclosure else { return nil }
    return Destination.Referral(url: url, disclosure: disclosure)
  }

  private mutating func checkFields() -> CheckFields? {
    let good = text("good", "What is said when nothing has to change.")
    let hint = text("hint", "What to do when it could be better.")
    let strong = text("strong", "What to do when it has to change.")
    let cannotTell = text("cannotTell", "What to look at oneself when nothing can be measured.")
    let causes = optionalTextTable("causes", "What to do by the cause of a finding, for a check that tells one.")
    guard let good, let hint, let strong, let cannotTell, let causes else { return nil }
    return CheckFields(good: good, hint: hint, strong: strong, cannotTell: cannotTell, causes: causes)
  }

  private mutating func fact() -> Fact? {
    let value = text("value", "The value as it is printed, or 'unknown' where nobody outside can know it.")
    let unit = optionalText("unit", "What is printed behind the value.")
    let source = optionalLocatedText("source", "The source of site.yaml that states it.")
    let checked = optionalDate("checked", "The day on which somebody read it there; left out where nobody could.")
    let cadence = days("cadence", "How long that reading holds: '30 days'.")
    let topics = topics()
    guard let value, let cadence, let topics else { return nil }
    return Fact(
      value: value == Fact.unknown ? nil : value, unit: unit, source: source, checked: checked?.value,
      cadenceDays: cadence, topics: topics)
  }
}
