// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import TestSupport
import Testing
import YAML

@Suite struct YAMLReaderTests {
  private func read(_ text: String, firstLine: Int = 2) throws -> YAMLNode {
    try YAMLReader.read(Array(text.utf8)[...], path: "a.md", firstLine: firstLine)
  }

  @Test func `values carry the line and column where they begin`() throws {
    let node = try read("title: Hé llo\nlist:\n  - one\n  - \"two\"\nmap: { é: x, b: y }\n")
    guard case .mapping(let entries) = node.content else { return #expect(Bool(false)) }
    #expect(entries.map(\.key) == ["title", "list", "map"])
    #expect(entries.map(\.keyLocation) == [2, 3, 6].map { SourceLocation(path: "a.md", line: $0, column: 1) })
    #expect(entries[0].value.location == SourceLocation(path: "a.md", line: 2, column: 8))
    guard case .sequence(let items) = entries[1].value.content else { return #expect(Bool(false)) }
    #expect(items.map(\.location.line) == [4, 5])
    #expect(items.map(\.location.column) == [5, 5])
    guard case .mapping(let inner) = entries[2].value.content else { return #expect(Bool(false)) }
    #expect(inner[1].keyLocation == SourceLocation(path: "a.md", line: 6, column: 14))
  }

  @Test func `scalars stay text`() throws {
    for text in ["yes", "2026-11-20", "0x10", "null", "~", "1e3"] {
      guard case .mapping(let entries) = try read("k: \(text)").content else { return #expect(Bool(false)) }
      guard case .scalar(let value) = entries[0].value.content else { return #expect(Bool(false)) }
      #expect(value == text)
    }
  }

  @Test func `an empty document has no keys`() throws {
    for text in ["", "\n\n", "# only a comment\n"] {
      guard case .mapping(let entries) = try read(text).content else { return #expect(Bool(false)) }
      #expect(entries.isEmpty)
    }
  }

  @Test(arguments: [
    ("a: 1\na: 2", 3, 1, "'a' stands here a second time; it is on line 2 already"),
    ("a: &x 1", 2, 4, "An anchor is not allowed in front matter"),
    ("a: *x", 2, 4, "An alias is not allowed in front matter"),
    ("a: !tag 1", 2, 4, "A tag is not allowed in front matter"),
    ("a: 1\n--- \nb: 2", 3, 1, "A second document is not allowed in front matter"),
    ("? [a]\n: 1", 2, 3, "A key that is not plain text is not allowed in front matter"),
  ])
  func `what front matter does not need is refused by name`(text: String, line: Int, column: Int, summary: String) {
    do {
      _ = try read(text)
      #expect(Bool(false), "\(text) was read")
    } catch {
      let error = error as? YAMLError
      #expect(error?.summary == summary)
      #expect(error?.location == SourceLocation(path: "a.md", line: line, column: column))
    }
  }

  @Test(arguments: ["a: [1", "a: 'x", "\ta: 1", "a: b: c", "- a\nb: 1", "a: @x", "%", "{", "a: \"\\q\"", "a: \u{7}"])
  func `broken YAML throws an error with its place`(text: String) {
    #expect(throws: YAMLError.self) { try read(text) }
  }

  @Test func `deep nesting is refused, not followed`() {
    #expect(throws: YAMLError.self) { try read(String(repeating: "[", count: 100_000)) }
    #expect(throws: YAMLError.self) { try read(String(repeating: "{a: ", count: 1000)) }
  }

  @Test func `random bytes never crash the reader`() {
    var random = SeededRandom(seed: 8)
    let alphabet = Array("abc:-[]{}&*!|>'\"%@`#?,\n\t 0\u{E9}".utf8) + [0, 0xFF, 0xC3]
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      _ = try? YAMLReader.read(bytes[...], path: "a.md", firstLine: 1)
    }
  }
}
