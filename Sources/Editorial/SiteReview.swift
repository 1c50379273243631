// SPDX-License-Identifier: Apache-2.0
// How every page of a site stands on a day. What pages share (facts, answers, checks, sources) is judged once and looked up, so
// a page costs about a microsecond.

import SiteModel

/// All that a page's standing depends on besides the page itself.
public struct SiteReview: Sendable {
  public let settings: SiteSettings
  public let asOf: CivilDate
  private var facts: [String: SharedFact] = [:]
  private var answers: [String: SharedAnswer] = [:]
  /// The day on which the page of a check is due.
  private var checkDays: [String: CivilDate] = [:]
  /// Facts about fees that are not fresh enough for a link to an exchange beside them.
  private var barredFacts: [String: ReviewState] = [:]

  /// A fact as pages show it.
  private struct SharedFact {
    let digest: ReviewDigest
    let fact: Fact
  }

  /// An answer as pages show it, with the facts that it shows itself.
  private struct SharedAnswer {
    let digest: ReviewDigest
    let facts: [String]
  }

  /// - Parameter documents: every page that is published.
  public init(settings: SiteSettings, asOf: CivilDate, documents: some Sequence<Document>) {
    self.settings = settings
    self.asOf = asOf
    var checks: [Document] = []
    var factPages: [Document] = []
    var answerPages: [Document] = []
    for document in documents {
      switch document.kind {
      case .fact(let fact):
        facts[document.slug] = SharedFact(digest: fact.shownDigest, fact: fact)
        factPages.append(document)
      case .faqEntry: answerPages.append(document)
      case .check: checks.append(document)
      default: break
      }
    }
    for page in answerPages {
      let shown = page.factReferences
      let digest = shown.reduce(page.textDigest) { $0 + (facts[$1]?.digest ?? .zero) }
      answers[page.slug] = SharedAnswer(digest: digest, facts: shown)
    }
    for page in factPages where SiteReview.isAboutFees(page) {
      let state = standing(of: page).state
      if state <= .overdue { barredFacts[page.slug] = state }
    }
    // Filled at once, so that no check's day depends on another's.
    let days = checks.compactMap { page in standing(of: page).due.map { (page.slug, $0) } }
    checkDays = Dictionary(days) { first, _ in first }
  }

  /// How a page stands.
  public func standing(of document: Document) -> Standing {
    var judge = Judge(review: self, document)
    judge.takeShownFacts()
    judge.judgeStamp()
    judge.judgeSources()
    judge.judgeFacts()
    judge.judgeDays()
    return judge.standing
  }

  /// Who sees to a page: an identifier of a reviewer; nil where the settings name nobody.
  public func owner(of path: PagePath) -> String? {
    let named = path.section.flatMap { settings.owners[$0.rawValue] } ?? settings.owners["default"]
    return named?.value
  }

  // MARK: - Conversion links

  /// Why a page must not carry a link to sign up, download or trade: the facts about fees that it shows and that are overdue,
  /// unverified, edited since their review or worse; empty for a page that may.
  public func conversionBars(for document: Document) -> [(fact: String, state: ReviewState)] {
    guard !barredFacts.isEmpty else { return [] }
    return shownFacts(of: document).compactMap { id in barredFacts[id].map { (id, $0) } }
  }

  /// A fact is about fees when it lies on the topic of that name, or is reviewed as such.
  private static func isAboutFees(_ page: Document) -> Bool {
    let name = Section.fees.rawValue
    return page.kind.topics.contains { $0.value == name } || page.header.review.reviewClass.value == name
  }

  /// The facts that a page shows: its own, those in its text, and those of the answers that it shows; each once.
  fileprivate func shownFacts(of document: Document) -> [String] {
    var shown = document.factReferences
    for entry in document.kind.reading?.faq ?? [] {
      for fact in answers[entry.value]?.facts ?? [] where !shown.contains(fact) { shown.append(fact) }
    }
    if case .fact = document.kind, !shown.contains(document.slug) { shown.append(document.slug) }
    return shown
  }
}

extension Document {
  /// The facts in the text, each once.
  fileprivate var factReferences: [String] {
    var facts: [String] = []
    for item in outline.references where item.reference.scheme == .fact && !facts.contains(item.reference.target) {
      facts.append(item.reference.target)
    }
    return facts
  }
}

// MARK: - One page

extension SiteReview {
  /// Gathers what there is to say about one page.
  private struct Judge {
    let review: SiteReview
    let document: Document
    private let stamp: ReviewStamp
    private var findings: [ReviewFinding] = []
    private var shownFacts: [String] = []
    private var digest: ReviewDigest
    /// The day of the page itself, and the nearest of all.
    private var ownDue: CivilDate?
    private var due: CivilDate?
    /// Whose day `due` is, where it is not the page's own.
    private var cause: String?
    private var periodDays: Int?
    private var leadDays = 0

    init(review: SiteReview, _ document: Document) {
      self.review = review
      self.document = document
      stamp = document.header.review
      digest = document.textDigest
    }

    var standing: Standing { Standing(findings, due: due, periodDays: periodDays, digest: digest) }

    mutating func takeShownFacts() {
      shownFacts = review.shownFacts(of: document)
      for id in document.factReferences { digest = digest + (review.facts[id]?.digest ?? .zero) }
      for entry in document.kind.reading?.faq ?? [] {
        if let answer = review.answers[entry.value] {
          digest = digest + answer.digest
        } else {
          findings.append(.lost("the answer '\(entry.value)'"))
        }
      }
    }

    mutating func judgeStamp() {
      if let reviewer = review.settings.reviewers[stamp.reviewer.value] {
        if !reviewer.mayReview(stamp.reviewClass.value) {
          findings.append(.notAllowed(reviewer: stamp.reviewer.value, reviewClass: stamp.reviewClass.value))
        }
      } else {
        findings.append(.unknownReviewer(stamp.reviewer.value))
      }
      if let reviewClass = review.settings.reviewClasses[stamp.reviewClass.value] {
        let days = stamp.cadenceDays?.value ?? reviewClass.cadenceDays
        if days > reviewClass.cadenceDays {
          findings.append(.cadenceTooLong(days: days, classDays: reviewClass.cadenceDays))
        }
        leadDays = reviewClass.leadDays
        periodDays = min(days, reviewClass.cadenceDays)
        ownDue = stamp.reviewed.value.adding(days: min(days, reviewClass.cadenceDays))
        due = ownDue
      } else {
        findings.append(.unknownClass(stamp.reviewClass.value))
      }
      if stamp.reviewed.value > review.asOf { findings.append(.inFuture(stamp.reviewed.value)) }
      if let read = stamp.digest {
        if read != digest { findings.append(.edited) }
      } else {
        findings.append(.withoutDigest)
      }
    }

    mutating func judgeSources() {
      for id in document.header.sources {
        if let source = review.settings.sources[id.value] {
          judge(source, id.value)
        } else {
          findings.append(.lost("the source '\(id.value)'"))
        }
      }
    }

    private mutating func judge(_ source: Source, _ id: String) {
      if let published = source.published, published > stamp.reviewed.value {
        findings.append(.newerSource(id: id, published: published))
      }
      guard let checked = source.checked, checked <= review.asOf else {
        findings.append(.unverifiedSource(id))
        return
      }
      guard let days = source.cadenceDays else { return }
      take(checked, days, "source '\(id)'")
      if checked.adding(days: days) < review.asOf {
        findings.append(.staleSource(id: id, checked: checked, days: days))
      }
    }

    mutating func judgeFacts() {
      for id in shownFacts {
        guard let fact = review.facts[id]?.fact else {
          findings.append(.lost("the fact '\(id)'"))
          continue
        }
        // That nobody outside can know a value is not read anywhere.
        if fact.value == nil, fact.checked == nil { continue }
        guard let checked = fact.checked, checked <= review.asOf else {
          findings.append(.unverifiedFact(id))
          continue
        }
        take(checked, fact.cadenceDays, "fact '\(id)'")
        if checked.adding(days: fact.cadenceDays) < review.asOf {
          findings.append(.staleFact(id: id, checked: checked, days: fact.cadenceDays))
        }
      }
    }

    mutating func judgeDays() {
      if let ownDue, ownDue < review.asOf { findings.append(.overdue(ownDue)) }
      if !review.checkDays.isEmpty { judgeChecks() }
      if let due, due >= review.asOf, review.asOf.adding(days: leadDays) >= due {
        findings.append(.dueSoon(due, cause: cause))
      }
    }

    private mutating func judgeChecks() {
      var seen: [String] = []
      for item in document.outline.references where item.reference.scheme == .check {
        let id = item.reference.target
        guard let day = review.checkDays[id], !seen.contains(id) else { continue }
        seen.append(id)
        if day < review.asOf { findings.append(.overdueCheck(id: id, day)) }
        if let due, day < due { (self.due, cause) = (day, "check '\(id)'") }
      }
    }

    /// A day until which something holds that the page rests on.
    private mutating func take(_ checked: CivilDate, _ days: Int, _ name: String) {
      periodDays = periodDays.map { min($0, days) }
      let day = checked.adding(days: days)
      if let due, day < due { (self.due, cause) = (day, name) }
    }
  }
}
