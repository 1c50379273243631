// SPDX-License-Identifier: Apache-2.0
// Whatever editors do, in whatever order: a page that says fresh is. The test keeps its own account of what happened.

import Editorial
import SiteModel
import TestSupport
import Testing

@Suite struct ReviewPropertyTests {
  /// What really happened, in plain numbers.
  private struct Account {
    var edits = 0
    var editsAtMark = -1
    var markDay: CivilDate?
    var isAllowed = false
    var sourceDay: CivilDate?
    var sourcePublished: CivilDate?
    var factDay: CivilDate?
  }

  @Test(arguments: 1...200)
  func `a page that says fresh was marked after its last edit, within its cadence, by someone allowed, with all its sources checked`(
    seed: Int
  ) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var site = SampleSite()
    // Around a leap day and the end of a year.
    site.asOf = SampleSite.day("2027-11-20").adding(days: Int.random(in: 0..<100, using: &random))
    site.sources["official"] = SampleSite.source(checked: nil, cadence: 60)
    site.pages = [
      SamplePage("facts/fee") {
        $0.checked = nil
        $0.reviewClass = "concepts"
      }, SamplePage("faq/again"),
      SamplePage("fees/one") {
        $0.sources = ["official"]
        $0.body = "[x](fact:fee)"
        $0.faq = ["again"]
      },
    ]
    site.mark("faq/again", on: site.asOf.iso)
    site.change("fees/one") { $0.reviewed = "2027-11-01" }
    var account = Account()
    var freshDays = 0
    for step in 1...60 {
      act(step, &site, &account, &random)
      let standing = site.standing(of: "fees/one")
      guard standing.state <= .overdue else {
        freshDays += 1
        check(site, account, standing)
        continue
      }
    }
    if seed == 1 { #expect(freshDays > 0, "a test that never sees a fresh page tests nothing") }
  }

  private func act(_ step: Int, _ site: inout SampleSite, _ account: inout Account, _ random: inout SeededRandom) {
    let today = site.asOf
    switch Int.random(in: 0..<11, using: &random) {
    case 0:
      site.change("fees/one") { $0.body = "[x](fact:fee) \(step)" }
      account.edits += 1
    case 1:
      site.change("facts/fee") { $0.value = "0.\(step)" }
      account.edits += 1
    case 2:
      site.change("faq/again") { $0.body = "Answer \(step)." }
      account.edits += 1
    case 3:
      site.change("fees/one") { $0.reviewed = today.iso }  // A bare date: nobody has read anything.
      account.markDay = today
    case 4, 5, 6:
      let reviewer = ["editor", "editor", "fee-desk", "stranger"].randomElement(using: &random)!
      site.mark("fees/one", on: today.iso, by: reviewer)
      (account.editsAtMark, account.markDay, account.isAllowed) = (account.edits, today, reviewer == "editor")
    case 7:
      account.sourceDay = today
      site.sources["official"] = SampleSite.source(
        checked: today.iso, cadence: 60, published: account.sourcePublished?.iso)
    case 8:
      account.sourcePublished = today
      site.sources["official"] = SampleSite.source(
        checked: account.sourceDay?.iso, cadence: 60, published: today.iso)
    case 9:
      site.change("facts/fee") { $0.checked = today.iso }
      account.factDay = today
    default: site.asOf = today.adding(days: Int.random(in: 1...40, using: &random))
    }
  }

  private func check(_ site: SampleSite, _ account: Account, _ standing: Standing) {
    func days(since day: CivilDate?) -> Int { day.map { site.asOf.daysSinceEpoch - $0.daysSinceEpoch } ?? .max }
    #expect(account.editsAtMark == account.edits)
    #expect(account.isAllowed)
    #expect((0...90).contains(days(since: account.markDay)))
    #expect((0...60).contains(days(since: account.sourceDay)))
    #expect((0...30).contains(days(since: account.factDay)))
    if let published = account.sourcePublished, let marked = account.markDay { #expect(published <= marked) }
    if let due = standing.due { #expect(due >= site.asOf) }
    if standing.state == .fresh { #expect(standing.findings.isEmpty) }
  }
}
