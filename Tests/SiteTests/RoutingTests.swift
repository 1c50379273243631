// SPDX-License-Identifier: Apache-2.0
// The proof inside a build: over what layouts, companions and texts have become, cold and after edits.

import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct RoutingBuildTests {
  private static let start = "Content/start/sign-up.md"
  private static let layout = "Templates/layouts/destination.html"
  private static let address = "https://exchange.example/register"

  static let settings = """
    conversion:
      targets: [{ host: exchange.example, paths: [/register] }]
      gates: { fees: { words: [fees] }, risk: { words: [risk] } }
      wording: [guaranteed, act now]
      calls: [sign up]
      referral: true
      regions: { eu: { title: Union }, uk: { title: United Kingdom, refuses: [referral, calls] } }

    """

  static let destination = """
    ---
    title: Where is the official place?
    summary: Costs first
    sources: []
    stage: act
    topics: [light]
    destination:
      kind: sign-up
      url: https://exchange.example/register
      disclosure: This link earns us nothing.
      referral: { url: "https://exchange.example/register?ref=7", disclosure: We earn a commission if you open an account. }
    review: { class: rules, reviewed: 2026-11-20, by: editor }
    ---
    ## Fees

    The fee is [](fact:fee).

    ## Risk

    What you can lose is **unknown**.

    """

  static let fact = """
    ---
    title: The fee
    summary: What is taken
    value: "0.1"
    unit: "%"
    source: official-page
    checked: 2026-11-01
    cadence: 30 days
    topics: [light]
    sources: []
    review: { class: rules, reviewed: 2026-11-20, by: editor }
    ---
    A number.

    """

  /// The fixture site with a destination that passes.
  private func site() throws -> FixtureSite {
    var site = try FixtureSite()
    site.replace("reasons:", with: RoutingBuildTests.settings + "reasons:", in: "Content/site.yaml")
    site.write(RoutingBuildTests.destination, to: RoutingBuildTests.start)
    site.write(RoutingBuildTests.fact, to: "Content/facts/fee.md")
    return site
  }

  @Test func `a destination that explains, discloses and then links is built`() throws {
    let site = try site()
    #expect(try site.printed() == "")
    #expect(try site.page("start/sign-up/index.html").contains("data-go=\"sign-up\" href=\"https://exchange.example/register\""))
  }

  // MARK: - A site per rule, failing and repaired

  @Test func `a destination without its explanation fails with the path to its link`() throws {
    var site = try site()
    site.replace("The fee is [](fact:fee).", with: "It is low.", in: RoutingBuildTests.start)
    let printed = try site.printed()
    #expect(printed.contains("Content/start/sign-up.md:9:8: error: 'https://exchange.example/register' can be reached before fees is explained [UnexplainedConversion]"))
    #expect(printed.contains("Public/start/sign-up/index.html:"))
    #expect(printed.contains("1. /start/sign-up/ is an entry, and carries the link"))
    site.replace("It is low.", with: "It is unknown.", in: RoutingBuildTests.start)
    #expect(try site.printed() == "")
  }

  @Test func `a fact that was read too long ago explains nothing`() throws {
    var site = try site()
    site.replace("cadence: 30 days", with: "cadence: 20 days", in: "Content/facts/fee.md")
    #expect(try site.printed().contains("[UnexplainedConversion]"))
    site.replace("checked: 2026-11-01", with: "checked: 2026-11-10", in: "Content/facts/fee.md")
    #expect(!(try site.printed().contains("[UnexplainedConversion]")))
  }

  @Test func `a page with a fact about fees that nobody signed leads nowhere`() throws {
    var site = try site()
    site.replace("  rules: {", with: "  fees: { cadence: 30 days, dueSoon: 7 days }\n  rules: {", in: "Content/site.yaml")
    site.replace("review: { class: rules", with: "review: { class: fees", in: "Content/facts/fee.md")
    #expect(try site.printed().contains("[ConversionNotAllowed]"))
    try site.sign("facts/fee")
    #expect(!(try site.printed().contains("[ConversionNotAllowed]")))
  }

  @Test(arguments: [
    ("{{body}}\n{{#destination}}\n<p>{{disclosure}}</p>", "{{body}}\n{{#destination}}", "The destination's disclosure does not stand before its link [MissingDisclosure]"),
    ("{{body}}\n", "", "can be reached before fees and risk are explained [UnexplainedConversion]"),
    ("data-go=\"{{go}}\" ", "", "is a conversion target, here as a href; only a link of a destination may lead there [ConversionOutsideGo]"),
  ])
  func `a layout that breaks a rule fails the build`(old: String, new: String, expected: String) throws {
    var site = try site()
    site.replace(old, with: new, in: RoutingBuildTests.layout)
    #expect(try site.printed().contains(expected))
  }

  @Test(
    arguments: ["index", "home", "topic", "faq", "guide", "redirect", "not-found", "check"],
    [
      "<a href=\"https://exchange.example/register\">x</a>", "<meta http-equiv=\"refresh\" content=\"0;url=//EXCHANGE.example./register\">",
      "<script type=\"application/ld+json\">{\"url\":\"https:\\/\\/exchange.example\\/register\"}</script>",
    ])
  func `a target in any layout is found`(layout: String, html: String) throws {
    var site = try site()
    site.replace("stage: act", with: "aliases: [/guides/old/]\nstage: act", in: "Content/guides/first.md")
    #expect(try site.printed() == "")
    site.write(site.text("Templates/layouts/\(layout).html") + html, to: "Templates/layouts/\(layout).html")
    let printed = try site.printed()
    #expect(printed.contains("[ConversionOutsideGo]"))
    #expect(printed.contains("Templates/layouts/\(layout).html"))
  }

  @Test func `a target in a text is found in the page and in its Markdown`() throws {
    var site = try site()
    site.replace("An introduction.", with: "[See](https://exchange.example/register).", in: "Content/guides/first.md")
    let printed = try site.printed()
    #expect(printed.contains("Content/guides/first.md:"))
    #expect(printed.contains("Public/guides/first/index.html:") && printed.contains("Public/guides/first/index.md:"))
  }

  @Test func `a target in a title is found in the feed, the overview and the lists`() throws {
    var site = try site()
    site.replace("title: A first guide", with: "title: Go to exchange.example/register", in: "Content/guides/first.md")
    let printed = try site.printed()
    for file in ["feed.xml", "llms.txt", "guides/index.html", "guides/first/index.html"] {
      #expect(printed.contains("Public/\(file):"), "\(file)")
    }
  }

  @Test func `a target in a script of the assets is found`() throws {
    var site = try site()
    site.write("location = '//exchange.example/register'", to: "Templates/assets/go.js")
    #expect(try site.printed().contains("[ConversionOutsideGo]"))
  }

  @Test func `a link to an address that nobody declared fails the build`() throws {
    var site = try site()
    site.replace("An introduction.", with: "[See](https://short.example/x).", in: "Content/guides/first.md")
    #expect(try site.printed().contains("'https://short.example/x' is neither a source nor a destination of this site [UndeclaredLink]"))
  }

  @Test func `forbidden words are told with their line`() throws {
    var site = try site()
    site.replace("An introduction.", with: "It is guaranteed.", in: "Content/guides/first.md")
    #expect(try site.printed().contains(/Content\/guides\/first\.md:\d+:7: error: The page says 'guaranteed', which the site's wording list forbids \[ForbiddenWording\]/))
  }

  @Test func `a page that explains does not lead to a destination`() throws {
    var site = try site()
    site.write(site.text("Content/glossary/light.md") + "\n[On](go:sign-up)\n", to: "Content/glossary/light.md")
    site.replace("stage: act", with: "stage: explain", in: RoutingBuildTests.start)
    let printed = try site.printed()
    #expect(printed.contains("error: A page that explains does not lead to a destination [ConversionNotAllowed]"))
    #expect(printed.contains("error: A page of the stage 'explain' carries a conversion link [ConversionNotAllowed]"))
  }

  @Test func `a site with a destination says what a target is`() throws {
    var site = try site()
    site.replace(RoutingBuildTests.settings, with: "", in: "Content/site.yaml")
    #expect(try site.printed().contains("[MissingConversion]"))
  }

  @Test func `an address with a query is no plain one, and a referral says that it pays`() throws {
    var site = try site()
    site.replace("url: https://exchange.example/register", with: "url: https://exchange.example/register?ref=1", in: RoutingBuildTests.start)
    site.replace("We earn a commission if you open an account.", with: "Our partner.", in: RoutingBuildTests.start)
    let printed = try site.printed()
    #expect(printed.contains("[ReferralAddress]") && printed.contains("does not say in plain words that the link pays [MissingDisclosure]"))
  }

  // MARK: - Pages that are no entries

  @Test func `a hidden destination is told with the path from an entry, through an alias and a topic hub`() throws {
    var site = try site()
    site.replace("{{> top}}", with: "<meta name=\"robots\" content=\"noindex\">\n", in: RoutingBuildTests.layout)
    site.replace("The fee is [](fact:fee).", with: "It is low.", in: RoutingBuildTests.start)
    // In a list, so it is an entry all the same.
    #expect(try site.printed().contains("1. /start/sign-up/ is an entry"))
    site.replace("reasons:", with: "output: { markdownTwins: false, feed: false }\nreasons:", in: "Content/site.yaml")
    #expect(try site.printed().contains("1. /start/sign-up/ is an entry"))
  }

  // MARK: - Regions

  @Test func `a region shows what it allows`() throws {
    var site = try site()
    site.region = "eu"
    #expect(try site.printed() == "")
    let page = try site.page("start/sign-up/index.html")
    #expect(page.contains("href=\"https://exchange.example/register?ref=7\" rel=\"sponsored nofollow noopener\""))
    #expect(page.contains("We earn a commission"))
    site.region = "uk"
    #expect(try site.printed() == "")
    #expect(!(try site.page("start/sign-up/index.html").contains("exchange.example/register")))
    site.replace("An introduction.", with: "[Sign up](go:sign-up).", in: "Content/guides/first.md")
    #expect(try site.printed().contains("[CallToAction]"))
    site.region = nil
    #expect(try site.printed() == "")
    site.region = "gb"
    #expect(try site.printed().contains("'gb' is not a region"))
  }

  // MARK: - Rules and pages

  private func rule(_ stage: String, _ signal: String, _ leads: String, explains: String = "") -> String {
    "---\nintent: account\nquestion: Where?\nstage: \(stage)\nsignals: [\(signal)]\nexplains: [\(explains)]\nleads: \(leads)\n---\nBecause.\n"
  }

  @Test func `rules lead from page to page, and their faults are told`() throws {
    var site = try site()
    site.replace("topics: [light]", with: "topics: []", in: RoutingBuildTests.start)
    site.write(rule("explain", "light", "page:glossary/light"), to: "Content/routes/a.md")
    #expect(try site.printed().contains("No rule leads to 'start/sign-up'"))
    site.write(rule("act", "sign up", "go:sign-up", explains: "fees, risk"), to: "Content/routes/b.md")
    #expect(try site.printed().contains("'fees' is not a topic [UnknownTopic]"))
    for topic in ["fees", "risk"] {
      site.write(
        site.text("Content/topics/light.md").replacing("title: Light", with: "title: All about \(topic)"),
        to: "Content/topics/\(topic).md")
    }
    #expect(try site.printed() == "")
  }

  // MARK: - After edits

  @Test func `after an edit the proof is what a build from nothing finds`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "site")
      try FileManager.default.copyItem(at: FixtureSite.folder, to: folder)
      func write(_ text: String, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      let read = { (path: String) in try String(contentsOf: folder.appending(path: path), encoding: .utf8) }
      try write(try read("Content/site.yaml").replacing("reasons:", with: RoutingBuildTests.settings + "reasons:"), to: "Content/site.yaml")
      try write(RoutingBuildTests.destination, to: RoutingBuildTests.start)
      try write(RoutingBuildTests.fact, to: "Content/facts/fee.md")
      let guide = try read("Content/guides/first.md")
      let edits: [(String, String, Bool)] = [
        (guide, "Content/guides/first.md", true),
        (guide.replacing("An introduction.", with: "Another one."), "Content/guides/first.md", true),
        (guide.replacing("An introduction.", with: "exchange.example/register"), "Content/guides/first.md", false),
        (guide.replacing("An introduction.", with: "It is guaranteed."), "Content/guides/first.md", false),
        (guide, "Content/guides/first.md", true),
        (RoutingBuildTests.destination.replacing("**unknown**", with: "small"), RoutingBuildTests.start, false),
        (RoutingBuildTests.destination, RoutingBuildTests.start, true),
        (RoutingBuildTests.destination.replacing("**unknown**", with: "still unknown"), RoutingBuildTests.start, true),
      ]
      for (number, edit) in edits.enumerated() {
        try write(edit.0, to: edit.1)
        let tree = try OutputTree(folder: parent.appending(path: "Public").path)
        defer { tree.close() }
        let sources = try SiteSources.read(folder: folder.path, modulePath: "module.wasm")
        let request = BuildRequest(
          sources: SiteSources(
            content: sources.content, templates: sources.templates, assets: sources.assets, module: FixtureSite.module,
            modulePath: "module.wasm"), checks: FixtureSite.checks, asOf: CivilDate(year: 2026, month: 11, day: 23)!)
        do {
          _ = try SitePublisher.publish(request, to: tree)
          #expect(edit.2, "edit \(number) is published")
        } catch is BuildFailure {
          #expect(!edit.2, "edit \(number) fails")
        }
      }
    }
  }
}
