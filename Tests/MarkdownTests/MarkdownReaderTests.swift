// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Markdown
import SiteModel
import TestSupport
import Testing

@Suite struct MarkdownReaderTests {
  private func read(_ text: String) -> (markup: Markup, diagnostics: [Diagnostic]) {
    MarkdownReader.read(Array(text.utf8)[...], path: "a.md", firstLine: 10)
  }

  private func html(_ text: String) -> String {
    read(text).markup.resolved { placed in
      (HTML(trusted: "<a \(placed.reference.scheme.rawValue)=\(HTML(escaping: placed.reference.target).text)>"), HTML(trusted: "</a>"))
    }.text
  }

  private func printed(_ text: String) -> String {
    ConsoleWriter(usesColour: false).text(for: read(text).diagnostics)
  }

  @Test(arguments: [
    ("A *b* **c** `d<e`", "<p>A <em>b</em> <strong>c</strong> <code>d&lt;e</code></p>\n"),
    ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("3. a\n\n4. b\n", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"),
    ("> q\n", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
    ("```swift\na < \"b\"--'c'\n```\n", "<pre><code class=\"language-swift\">a &lt; &quot;b&quot;--&#39;c&#39;\n</code></pre>\n"),
    ("```\"><script> x\na\n```\n", "<pre><code class=\"language-&quot;&gt;&lt;script&gt;\">a\n</code></pre>\n"),
    ("    a\n", "<pre><code>a\n</code></pre>\n"),
    ("a  \nb\n\n---\n", "<p>a<br>\nb</p>\n<hr>\n"),
    ("AT&T &amp; &copy; \"x\"", "<p>AT&amp;T &amp; © “x”</p>\n"),
    ("It's \"so\" -- 1--2 --- `\"--'`...", "<p>It’s “so” – 1–2 — <code>&quot;--&#39;</code>…</p>\n"),
    ("[x](https://a.example/?a=1&b='2' )", "<p><a href=\"https://a.example/?a=1&amp;b=&#39;2&#39;\" rel=\"noopener\">x</a></p>\n"),
    ("<https://a.example>", "<p><a href=\"https://a.example\" rel=\"noopener\">https://a.example</a></p>\n"),
    ("[x](https://a.example \"b<c\")", "<p><a href=\"https://a.example\" title=\"b&lt;c\" rel=\"noopener\">x</a></p>\n"),
    ("a ![A *b*](/assets/c.svg \"T\")", "<p>a <img src=\"/assets/c.svg\" alt=\"A b\" title=\"T\"></p>\n"),
  ])
  func `Markdown becomes HTML`(text: String, expected: String) {
    #expect(html(text) == expected)
    #expect(printed(text) == "")
  }

  @Test func `headings get anchors from their words, each its own`() {
    let text = "## What *now*?\n\n## What now\n\n### Don’t & do\n\n## ¿Qué?\n\n## !\n"
    #expect(read(text).markup.headings.map(\.anchor) == ["what-now", "what-now-2", "dont-do", "qué", "section"])
    #expect(html("## A [b](term:c) d\n") == "<h2 id=\"a-b-d\">A <a term=c>b</a> d</h2>\n")
    #expect(
      printed("# One\n") == """
        a.md:10:1: error: A body begins at the second level; the title is the first [HeadingLevel]
          fix: Write ## instead of #

        """)
  }

  @Test func `references are placed with their words, step and section`() {
    let text = """
      Intro [a](check:one).

      ## Suggested path

      1. First [b *c*](check:two)
      2. Second
         - nested [d](term:three)
      3. [e](check:four)

      - loose [f](faq:five)
      """
    let references = read(text).markup.references
    #expect(
      references.map(\.reference) == [
        Reference(.check, "one"), Reference(.check, "two"), Reference(.term, "three"), Reference(.check, "four"),
        Reference(.faq, "five"),
      ])
    #expect(references.map(\.step) == [nil, 1, 2, 3, nil])
    #expect(references.map(\.section) == [nil, "suggested-path", "suggested-path", "suggested-path", "suggested-path"])
    #expect(references.map(\.location.line) == [10, 14, 16, 17, 19])
    #expect(references.map(\.location.column) == [11, 18, 17, 8, 13])
    #expect(html("[b *c*](check:two)") == "<p><a check=two>b <em>c</em></a></p>\n")
  }

  @Test func `the place of a link is exact in the second line, after wide letters and for repeated targets`() {
    let text = "één\n文字 [a](check:x) and [b](check:x)\n"
    #expect(
      read(text).markup.references.map(\.location) == [
        SourceLocation(path: "a.md", line: 11, column: 8), SourceLocation(path: "a.md", line: 11, column: 25),
      ])
  }

  @Test(arguments: [
    ("a <b>c</b>", "10:3: error: '<b>' is HTML"), ("<div>\nx\n</div>", "10:1: error: '<div>' is HTML"),
    ("<!-- x -->", "10:1: error: '<!-- x -->' is HTML"), ("x\n\n<script>alert(1)</script>", "12:1: error: '<script>alert(1)</script>' is HTML"),
    ("<?php ?>", "10:1: error: '<?php ?>' is HTML"), ("![<img src=x onerror=y>](/assets/a.svg)", "error: '<img src=x onerror=y>' is HTML"),
  ])
  func `raw HTML is an error and never reaches the output`(text: String, expected: String) {
    #expect(printed(text).contains(expected), "\(printed(text))")
    #expect(printed(text).contains("[RawHTML]"))
    #expect(!html(text).contains("<script") && !html(text).contains("<div") && !html(text).contains("onerror"))
  }

  @Test(arguments: [
    "[x](javascript:alert(1))", "[x](JavaScript:alert(1))", "[x](java&#115;cript:alert(1))", "[x](data:text/html,x)",
    "[x](vbscript:x)", "[x](file:///etc/passwd)", "[x](http://plain.example)", "[x](//other.example)", "[x](ftp://a)",
    "<javascript:alert(1)>", "[x]( javascript:alert(1))", "[x](\\javascript:alert(1))", "[x][y]\n\n[y]: javascript:alert(1)",
    "[x](blob:https://a)", "[x](checks:light)",
  ])
  func `links outside the allow-list are errors and never reach the output`(text: String) {
    #expect(printed(text).contains("[UnsafeLink]") || printed(text).contains("[UntypedLink]"), "\(printed(text))")
    #expect(!html(text).contains("href"))
  }

  @Test(arguments: ["[x](/guides/a/)", "[x](../a)", "[x](a.html)", "[x]()", "[x](?a=b:c)", "[x](./check:light)"])
  func `a link that names no type is an error`(text: String) {
    #expect(printed(text).contains("[UntypedLink]"))
    #expect(!html(text).contains("href"))
  }

  @Test func `a reference or a picture whose destination is written with escapes is an error`() {
    #expect(printed("a [x](che&#99;k:light)").contains("10:3: error: The destination 'check:light' is written with escapes or entities [EscapedDestination]"))
    #expect(printed("![x](/assets/\\a.svg)").contains("'/assets/\\a.svg'") == false)
    #expect(printed("![x](/assets/\\_a.svg)").contains("10:1: error: The destination '/assets/_a.svg' is written"))
    #expect(!html("a [x](che&#99;k:light)").contains("href"))
  }

  @Test func `the place of a link is exact in its definition, in angle brackets, after other brackets and in a lazy line`() {
    func places(_ text: String) -> [String] { read(text).markup.references.map { "\($0.location.line):\($0.location.column)" } }
    #expect(places("[x][y], [y] and [z](check:b)\n\n> [y]: check:a\n") == ["12:8", "12:8", "10:21"])
    #expect(places("[x](<check:a>) <check:b>") == ["10:6", "10:17"])
    #expect(places("`[a](check:a)` [b](check:a) \\[c](check:a) [d]( check:a )") == ["10:20", "10:48"])
    #expect(places("- a\n[b](check:a)\n    [c](check:a)\n") == ["11:5", "12:9"])
    #expect(places("> > a\n> > *b* [c\n> > d](check:a)\n") == ["12:8"])
    #expect(places("## [a](check:a) #\n\n[b](check:a)\n===\n") == ["10:8", "12:5"])
  }

  @Test func `a picture without words is an error`() {
    #expect(printed("![](/assets/a.svg)").contains("10:5: error: The picture '/assets/a.svg' has no words for people who cannot see it [MissingAlternativeText]"))
  }

  @Test func `pathological input is read in the time that its size asks for`() {
    for text in [
      String(repeating: "> ", count: 20_000) + "a", String(repeating: "*a **a ", count: 20_000),
      String(repeating: "[", count: 50_000), String(repeating: "- ", count: 5000) + "a",
      String(repeating: "[a](check:b) ", count: 30_000), String(repeating: "`", count: 50_000),
      String(repeating: "[a][b] ", count: 30_000) + "\n\n[b]: check:c", String(repeating: "[b] ", count: 30_000) + "\n\n[b]: che&#99;k:c",
      String(repeating: "[a]( che&#99;k:b) ", count: 20_000), String(repeating: "`](` ", count: 20_000) + String(repeating: "[b] ", count: 5000) + "\n\n[b]: check:c",
      String(repeating: "![", count: 30_000), String(repeating: "![a", count: 2000) + String(repeating: "](/b)", count: 2000),
      String(repeating: "## a\n\n", count: 20_000), String(repeating: "> [!NOTE]\n> ", count: 5000), String(repeating: "> ", count: 5000) + "[!NOTE]",
      String(repeating: "|", count: 50_000) + "\n" + String(repeating: "|", count: 50_000),
      String(repeating: "|a", count: 20_000) + "|\n" + String(repeating: "|-", count: 20_000) + "|\n|a|",
      "|a|b|\n|-|-|\n" + String(repeating: "|[a](check:b)|`|`|\n", count: 20_000), String(repeating: "a\n|-\n", count: 10_000),
      (1...300).map { String(repeating: "`", count: $0) }.joined(separator: "|") + "|\n|-|\n", String(repeating: "**[a](check:b) ", count: 10_000),
      String(repeating: "a. ", count: 50_000), String(repeating: "a.", count: 50_000), String(repeating: "Word ", count: 50_000),
      String(repeating: "[a]: check:b\n", count: 20_000) + "[a]", "|" + String(repeating: "\\|", count: 50_000) + "\n|-|\n",
    ] {
      _ = read(text)
    }
  }

  @Test func `random text never gets a tag or an address of its own into the output`() {
    var random = SeededRandom(seed: 9)
    let pieces = [
      "<", ">", "script", "javascript:", "[", "](", ")", "!", "\n", "\n\n", "- ", "1. ", "*", "`", "&lt;", "\"", "'", "#", "check:", "a", " ", "\\", "|", "\n|-|-|\n",
      "> [!NOTE]\n> ", "/assets/b.png", "```x", "\n\n[a]: check:b\n", "\r", "\r\n", "\t", "\u{0}", "é", "\u{A0}", "**", "_", "===", "---", "***", "    ", "<!--", "-->", "&#0;",
      "~~~", "…", "。", "[a]", "[]", "\n",
    ]
    let allowed =
      /<\/?(?:p|h[1-6]|ul|ol|li|em|strong|code|pre|blockquote|hr|br|a|aside|div|table|thead|tbody|tr|th|td|figure|figcaption)(?: (?:id|start|title|class|role|tabindex|aria-label|scope|rel)="[^"<>]*"| href="#[^"<>]*"| [a-z]+=[^<>"]*)*>/
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 1...25, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      let rest = html(text).replacing(/<img src="[^"<>]*" alt="[^"<>]*"(?: title="[^"<>]*")?>/, with: "").replacing(allowed, with: "")
      #expect(!rest.contains("<"), "\(text)\n\(html(text))")
    }
  }
}
