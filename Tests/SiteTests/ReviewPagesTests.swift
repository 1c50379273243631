// SPDX-License-Identifier: Apache-2.0
// What pages, lists and feeds tell about reviews, in the files that readers get.

import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct ReviewPagesTests {
  /// The small site with the real banner on its guide, all of it reviewed on 20 November.
  private func site() throws -> FixtureSite {
    var site = try FixtureSite()
    let banner = try String(contentsOf: Places.root.appending(path: "Templates/partials/review-banner.html"), encoding: .utf8)
    site.write(banner, to: "Templates/partials/review-banner.html")
    site.replace("{{body}}", with: "{{> review-banner}}\n{{body}}", in: "Templates/layouts/guide.html")
    site.replace(
      "<title>{{page.title}}",
      with: "<script type=\"application/ld+json\">{{structuredData}}</script><title>{{page.title}}",
      in: "Templates/partials/top.html")
    for name in [
      "home", "404", "checks/even-light", "checks/steady-hand", "faq/again", "glossary/light", "guides/first",
      "topics/light",
    ] {
      try site.sign(name)
    }
    return site
  }

  private func text(_ path: String, of site: FixtureSite) throws -> String {
    let file = try #require(try site.build().files.first { $0.path.text == path }, "\(path)")
    return String(decoding: file.bytes, as: UTF8.self)
  }

  private let guide = "guides/first/index.html"
  private let hidden = "<p class=\"banner\" role=\"note\" data-due=\"2027-02-18\" hidden>"
  private let shown = "<p class=\"banner\" role=\"note\" data-due=\"2027-02-18\">"

  @Test func `a page in order carries the banner of its day, hidden, for the script to show`() throws {
    let page = try text(guide, of: site())
    #expect(page.contains(hidden) && !page.contains(shown) && !page.contains("Edited since its review"))
    #expect(page.contains("<time datetime=\"2027-02-18\">18 February 2027</time>"))
  }

  @Test func `a page that is overdue when it is built shows the same banner in its HTML`() throws {
    var site = try site()
    site.asOf = CivilDate(iso: "2027-02-18")!
    #expect(try text(guide, of: site).contains(hidden))
    site.asOf = CivilDate(iso: "2027-02-19")!
    let page = try text(guide, of: site)
    #expect(page.contains(shown) && !page.contains(hidden))
    #expect(page.contains("\"lastReviewed\":\"2026-11-20\""))
  }

  @Test func `a page edited since its review says so, and its structured data claims no review`() throws {
    var site = try site()
    site.replace("Hold [still]", with: "Keep [still]", in: "Content/guides/first.md")
    let page = try text(guide, of: site)
    #expect(page.contains("<strong>Edited since its review.</strong>") && !page.contains("lastReviewed") && !page.contains("reviewedBy"))
    try site.sign("guides/first", on: "2026-11-23")
    let marked = try text(guide, of: site)
    #expect(!marked.contains("Edited since") && marked.contains("\"lastReviewed\":\"2026-11-23\""))
  }

  @Test func `an answer that changes marks the guide that shows it`() throws {
    var site = try site()
    let answer = site.text("Content/faq/again.md")
    site.write(answer + "\nOne word more.\n", to: "Content/faq/again.md")
    #expect(try text(guide, of: site).contains("Edited since its review"))
  }

  @Test func `a source newer than the review is told`() throws {
    var site = try site()
    site.replace("published: 2025-10-22", with: "published: 2026-11-22", in: "Content/site.yaml")
    site.replace("checked: 2026-11-01", with: "checked: 2026-11-22", in: "Content/site.yaml")
    #expect(try text(guide, of: site).contains("<strong>A source has changed.</strong>"))
  }

  @Test func `lists, the feed and the Markdown twin mark what is late or edited`() throws {
    var site = try site()
    let entry = "<a href=\"{{url}}\">{{title}}</a>{{#warning}} [{{.}}]{{/warning}}"
    site.replace("<a href=\"{{url}}\">{{title}}</a>", with: entry, in: "Templates/layouts/index.html")
    #expect(try !text("guides/index.html", of: site).contains("["))
    #expect(try !text("feed.xml", of: site).contains("<category"))
    site.replace("Hold [still]", with: "Keep [still]", in: "Content/guides/first.md")
    #expect(try text("guides/index.html", of: site).contains("A first guide</a> [edited since its review]"))
    #expect(try text("feed.xml", of: site).contains("<category term=\"edited since its review\"/>"))
    #expect(try text("guides/first/index.md", of: site).contains("This page is edited since its review."))
    site.asOf = CivilDate(iso: "2027-02-19")!
    #expect(try text("feed.xml", of: site).contains("<category term=\"overdue\"/>"))
  }

  @Test func `a page of a class that its reviewer may not review stops the build`() throws {
    var site = try site()
    site.replace("{ name: An editor }", with: "{ name: An editor, classes: [fees] }", in: "Content/site.yaml")
    site.replace("reviewClasses:\n", with: "reviewClasses:\n  fees: { cadence: 30 days }\n", in: "Content/site.yaml")
    #expect(try site.printed().contains("error: 'editor' may not review the class 'rules' [ReviewerNotAllowed]"))
  }

  @Test func `what is wrong with the keys of reviews is told with its place`() throws {
    for (path, old, new, line) in [
      (
        "Content/guides/first.md", "by: editor", "by: editor, cadence: 91 days",
        "12:68: error: 91 days are more than the 90 of the class 'rules'; a page may only be read more often [InvalidValue]"
      ),
      ("Content/guides/first.md", "digest: ", "digest: 0", "error: '0"),
      ("Content/site.yaml", "{ cadence: 90 days }", "{ cadence: 90 days, dueSoon: soon }", "error: 'soon' is not a number of days [InvalidValue]"),
      ("Content/site.yaml", "reviewClasses:", "owners: { guide: editor }\nreviewClasses:", "error: 'guide' in 'owners' is not a section; did you mean 'guides'? [UnknownSection]"),
      ("Content/site.yaml", "reviewClasses:", "owners: { guides: editr }\nreviewClasses:", "error: 'editr' is not a reviewer; did you mean 'editor'? [UnknownReviewer]"),
      ("Content/site.yaml", "{ name: An editor }", "{ name: An editor, classes: [] }", "error: 'reviewers.editor.classes' is empty [InvalidValue]"),
      ("Content/site.yaml", "{ name: An editor }", "{ name: An editor, classes: [rule] }", "error: 'rule' is not a review class; did you mean 'rules'? [UnknownReviewClass]"),
    ] {
      var site = try site()
      site.replace(old, with: new, in: path)
      let printed = try site.printed()
      #expect(printed.contains(path) && printed.contains(line), "\(printed)")
    }
  }
}
