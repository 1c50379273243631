// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Editorial
import SiteModel
import Testing

@Suite struct ChangePolicyTests {
  private func site() -> SampleSite {
    var site = SampleSite()
    site.pages = [
      SamplePage("rules/fresh"), SamplePage("rules/late"), SamplePage("faq/again"), SamplePage("fix/shows") { $0.faq = ["again"] },
    ]
    for page in site.pages { site.mark(page.path, on: page.path == "rules/late" ? "2026-01-01" : "2026-11-20") }
    return site
  }

  private func findings(_ change: (inout SampleSite) -> Void) -> [Diagnostic] {
    let before = site()
    var after = before
    change(&after)
    let policy = ChangePolicy(before: before.review, earlier: before.pages.map(\.document), after: after.review)
    let old = Dictionary(uniqueKeysWithValues: before.pages.map { ($0.path, $0) })
    return policy.findings(for: after.pages.map(\.document)) { document in
      let page = after.pages.first { $0.path == document.path.text }!
      return old[page.path].map { $0.body != page.body || $0.reviewed != page.reviewed || $0.digest != page.digest || $0.reviewer != page.reviewer } ?? true
    }
  }

  @Test func `a change that touches nothing, or time alone, is no finding`() {
    #expect(findings { _ in }.isEmpty)
    #expect(findings { $0.asOf = SampleSite.day("2026-11-25") }.isEmpty)
  }

  @Test func `an edit to a page that was in order needs a review`() {
    let edited = findings { $0.change("rules/fresh") { $0.body = "Edited." } }
    #expect(edited.map(\.identifier) == [.worseReview] && edited[0].severity == .error)
    #expect(edited[0].summary.hasPrefix("'rules/fresh' was fresh and is now edited since review"))
    let reviewed = findings {
      $0.change("rules/fresh") { $0.body = "Edited." }
      $0.mark("rules/fresh", on: "2026-11-25")
    }
    #expect(reviewed.isEmpty)
  }

  @Test func `a typing error on an overdue page is mended without a false stamp`() {
    #expect(findings { $0.change("rules/late") { $0.body = "Mended." } }.isEmpty)
  }

  @Test func `a date, a name or a digest that nobody earned is an error`() {
    for change in [
      {
        $0.body = "Mended."
        $0.reviewed = "2026-11-25"
      },
      {
        $0.body = "Mended."
        $0.reviewer = "fee-desk"
      },
      { $0.digest = ReviewDigest(high: 1, low: 2) }, { $0.digest = nil },
    ] as [(inout SamplePage) -> Void] {
      let found = findings { $0.change("rules/late", change) }
      #expect(found.map(\.identifier) == [.bareReviewDate])
    }
  }

  @Test func `a new page comes with its review`() {
    #expect(findings { $0.pages.append(SamplePage("rules/new")) }.map(\.identifier) == [.worseReview])
    #expect(
      findings {
        $0.pages.append(SamplePage("rules/new"))
        $0.mark("rules/new", on: "2026-11-25")
      }.isEmpty)
  }

  @Test func `a page that shows what was changed is told, and fails nothing`() {
    let found = findings {
      $0.change("faq/again") { $0.body = "Another answer." }
      $0.mark("faq/again", on: "2026-11-25")
    }
    #expect(found.map(\.identifier) == [.editedSinceReview] && found[0].severity == .warning)
    #expect(found[0].location.path == "Content/fix/shows.md")
  }

  @Test func `where the site was not readable before, every touched page counts as new`() {
    var after = site()
    after.change("rules/late") { $0.body = "Mended." }
    let policy = ChangePolicy(before: nil, earlier: [], after: after.review)
    #expect(policy.findings(for: after.pages.map(\.document)) { $0.path.text == "rules/late" }.map(\.identifier) == [.worseReview])
  }
}
