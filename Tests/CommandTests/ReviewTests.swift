// SPDX-License-Identifier: Apache-2.0
// `guidelight review` on a small site in a git repository of its own.

import Foundation
import TestSupport
import Testing

@Suite struct ReviewTests {
  // MARK: - Reports

  @Test func `the table is sorted by urgency, and its worst page decides the exit status`() throws {
    try ReviewSite.with { site throws in
      let fresh = try site.review("--as-of", "2026-11-25")
      #expect(fresh.status == 0 && fresh.errors.isEmpty)
      #expect(fresh.output.hasSuffix("4 pages as of 25 November 2026: 4 fresh\n"), "\(fresh.output)")
      try site.edit("rules/one", replace: "A rule.", with: "Another rule.")
      let edited = try site.review("--as-of", "2026-11-25")
      #expect(edited.status == 1)
      #expect(edited.output.split(separator: "\n")[1].hasPrefix("rules/one  edited since review"))
      #expect(try site.review("--as-of", "2026-11-25", "--fail-on", "unknown-reviewer").status == 0)
      #expect(try site.review("--as-of", "2027-02-19", "--class", "rules", "--state", "overdue").status == 0)
      #expect(try site.review("--as-of", "2027-02-24", "--state", "edited").status == 1)
    }
  }

  @Test func `filters decide what is shown, and what counts`() throws {
    try ReviewSite.with { site throws in
      func names(_ arguments: String...) throws -> [String] {
        let program = try site.review(["--as-of", "2027-01-01", "--format", "csv"] + arguments)
        return program.output.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }.map { String($0.prefix { $0 != "," }) }
      }
      #expect(try names().count == 4)
      #expect(try names("--class", "rules") == ["rules/one"])
      #expect(try names("--owner", "desk") == ["rules/one"])
      #expect(try names("--owner", "nobody").count == 3)
      #expect(try names("--due", "55d") == ["rules/one"])
      #expect(try names("--state", "overdue").isEmpty)
      for arguments in [["--owner", "desc"], ["--class", "rule"], ["--state", "old"], ["--due", "soon"], ["--as-of", "1/2/2027"]] {
        #expect(try site.review(arguments).status == 2, "\(arguments)")
      }
      #expect(try site.review(["--owner", "desc"]).errors == "error: 'desc' is not an owner; did you mean 'desk'?\n")
    }
  }

  @Test func `every format tells the same pages`() throws {
    try ReviewSite.with { site throws in
      try site.edit("rules/one", replace: "A rule.", with: "Another rule.")
      for (format, sign) in [
        ("text", "rules/one  edited"), ("json", "\"page\":\"rules/one\""), ("csv", "rules/one,edited,"),
        ("markdown", "| rules/one | edited"), ("ics", "UID:rules/one-2027-02-23@small.example"),
        ("sarif", "\"ruleId\":\"EditedSinceReview\""), ("github", "::error file=Content/rules/one.md,line=7"),
        ("html", "<td>rules/one</td>"),
      ] {
        let program = try site.review("--as-of", "2026-11-25", "--format", format)
        #expect(program.status == 1 && program.errors.isEmpty)
        #expect(program.output.replacing(": ", with: ":").contains(sign.replacing(": ", with: ":")), "\(format): \(program.output)")
      }
    }
  }

  @Test func `a page without a review, and one with a broken date, are told and not dropped`() throws {
    try ReviewSite.with { site throws in
      try site.edit("rules/one", replace: "reviewed: 2026-11-25", with: "reviewed: lately")
      try site.edit("about/us", replace: "review:", with: "rewiev:")
      let program = try site.review("--as-of", "2026-11-25")
      #expect(program.status == 1)
      let lines = program.output.split(separator: "\n")
      #expect(lines[1].hasPrefix("about/us") && lines[1].contains("missing") && lines[2].contains("malformed"))
      #expect(lines[2].contains("Review date 'lately' is not in the form YYYY-MM-DD"))
    }
  }

  @Test(arguments: ["Pacific/Kiritimati", "Pacific/Honolulu", "UTC"])
  func `no time zone moves a day`(zone: String) throws {
    try ReviewSite.with { site throws in
      let here = try site.review("--as-of", "2027-02-23", "--format", "json")
      let there = try Program.run(
        "TZ=\(zone)", [GuidelightProgram.path, "review", "--site", site.folder.path, "--as-of", "2027-02-23", "--format", "json"])
      #expect(there.output == here.output && there.output.contains("\"due\":\"2027-02-23\""))
      try site.edit("rules/one", replace: "A rule.", with: "Another rule.")
      let marked = try Program.run(
        "TZ=\(zone)",
        [GuidelightProgram.path, "review", "mark", "rules/one", "--site", site.folder.path, "--by", "desk", "--diff-read", try site.digest(of: "rules/one")])
      #expect(marked.status == 0, "\(marked.errors)")
      let today = Date().formatted(.iso8601.year().month().day())
      #expect(try site.text("rules/one").contains("reviewed: \(today)"))
    }
  }

  @Test func `the forecast tells weeks and owners`() throws {
    try ReviewSite.with { site throws in
      let program = try site.run("review", "forecast", "--as-of", "2026-11-25")
      let lines = program.output.split(separator: "\n")
      #expect(program.status == 0 && lines.count == 28)
      #expect(lines[0] == "week of      desk  nobody  total")
      #expect(lines[14].hasPrefix("2027-02-22      1       0      1  █"))
    }
  }

  @Test func `a large site is reported with every page`() throws {
    try ReviewSite.with { site throws in
      let text = try site.text("rules/one")
      for number in 1...2000 { try site.write(text, to: "rules/page-\(number)") }
      let program = try site.review("--as-of", "2027-03-01", "--class", "rules", "--format", "json")
      #expect(program.status == 1 && program.output.hasPrefix("{\"version\":1,\"asOf\":\"2027-03-01\",\"counts\":{\"overdue\":2001}"))
    }
  }

  // MARK: - Our own site

  @Test func `our own pages are in no state worse than unverified on the day that they were last judged`() throws {
    let program = try GuidelightProgram.run("review", "--as-of", "2026-11-25", "--fail-on", "source-changed")
    #expect(program.status == 0, "\(program.output)")
  }

  @Test func `our own sources claim no reading that nobody did`() throws {
    let settings = try String(contentsOf: Places.root.appending(path: "Content/site.yaml"), encoding: .utf8)
    let sources = try #require(settings.components(separatedBy: "\nsources:").last?.components(separatedBy: "\nreasons:").first)
    #expect(!sources.contains("checked:"), "the exchanges' pages could not be opened where these were written")
  }
}
