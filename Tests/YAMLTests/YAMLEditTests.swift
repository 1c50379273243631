// SPDX-License-Identifier: Apache-2.0

import Testing
import YAML

@Suite struct YAMLEditTests {
  private let stamp = [YAMLAssignment("by", "ed"), YAMLAssignment("digest", "5f0c")]

  private func edited(_ text: String, _ assignments: [YAMLAssignment]? = nil, at path: [String] = ["review"]) throws -> String? {
    try YAMLEdit.setting(assignments ?? stamp, at: path, in: Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `values are put in, and nothing else changes`() throws {
    for (text, expected) in [
      ("review: { by: x }\n", "review: { by: ed, digest: 5f0c }\n"),
      ("review: {by: x,digest: 1}\n", "review: {by: ed,digest: 5f0c}\n"),
      ("review: {  }\n", "review: { by: ed, digest: 5f0c }\n"),
      ("review: { by: \"x y\" } # why\n", "review: { by: ed, digest: 5f0c } # why\n"),
      ("review: {\n  by: x, # who\n  class: c # what\n}\n", "review: {\n  by: ed, # who\n  class: c, digest: 5f0c # what\n}\n"),
      ("review:\n  by: x # who\nz: 1\n", "review:\n  by: ed # who\n  digest: 5f0c\nz: 1\n"),
      ("review:\n    class: c\n\n    # a word\n\nz: 1\n", "review:\n    class: c\n    by: ed\n    digest: 5f0c\n\n    # a word\n\nz: 1\n"),
      ("review:\n  note: |\n    two\n    lines\n  by: x\n", "review:\n  note: |\n    two\n    lines\n  by: ed\n  digest: 5f0c\n"),
      ("review:\n  by: |\n    two\n    lines\n  digest: 1\n", "review:\n  by: ed\n  digest: 5f0c\n"),
      ("review:\n  note: >-\n    folded\n", "review:\n  by: ed\n  digest: 5f0c\n  note: >-\n    folded\n"),
      ("title: T\n", "title: T\nreview: { by: ed, digest: 5f0c }\n"),
      ("", "review: { by: ed, digest: 5f0c }\n"),
      ("review:\n  by: x", "review:\n  by: ed\n  digest: 5f0c"),
      ("a: é\u{1F9D1}\r\nreview: { by: ж }\r\nz:\t1\r\n", "a: é\u{1F9D1}\r\nreview: { by: ed, digest: 5f0c }\r\nz:\t1\r\n"),
      ("日本: 本\nreview: { 名: 前, by: 編 }\n", "日本: 本\nreview: { 名: 前, by: ed, digest: 5f0c }\n"),
      ("a: \"x\u{2028}y\"\nreview: { by: x }\n", "a: \"x\u{2028}y\"\nreview: { by: ed, digest: 5f0c }\n"),
    ] {
      #expect(try edited(text) == expected, "\(text)")
    }
  }

  @Test func `a value deeper down is found by its keys`() throws {
    #expect(
      try edited("sources:\n  one: { url: a }\n  two:\n    url: b\n", [YAMLAssignment("checked", "2026-11-25")], at: ["sources", "two"])
        == "sources:\n  one: { url: a }\n  two:\n    url: b\n    checked: 2026-11-25\n")
  }

  @Test func `a value that would not mean itself is put in quotes`() throws {
    for value in ["a: b", "# not a comment", "- x", "{", "say \"no\"", "back\\slash", "true", " x", "x ", "", "é, 日本 'x'", "a\nb"] {
      let text = try #require(try edited("review: { by: x }\n", [YAMLAssignment("by", value)]))
      guard case .mapping(let root) = try YAMLReader.read(Array(text.utf8)[...], path: "", firstLine: 1).content,
        case .mapping(let review) = root[0].value.content, case .scalar(let read) = review[0].value.content
      else { return #expect(Bool(false)) }
      #expect(read == value.replacing("\n", with: " "), "\(text)")
    }
  }

  @Test func `what cannot be changed safely is left alone`() throws {
    #expect(try edited("review: text\n") == nil)
    #expect(try edited("review: [a]\n") == nil)
    #expect(try edited("review: { by: { name: x } }\n") == nil)
    #expect(try edited("a: 1\n", at: ["sources", "one"]) == nil)
    #expect(throws: YAMLError.self) { try edited("review: &a { by: x }\n") }
    #expect(throws: YAMLError.self) { try edited("review: { by: x\n") }
  }
}
