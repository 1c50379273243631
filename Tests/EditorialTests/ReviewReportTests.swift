// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Editorial
import Foundation
import SiteModel
import Testing

@Suite struct ReviewReportTests {
  /// One page in each of some states, by 25 November 2026.
  private var report: ReviewReport {
    var site = SampleSite()
    site.owners = ["rules": Located("editor", at: SampleSite.nowhere)]
    site.pages = [
      SamplePage("rules/fresh"), SamplePage("rules/edited") { $0.title = "A, \"B\"; <C> | d" }, SamplePage("fees/late"),
      SamplePage("rules/later"),
    ]
    site.mark("rules/fresh", on: "2026-11-25")
    site.mark("fees/late", on: "2026-08-20")
    site.mark("rules/later", on: "2026-08-10")
    let unreadable = [
      UnreadablePage(
        path: PagePath("fix/without")!, sourcePath: "Content/fix/without.md",
        faults: [
          Diagnostic(.warning, .longSentence, at: SourceLocation(path: "Content/fix/without.md", line: 9), "Long"),
          Diagnostic(.error, .missingReview, at: SourceLocation(path: "Content/fix/without.md", line: 2), "'review' is missing"),
        ]),
      UnreadablePage(
        path: PagePath("fix/broken")!, sourcePath: "Content/fix/broken.md",
        faults: [
          Diagnostic(.error, .invalidDate, at: SourceLocation(path: "Content/fix/broken.md", line: 5), "Review date 'soon' is not in the form YYYY-MM-DD")
        ]),
    ]
    return ReviewReport(site.review, documents: site.pages.map(\.document), unreadable: unreadable)
  }

  @Test func `the most urgent page comes first, of equals the one that is most overdue`() {
    #expect(
      report.rows.map(\.name) == [
        "fix/without", "fix/broken", "rules/edited", "rules/later", "fees/late", "rules/fresh",
      ])
    #expect(report.rows.map(\.state) == [.missing, .malformed, .edited, .overdue, .overdue, .fresh])
    #expect(report.rows.map(\.days) == [nil, nil, 85, -17, -7, 90])
  }

  @Test func `a page that cannot be read is not dropped, and says what is wrong`() {
    #expect(report.rows[0].reason == "the page has no review" && report.rows[0].location.line == 2)
    #expect(report.rows[1].reason == "Review date 'soon' is not in the form YYYY-MM-DD" && report.rows[1].location.line == 5)
    #expect(report.summary == "6 pages as of 25 November 2026: 1 missing, 1 malformed, 1 edited since review, 2 overdue, 1 fresh")
  }

  @Test func `a limit is met by its own state and by every more urgent one`() {
    let late = report.filtered { $0.state == .overdue }
    #expect(late.has(.overdue) && late.has(.dueSoon) && !late.has(.unverified))
    #expect(!report.filtered { $0.state == .fresh }.has(.dueSoon))
    #expect(!report.filtered { _ in false }.has(.fresh))
  }

  @Test func `the table stands in columns and ends with a summary`() {
    let lines = report.table().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0] == "page          state                days  owner   reason")
    #expect(lines[1] == "fix/without   missing                 –  nobody  the page has no review")
    #expect(lines[4] == "rules/later   overdue               -17  editor  it was due on 2026-11-08")
    #expect(lines[6] == "rules/fresh   fresh                  90  editor")
    #expect(lines.suffix(3) == ["", report.summary, ""])
    #expect(report.filtered { _ in false }.table() == "0 pages as of 25 November 2026\n")
  }

  @Test func `comma-separated values quote what needs it, by RFC 4180`() {
    let lines = report.csv.components(separatedBy: "\r\n")
    #expect(lines[0] == "page,state,due,days,owner,class,reviewed,by,reason")
    #expect(lines[3] == "rules/edited,edited,2027-02-18,85,editor,rules,2026-11-20,editor,\"the review has no digest, so nobody can tell what was read\"")
    #expect(lines.count == 8 && lines[7].isEmpty)
  }

  @Test func `JSON has every page, and is JSON`() throws {
    let json = try #require(try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    let pages = try #require(json["pages"] as? [[String: Any]])
    #expect(pages.count == 6 && json["asOf"] as? String == "2026-11-25")
    #expect(pages[3]["days"] as? Int == -17 && pages[3]["state"] as? String == "overdue")
    #expect(pages[0]["digest"] == nil && (pages[5]["digest"] as? String)?.count == 32)
  }

  @Test func `the calendar has one event for each page with a day, in lines of at most 75 bytes`() {
    let calendar = report.calendar(host: "sample.example")
    #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count - 1 == 4)
    let lines = calendar.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 } && !calendar.replacing("\r\n", with: "").contains("\n"))
    #expect(calendar.contains("UID:rules/later-2026-11-08@sample.example\r\nDTSTAMP:20261125T000000Z\r\nDTSTART;VALUE=DATE:20261108\r\nDTEND;VALUE=DATE:20261109\r\n"))
    #expect(calendar.contains("SUMMARY:Review: A\\, \"B\"\\; <C> | d\r\n"))
    #expect(calendar.replacing("\r\n ", with: "").contains("edited since review: the review has no digest\\, so nobody"))
  }

  @Test func `the dashboard loads nothing, and text in it means itself`() {
    let html = report.dashboard(site: "A & <B>")
    #expect(html.contains("<title>Reviews of A &amp; &lt;B&gt;</title>"))
    #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("src="))
    #expect(html.components(separatedBy: "<tr data-state").count - 1 == 6)
    #expect(html.components(separatedBy: "<rect ").count - 1 == 26)
    #expect(html.contains("<time datetime=\"2026-11-08\">8 November 2026</time>"))
  }

  @Test func `a Markdown table keeps its columns, whatever a reason holds`() {
    let report = ReviewReport(
      SampleSite().review, documents: [],
      unreadable: [
        UnreadablePage(
          path: .home, sourcePath: "Content/index.md",
          faults: [Diagnostic(.error, .invalidYAML, at: SourceLocation(path: "Content/index.md"), "a | b\n`c` <d>")])
      ])
    #expect(report.markdown.hasSuffix("| home | malformed | – | nobody | a \\| b \\`c\\` \\<d> |\n"))
  }

  @Test func `findings are errors from the limit on, and point at the review`() {
    let findings = report.diagnostics(errorsFrom: .edited)
    #expect(findings.map(\.severity) == [.error, .error, .error, .warning, .warning])
    #expect(findings.map(\.identifier) == [.missingReview, .malformedReview, .editedSinceReview, .reviewOverdue, .reviewOverdue])
    #expect(findings[2].location == SourceLocation(path: "Content/rules/edited.md", line: 4))
  }

  // MARK: - Forecast

  @Test func `a forecast counts each review on its week, and again after each cadence`() {
    var site = SampleSite()
    site.owners = ["fees": Located("fee-desk", at: SampleSite.nowhere)]
    site.pages = [
      SamplePage("fees/monthly") { $0.reviewClass = "fees" }, SamplePage("rules/late"), SamplePage("rules/edited"),
      SamplePage("about/us") { $0.reviewClass = "concepts" },
    ]
    site.mark("fees/monthly", on: "2026-11-25", by: "fee-desk")
    site.mark("rules/late", on: "2026-01-01")
    site.mark("about/us", on: "2026-11-25")
    let forecast = ReviewForecast(ReviewReport(site.review, documents: site.pages.map(\.document), unreadable: []))
    #expect(forecast.owners == ["fee-desk", "nobody"])
    #expect(forecast.weeks.count == 26 && forecast.weeks[0].monday == SampleSite.day("2026-11-23"))
    #expect(forecast.weeks[0].counts == [0, 2], "what is late or edited is due now")
    #expect(forecast.weeks.enumerated().filter { $0.element.counts[0] > 0 }.map(\.offset) == [4, 8, 13, 17, 21])
    #expect(forecast.weeks[13].counts == [1, 2], "90 days later both of the first week come again")
    #expect(forecast.weeks.map(\.total).reduce(0, +) == 5 + 4)
    #expect(forecast.table.hasSuffix("9 reviews in 26 weeks, 0.3 a week; the fullest is that of 22 February 2027, with 3\n"))
  }
}
