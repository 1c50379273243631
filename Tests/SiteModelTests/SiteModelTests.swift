// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct CivilDateTests {
  @Test(arguments: [
    "3/19/2026", "2026-3-19", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "0000-01-01",
    "20260319", " 2026-03-19", "2026-03-19 ", "2026-03-19T00:00:00Z", "2026−03−19", "２０２６-03-19", "", "-026-03-19",
  ])
  func `only days that exist, in the one form, are dates`(text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test func `leap days exist in leap years only`() {
    for (year, isLeap) in [(2024, true), (2026, false), (2000, true), (1900, false)] {
      #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap, "\(year)")
    }
  }

  @Test func `counting days agrees with Foundation's Gregorian calendar`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var random = SeededRandom(seed: 7)
    for _ in 0..<3000 {
      // From 1600: before, Foundation's calendar is the Julian one.
      let days = Int.random(in: -135_140...2_932_896, using: &random)
      let date = try #require(CivilDate(daysSinceEpoch: days))
      let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
      #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
      #expect(date.daysSinceEpoch == days)
      #expect(CivilDate(iso: date.iso) == date)
    }
  }

  @Test func `a date prints in long form without a leading zero`() {
    #expect(CivilDate(iso: "2026-11-03")?.long == "3 November 2026")
  }

  @Test func `adding days crosses months and years, and stops at the end of the calendar`() {
    #expect(CivilDate(iso: "2026-11-23")?.adding(days: 90).iso == "2027-02-21")
    #expect(CivilDate(iso: "2024-02-28")?.adding(days: 1).iso == "2024-02-29")
    #expect(CivilDate(iso: "9999-12-31")?.adding(days: 10).iso == "9999-12-31")
  }
}

@Suite struct PagePathTests {
  @Test(arguments: [
    "", "..", ".", "a/b", "A", "é", "a b", "-a", "a-", "a--b", "a_b", "a.b", "%2e", "a\u{0}", "con:",
  ])
  func `a slug is lower-case words joined by single hyphens`(text: String) {
    #expect(Slug(text) == nil)
  }

  @Test(arguments: ["guides", "guides/", "/guides/a", "guides/a/b", "guide/a", "guides/../a", "guides/A", ""])
  func `a page's path is a section and a slug`(text: String) {
    #expect(PagePath(text) == nil)
  }

  @Test func `a path gives its address and its file`() throws {
    let path = try #require(PagePath("guides/face-verification"))
    #expect(path.url == "/guides/face-verification/")
    #expect(path.outputFile.text == "guides/face-verification/index.html")
    #expect(path.section == .guides)
    #expect(PagePath.home.url == "/")
    #expect(PagePath.home.outputFile.text == "index.html")
    #expect(PagePath.home.section == nil)
  }
}

@Suite struct OutputPathTests {
  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", ".", "..", "a/..", "a/../b", "./a", "a/.", "a\\b", "a\0b", "a\nb", "a\u{7F}",
    String(repeating: "a", count: 256), Array(repeating: "abcdefgh", count: 120).joined(separator: "/"),
  ])
  func `a path out of the output, or that a file system may read otherwise, is none`(text: String) {
    #expect(OutputPath(text) == nil)
  }

  @Test(arguments: ["index.html", "a/b/index.html", "a b/ü.txt", "...", ".well-known/x", "a..b"])
  func `a path inside the output is kept as it is`(text: String) throws {
    #expect(try #require(OutputPath(text)).text == text)
  }

  @Test func `paths that differ by case are one where case does not count`() throws {
    #expect(OutputPath("A/B.css")?.folded == OutputPath("a/b.CSS")?.folded)
  }

  @Test func `a folder's index is reached at the folder`() throws {
    #expect(OutputPath("index.html")?.url == "/")
    #expect(OutputPath("a/index.html")?.url == "/a/")
    #expect(OutputPath("a/index.md")?.url == "/a/index.md")
    #expect(OutputPath("a/b/c")?.folders == ["a", "a/b"])
  }
}

@Suite struct HTMLTests {
  @Test func `escaped text means itself in content and in quoted attributes`() {
    #expect(HTML(escaping: "a < b & \"c\" 'd' > é").text == "a &lt; b &amp; &quot;c&quot; &#39;d&#39; &gt; é")
    #expect(HTML(escaping: "").text == "")
    #expect(HTML(escaping: "&amp;").text == "&amp;amp;")
  }
}
