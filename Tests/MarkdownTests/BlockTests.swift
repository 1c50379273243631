// SPDX-License-Identifier: Apache-2.0
// What bodies have beyond CommonMark: tables, callouts, figures.

import Diagnostics
import Markdown
import SiteModel
import Testing

private func read(_ text: String) -> (markup: Markup, diagnostics: [Diagnostic]) {
  MarkdownReader.read(Array(text.utf8)[...], path: "a.md", firstLine: 10)
}

private func html(_ text: String) -> String {
  read(text).markup.resolved(
    imageSize: { _ in ImageSize(width: 3, height: 2) },
    { (HTML(trusted: "<a \($0.reference.scheme.rawValue)=\($0.reference.target)>"), HTML(trusted: "</a>")) }
  ).text
}

private func printed(_ text: String) -> String {
  ConsoleWriter(usesColour: false).text(for: read(text).diagnostics)
}

@Suite struct TableTests {
  /// The cells of a table's rows, without tags of the table itself.
  private func rows(_ text: String) -> [[String]] {
    html(text).split(separator: "<tr>").dropFirst().map { row in
      row.matches(of: /<t[hd][^>]*>(.*?)<\/t[hd]>/).map { String($0.1) }
    }
  }

  @Test func `a table has a head, a body, a name, and columns that are aligned by class`() {
    let text = """
      | Fee | Left | Mid | Right |
      |-----|:---|:-:|---:|
      | *a* | b | c | 0.1 % |
      """
    #expect(
      html(text) == """
        <div class="table" tabindex="0" role="region" aria-label="Fee, Left, Mid, Right"><table>
        <thead>
        <tr><th scope="col">Fee</th><th scope="col" class="align-left">Left</th><th scope="col" class="align-centre">Mid</th><th scope="col" class="align-right">Right</th></tr>
        </thead>
        <tbody>
        <tr><td><em>a</em></td><td class="align-left">b</td><td class="align-centre">c</td><td class="align-right">0.1 %</td></tr>
        </tbody>
        </table></div>

        """)
    #expect(printed(text) == "")
  }

  @Test(arguments: [
    ("a | b\n--|--\nc | d", [["a", "b"], ["c", "d"]]),
    ("|a|\n|-|\n|b\\|c|", [["a"], ["b|c"]]),
    ("|a|b|\n|-|-|\n|`x|y`|`z\\|`|", [["a", "b"], ["<code>x|y</code>", "<code>z|</code>"]]),
    ("|a|b|\n|-|-|\n||d|\n| |\\||", [["a", "b"], ["", "d"], ["", "|"]]),
    ("|a|b|\n|-|-|\n|``x`|`` y|`|", [["a", "b"], ["<code>x`|</code> y", "`"]]),
    ("|- a|1. b|# c|> d|\n|-|-|-|-|\n|---|+ x|    y|===|", [["- a", "1. b", "# c", "&gt; d"], ["—", "+ x", "y", "==="]]),
    ("|_a_|**b**|\n|-|-|\n|[c](term:kyc)|\"d\"|", [["<em>a</em>", "<strong>b</strong>"], ["<a term=kyc>c</a>", "“d”"]]),
    ("> |a|b|\n> |-|-|\n> |c|d|", [["a", "b"], ["c", "d"]]),
    ("- |a|b|\n  |-|-|\n  |c|d|", [["a", "b"], ["c", "d"]]),
    ("|[a][x]|[x]|\n|-|-|\n|![b](/c.png)|*c|\n\n[x]: term:y", [["<a term=y>a</a>", "<a term=y>x</a>"], ["<img src=\"/c.png\" alt=\"b\" width=\"3\" height=\"2\">", "*c"]]),
    ("|a|b|\r\n|-|-|\r\n|c|d|\r\n", [["a", "b"], ["c", "d"]]),
    ("|a|\n|-|", [["a"]]),
  ])
  func `cells keep inline Markdown, whatever they begin with`(text: String, expected: [[String]]) {
    #expect(rows(text) == expected, "\(html(text))")
    #expect(printed(text) == "")
  }

  @Test(arguments: ["a | b\nc | d", "a\n---|", "|a|b|", "a\n:-:", "| a |\n\n|---|", "    |a|\n    |-|", "```\n|a|\n|-|\n```", "|a|\n|-x|", "|a|\n|--:--|"])
  func `what has no row of hyphens in its second line is no table`(text: String) {
    if text == "a\n---|" { return #expect(html(text).contains("<table>")) }
    #expect(!html(text).contains("<table>"), "\(html(text))")
  }

  @Test(arguments: [
    ("|a|b|\n|-|-|\n|c|", "12:1: error: The row has 1 cell, the table 2 columns"),
    ("|a|b|\n|-|-|\n|c|d|\n|e|f|g|", "13:1: error: The row has 3 cells, the table 2 columns"),
    ("|a|\n|-|-|", "10:1: error: The row has 1 cell, the table 2 columns"),
    ("> - |a|b|\n>   |-|-|\n>   no row", "12:5: error: The row has 1 cell, the table 2 columns"),
    ("words\n|a|b|\n|-|-|\n|c|d|", "11:1: error: A table begins after an empty line"),
  ])
  func `a row with too few or too many cells is an error at its place`(text: String, expected: String) {
    #expect(printed(text).contains("a.md:" + expected + " [MalformedTable]"), "\(printed(text))")
  }

  @Test func `references and faults in cells have their places in the file`() {
    let text = """
      ## Fees

      | Wide 文字 | [KYC](term:kyc) |
      |---|---|
      | x | a [b](check:c), [d](check:c) <b> |
      | [e](/f) | |
      """
    let references = read(text).markup.references
    #expect(references.map { [$0.location.line, $0.location.column] } == [[12, 19], [14, 13], [14, 27]])
    #expect(references.allSatisfy { $0.section == "fees" })
    #expect(printed(text).contains("a.md:14:36: error: '<b>' is HTML"), "\(printed(text))")
    #expect(printed(text).contains("a.md:15:7: error: '/f' does not say what it links to"), "\(printed(text))")
    #expect(!html(text).contains("<b>"))
  }

  @Test func `a table without words in its head is named by its heading`() {
    #expect(html("## How \"much\"\n\n| | |\n|-|-|\n|a|b|").contains("aria-label=\"How “much”\""))
    #expect(html("| | |\n|-|-|\n|a|b|").contains("<div class=\"table\" tabindex=\"0\"><table>"))
    #expect(html("|*a* `<`|\n|-|\n").contains("aria-label=\"a &lt;\""))
  }
}

@Suite struct CalloutTests {
  @Test func `a quote that begins with a kind is a callout`() {
    #expect(
      html("> [!NOTE]\n> Words *here*.\n>\n> - more\n") == """
        <aside class="callout callout-note" role="note">
        <p class="callout-title">Note</p>
        <p>Words <em>here</em>.</p>
        <ul>
        <li>more</li>
        </ul>
        </aside>

        """)
    for kind in ["TIP", "IMPORTANT", "WARNING", "CAUTION", "note"] {
      #expect(html("> [!\(kind)]\n> a").contains("<aside class=\"callout callout-\(kind.lowercased())\" role=\"note\">"))
      #expect(printed("> [!\(kind)]\n> a") == "")
    }
    #expect(html("> [!TIP]\n>\n> a\n").contains("Tip</p>\n<p>a</p>\n</aside>"))
    #expect(html("> [!NOTE]\n> > [!TIP]\n> > a\n").contains("Note</p>\n<aside class=\"callout callout-tip\""))
  }

  @Test(arguments: [
    ("> [!NOTES]\n> a", "10:3: error: 'NOTES' is not a kind of callout; did you mean 'NOTE'? [UnknownCallout]\n  fix: Write [!NOTE]"),
    ("> [!danger]\n> a", "10:3: error: 'danger' is not a kind of callout [UnknownCallout]\n  fix: Use one of NOTE, TIP, IMPORTANT, WARNING, CAUTION"),
    ("> [!NOTE] a", "10:3: error: The words of a callout stand below its kind [MalformedCallout]"),
    ("> [!NOTE]*a*", "10:3: error: The words of a callout stand below its kind [MalformedCallout]"),
    ("a\n\n> [!NOTE]", "12:3: error: The callout has no words [MalformedCallout]"),
  ])
  func `a callout of an unknown kind or without words is an error`(text: String, expected: String) {
    #expect(printed(text).contains(expected), "\(printed(text))")
  }

  @Test(arguments: ["> a\n> [!NOTE]", "[!NOTE]\na", "> `[!NOTE]`\n> a", "> [!]\n> a", "> \\[!x y]\n> a", "> [! NOTE]\n> a"])
  func `other quotes are quotes`(text: String) {
    #expect(!html(text).contains("<aside"))
    #expect(printed(text) == "")
  }
}

@Suite struct FigureTests {
  @Test func `a picture that is its own paragraph is a figure, its title the caption, with a gap for its size`() {
    #expect(
      html("![A *lamp*](/assets/lamp.svg \"Light from the <front>\")") == """
        <figure>
        <img src="/assets/lamp.svg" alt="A lamp" width="3" height="2">
        <figcaption>Light from the &lt;front&gt;</figcaption>
        </figure>

        """)
    #expect(html("![A](/a.png)") == "<figure>\n<img src=\"/a.png\" alt=\"A\" width=\"3\" height=\"2\">\n</figure>\n")
    #expect(html("![A](/a.png) b").hasPrefix("<p><img"))
  }

  @Test func `sizes and references are filled in together, also a picture inside a reference`() {
    let text = "[a](term:b) ![c](/d.png) [![e](/f.png) g](page:h/i) ![j](/k.png)"
    #expect(
      html(text) == """
        <p><a term=b>a</a> <img src="/d.png" alt="c" width="3" height="2"> <a page=h/i><img src="/f.png" alt="e" width="3" height="2"> g</a> <img src="/k.png" alt="j" width="3" height="2"></p>

        """)
    #expect(read(text).markup.images.map(\.location.column) == [18, 32, 58])
    #expect(!read(text).markup.resolved { _ in (HTML(trusted: ""), HTML(trusted: "")) }.text.contains("width"))
  }
}

@Suite struct ContentsTests {
  @Test func `the table of contents nests the third level in the second and leaves out the others`() {
    let contents = read("### a\n\n## b\n\n### c\n\n#### d\n\n### e\n\n## f\n").markup.headings.tableOfContents
    #expect(contents.map(\.heading.anchor) == ["a", "b", "f"])
    #expect(contents.map { $0.children.map(\.heading.text) } == [[], ["c", "e"], []])
    #expect(read("words").markup.headings.tableOfContents.isEmpty)
  }
}

@Suite struct TwinTests {
  private func twin(_ text: String) -> String {
    // A slice whose first index is not 0, as bodies are.
    let file = Array(("---\n" + text).utf8)
    let body = file[4...]
    let markup = MarkdownReader.read(body, path: "a.md", firstLine: 2).markup
    let bytes = MarkdownTwin.text(
      of: markup, body: body, reference: { $0.target == "none" ? nil : "https://x.example/\($0.target)/" },
      image: { "https://x.example\($0)" })
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("A [b](term:c) ![d](/e.svg \"f\")\n", "A [b](https://x.example/c/) ![d](https://x.example/e.svg \"f\")\n"),
    ("[a][x] [x]\n\n[x]: <term:y> 'z'\n", "[a][x] [x]\n\n[x]: <https://x.example/y/> 'z'\n"),
    ("|a|\n|-|\n|\\|[b](term:c)|\n", "|a|\n|-|\n|\\|[b](https://x.example/c/)|\n"),
    ("`[a](term:b)` [a](term:b) <term:b>", "`[a](term:b)` [a](https://x.example/b/) <https://x.example/b/>"),
    ("[a](term:none) [b](https://c.example) [d](#e)", "[a](term:none) [b](https://c.example) [d](#e)"),
    ("[![a](/b.png)](page:c)", "[![a](https://x.example/b.png)](https://x.example/c/)"),
    ("", ""),
  ])
  func `a Markdown twin is the body with addresses for references, and nothing else changed`(text: String, expected: String) {
    #expect(twin(text) == expected)
  }
}
