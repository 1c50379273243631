// SPDX-License-Identifier: Apache-2.0
// Every state: what brings a page into it, and what leads out of it.

import Diagnostics
import Editorial
import SiteModel
import Testing

@Suite struct ReviewStateTests {
  /// A page that was read on 20 November, against a source that was read on the same day.
  private func freshSite(_ change: (inout SamplePage) -> Void = { _ in }) -> SampleSite {
    var site = SampleSite()
    site.pages = [
      SamplePage("rules/one") {
        $0.sources = ["official"]
        change(&$0)
      }
    ]
    site.mark("rules/one", on: "2026-11-20")
    return site
  }

  @Test func `a page that was read is fresh`() {
    let standing = freshSite().standing(of: "rules/one")
    #expect(standing.state == .fresh && standing.findings.isEmpty && standing.reason.isEmpty)
    #expect(standing.due == SampleSite.day("2027-02-18") && standing.periodDays == 90)
  }

  // MARK: - Edits

  @Test func `a page edited after its review is not fresh, whatever its date says`() {
    var site = freshSite()
    site.change("rules/one") { $0.body = "The text of the page, changed." }
    #expect(site.standing(of: "rules/one").findings == [.edited])
    site.change("rules/one") { $0.reviewed = "2026-11-25" }
    #expect(site.standing(of: "rules/one").state == .edited)
    site.mark("rules/one", on: "2026-11-25")
    #expect(site.standing(of: "rules/one").state == .fresh)
  }

  @Test func `an edit that is taken back leaves what was read`() {
    var site = freshSite()
    site.change("rules/one") { $0.title = "Another" }
    #expect(site.standing(of: "rules/one").state == .edited)
    site.change("rules/one") { $0.title = "A title" }
    #expect(site.standing(of: "rules/one").state == .fresh)
  }

  @Test func `a review without a digest proves nothing`() {
    var site = freshSite()
    site.change("rules/one") { $0.digest = nil }
    #expect(site.standing(of: "rules/one").findings == [.withoutDigest])
    #expect(site.standing(of: "rules/one").state == .edited)
  }

  @Test func `a fact that changes marks every page that shows it, also by way of an answer`() {
    var site = SampleSite()
    site.pages = [
      SamplePage("facts/maker-fee") { $0.sources = ["official"] },
      SamplePage("faq/cost") { $0.body = "It costs [0.1 %](fact:maker-fee)." },
      SamplePage("fees/direct") { $0.body = "It costs [0.1 %](fact:maker-fee)." },
      SamplePage("fees/answer") { $0.faq = ["cost"] },
      SamplePage("fees/other"),
    ]
    for page in site.pages { site.mark(page.path, on: "2026-11-20") }
    for page in site.pages { #expect(site.standing(of: page.path).state == .fresh, "\(page.path)") }
    site.change("facts/maker-fee") { $0.value = "0.2" }
    for path in ["facts/maker-fee", "faq/cost", "fees/direct", "fees/answer"] {
      #expect(site.standing(of: path).findings == [.edited], "\(path)")
    }
    #expect(site.standing(of: "fees/other").state == .fresh)
    site.mark("fees/answer", on: "2026-11-25")
    #expect(site.standing(of: "fees/answer").state == .fresh)
  }

  @Test func `a fact that is read again and says the same marks nobody`() {
    var site = SampleSite()
    site.pages = [SamplePage("facts/fee"), SamplePage("fees/one") { $0.body = "[0.1 %](fact:fee)" }]
    for page in site.pages { site.mark(page.path, on: "2026-11-20") }
    site.change("facts/fee") { $0.checked = "2026-11-24" }
    #expect(site.standing(of: "fees/one").state == .fresh)
    #expect(site.standing(of: "facts/fee").state == .fresh)
  }

  @Test func `an answer that changes marks the pages that show it, not those that link to it`() {
    var site = SampleSite()
    site.pages = [
      SamplePage("faq/again"), SamplePage("fix/shows") { $0.faq = ["again"] },
      SamplePage("fix/links") { $0.body = "See [again](faq:again)." },
    ]
    for page in site.pages { site.mark(page.path, on: "2026-11-20") }
    site.change("faq/again") { $0.body = "Another answer." }
    #expect(site.standing(of: "fix/shows").state == .edited)
    #expect(site.standing(of: "fix/links").state == .fresh)
  }

  // MARK: - Stamps

  @Test func `a review from a day to come is in the future until that day`() {
    var site = freshSite()
    site.mark("rules/one", on: "2026-11-26")
    #expect(site.standing(of: "rules/one").findings == [.inFuture(SampleSite.day("2026-11-26"))])
    site.asOf = SampleSite.day("2026-11-26")
    #expect(site.standing(of: "rules/one").state == .fresh)
  }

  @Test func `a reviewer who is unknown, or may not review the class, reviews nothing`() {
    var site = freshSite()
    site.mark("rules/one", on: "2026-11-20", by: "nobody-knows")
    #expect(site.standing(of: "rules/one").findings == [.unknownReviewer("nobody-knows")])
    site.mark("rules/one", on: "2026-11-20", by: "fee-desk")
    #expect(site.standing(of: "rules/one").findings == [.notAllowed(reviewer: "fee-desk", reviewClass: "rules")])
    #expect(site.standing(of: "rules/one").state == .unknownReviewer)
    site.change("rules/one") { $0.reviewClass = "fees" }
    #expect(site.standing(of: "rules/one").state == .fresh)
  }

  @Test func `a class that is unknown, a longer cadence and a lost source are malformed`() {
    var site = freshSite()
    site.change("rules/one") { $0.reviewClass = "rule" }
    #expect(site.standing(of: "rules/one").findings == [.unknownClass("rule")])
    #expect(site.standing(of: "rules/one").due == nil)
    site.change("rules/one") {
      $0.reviewClass = "rules"
      $0.cadence = 91
    }
    #expect(site.standing(of: "rules/one").findings == [.cadenceTooLong(days: 91, classDays: 90)])
    site.change("rules/one") { $0.cadence = 90 }
    #expect(site.standing(of: "rules/one").state == .fresh)
    site.sources = [:]
    #expect(site.standing(of: "rules/one").findings == [.lost("the source 'official'")])
    #expect(site.standing(of: "rules/one").state == .malformed)
  }

  @Test func `a page may shorten its cadence`() {
    var site = freshSite { $0.cadence = 4 }
    #expect(site.standing(of: "rules/one").findings == [.overdue(SampleSite.day("2026-11-24"))])
    site.mark("rules/one", on: "2026-11-25")
    #expect(site.standing(of: "rules/one").due == SampleSite.day("2026-11-29"))
  }

  // MARK: - Sources

  @Test func `a source that nobody could read leaves its page unverified, until somebody reads it`() {
    var site = freshSite()
    site.sources["official"] = SampleSite.source(checked: nil)
    #expect(site.standing(of: "rules/one").findings == [.unverifiedSource("official")])
    #expect(site.standing(of: "rules/one").state == .unverified)
    site.sources["official"] = SampleSite.source(checked: "2026-11-25")
    #expect(site.standing(of: "rules/one").state == .fresh)
    site.sources["official"] = SampleSite.source(checked: "2026-11-26")
    #expect(site.standing(of: "rules/one").state == .unverified, "a reading on a day to come is none")
  }

  @Test func `a source that was not read within its cadence has changed for all we know`() {
    var site = freshSite()
    site.sources["official"] = SampleSite.source(checked: "2026-11-20", cadence: 5)
    #expect(site.standing(of: "rules/one").state == .dueSoon, "its last day is no day too late")
    site.asOf = SampleSite.day("2026-11-26")
    #expect(
      site.standing(of: "rules/one").findings == [.staleSource(id: "official", checked: SampleSite.day("2026-11-20"), days: 5)])
    #expect(site.standing(of: "rules/one").state == .sourceChanged)
    site.sources["official"] = SampleSite.source(checked: "2026-11-26", cadence: 50)
    #expect(site.standing(of: "rules/one").state == .fresh)
  }

  @Test func `a source newer than the review has changed, even where somebody has read it since`() {
    var site = freshSite()
    site.sources["official"] = SampleSite.source(checked: "2026-11-24", published: "2026-11-22")
    #expect(
      site.standing(of: "rules/one").findings == [.newerSource(id: "official", published: SampleSite.day("2026-11-22"))])
    site.mark("rules/one", on: "2026-11-22")
    #expect(site.standing(of: "rules/one").state == .fresh)
  }

  @Test func `a fact that is too old or was never read tells on the pages that show it`() {
    var site = SampleSite()
    site.pages = [
      SamplePage("facts/fee"),
      SamplePage("facts/limit") {
        $0.value = nil
        $0.checked = nil
      },
      SamplePage("fees/one") { $0.body = "[0.1 %](fact:fee) and [unknown](fact:limit)" },
    ]
    for page in site.pages { site.mark(page.path, on: "2026-11-20") }
    #expect(site.standing(of: "fees/one").state == .fresh, "that a value is unknown is an honest answer")
    site.change("facts/fee") { $0.checked = "2026-10-25" }
    #expect(
      site.standing(of: "fees/one").findings == [.staleFact(id: "fee", checked: SampleSite.day("2026-10-25"), days: 30)])
    #expect(site.standing(of: "facts/fee").state == .sourceChanged)
    site.change("facts/fee") { $0.checked = nil }
    #expect(site.standing(of: "fees/one").findings == [.unverifiedFact("fee")])
    site.change("facts/fee") { $0.checked = "2026-11-25" }
    #expect(site.standing(of: "fees/one").state == .fresh)
  }

  @Test func `a fact or an answer that is not there is malformed`() {
    var site = freshSite { $0.body = "[0.1 %](fact:gone)" }
    #expect(site.standing(of: "rules/one").findings == [.lost("the fact 'gone'")])
    site.change("rules/one") {
      $0.body = "The text of the page."
      $0.faq = ["gone"]
    }
    #expect(site.standing(of: "rules/one").has(.malformed))
  }

  // MARK: - Days

  @Test func `a page is due soon within the lead of its class, due on its day, and overdue on the next`() {
    var site = freshSite()
    for (asOf, state) in [
      ("2027-02-03", ReviewState.fresh), ("2027-02-04", .dueSoon), ("2027-02-18", .dueSoon), ("2027-02-19", .overdue),
    ] {
      site.asOf = SampleSite.day(asOf)
      #expect(site.standing(of: "rules/one").state == state, "\(asOf)")
    }
    site.mark("rules/one", on: "2027-02-19")
    #expect(site.standing(of: "rules/one").state == .fresh)
  }

  @Test func `the nearest day of page, fact, source and check page counts`() {
    var site = SampleSite()
    site.sources["official"] = SampleSite.source(checked: "2026-11-20", cadence: 60)
    site.pages = [
      SamplePage("facts/fee") {
        $0.cadenceOfFact = 40
        $0.reviewClass = "concepts"
      },
      SamplePage("checks/light") { $0.cadence = 30 },
      SamplePage("rules/own"), SamplePage("rules/source") { $0.sources = ["official"] },
      SamplePage("rules/fact") {
        $0.sources = ["official"]
        $0.body = "[0.1 %](fact:fee)"
      },
      SamplePage("rules/check") {
        $0.sources = ["official"]
        $0.body = "[0.1 %](fact:fee) [light](check:light)"
      },
    ]
    for page in site.pages { site.mark(page.path, on: "2026-11-20") }
    let dues = ["own": "2027-02-18", "source": "2027-01-19", "fact": "2026-12-30", "check": "2026-12-20"]
    for (name, due) in dues { #expect(site.standing(of: "rules/\(name)").due == SampleSite.day(due), "\(name)") }
    site.asOf = SampleSite.day("2026-12-21")
    #expect(site.standing(of: "rules/check").findings.first == .overdueCheck(id: "light", SampleSite.day("2026-12-20")))
    #expect(site.standing(of: "rules/check").state == .overdue)
    site.mark("checks/light", on: "2026-12-21")
    #expect(!site.standing(of: "rules/check").has(.overdue))
  }

  @Test(arguments: [
    ("2027-11-30", 90, "2028-02-28"), ("2027-12-01", 90, "2028-02-29"), ("2027-12-02", 90, "2028-03-01"),
    ("2026-12-01", 90, "2027-03-01"), ("2026-12-31", 1, "2027-01-01"), ("2028-02-29", 365, "2029-02-28"),
    ("2100-02-28", 1, "2100-03-01"),
  ])
  func `leap days and year ends count as the calendar has them`(reviewed: String, cadence: Int, due: String) {
    var site = SampleSite()
    site.classes["rules"] = ReviewClass(cadenceDays: cadence, leadDays: 0)
    site.asOf = SampleSite.day(due)
    site.pages = [SamplePage("rules/one")]
    site.mark("rules/one", on: reviewed)
    #expect(site.standing(of: "rules/one").due == SampleSite.day(due))
    #expect(site.standing(of: "rules/one").state == .dueSoon)
    site.asOf = SampleSite.day(due).adding(days: 1)
    #expect(site.standing(of: "rules/one").state == .overdue)
  }

  // MARK: - All of them

  @Test func `the most urgent of several findings is the state, and all of them are told`() {
    var site = freshSite()
    site.asOf = SampleSite.day("2027-06-01")
    site.sources["official"] = SampleSite.source(checked: nil)
    site.change("rules/one") { $0.body = "Changed." }
    let standing = site.standing(of: "rules/one")
    #expect(standing.findings.map(\.state) == [.edited, .unverified, .overdue])
    #expect(standing.reason.split(separator: ";").count == 3)
  }

  @Test func `states are ordered by urgency, and the first four stop a build`() {
    #expect(ReviewState.allCases == ReviewState.allCases.sorted())
    #expect(ReviewState.allCases.filter(\.stopsBuild) == [.missing, .malformed, .inFuture, .unknownReviewer])
  }

  @Test func `only a page whose review stands passes the gate, and a late one says so`() {
    var site = freshSite()
    func gate() -> (EditorialNote?, [String]) {
      var faults: [Diagnostic] = []
      let note = Review(site.review).approve(site.pages[0].document, diagnostics: &faults)?.note
      return (note, faults.map(\.identifier.rawValue))
    }
    #expect(gate().0?.warning == nil && gate().1.isEmpty)
    site.change("rules/one") { $0.body = "Changed." }
    #expect(gate().0?.warning == .edited)
    site.mark("rules/one", on: "2026-11-20")
    site.asOf = SampleSite.day("2027-02-19")
    #expect(gate().0?.warning == .overdue && gate().0?.isPastDue == true)
    for (change, fault) in [
      ({ $0.reviewer = "nobody" }, "UnknownReviewer"), ({ $0.reviewClass = "rule" }, "UnknownReviewClass"),
      ({ $0.reviewed = "2027-02-20" }, "ReviewInFuture"), ({ $0.reviewer = "fee-desk" }, "ReviewerNotAllowed"),
      ({ $0.cadence = 400 }, "InvalidValue"), ({ $0.sources = ["oficial"] }, "UnknownSource"),
    ] as [((inout SamplePage) -> Void, String)] {
      let before = site
      site.change("rules/one", change)
      #expect(gate().0 == nil && gate().1 == [fault])
      site = before
    }
  }

  @Test func `settings that name what is not there are faults`() {
    var site = freshSite()
    site.owners = [
      "guides": Located("editor", at: SampleSite.nowhere), "guide": Located("editor", at: SampleSite.nowhere),
      "default": Located("editr", at: SampleSite.nowhere),
    ]
    site.reviewers["third"] = Reviewer(name: "A third", classes: [Located("rule", at: SampleSite.nowhere)])
    let faults = Review(site.review).settingsFaults().map(\.summary)
    #expect(
      faults == [
        "'rule' is not a review class; did you mean 'rules'?", "'editr' is not a reviewer; did you mean 'editor'?",
        "'guide' in 'owners' is not a section; did you mean 'guides'?",
      ])
  }

  // MARK: - Conversion links

  @Test func `no conversion link beside a fact about fees that is overdue, unverified or edited since its review`() {
    var site = SampleSite()
    site.sources["official"] = SampleSite.source(checked: "2026-11-20")
    site.pages = [
      SamplePage("facts/fee") {
        $0.topics = ["fees"]
        $0.reviewClass = "fees"
      },
      SamplePage("facts/tries") { $0.checked = nil },
      SamplePage("fees/one") { $0.body = "[0.1 %](fact:fee)" }, SamplePage("rules/one") { $0.body = "[3](fact:tries)" },
    ]
    for page in site.pages { site.mark(page.path, on: "2026-11-20") }
    func bars(_ path: String) -> [ReviewState] {
      site.review.conversionBars(for: site.pages.first { $0.path == path }!.document).map(\.state)
    }
    #expect(bars("fees/one").isEmpty)
    #expect(bars("rules/one").isEmpty, "a fact about something else bars nothing")
    let good = site
    site.change("facts/fee") { $0.checked = nil }
    #expect(bars("fees/one") == [.unverified])
    site = good
    site.change("facts/fee") { $0.body = "Changed." }
    #expect(bars("fees/one") == [.edited])
    site = good
    site.asOf = SampleSite.day("2026-12-21")
    #expect(bars("fees/one") == [.sourceChanged])
    site.change("facts/fee") { $0.checked = "2026-12-21" }
    #expect(bars("fees/one") == [.overdue])
  }
}
