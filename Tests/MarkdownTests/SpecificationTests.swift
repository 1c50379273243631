// SPDX-License-Identifier: Apache-2.0
// All examples of the CommonMark specification 0.30, the version that libcmark 0.30 implements. They come as JSON in
// Debian's package golang-github-yuin-goldmark-dev, which carries them for its own tests.

import Foundation
import Markdown
import SiteModel
import Testing

@Suite struct SpecificationTests {
  struct Example: Decodable, Sendable {
    let example: Int
    let markdown: String
    let html: String
  }

  private static let file = "/usr/share/gocode/src/github.com/yuin/goldmark/_test/spec.json"

  /// Examples whose tree has raw HTML, which is an error in a body. Every other example is compared.
  private static let withRawHTML: [(section: String, examples: [ClosedRange<Int>])] = [
    ("Backslash escapes", [21...21]),
    ("Entity and numeric character references", [31...31]),
    ("HTML blocks", [148...191]),
    ("Link reference definitions", [201...201]),
    ("Lists, comments between them", [308...309]),
    ("Code spans, HTML binds as tightly", [344...344]),
    ("Emphasis, HTML binds more tightly", [474...476]),
    ("Links, HTML binds more tightly or is what a malformed link leaves", [490...490, 493...493, 523...523, 535...535]),
    ("Raw HTML", [612...616, 622...622, 624...624, 627...631]),
    ("Hard line breaks inside a tag", [642...643]),
  ]

  private static func examples() throws -> [Example] {
    try JSONDecoder().decode([Example].self, from: Data(contentsOf: URL(filePath: file)))
  }

  @Test func `every example without raw HTML gives the HTML of the specification`() throws {
    let examples = try SpecificationTests.examples()
    #expect(examples.count == 652)
    var excluded: [Int] = []
    for example in examples {
      let (markup, diagnostics) = MarkdownReader.read(
        Array(example.markdown.utf8)[...], path: "a.md", firstLine: 1, punctuation: .asWritten)
      if diagnostics.contains(where: { $0.identifier == .rawHTML }) {
        excluded.append(example.example)
        continue
      }
      let ours = CanonicalHTML(ours: String(decoding: markup.html, as: UTF8.self)).tokens
      let expected = CanonicalHTML(specification: example.html).tokens
      #expect(ours == expected, "example \(example.example): \(example.markdown.debugDescription)")
    }
    #expect(excluded == SpecificationTests.withRawHTML.flatMap { $0.examples.flatMap { Array($0) } })
    #expect(examples.count - excluded.count == 581)
  }
}

/// HTML as a list of tags and texts, without the differences that are meant.
private struct CanonicalHTML {
  private(set) var tokens: [String] = []
  private var isPreformatted = false

  private static let blocks: Set<String> = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "figure", "figcaption",
  ]

  /// What differs on purpose: headings have an `id`; links that leave the site have a `rel`; a picture alone in its
  /// paragraph is a figure whose caption is its title.
  init(ours html: String) {
    let html = html.replacing(/<figure>\n(<img [^>]*)>\n(?:<figcaption>(.*)<\/figcaption>\n)?<\/figure>/) { match in
      "<p>\(match.1)\(match.2.map { " title=\"\($0)\"" } ?? "")></p>"
    }
    read(html) { name, attributes in
      attributes["id"] = nil
      attributes["rel"] = nil
      for key in ["href", "src"] { attributes[key] = attributes[key].map(CanonicalHTML.percentEncoded) }
    }
  }

  /// Links that are not on the allow-list are refused: the element stays, without attributes.
  init(specification html: String) {
    read(html) { name, attributes in
      guard name == "a", let target = attributes["href"]?.lowercased() else { return }
      if !["https://", "mailto:", "#"].contains(where: target.hasPrefix) { attributes = [:] }
    }
  }

  private mutating func read(_ html: String, _ change: (String, inout [String: String]) -> Void) {
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      add(text: rest[..<open])
      let close = rest[open...].firstIndex(of: ">")!
      add(tag: rest[rest.index(after: open)..<close], change)
      rest = rest[rest.index(after: close)...]
    }
    add(text: rest)
  }

  private mutating func add(text: Substring) {
    var text = CanonicalHTML.decoded(String(text))
    if !isPreformatted {
      text = text.replacing(/[ \t\n]+/, with: " ")
      if let last = tokens.last, CanonicalHTML.isBlock(last) { text = String(text.drop { $0 == " " }) }
    }
    if !text.isEmpty { tokens.append("text \(text)") }
  }

  private mutating func add(tag: Substring, _ change: (String, inout [String: String]) -> Void) {
    let name = String(tag.prefix { $0 != " " && $0 != "\n" }.trimmingPrefix("/")).replacing("/", with: "")
    var attributes: [String: String] = [:]
    for match in tag.matches(of: /([a-z]+)="([^"]*)"/) {
      attributes[String(match.1)] = CanonicalHTML.decoded(String(match.2))
    }
    change(name, &attributes)
    if CanonicalHTML.blocks.contains(name), let last = tokens.last, last.hasPrefix("text "), !isPreformatted {
      let text = last.replacing(/[ ]+$/, with: "")
      tokens[tokens.count - 1] = text
      if text == "text" { tokens.removeLast() }
    }
    if name == "pre" { isPreformatted = tag.first != "/" }
    let list = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    tokens.append("<\(tag.first == "/" ? "/" : "")\(name)\(list)>")
  }

  private static func isBlock(_ token: String) -> Bool {
    guard token.hasPrefix("<") else { return false }
    return blocks.contains(String(token.dropFirst().drop { $0 == "/" }.prefix { $0 != " " && $0 != ">" }))
  }

  private static func decoded(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  /// The specification's renderer writes addresses in ASCII; ours as the author wrote them, which browsers take.
  private static func percentEncoded(_ address: String) -> String {
    let kept = Set("-_.+!*(),%#@?=;:/,+&$~'".utf8)
    return address.utf8.map { byte in
      let isKept = kept.contains(byte) || (byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || 0x30...0x39 ~= byte))
      return isKept ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true).leftPadded
    }.joined()
  }
}

extension String {
  fileprivate var leftPadded: String { count < 2 ? "0" + self : self }
}
