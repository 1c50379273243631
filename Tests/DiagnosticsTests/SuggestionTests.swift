// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("ligth-balance", "light-balance"), ("sumary", "summary"), ("Sharpnes", "sharpness"), ("sharpness2", "sharpness"),
  ])
  func `the candidate that is a slip away is suggested`(word: String, expected: String) {
    #expect(suggestion(for: word, among: ["light-balance", "light-level", "summary", "sharpness"]) == expected)
  }

  @Test(arguments: ["zebra", "", "x", "light"])
  func `nothing is suggested for a word that is near nothing`(word: String) {
    #expect(suggestion(for: word, among: ["light-balance", "summary", "sharpness"]) == nil)
  }

  @Test func `of equally near candidates the first in the alphabet wins, whatever the order`() {
    #expect(suggestion(for: "cat", among: ["cut", "bat", "cot"]) == "bat")
    #expect(suggestion(for: "cat", among: ["cot", "bat", "cut"]) == "bat")
  }
}

@Suite struct ConsoleWriterTests {
  private let diagnostics = [
    Diagnostic(.warning, .unverifiedSource, at: SourceLocation(path: "b.md"), "Second"),
    Diagnostic(.error, .unknownCheck, at: SourceLocation(path: "a.md", line: 12, column: 2), "Third in 'a'", fix: "Mend it"),
    Diagnostic(.error, .rawHTML, at: SourceLocation(path: "a.md", line: 2, column: 9), "First"),
  ]

  @Test func `diagnostics are printed like a compiler's, in the order of their places`() {
    #expect(
      ConsoleWriter(usesColour: false).text(for: diagnostics) == """
        a.md:2:9: error: First [RawHTML]
        a.md:12:2: error: Third in 'a' [UnknownCheck]
          fix: Mend it
        b.md:1:1: warning: Second [UnverifiedSource]

        """)
  }

  @Test func `colour adds nothing but colour`() {
    let coloured = ConsoleWriter(usesColour: true).text(for: diagnostics)
    #expect(coloured.contains("\u{1B}["))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == ConsoleWriter(usesColour: false).text(for: diagnostics))
  }
}
