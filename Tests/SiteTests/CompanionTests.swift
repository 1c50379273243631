// SPDX-License-Identifier: Apache-2.0
// The files beside the pages: indexes, feed, sitemap, twins, assets and what machines are told.

import Foundation
import FoundationXML
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct CompanionTests {
  /// The fixture site with many FAQ entries.
  private func large(_ count: Int) throws -> FixtureSite {
    var site = try FixtureSite()
    site.replace("reasons:", with: "output: { entriesPerPage: 5 }\nreasons:", in: "Content/site.yaml")
    for number in 0..<count {
      site.write(
        site.text("Content/faq/again.md").replacing("Should I try again?", with: "Question \(number)?"),
        to: "Content/faq/question-\(number).md")
    }
    return site
  }

  @Test func `a section's index is split into pages that lead to each other, and lists every page once`() throws {
    let site = try large(11)
    #expect(try site.printed() == "")
    let pages = try ["faq/index.html", "faq/page/2/index.html", "faq/page/3/index.html"].map { try site.page($0) }
    let entries = pages.flatMap { $0.matches(of: /<li><a href="(\/faq\/[^"]+)">/).map { String($0.1) } }
    #expect(entries.count == 12 && Set(entries).count == 12)
    #expect(pages[1].contains("<p>2 of 3 <a href=\"/faq/\">back</a> <a href=\"/faq/page/3/\">on</a></p>"))
    #expect(try site.page("faq/page/4/index.html") == "")
  }

  @Test func `the glossary is grouped by first letters`() throws {
    var site = try FixtureSite()
    for title in ["Älg", "lamp", "Maker"] {
      site.write(
        site.text("Content/glossary/light.md").replacing("title: Light", with: "title: \(title)"),
        to: "Content/glossary/\(title == "Älg" ? "alg" : title.lowercased()).md")
    }
    let headings = try site.page("glossary/index.html").matches(of: /<h2>(.+?)<\/h2>/).map { String($0.1) }
    #expect(headings == ["L", "M", "Ä"])
  }

  @Test func `the sitemap lists indexed pages, and dates only changes that readers were told of`() throws {
    var site = try FixtureSite()
    site.replace(
      "stage: act", with: "published: 2026-01-05\nchanges: [{ date: 2026-03-01, text: Two }, { date: 2026-10-02, text: Three }]\nstage: act",
      in: "Content/guides/first.md")
    let sitemap = try site.page("sitemap.xml")
    #expect(sitemap.contains("<loc>https://minimal.example/guides/first/</loc>\n<lastmod>2026-10-02</lastmod>"))
    #expect(sitemap.contains("<loc>https://minimal.example/faq/again/</loc>\n</url>"))
    #expect(!sitemap.contains("404"))
    _ = try XMLDocument(data: Data(sitemap.utf8))
  }

  @Test func `the feed tells of reviews and changes, newest first, with no date but theirs`() throws {
    var site = try FixtureSite()
    site.replace("stage: act", with: "changes: [{ date: 2026-11-22, text: A <new> step }]\nstage: act", in: "Content/guides/first.md")
    let feed = try site.page("feed.xml")
    let document = try XMLDocument(data: Data(feed.utf8))
    let titles = try document.nodes(forXPath: "//*[local-name()='entry']/*[local-name()='title']").compactMap(\.stringValue)
    #expect(titles.first == "Changed: A first guide")
    #expect(titles.filter { $0.hasPrefix("Reviewed: ") }.count == 7)
    #expect(feed.contains("<updated>2026-11-22T00:00:00Z</updated>"))
    #expect(feed.contains("A &lt;new&gt; step"))
    let ids = try document.nodes(forXPath: "//*[local-name()='entry']/*[local-name()='id']").compactMap(\.stringValue)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `a page's twin is its Markdown with full addresses`() throws {
    let twin = try FixtureSite().page("guides/first/index.md")
    #expect(twin.hasPrefix("# A first guide\n\nLight & steadiness\n\nAn introduction.\n"))
    #expect(twin.contains("Find [an even light](https://minimal.example/checks/even-light/), as [light](https://minimal.example/glossary/light/) goes."))
    #expect(twin.contains("Last reviewed 20 November 2026 by An editor. Next due 18 February 2027."))
    let overview = try FixtureSite().page("llms.txt")
    #expect(overview.contains("- [A first guide](https://minimal.example/guides/first/index.md): Light & steadiness\n"))
  }

  @Test func `files beside the pages are left out where the settings say so`() throws {
    var site = try FixtureSite()
    site.replace("reasons:", with: "output: { markdownTwins: false, feed: false }\nreasons:", in: "Content/site.yaml")
    let paths = try site.build().files.map(\.path.text)
    #expect(!paths.contains { $0.hasSuffix(".md") || $0 == "feed.xml" || $0 == "llms.txt" })
  }

  @Test func `text files have compressed siblings where the settings ask for them, and they hold the same`() throws {
    try Places.withTemporaryFolder { parent in
      var site = try FixtureSite()
      site.replace("reasons:", with: "output: { compression: [gzip, brotli] }\nreasons:", in: "Content/site.yaml")
      site.replace("Light is light.", with: String(repeating: "Light is light. ", count: 20), in: "Content/glossary/light.md")
      let files = try site.build().files
      let page = try #require(files.first { $0.path.text == "glossary/light/index.html" })
      for (suffix, program) in [("gz", ["gzip", "-dc"]), ("br", ["brotli", "-dc"])] {
        let sibling = try #require(files.first { $0.path.text == "glossary/light/index.html.\(suffix)" })
        let place = parent.appending(path: "page.\(suffix)")
        try Data(sibling.bytes).write(to: place)
        #expect(try Program.run(program[0], [program[1], place.path]).output == String(decoding: page.bytes, as: UTF8.self))
      }
      #expect(try site.build().files == files)
    }
  }

  @Test func `machines are told what the page says, and nothing can end the script`() throws {
    var site = try FixtureSite()
    site.replace("<title>{{page.title}}", with: "<script type=\"application/ld+json\">{{structuredData}}</script><title>{{page.title}}", in: "Templates/partials/top.html")
    site.replace("title: A first guide", with: "title: \"</script>A \\\"guide\\\"\"", in: "Content/guides/first.md")
    try site.sign("guides/first")
    let page = try site.page("guides/first/index.html")
    let json = try #require(page.firstMatch(of: /ld\+json">(.*?)<\/script>/)?.1)
    let root = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let graph = try #require(root["@graph"] as? [[String: Any]])
    #expect(graph.compactMap { $0["@type"] as? String } == ["WebPage", "Article", "BreadcrumbList", "Organization"])
    #expect(graph[0]["lastReviewed"] as? String == "2026-11-20")
    #expect(graph[0]["name"] as? String == "</script>A \"guide\"")
    #expect(
      (graph[2]["itemListElement"] as? [[String: Any]])?.compactMap { $0["item"] as? String } == [
        "https://minimal.example/", "https://minimal.example/guides/", "https://minimal.example/guides/first/",
      ])
    #expect(!page.contains("FAQPage"))
  }

  // MARK: - Assets

  @Test func `an asset's name changes with its bytes, and pages ask for it with its integrity`() throws {
    var site = try FixtureSite()
    let name = { (site: FixtureSite) in
      try #require(try site.build().files.map(\.path.text).first { $0.wholeMatch(of: /assets\/site\.[0-9a-f]{10}\.css/) != nil })
    }
    let first = try name(site)
    #expect(try site.page("index.html").contains(/<link rel="stylesheet" href="\/assets\/site\.[0-9a-f]{10}\.css" integrity="sha384-[A-Za-z0-9+\/=]{64}">/))
    site.write("body { color: red }", to: "Templates/assets/site.css")
    #expect(try name(site) != first)
  }

  @Test func `a style or script that names another asset follows its name`() throws {
    var site = try FixtureSite()
    site.write("import { a } from \"./other.js\"; load('/assets/mark.svg'); // ./none.js /assets/none.svg", to: "Templates/assets/one.js")
    site.write("export const a = 1;", to: "Templates/assets/other.js")
    site.write("<svg viewBox=\"0 0 1 1\"/>", to: "Templates/assets/mark.svg")
    let files = try site.build().files
    let script = try #require(files.first { $0.path.text.hasPrefix("assets/one.") })
    let names = files.map(\.path.text)
    let text = String(decoding: script.bytes, as: UTF8.self)
    let other = try #require(text.firstMatch(of: /"\.\/(other\.[0-9a-f]{10}\.js)"/)?.1)
    #expect(names.contains("assets/\(other)"))
    let mark = try #require(text.firstMatch(of: /'\/assets\/(mark\.[0-9a-f]{10}\.svg)'/)?.1)
    #expect(names.contains("assets/\(mark)"))
    #expect(text.hasSuffix("// ./none.js /assets/none.svg"))
    site.write("export const a = 2;", to: "Templates/assets/other.js")
    #expect(try site.build().files.first { $0.path.text.hasPrefix("assets/one.") }?.path != script.path)
  }

  @Test func `assets that name each other in a circle are an error`() throws {
    var site = try FixtureSite()
    site.write("import \"./b.js\"", to: "Templates/assets/a.js")
    site.write("import \"./a.js\"", to: "Templates/assets/b.js")
    #expect(try site.printed().contains("Templates/assets/a.js:1:1: error: 'a.js' names itself by way of a.js, b.js [CircularAssets]"))
  }

  @Test func `two assets that differ by case are an error that names both`() throws {
    var site = try FixtureSite()
    site.write("x", to: "Templates/assets/Note.txt")
    site.write("x", to: "Templates/assets/note.txt")
    #expect(try site.printed().contains("'assets/Note.txt' and 'assets/note.txt' are one file where case does not count [DuplicateOutput]"))
  }

  // MARK: - Links of the finished pages

  @Test(arguments: [
    ("<a href=\"/nowhere/\">x</a>", "The page links to '/nowhere/', which is not there [BrokenLink]"),
    ("<a href=\"/guides/first\">x</a>", "The page links to '/guides/first', which is not there [BrokenLink]"),
    ("<a href=\"#nothing\">x</a>", "The page links to '#nothing', and no part there has this name [BrokenLink]"),
    ("<a href=\"/guides/first/#nothing\">x</a>", "The page links to '/guides/first/#nothing', and no part there has this name [BrokenLink]"),
    ("<form action=\"/send\"></form>", "The page links to '/send', which is not there [BrokenLink]"),
    ("<img src=\"/assets/none.png\" alt=\"\">", "Pages ask for '/assets/none.png', which is not there [UnknownAsset]"),
  ])
  func `a layout's link that leads nowhere is found in the finished page`(html: String, expected: String) throws {
    var site = try FixtureSite()
    site.replace("{{body}}", with: "\(html)\n{{body}}", in: "Templates/layouts/faq.html")
    #expect(try site.printed().contains("error: \(expected)"))
  }

  @Test func `white space that means nothing goes from layouts, and none that means something`() throws {
    var site = try FixtureSite()
    site.replace("{{body}}", with: "<p>a  b</p>   \n\n\n   <i>c</i> <i>d</i>\n<pre>\n\n  x</pre>\n{{body}}", in: "Templates/layouts/faq.html")
    #expect(try site.page("faq/again/index.html").contains("<p>a  b</p>   \n\n\n   <i>c</i> <i>d</i>\n<pre>\n\n  x</pre>"))
    site.replace("<pre>\n\n  x</pre>", with: "", in: "Templates/layouts/faq.html")
    #expect(try site.page("faq/again/index.html").contains("<p>a  b</p>\n<i>c</i> <i>d</i>\n<p>Change"))
  }
}
