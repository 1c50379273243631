// SPDX-License-Identifier: Apache-2.0

import Editorial
import SiteModel
import Testing

@Suite struct PageTextTests {
  private func digest(_ body: String) -> ReviewDigest { SamplePage("rules/one") { $0.body = body }.text.digest }

  private let body = """
    A *light* word, and [a check](check:light-level).

    ## Steps

    1. One step, that goes on.
    2. Two.

    - a
    - b

    > A quote.

    ![A lamp](/assets/lamp.svg "Lamp")

    ```sh
    a  b
    ```

    [Out](https://official.example/a "Title")
    """

  @Test func `white space makes no difference`() {
    let same = digest(body)
    for other in [
      body + "\n\n\n", "\n\n" + body, body.replacing("\n", with: "\r\n"), body.replacing("word, and", with: "word,\nand"),
      body.replacing("word, and", with: "word,   and"), body.replacing("One step, that", with: "One step,\n   that"),
      body.replacing("- a\n- b", with: "- a\n\n- b"), body.replacing("- a\n- b", with: "* a\n* b"),
      body.replacing("## Steps", with: "##   Steps  "), body.replacing("1. One", with: "1.  One"),
      body.replacing("> A quote.", with: ">  A quote."), body.replacing("*light*", with: "_light_"),
    ] {
      #expect(digest(other) == same, "\(other)")
    }
  }

  @Test func `whatever a reader is told makes one`() {
    let same = digest(body)
    for (old, new) in [
      ("light* word", "light* words"), ("*light*", "light"), ("*light*", "**light**"), ("check:light-level", "check:contrast"),
      ("[a check](check:light-level)", "a check"), ("## Steps", "### Steps"), ("## Steps", "Steps"), ("1. One", "4. One"),
      ("- a\n- b", "- b\n- a"), ("- a\n- b", "- a b"), ("- a\n- b", "1. a\n2. b"), ("> A quote.", "A quote."),
      ("A lamp", "A lamb"), ("lamp.svg", "lamp2.svg"), ("\"Lamp\"", "\"Lamb\""), ("a  b", "a b"), ("example/a", "example/b"),
      ("\"Title\"", "\"Titles\""), ("One step, that goes on.\n2. Two.", "Two.\n2. One step, that goes on."),
      ("a check](", "a,check]("),
    ] {
      #expect(body.contains(old))
      #expect(digest(body.replacing(old, with: new, maxReplacements: 1)) != same, "\(old) → \(new)")
    }
  }

  @Test func `title, summary and sources are told, their order and the file's place are not`() {
    let page = SamplePage("rules/one") { $0.sources = ["a", "b"] }
    for change in [
      { $0.title = "Other" }, { $0.summary = "Other" }, { $0.sources = ["a"] }, { $0.sources = ["a", "c"] },
      { $0.faq = ["again"] },
      {
        $0.title = "A"
        $0.summary = "title A summary"
      },
    ] as [(inout SamplePage) -> Void] {
      var other = page
      change(&other)
      #expect(other.text.digest != page.text.digest)
    }
    for change in [
      { $0.path = "fix/two" }, { $0.sources = ["b", "a"] }, { $0.title = " A   title\n" }, { $0.reviewed = "2026-01-01" },
      { $0.reviewer = "fee-desk" }, { $0.reviewClass = "fees" },
    ] as [(inout SamplePage) -> Void] {
      var other = page
      change(&other)
      #expect(other.text.digest == page.text.digest)
    }
  }

  @Test func `a renderer with other wrappers and classes gives the same digest`() {
    func digest(_ html: String) -> ReviewDigest {
      let page = SamplePage("rules/one")
      let markup = Markup(
        html: Array(html.utf8), references: [], headings: [], images: [], anchors: [], prose: page.markup.prose)
      return PageText(header: page.document.header, kind: page.document.kind, body: markup).digest
    }
    let plain = digest("<h2>One</h2>\n<p>Text <em>here</em>.</p>\n<table><tr><td>1</td></tr></table>")
    #expect(
      plain
        == digest(
          "<h2 id=\"one\" class=\"x\">One</h2><div class=\"y\"><p class=\"z\">Text <em>here</em>.</p></div>\n"
            + "<div class=\"scroll\"><table>\n<thead>\n<tr>\n<td class=\"number\">1</td></tr></thead></table></div>\n"))
    #expect(plain != digest("<h2>One</h2>\n<p>Text <em>here</em>.</p>\n<table><tr><th>1</th></tr></table>"))
  }

  @Test func `text cannot pass for another part of the page`() {
    let sneaky = SamplePage("rules/one") {
      $0.title = "A\u{1E}summary\u{1F}B"
      $0.summary = "C"
    }
    #expect(sneaky.text.parts.map(\.name) == ["title", "summary", "body"])
    #expect(sneaky.text.parts[0].text == "A summary B")
  }

  @Test func `a digest is 32 digits, and nothing else is one`() {
    let digest = digest(body)
    #expect(ReviewDigest(hex: digest.hex) == digest && digest.hex.count == 32)
    #expect(ReviewDigest(hex: "00000000000000000000000000000001")?.hex == "00000000000000000000000000000001")
    for text in ["", "5f0c…", String(digest.hex.dropLast()), digest.hex + "0", digest.hex.uppercased() + " ", String(repeating: "G", count: 32)] {
      #expect(ReviewDigest(hex: text) == nil, "\(text)")
    }
  }

  @Test func `digests add up in any order, across the carry`() {
    let a = ReviewDigest(high: 1, low: .max)
    let b = ReviewDigest(high: .max, low: 1)
    #expect(a + b == ReviewDigest(high: 1, low: 0) && a + b == b + a)
    #expect(a + .zero == a)
  }
}
