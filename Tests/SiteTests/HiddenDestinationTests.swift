// SPDX-License-Identifier: Apache-2.0
// Whole sites with a destination that is no entry: a draft, which no list names, under a layout that says noindex. It explains
// nothing itself, so what counts is what leads to it.

import SiteBuild
import SiteModel
import Testing

@Suite struct HiddenDestinationTests {
  private static let start = "Content/start/sign-up.md"
  private static let explanation = "## Fees\n\nThe fee is [](fact:fee).\n\n## Risk\n\nWhat you can lose is **unknown**.\n"
  private static let link = "[The official place](go:sign-up)"

  /// - Parameter guide: what the only page that leads to the destination says.
  private func site(_ guide: String) throws -> FixtureSite {
    var site = try FixtureSite()
    site.includesDrafts = true
    site.replace("reasons:", with: RoutingBuildTests.settings + "reasons:", in: "Content/site.yaml")
    site.write(RoutingBuildTests.fact, to: "Content/facts/fee.md")
    let front = RoutingBuildTests.destination.split(separator: "## Fees")[0]
    site.write(front.replacing("summary:", with: "draft: true\nsummary:") + "It is low.\n", to: HiddenDestinationTests.start)
    let noIndex = "<meta name=\"robots\" content=\"noindex\">\n"
    for layout in ["destination", "redirect"] {
      let path = "Templates/layouts/\(layout).html"
      site.write(noIndex + site.text(path), to: path)
    }
    // The section's own index would lead there, too.
    site.replace("<li><a href=\"{{url}}\">{{title}}</a></li>", with: "<li>{{title}}</li>", in: "Templates/layouts/index.html")
    site.replace("An introduction.", with: guide, in: "Content/guides/first.md")
    return site
  }

  /// The steps that a finding prints.
  private func path(_ site: FixtureSite) throws -> [String] {
    try site.printed().split(separator: "\n").compactMap { $0.firstMatch(of: /: note: (\d\. .*)/).map { String($0.1) } }
  }

  @Test func `it passes where every page that leads to it explains first`() throws {
    let site = try site(HiddenDestinationTests.explanation + "\n" + HiddenDestinationTests.link)
    #expect(try site.printed() == "")
    #expect(try site.page("start/sign-up/index.html").contains("href=\"https://exchange.example/register\""))
  }

  @Test func `it passes where nothing leads to it`() throws {
    #expect(try site("An introduction.").printed() == "")
  }

  @Test func `it fails where a page leads to it before it explains, with the path`() throws {
    let site = try site(HiddenDestinationTests.link + "\n\n" + HiddenDestinationTests.explanation)
    #expect(try site.printed().contains("can be reached before fees and risk are explained [UnexplainedConversion]"))
    #expect(try path(site) == ["1. /guides/first/ leads to /start/sign-up/", "2. /start/sign-up/ carries the link"])
  }

  @Test func `it fails through an earlier address`() throws {
    var site = try site("An introduction.")
    site.replace("summary:", with: "aliases: [/old/]\nsummary:", in: HiddenDestinationTests.start)
    #expect(try site.printed() == "")
    site.replace("{{body}}", with: "<a href=\"/old/\">on</a>{{body}}", in: "Templates/layouts/guide.html")
    #expect(
      try path(site) == [
        "1. /guides/first/ leads to /old/", "2. /old/ leads to /start/sign-up/", "3. /start/sign-up/ carries the link",
      ])
  }

  @Test func `it fails through the hub of its topic`() throws {
    var site = try site("An introduction.")
    site.replace("<p>{{title}}</p>", with: "<p><a href=\"{{url}}\">{{title}}</a></p>", in: "Templates/layouts/topic.html")
    #expect(try path(site) == ["1. /topics/light/ leads to /start/sign-up/", "2. /start/sign-up/ carries the link"])
  }

  @Test func `it fails through the page that a server shows where there is none`() throws {
    var site = try site("An introduction.")
    let page = "Templates/layouts/not-found.html"
    site.write("<meta name=\"robots\" content=\"noindex\"><a href=\"/start/sign-up/\">on</a>" + site.text(page), to: page)
    #expect(try path(site) == ["1. /404.html leads to /start/sign-up/", "2. /start/sign-up/ carries the link"])
  }

  @Test func `a link on the page that a server shows where there is none is an entry's`() throws {
    var site = try site("An introduction.")
    let page = "Templates/layouts/not-found.html"
    let link = "<p>This link earns us nothing.</p><a data-go=\"sign-up\" href=\"https://exchange.example/register\">x</a>"
    site.write("<meta name=\"robots\" content=\"noindex\">" + link + site.text(page), to: page)
    #expect(try path(site) == ["1. /404.html is an entry, and carries the link"])
  }

  @Test func `it fails through a link with the site's own host, which no search would see`() throws {
    let site = try site("[On](https://minimal.example/start/sign-up/)")
    #expect(try site.printed().contains("'https://minimal.example/start/sign-up/' is a page of this site, and would not be checked as one [UndeclaredLink]"))
  }

  @Test func `it is an entry where its layout does not say noindex, or a list names it`() throws {
    var site = try site(HiddenDestinationTests.explanation + "\n" + HiddenDestinationTests.link)
    site.replace("draft: true\n", with: "", in: HiddenDestinationTests.start)
    #expect(try path(site) == ["1. /start/sign-up/ is an entry, and carries the link"])
    site.replace("summary:", with: "draft: true\nsummary:", in: HiddenDestinationTests.start)
    #expect(try site.printed() == "")
    site.replace("content=\"noindex\"", with: "content=\"follow\"", in: "Templates/layouts/destination.html")
    #expect(try path(site) == ["1. /start/sign-up/ is an entry, and carries the link"])
  }
}
