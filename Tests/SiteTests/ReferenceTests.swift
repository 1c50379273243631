// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct ReferenceTests {
  private let guide = "Content/guides/first.md"

  @Test func `references resolve to the pages that they name`() throws {
    let page = try FixtureSite().page("guides/first/index.html")
    #expect(page.contains("<a href=\"/checks/even-light/\" class=\"check\" data-check=\"even-light\">an even light</a>"))
    #expect(page.contains("<a href=\"/glossary/light/\" class=\"term\" title=\"What a camera &quot;sees&quot;\">light</a>"))
    #expect(page.contains("<a href=\"/faq/again/\">whether to try again</a>"))
    #expect(page.contains("<a href=\"#suggested-path\">the top</a>"))
    #expect(try FixtureSite().page("index.html").contains("<a href=\"/guides/first/\">the guide</a>"))
  }

  @Test(arguments: [
    ("(term:light)", "(term:lihgt)", "18:55: error: 'lihgt' is not a glossary term; did you mean 'light'? [UnknownTerm]"),
    ("(faq:again)", "(faq:agian)", "23:28: error: 'agian' is not an FAQ entry; did you mean 'again'? [UnknownFAQ]"),
    ("(faq:again)", "(page:guide/first)", "23:28: error: 'guide/first' is not a page; did you mean 'guides/first'? [UnknownPage]"),
    ("(faq:again)", "(go:sign-up)", "23:28: error: 'sign-up' is not a destination [UnknownDestination]"),
    ("(faq:again)", "(fact:fee)", "23:28: error: 'fee' is not a fact [UnknownFact]"),
    ("(#suggested-path)", "(#sugested-path)", "error: '#sugested-path' is not a heading of this page; did you mean '#suggested-path'? [UnknownAnchor]"),
    ("faq: [again]", "faq: [agin]", "9:7: error: 'agin' is not an FAQ entry; did you mean 'again'? [UnknownFAQ]"),
    ("requires: [glossary/light]", "requires: [glossary/dark]", "10:12: error: 'glossary/dark' is not a page [UnknownPage]"),
    ("page: glossary/light,", "page: glossary/lightt,", "11:15: error: 'glossary/lightt' is not a page; did you mean 'glossary/light'? [UnknownPage]"),
    ("sources: [official-page]", "sources: [oficial-page]", "8:11: error: 'oficial-page' is not a source; did you mean 'official-page'? [UnknownSource]"),
    ("by: editor", "by: edtior", "12:51: error: 'edtior' is not a reviewer; did you mean 'editor'? [UnknownReviewer]"),
    ("class: rules", "class: rulez", "12:18: error: 'rulez' is not a review class; did you mean 'rules'? [UnknownReviewClass]"),
    ("reviewed: 2026-11-20", "reviewed: 2026-11-24", "12:35: error: The review is dated 2026-11-24, after 2026-11-23 [ReviewInFuture]"),
  ])
  func `a name that leads nowhere is an error with its place`(old: String, new: String, expected: String) throws {
    var site = try FixtureSite()
    site.replace(old, with: new, in: guide)
    let printed = try site.printed()
    #expect(printed.contains(expected), "\(printed)")
  }

  @Test func `a source that nobody has read is a warning and shown as unverified`() throws {
    var site = try FixtureSite()
    site.replace("    checked: 2026-11-01\n", with: "", in: "Content/site.yaml")
    #expect(
      try site.printed() == """
        Content/site.yaml:11:3: warning: Nobody has read the source 'official-page'; pages show it as unverified [UnverifiedSource]
          fix: Read it, and write the day as 'checked'

        """)
    #expect(try site.page("guides/first/index.html").contains("The official page</a> unverified"))
  }

  @Test func `a picture is a file of the assets`() throws {
    var site = try FixtureSite()
    site.write("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\"/>", to: "Templates/assets/lamp.svg")
    site.replace("An introduction.", with: "![A lamp](/assets/lamp.svg)", in: guide)
    #expect(try site.printed() == "")
    #expect(
      try site.page("guides/first/index.html").contains(
        /<img src="\/assets\/lamp\.[0-9a-f]{10}\.svg" alt="A lamp" width="30" height="20">/))
    site.replace("/assets/lamp.svg", with: "/assets/site.css", in: guide)
    #expect(try site.printed().contains("'/assets/site.css' does not tell how large it is [UnreadableImage]"))
    site.replace("/assets/site.css", with: "/assets/../site.yaml", in: guide)
    #expect(try site.printed().contains("error: '/assets/../site.yaml' is not a file of Templates/assets [UnknownAsset]"))
  }

  @Test func `the editorial note tells the review's day, the next one, and by whom, in long form`() throws {
    let page = try FixtureSite().page("guides/first/index.html")
    #expect(page.contains("<p>20 November 2026, due 18 February 2027, An editor</p>"))
    #expect(page.contains("<a href=\"https://official.example/help?a=1&amp;b=2\">The official page</a>"))
  }

  @Test func `text from front matter is escaped`() throws {
    let page = try FixtureSite().page("guides/first/index.html")
    #expect(page.contains("<li>You are &lt;stuck&gt;</li>"))
    #expect(page.contains("<meta content=\"Light &amp; steadiness\">"))
  }

  @Test func `the words for pictures are a file of their own, in which nothing can end a script`() throws {
    var site = try FixtureSite()
    site.replace("good: Even", with: "good: \"</script><script>alert(1)//\"", in: "Content/checks/even-light.md")
    #expect(try site.page("guides/first/index.html").contains("<p data-words=\"/live-check.json\">"))
    #expect(try site.page("live-check.json").contains("\\u003c/script>\\u003cscript>alert(1)//"))
  }
}
