// SPDX-License-Identifier: Apache-2.0

import SiteModel
import Testing

@Suite struct FrontMatterTests {
  /// A change to the guide's front matter, and the line that it must print.
  private func expect(_ old: String, _ new: String, prints expected: String, in path: String = "Content/guides/first.md") throws {
    var site = try FixtureSite()
    site.replace(old, with: new, in: path)
    let printed = try site.printed()
    #expect(printed.contains("\(path):\(expected)"), "\(printed)")
  }

  @Test func `an unknown key is an error with a suggestion`() throws {
    try expect(
      "summary: Light", "sumary: Light",
      prints: "3:1: error: 'sumary' is not a key here; did you mean 'summary'? [UnknownKey]\n  fix: Rename it to 'summary'")
    try expect(
      "stage: act", "stage: act\nzzz: 1",
      prints: "5:1: error: 'zzz' is not a key here [UnknownKey]\n  fix: Remove it; the keys are title, summary, sources, draft, aliases, published, changes, review, ")
    try expect(
      "by: editor", "by: editor, digets: 5f0c",
      prints: "12:59: error: 'review.digets' is not a key here; did you mean 'digest'? [UnknownKey]")
  }

  @Test func `a missing key is an error at the place where it belongs`() throws {
    try expect("title: A first guide\n", "", prints: "2:1: error: 'title' is missing [MissingKey]\n  fix: Add 'title:' with its value")
    try expect(", by: editor", "", prints: "12:9: error: 'review.by' is missing [MissingKey]")
    try expect("faq: [again]\n", "", prints: "2:1: error: 'faq' is missing [MissingKey]")
  }

  @Test func `a date that is not in the one form is an error, with the day that was meant where only one can be`() throws {
    try expect(
      "reviewed: 2026-11-20", "reviewed: 3/19/2026",
      prints: "12:35: error: Review date '3/19/2026' is not in the form YYYY-MM-DD [InvalidDate]\n  fix: Write 2026-03-19")
    for ambiguous in ["3/4/2026", "2026-13-01", "2026-02-29", "20 November 2026", "2026-1-2", "2026-11-20T00:00:00Z"] {
      try expect(
        "reviewed: 2026-11-20", "reviewed: \(ambiguous)",
        prints: "12:35: error: Review date '\(ambiguous)' is not in the form YYYY-MM-DD [InvalidDate]\n  fix: Write a day that exists")
    }
  }

  @Test func `a value of the wrong kind is an error`() throws {
    try expect("stage: act", "stage: acts", prints: "4:8: error: 'acts' is not a stage; did you mean 'act'? [InvalidValue]")
    try expect("title: A first guide", "title: [A]", prints: "2:8: error: 'title' must be one piece of text [InvalidValue]")
    try expect("title: A first guide", "title: \"  \"", prints: "2:8: error: 'title' is empty [InvalidValue]")
    try expect("topics: [light]", "topics: light", prints: "5:9: error: 'topics' must be a list [InvalidValue]")
    try expect("topics: [light]", "topics: [Light Bulb]", prints: "5:10: error: 'Light Bulb' in 'topics' is not a short name [InvalidValue]")
    try expect(
      "review: { class: rules, reviewed: 2026-11-20, by: editor }", "review: yes",
      prints: "12:9: error: 'review' must be keys with values [InvalidValue]")
    try expect("cadence: 90 days", "cadence: soon", prints: "9:21: error: 'soon' is not a number of days [InvalidValue]", in: "Content/site.yaml")
  }

  @Test func `broken YAML is an error with its place`() throws {
    try expect("title: A first guide", "title: \"A first guide", prints: "13:1: error: This is not valid YAML: found unexpected end of stream [InvalidYAML]")
    try expect("summary: Light", "\tsummary: Light", prints: "3:1: error: This is not valid YAML")
    try expect("stage: act", "title: Again", prints: "4:1: error: 'title' stands here a second time; it is on line 2 already [InvalidYAML]")
    try expect("stage: act", "stage: &a act", prints: "4:8: error: An anchor is not allowed in front matter [InvalidYAML]")
    try expect("stage: act", "stage: !!str act", prints: "4:8: error: A tag is not allowed in front matter [InvalidYAML]")
  }

  @Test func `a page without front matter, or with one that never ends, is an error`() throws {
    var site = try FixtureSite()
    site.write("# Hello\n", to: "Content/faq/again.md")
    #expect(try site.printed().contains("Content/faq/again.md:1:1: error: A page begins with front matter between two '---' lines [MissingFrontMatter]"))
    site.write("---\ntitle: x\n", to: "Content/faq/again.md")
    #expect(try site.printed().contains("Content/faq/again.md:1:1: error: The front matter is never closed [MissingFrontMatter]"))
    site.write("", to: "Content/faq/again.md")
    #expect(try site.printed().contains("[MissingFrontMatter]"))
  }

  @Test func `text that is not UTF-8 is an error with its line and column`() throws {
    var site = try FixtureSite()
    site.write(bytes: Array("---\ntitle: ".utf8) + [0xFF, 0xFE] + Array("\n---\n".utf8), to: "Content/faq/again.md")
    #expect(try site.printed().contains("Content/faq/again.md:2:8: error: The file is not UTF-8 text [InvalidUTF8]"))
  }

  @Test func `all errors of a run are shown, in the order of their places`() throws {
    var site = try FixtureSite()
    site.replace("stage: act", with: "stag: act", in: "Content/guides/first.md")
    site.replace("reviewed: 2026-11-20", with: "reviewed: 1/2", in: "Content/faq/again.md")
    site.replace("name: Minimal", with: "nam: Minimal", in: "Content/site.yaml")
    let lines = try site.printed().split(separator: "\n").filter { $0.contains("error:") }
    #expect(lines.count == 5)
    #expect(
      lines.map { $0.split(separator: ":")[0] } == [
        "Content/faq/again.md", "Content/guides/first.md", "Content/guides/first.md", "Content/site.yaml",
        "Content/site.yaml",
      ])
  }

  @Test func `a file that has no place is an error, never skipped`() throws {
    var site = try FixtureSite()
    site.write("x", to: "Content/guide/second.md")
    site.write("x", to: "Content/guides/Second Guide.md")
    site.write("x", to: "Content/guides/picture.png")
    site.write("x", to: "Content/notes.txt")
    site.write("x", to: "Content/guides/deep/third.md")
    let printed = try site.printed()
    #expect(printed.contains("Content/guide/second.md:1:1: error: 'guide' is not a section; did you mean 'guides'? [UnknownSection]"))
    #expect(printed.contains("Content/guides/Second Guide.md:1:1: error: 'Second Guide.md' cannot be the address of a page [InvalidFileName]"))
    #expect(printed.contains("Content/guides/picture.png:1:1: error: 'picture.png' cannot be the address of a page [InvalidFileName]"))
    #expect(printed.contains("Content/notes.txt:1:1: error: A page lies in a section's folder"))
    #expect(printed.contains("Content/guides/deep/third.md:1:1: error: A page lies in a section's folder"))
  }

  @Test func `a site without settings or home page is an error`() throws {
    var site = try FixtureSite()
    site.remove("Content/site.yaml")
    site.remove("Content/index.md")
    let printed = try site.printed()
    #expect(printed.contains("Content/site.yaml:1:1: error: Every site has this file [MissingFile]"))
    #expect(printed.contains("Content/index.md:1:1: error: Every site has this file [MissingFile]"))
  }
}
