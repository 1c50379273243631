// SPDX-License-Identifier: Apache-2.0
// The sections of the content contract: topics, facts, destinations, drafts, redirects, and what refers to them.

import SiteBuild
import SiteModel
import Testing

@Suite struct ContentTests {
  private let stamp = "review: { class: rules, reviewed: 2026-11-20, by: editor }"

  private func page(_ keys: String, _ body: String = "Some words.") -> String {
    "---\n\(keys)\n\(stamp)\n---\n\(body)\n"
  }

  private func fact(_ keys: String) -> String {
    page("title: Maker fee\nsummary: What a maker pays\nsources: []\ntopics: [light]\ncadence: 30 days\n\(keys)")
  }

  private func withFact(_ keys: String, link: String) throws -> FixtureSite {
    var site = try FixtureSite()
    site.write(fact(keys), to: "Content/facts/maker-fee.md")
    site.replace("An introduction.", with: "An introduction with \(link).", in: "Content/guides/first.md")
    return site
  }

  // MARK: - Facts

  @Test func `a fact is printed where a link to it has no words, and says where it is from`() throws {
    let site = try withFact("value: \"0.1\"\nunit: \"%\"\nsource: official-page\nchecked: 2026-11-02", link: "[](fact:maker-fee)")
    #expect(try site.printed() == "")
    #expect(
      try site.page("guides/first/index.html").contains(
        "<a href=\"/facts/maker-fee/\" class=\"fact\" title=\"The official page; read by us on 2 November 2026\">0.1 %</a>"))
    let page = try site.page("facts/maker-fee/index.html")
    #expect(page.contains("<p>0.1 %, read 2 November 2026</p>"))
    #expect(page.contains("<li>A first guide</li>"))
  }

  @Test func `words that say another value than the fact are an error`() throws {
    let site = try withFact("value: \"0.1\"\nunit: \"%\"\nsource: official-page", link: "[0.2 %](fact:maker-fee)")
    #expect(
      try site.printed().contains(
        "Content/guides/first.md:14:30: error: The fact 'maker-fee' is '0.1 %'; the text says '0.2 %' [FactWords]\n  fix: Write [0.1 %](fact:maker-fee)"))
  }

  @Test func `an unknown fact is said to be unknown`() throws {
    #expect(try withFact("value: unknown", link: "[](fact:maker-fee)").page("guides/first/index.html").contains(">unknown</a>"))
    #expect(try withFact("value: unknown", link: "[a fee that is unknown](fact:maker-fee)").printed() == "")
    #expect(try withFact("value: unknown", link: "[0.1 %](fact:maker-fee)").printed().contains("[FactWords]"))
  }

  private func withPlatform() throws -> FixtureSite {
    var site = try FixtureSite()
    site.replace("reasons:", with: "platforms: [OKX]\nreasons:", in: "Content/site.yaml")
    return site
  }

  @Test(arguments: [
    ("Content/guides/first.md", "Light & steadiness", "3:10"), ("Content/guides/first.md", "You are <stuck>", "7:5"),
    ("Content/guides/first.md", "Read what light is.", "11:37"), ("Content/guides/first.md", "An introduction.", "14:11"),
    ("Content/faq/again.md", "Should I try again?", "2:8"), ("Content/checks/even-light.md", "Turn a little", "7:9"),
  ])
  func `a number about a platform is found wherever a page shows it`(path: String, words: String, place: String) throws {
    var site = try withPlatform()
    site.replace(words, with: "OKX waits 3 days.", in: path)
    let printed = try site.printed()
    #expect(printed.contains("\(path):\(place): warning: '3 days' about OKX is not kept as a fact [NumberWithoutFact]"), "\(printed)")
  }

  @Test func `the page of a fact is where numbers about a platform are kept`() throws {
    var site = try withPlatform()
    site.write(fact("value: \"3\"\nunit: days\nsource: official-page").replacing("What a maker pays", with: "OKX waits 3 days"), to: "Content/facts/wait.md")
    site.replace("An introduction.", with: "OKX waits [3 days](fact:wait).", in: "Content/guides/first.md")
    #expect(try !site.printed().contains("[NumberWithoutFact]"))
  }

  @Test func `what a reviewer notes and what a question is recognised by are not shown`() throws {
    var site = try withPlatform()
    site.replace("by: editor }", with: "by: editor, note: OKX waits 3 days }", in: "Content/guides/first.md")
    #expect(try !site.printed().contains("[NumberWithoutFact]"))
  }

  @Test func `a value without a source, and a source that nobody knows, are errors`() throws {
    #expect(
      try withFact("value: \"1\"", link: "x").printed().contains(
        "Content/facts/maker-fee.md:1:1: error: A fact with a value names the source that states it [MissingKey]"))
    #expect(
      try withFact("value: \"1\"\nsource: oficial-page", link: "x").printed().contains(
        "'oficial-page' is not a source; did you mean 'official-page'? [UnknownSource]"))
  }

  // MARK: - Topics

  @Test func `a topic gathers what names it, section by section, and leads along its path`() throws {
    let site = try FixtureSite()
    let hub = try site.page("topics/light/index.html")
    #expect(hub.contains("<li><a href=\"/glossary/light/\">Light</a></li>\n<li><a href=\"/guides/first/\">A first guide</a></li>"))
    #expect(hub.contains("<h2>Guides</h2>\n<p>A first guide</p>\n<h2>Glossary</h2>\n<p>Light</p>\n<h2>Questions people ask</h2>"))
    #expect(try site.page("guides/first/index.html").contains("<a rel=\"prev\" href=\"/glossary/light/\">Light</a>"))
  }

  @Test func `a topic without a page is an error`() throws {
    var site = try FixtureSite()
    site.replace("topics: [light]", with: "topics: [ligth]", in: "Content/faq/again.md")
    #expect(try site.printed().contains("Content/faq/again.md:4:10: error: 'ligth' is not a topic; did you mean 'light'? [UnknownTopic]"))
  }

  // MARK: - Destinations

  private func destination(_ keys: String) -> String {
    page("title: Open an account\nsummary: Where\nsources: []\nstage: act\ntopics: [light]\ndestination: { \(keys) }")
  }

  @Test func `a destination is a page of the site, and go leads to it`() throws {
    var site = try FixtureSite()
    site.replace(
      "reasons:",
      with: "conversion: { targets: [{ host: official.example, paths: [/join] }], gates: {}, wording: [], calls: [], regions: {} }\nreasons:",
      in: "Content/site.yaml")
    site.replace("help?a=1&b=2", with: "help", in: "Content/site.yaml")
    site.write(
      destination("kind: sign-up, url: https://official.example/join, disclosure: This link earns us nothing."),
      to: "Content/start/sign-up.md")
    site.replace("An introduction.", with: "[Begin](go:sign-up).", in: "Content/guides/first.md")
    #expect(try site.printed() == "")
    #expect(try site.page("guides/first/index.html").contains("<a href=\"/start/sign-up/\" class=\"onward\">Begin</a>"))
    let page = try site.page("start/sign-up/index.html")
    #expect(page.contains("<p>This link earns us nothing.</p>"))
    #expect(page.contains("<a data-go=\"sign-up\" href=\"https://official.example/join\" rel=\"nofollow noopener\">official.example</a>"))
  }

  @Test(arguments: [
    ("kind: signup, url: https://a.example/, disclosure: x", "'signup' is not a destination.kind; did you mean 'sign-up'? [InvalidValue]"),
    ("kind: trade, url: \"http://a.example/\", disclosure: x", "'http://a.example/' in 'destination.url' is not an address on the web [UnsafeLink]"),
    ("kind: trade, url: https://a.example/", "'destination.disclosure' is missing [MissingKey]"),
    ("kind: trade, url: https://a.example/, disclosure: x, affiliate: true", "'destination.affiliate' is not a key here"),
    ("kind: trade, url: https://a.example/, disclosure: x, referral: { url: https://a.example/?r=1 }", "'destination.referral.disclosure' is missing [MissingKey]"),
  ])
  func `what a destination lacks is told`(keys: String, expected: String) throws {
    var site = try FixtureSite()
    site.write(destination(keys), to: "Content/start/sign-up.md")
    #expect(try site.printed().contains(expected))
  }

  // MARK: - Drafts

  @Test func `a draft is checked, and written only when drafts are asked for`() throws {
    var site = try FixtureSite()
    site.write(site.text("Content/faq/again.md").replacing("topics:", with: "draft: true\ntopics:"), to: "Content/faq/later.md")
    #expect(try site.printed() == "")
    #expect(try !site.build().files.contains { $0.path.text.hasPrefix("faq/later") })
    #expect(try !site.page("sitemap.xml").contains("later"))
    site.includesDrafts = true
    #expect(try site.build().files.contains { $0.path.text == "faq/later/index.html" })
    for list in ["sitemap.xml", "feed.xml", "llms.txt"] { #expect(try !site.page(list).contains("later"), "\(list)") }
    site.replace("draft: true", with: "draft: yes", in: "Content/faq/later.md")
    #expect(try site.printed().contains("Content/faq/later.md:4:8: error: 'yes' in 'draft' is neither true nor false"))
  }

  @Test func `a link to a draft is an error, because readers would find nothing there`() throws {
    var site = try FixtureSite()
    site.replace("stage: explain", with: "draft: true\nstage: explain", in: "Content/glossary/light.md")
    #expect(try site.printed().contains("Content/guides/first.md:18:55: error: 'light' is a draft, which is not published [LinkToDraft]"))
  }

  // MARK: - Addresses

  @Test func `an earlier address leads to where its page is now`() throws {
    var site = try FixtureSite()
    site.replace("stage: act", with: "aliases: [/guides/old/, /selfie/]\nstage: act", in: "Content/guides/first.md")
    #expect(try site.printed() == "")
    #expect(
      try site.page("selfie/index.html") == """
        <meta http-equiv="refresh" content="0; url=/guides/first/">
        <a href="/guides/first/">A first guide</a>

        """)
    #expect(try site.page("guides/old/index.html").contains("/guides/first/"))
    #expect(try !site.page("sitemap.xml").contains("selfie"))
  }

  @Test(arguments: ["guides/old", "/guides/old", "guides/old/", "/guides/../x/", "/Guides/old/", "//old/", "/"])
  func `an earlier address is written from the root`(alias: String) throws {
    var site = try FixtureSite()
    site.replace("stage: act", with: "aliases: [\(alias)]\nstage: act", in: "Content/guides/first.md")
    #expect(try site.printed().contains("4:11: error: '\(alias)' in 'aliases' is not an address of this site [InvalidValue]"))
  }

  @Test func `an address that two pages claim is an error that names both`() throws {
    var site = try FixtureSite()
    site.replace("stage: act", with: "aliases: [/faq/again/]\nstage: act", in: "Content/guides/first.md")
    #expect(
      try site.printed().contains(
        "Content/guides/first.md:4:11: error: '/faq/again/' is an address of Content/faq/again.md already [DuplicateOutput]"))
    site.replace("/faq/again/", with: "/guides/", in: "Content/guides/first.md")
    #expect(try site.printed().contains("'/guides/' is an address of the index of guides already [DuplicateOutput]"))
  }

  @Test func `a published address that no page serves any more is an error, until an alias serves it`() throws {
    var site = try FixtureSite()
    let all = ["/", "/checks/even-light/", "/checks/steady-hand/", "/faq/again/", "/glossary/light/", "/guides/first/", "/topics/light/"]
    site.write("# Every address\n" + (all + ["/guides/old/"]).joined(separator: "\n") + "\n", to: "Content/permalinks.txt")
    #expect(
      try site.printed() == """
        Content/permalinks.txt:9:1: error: '/guides/old/' was published, and no page serves it now [LostPermalink]
          fix: Add it to the 'aliases' of the page that took its place

        """)
    site.replace("stage: act", with: "aliases: [/guides/old/]\nstage: act", in: "Content/guides/first.md")
    #expect(try site.printed() == "")
    site.replace("/guides/first/\n", with: "", in: "Content/permalinks.txt")
    #expect(try site.printed().contains("Content/guides/first.md:1:1: warning: The address '/guides/first/' is not in Content/permalinks.txt [UnlistedPermalink]"))
    site.replace("/faq/again/", with: "faq/again", in: "Content/permalinks.txt")
    #expect(try site.printed().contains("Content/permalinks.txt:5:1: error: 'faq/again' is not an address of this site [InvalidValue]"))
  }

  @Test func `a list of addresses takes new ones in order, and keeps its notes`() {
    #expect(
      PermalinkList.text(adding: ["/b/", "/", "/a/"], to: "# Notes\n/c/\n/a/\n") == "# Notes\n/\n/a/\n/b/\n/c/\n")
  }

  // MARK: - Links to parts of pages

  @Test func `a link to a part of another page is followed`() throws {
    var site = try FixtureSite()
    site.replace("[the guide](page:guides/first)", with: "[it](page:guides/first#afterwards)", in: "Content/index.md")
    #expect(try site.page("index.html").contains("<a href=\"/guides/first/#afterwards\">it</a>"))
    site.replace("#afterwards", with: "#afterward", in: "Content/index.md")
    #expect(
      try site.printed().contains(
        "Content/index.md:6:17: error: '#afterward' is not a heading of guides/first; did you mean '#afterwards'? [UnknownAnchor]"))
  }

  // MARK: - Rules

  private func rule(_ keys: String, _ why: String = "Because.") -> String {
    "---\nintent: sign-up\nquestion: Where?\nstage: explain\nsignals: [sign up]\nexplains: [light]\n\(keys)\n---\n\(why)\n"
  }

  @Test func `a routing rule is read by its contract`() throws {
    var site = try FixtureSite()
    site.write(rule("leads: page:guides/first"), to: "Content/routes/sign-up.md")
    #expect(try site.printed() == "")
    site.write(rule("leads: guides/first"), to: "Content/routes/sign-up.md")
    #expect(try site.printed().contains("Content/routes/sign-up.md:7:8: error: 'guides/first' in 'leads' is not a place to go to [InvalidValue]"))
    site.write(rule("leads: page:guides/first\nregion: uk"), to: "Content/routes/sign-up.md")
    #expect(try site.printed().contains("'region' is not a key here; did you mean 'regions'? [UnknownKey]"))
    site.write(rule("leads: page:guides/first", ""), to: "Content/routes/sign-up.md")
    #expect(try site.printed().contains("error: The rule does not say why it is right [MissingReason]"))
  }
}
