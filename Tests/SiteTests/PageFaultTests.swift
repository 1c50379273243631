// SPDX-License-Identifier: Apache-2.0
// What is wrong only where several sources meet: text and layout, page and assets, one fault beside another.

import Testing

@Suite struct PageFaultTests {
  private func expect(_ old: String, _ new: String, in path: String, prints expected: String) throws {
    var site = try FixtureSite()
    site.replace(old, with: new, in: path)
    #expect(try site.printed().contains(expected))
  }

  @Test func `faults of text, references and templates are shown in one run`() throws {
    var site = try FixtureSite()
    site.replace("Change one thing", with: "Change <b>one</b> thing", in: "Content/faq/again.md")
    site.replace("check:even-light", with: "check:evn-light", in: "Content/guides/first.md")
    site.replace("{{body}}", with: "{{page.titel}}{{body}}", in: "Templates/layouts/faq.html")
    site.replace("reviewed: 2026-11-20", with: "reviewed: 3/19/2026", in: "Content/glossary/light.md")
    let printed = try site.printed()
    for rule in ["[RawHTML]", "[UnknownCheck]", "[UnknownVariable]", "[InvalidDate]"] {
      #expect(printed.contains(rule), "\(rule)")
    }
  }

  @Test func `links to a page that could not be understood are not blamed for it`() throws {
    var site = try FixtureSite()
    site.replace("title: Light", with: "titel: Light", in: "Content/glossary/light.md")
    let printed = try site.printed()
    #expect(printed.contains("[MissingKey]"))
    #expect(!printed.contains("[UnknownTerm]") && !printed.contains("[UnknownPage]"))
  }

  @Test func `checks are not called unnamed while a guide could not be understood`() throws {
    var site = try FixtureSite()
    site.replace("stage: act", with: "stage: acting", in: "Content/guides/first.md")
    let printed = try site.printed()
    #expect(printed.contains("[InvalidValue]") && !printed.contains("[CheckWithoutStep]"))
  }

  @Test func `a heading with the name of a part of the layout is an error at the heading`() throws {
    var site = try FixtureSite()
    site.replace("{{body}}", with: "<p id=\"afterwards\">{{body}}", in: "Templates/layouts/guide.html")
    #expect(
      try site.printed().contains(
        "Content/guides/first.md:21:1: error: Two parts of the page have the name 'afterwards' [DuplicateAnchor]\n  fix: Choose other words for this heading"))
  }

  @Test func `an FAQ entry has no headings, because guides show it below its question`() throws {
    try expect(
      "Change one thing", "## Why\n\nChange one thing", in: "Content/faq/again.md",
      prints: "Content/faq/again.md:8:1: error: An FAQ entry has no headings")
  }

  @Test func `a file that pages ask for must be there`() throws {
    var site = try FixtureSite()
    site.replace("{{body}}", with: "<link href=\"/assets/missing.css\">{{body}}", in: "Templates/layouts/guide.html")
    #expect(try site.printed().contains("Templates/assets/missing.css:1:1: error: Pages ask for '/assets/missing.css', which is not there [UnknownAsset]"))
  }

  @Test(arguments: ["javascript:alert(1)", "http://official.example/", "https:official", "https://", "https://a b/", "ftp://x/", "//x", "https://x@y/", "https://x:port/"])
  func `a source lies at an https address`(address: String) throws {
    try expect(
      "url: https://official.example/help?a=1&b=2", "url: \"\(address)\"", in: "Content/site.yaml",
      prints: "Content/site.yaml:13:10: error: '\(address)' in 'sources.official-page.url' is not an address on the web [UnsafeLink]")
  }

  @Test(arguments: ["https://minimal.example/", "https://minimal.example/path", "minimal.example", "banana"])
  func `the base address of a site is https and a host, and nothing after it`(address: String) throws {
    try expect(
      "baseURL: https://minimal.example", "baseURL: \(address)", in: "Content/site.yaml",
      prints: "Content/site.yaml:3:10: error: '\(address)' is not the address of a whole site [InvalidValue]")
  }

  @Test func `a source cannot have been read tomorrow`() throws {
    try expect(
      "checked: 2026-11-01", "checked: 2026-11-24", in: "Content/site.yaml",
      prints: "Content/site.yaml:11:3: error: The source 'official-page' is dated 2026-11-24, after 2026-11-23 [SourceInFuture]")
  }

  @Test func `settings that are not UTF-8 are told with line and column`() throws {
    var site = try FixtureSite()
    site.write(bytes: Array("name: Minimal\ntagline: \u{e9}t".utf8) + [0xFF] + Array("\n".utf8), to: "Content/site.yaml")
    #expect(try site.printed().contains("Content/site.yaml:2:12: error: The file is not UTF-8 text [InvalidUTF8]"))
  }

  @Test(arguments: [
    ("faq: [again]", "faq: []", "9:6: error: 'faq' is empty"),
    ("audience:\n  - You are <stuck>", "audience: []", "6:11: error: 'audience' is empty"),
    ("faq: [again]", "faq: [again, again]", "'again' stands in 'faq' a second time"),
    ("sources: [official-page]", "sources: [official-page, official-page]", "'official-page' stands in 'sources' a second time"),
  ])
  func `a list that a guide needs has entries, and no two alike`(old: String, new: String, expected: String) throws {
    try expect(old, new, in: "Content/guides/first.md", prints: expected)
  }

  // MARK: - Templates

  @Test(arguments: ["Templates/layout/guide.html", "Templates/layouts/old/x.html", "Templates/partials/zz/top.html", "Templates/guide.html", "Templates/layouts/guide.htm"])
  func `a template in another place is an error, never ignored`(path: String) throws {
    var site = try FixtureSite()
    site.write("x", to: path)
    #expect(try site.printed().contains("\(path):1:1: error: A template is layouts/NAME.html or partials/NAME.html [MisplacedTemplate]"))
  }

  @Test func `a template that is not UTF-8 is an error with its place`() throws {
    var site = try FixtureSite()
    site.write(bytes: Array("<p>\n a".utf8) + [0xFE], to: "Templates/layouts/faq.html")
    #expect(try site.printed().contains("Templates/layouts/faq.html:2:3: error: The file is not UTF-8 text [InvalidUTF8]"))
  }

  @Test func `a wrong name is found in a part that no page shows`() throws {
    try expect(
      "{{body}}", "{{body}}{{^page.title}}{{nope}}{{/page.title}}", in: "Templates/layouts/faq.html",
      prints: "error: 'nope' is not a variable here [UnknownVariable]")
  }
}
