// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel
import Templating
import TestSupport
import Testing

@Suite struct TemplateTests {
  private func render(
    _ layout: String, _ values: TemplateRecord = [:], partials: [String: String] = [:]
  ) -> (text: String, printed: String) {
    var files = [SourceFile(path: "Templates/layouts/page.html", bytes: Array(layout.utf8))]
    for (name, text) in partials {
      files.append(SourceFile(path: "Templates/partials/\(name).html", bytes: Array(text.utf8)))
    }
    var (library, diagnostics) = TemplateLibrary.read(files, folder: "Templates")
    let bytes = diagnostics.isEmpty ? library.render(layout: "page", values: values, diagnostics: &diagnostics) : []
    return (String(decoding: bytes, as: UTF8.self), ConsoleWriter(usesColour: false).text(for: diagnostics))
  }

  @Test func `text is escaped, HTML is inserted as it is`() {
    let result = render("{{a}} {{b}}", ["a": "<i>&\"'", "b": .html(HTML(trusted: "<i>"))])
    #expect(result.text == "&lt;i&gt;&amp;&quot;&#39; <i>")
  }

  @Test func `sections repeat over lists, enter records, and follow flags`() {
    let values: TemplateRecord = [
      "list": [["n": "1"], ["n": "2"]], "empty": [], "record": ["n": "3"], "yes": .flag(true), "no": .flag(false),
      "text": "t", "none": .absent, "n": "0", "words": ["a", "b"],
    ]
    #expect(render("{{#list}}{{n}},{{/list}}", values).text == "1,2,")
    #expect(render("{{#record}}{{n}}{{/record}}{{n}}", values).text == "30")
    #expect(render("{{#words}}{{.}}{{n}};{{/words}}", values).text == "a0;b0;")
    #expect(render("{{#yes}}y{{/yes}}{{#no}}n{{/no}}{{#none}}x{{/none}}{{#empty}}e{{/empty}}", values).text == "y")
    #expect(render("{{^yes}}y{{/yes}}{{^no}}n{{/no}}{{^none}}x{{/none}}{{^empty}}e{{/empty}}{{^text}}t{{/text}}", values).text == "nxe")
    #expect(render("{{#text}}[{{.}}]{{/text}}", values).text == "[t]")
    #expect(render("{{record.n}}{{none.deep}}", values).text == "3")
  }

  @Test func `a table of contents is shown with its nesting`() {
    func heading(_ level: Int, _ anchor: String) -> Markup.Heading {
      Markup.Heading(level: level, anchor: anchor, text: "<\(anchor)>", location: SourceLocation(path: "a.md"))
    }
    let headings = [heading(2, "a"), heading(3, "b"), heading(4, "x"), heading(3, "c"), heading(2, "d")]
    let layout = "{{#contents}}#{{anchor}} {{title}}{{#hasChildren}}({{#children}}#{{anchor}} {{/children}}){{/hasChildren}};{{/contents}}"
    let result = render(layout, ["contents": TemplateValue(contents: headings.tableOfContents)])
    #expect(result.text == "#a &lt;a&gt;(#b #c );#d &lt;d&gt;;")
    #expect(result.printed == "")
  }

  @Test func `a tag that stands alone takes its line with it`() {
    #expect(render("a\n  {{#yes}}  \n  b\n{{/yes}}\nc\n{{! note }}\nd", ["yes": .flag(true)]).text == "a\n  b\nc\nd")
    #expect(render("a {{! note }} b\n").text == "a  b\n")
    #expect(render("{{> p}}\nx", partials: ["p": "y\n"]).text == "y\nx")
  }

  @Test(arguments: [
    ("a {{b}}", "1:3: error: 'b' is not a variable here [UnknownVariable]"),
    ("{{#x}}\n é {{b.c}}{{/x}}", "2:4: error: 'b.c' is not a variable here [UnknownVariable]"),
    ("{{x.z}}", "1:1: error: 'x.z' is not a variable here [UnknownVariable]"),
    ("{{^b}}{{/b}}", "1:1: error: 'b' is not a variable here [UnknownVariable]"),
    ("{{x}}", "1:1: error: 'x' is not text and cannot be inserted [UnknownVariable]"),
    ("{{> p}}", "1:1: error: There is no partial 'p' [MissingTemplate]"),
    ("{{#x}}", "1:1: error: 'x' is never closed [TemplateSyntax]"),
    ("{{/x}}", "1:1: error: 'x' is closed but not open [TemplateSyntax]"),
    ("{{#x}}{{#y}}{{/x}}{{/y}}", "1:13: error: 'x' is closed while 'y' is open [TemplateSyntax]"),
    ("ab\n{{x", "2:1: error: A tag is never closed [TemplateSyntax]"),
    ("{{{x}}}", "1:1: error: Unescaped tags do not exist"),
    ("{{& x}}", "1:1: error: Unescaped tags do not exist"),
    ("{{=<% %>=}}", "1:1: error: Delimiters cannot be changed [TemplateSyntax]"),
    ("{{}}", "1:1: error: '' is not a name [TemplateSyntax]"),
    ("{{a..b}}", "1:1: error: 'a..b' is not a name [TemplateSyntax]"),
  ])
  func `a fault has its place`(layout: String, expected: String) {
    let result = render(layout, ["x": ["y": "1"]])
    #expect(result.printed.contains("Templates/layouts/page.html:\(expected)"), "\(result.printed)")
  }

  @Test func `a partial that includes itself is an error, directly or through others`() {
    #expect(render("{{> a}}", partials: ["a": "{{> a}}"]).printed.contains("Templates/partials/a.html:1:1: error: Partial 'a' includes itself"))
    #expect(render("{{> a}}", partials: ["a": "{{> b}}", "b": "x{{> a}}"]).printed.contains("Templates/partials/b.html:1:2: error: Partial 'a' includes itself"))
  }

  @Test func `random templates never crash`() {
    var random = SeededRandom(seed: 10)
    let pieces = ["{{", "}}", "#x", "/x", "^x", "> p", "x", ".", "{", "}", "\n", " ", "!", "&", "x.y", "é"]
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      _ = render(text, ["x": [["y": "1"]]], partials: ["p": "z"])
    }
  }
}
