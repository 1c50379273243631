// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import TestSupport
import Testing

private let unordered = [
  Diagnostic(.warning, .unverifiedSource, at: SourceLocation(path: "b c.md"), "Second: 100 %,\n\"next\""),
  Diagnostic(
    .error, .duplicateOutput, at: SourceLocation(path: "a.md", line: 12, column: 2), "Third in 'a'",
    notes: [Diagnostic.Note(at: SourceLocation(path: "z.md", line: 3, column: 4), "The other one")], fix: "Mend it"),
  Diagnostic(.error, .rawHTML, at: SourceLocation(path: "a.md", line: 2, column: 9), "First\u{1B}[31m"),
]

@Suite struct ExcerptTests {
  private func excerpt(_ line: String, column: Int) -> [String] {
    let writer = ConsoleWriter(usesColour: false, source: { _ in Array("first\n\(line)\nlast".utf8) })
    let place = SourceLocation(path: "a.md", line: 2, column: column)
    let lines = writer.text(for: [Diagnostic(.error, .rawHTML, at: place, "x")]).split(separator: "\n")
    return lines.dropFirst().map(String.init)
  }

  @Test(arguments: [
    ("abc", 2, "abc", " "), ("abc", 1, "abc", ""), ("abc", 4, "abc", "   "), ("abc", 99, "abc", "   "),
    ("\tab", 2, "    ab", "    "), ("a\tb", 3, "a   b", "    "), ("文字b", 3, "文字b", "    "), ("e\u{301}x", 3, "e\u{301}x", " "),
    ("😀x", 2, "😀x", "  "), ("a\u{1B}[31mb", 3, "a\u{FFFD}[31mb", "  "), ("a\u{202E}b", 3, "a\u{FFFD}b", "  "), ("ab\r", 2, "ab", " "),
  ])
  func `a caret stands under the place, whatever the width of what is before it`(line: String, column: Int, shown: String, before: String) {
    #expect(excerpt(line, column: column) == ["    2 | \(shown)", "      | \(before)^"])
  }

  @Test func `of a long line the part around the place is shown`() {
    let line = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
    let lines = excerpt(line, column: 501)
    #expect(lines[0].count < 120)
    #expect(lines[0].dropFirst(lines[1].count - 1).hasPrefix("X"))
    #expect(lines[0].dropFirst(8).hasPrefix("…"))
    #expect(lines[0].hasSuffix("…"))
  }

  @Test func `a place that the file does not have has no excerpt`() {
    #expect(excerpt("", column: 1).isEmpty)
    let writer = ConsoleWriter(usesColour: false, source: { _ in nil })
    #expect(writer.text(for: unordered) == ConsoleWriter(usesColour: false).text(for: unordered))
    let place = SourceLocation(path: "a.md", line: 9, column: 1)
    let short = ConsoleWriter(usesColour: false, source: { _ in [0x61] })
    #expect(short.text(for: [Diagnostic(.error, .rawHTML, at: place, "x")]) == "a.md:9:1: error: x [RawHTML]\n")
  }

  @Test func `notes and fixes follow, and nothing can steer the terminal`() {
    #expect(
      ConsoleWriter(usesColour: false).text(for: unordered) == """
        a.md:2:9: error: First\u{FFFD}[31m [RawHTML]
        a.md:12:2: error: Third in 'a' [DuplicateOutput]
        z.md:3:4: note: The other one
          fix: Mend it
        b c.md:1:1: warning: Second: 100 %,\u{FFFD}"next" [UnverifiedSource]

        """)
  }

  /// Python's own table of the Unicode Standard says which characters are wide.
  @Test func `wide characters are those of the Unicode Standard`() throws {
    let script = """
      import unicodedata as u
      print(*[c for c in range(0x300, 0x40000) if u.category(chr(c)) not in ('Cn', 'Cs', 'Co', 'Mn', 'Me', 'Cf', 'Cc') and u.east_asian_width(chr(c)) in 'WF'])
      print(*[c for c in range(0x300, 0x40000) if u.category(chr(c)) not in ('Cn', 'Cs', 'Co', 'Mn', 'Me', 'Cf', 'Cc') and u.east_asian_width(chr(c)) not in 'WF'])
      """
    let lines = try Program.run("python3", ["-c", script]).output.split(separator: "\n")
    #expect(lines.count == 2)
    for (line, width) in zip(lines, [2, 1]) {
      let scalars = line.split(separator: " ").compactMap { UInt32($0).flatMap(Unicode.Scalar.init) }
      #expect(scalars.count > 10_000)
      // A newer Unicode Standard may have made a character wide.
      let wrong = scalars.filter { $0.displayWidth != width && $0.properties.age.map { $0.major <= 14 } == true }
      #expect(wrong.isEmpty, "\(wrong.prefix(20).map { String($0.value, radix: 16) })")
    }
  }
}

@Suite struct MachineWriterTests {
  @Test func `JSON has every field, in the order of places`() throws {
    let text = JSONWriter().text(for: unordered)
    struct Report: Decodable {
      struct Place: Decodable, Equatable {
        let path: String, line: Int, column: Int, summary: String
      }
      struct Finding: Decodable {
        let severity: String, identifier: String, path: String, line: Int, column: Int, summary: String
        let notes: [Place], fixes: [String]
      }
      let version: Int, errors: Int, warnings: Int
      let diagnostics: [Finding]
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    #expect(report.version == 1)
    #expect(report.errors == 2)
    #expect(report.warnings == 1)
    #expect(report.diagnostics.map(\.identifier) == ["RawHTML", "DuplicateOutput", "UnverifiedSource"])
    #expect(report.diagnostics.map(\.severity) == ["error", "error", "warning"])
    #expect(report.diagnostics.map(\.summary) == ["First\u{1B}[31m", "Third in 'a'", "Second: 100 %,\n\"next\""])
    #expect(report.diagnostics[1].notes == [Report.Place(path: "z.md", line: 3, column: 4, summary: "The other one")])
    #expect(report.diagnostics[1].fixes == ["Mend it"])
    #expect(report.diagnostics[1].line == 12)
    #expect(report.diagnostics[1].column == 2)
    #expect(JSONWriter().text(for: []) == "{\"version\":1,\"errors\":0,\"warnings\":0,\"diagnostics\":[]}\n")
  }

  @Test func `a JSON string reads back as it was, and never ends a script`() throws {
    let text = String(String.UnicodeScalarView((0...0x300).compactMap(Unicode.Scalar.init))) + "</script>\u{2028}😀\\\"/"
    var json = JSONText()
    json.array {
      $0.text(text)
      $0.text("")
    }
    #expect(try JSONDecoder().decode([String].self, from: Data(json.bytes)) == [text, ""])
    #expect(!json.bytes.contains(UInt8(ascii: "<")))
  }

  @Test func `GitHub commands keep to one line, with what would end a part escaped`() {
    #expect(
      GitHubWriter().text(for: unordered).split(separator: "\n").map(String.init) == [
        "::error file=a.md,line=2,col=9,title=RawHTML::First\u{1B}[31m",
        "::error file=a.md,line=12,col=2,title=DuplicateOutput::Third in 'a'%0Az.md:3: The other one%0AFix: Mend it",
        "::warning file=b c.md,line=1,col=1,title=UnverifiedSource::Second: 100 %25,%0A\"next\"",
      ])
    let odd = Diagnostic(.error, .rawHTML, at: SourceLocation(path: "a,b:c%.md"), "x")
    #expect(GitHubWriter().text(for: [odd]) == "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=RawHTML::x\n")
  }

  /// What the SARIF 2.1.0 standard requires of a log, a run, a rule and a result.
  @Test func `SARIF has what the standard requires`() throws {
    let text = SARIFWriter(toolVersion: "1.2.3").text(for: unordered)
    let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "guidelight")
    #expect(driver["semanticVersion"] as? String == "1.2.3")
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.compactMap { $0["id"] as? String } == ["DuplicateOutput", "RawHTML", "UnverifiedSource"])
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] {
        #expect(((rule[key] as? [String: Any])?["text"] as? String)?.isEmpty == false, "\(key)")
      }
    }
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 3)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect(["error", "warning"].contains(try #require(result["level"] as? String)))
    }
    func place(_ location: Any?) throws -> [String] {
      let physical = try #require((location as? [String: Any])?["physicalLocation"] as? [String: Any])
      let region = try #require(physical["region"] as? [String: Any])
      let uri = try #require((physical["artifactLocation"] as? [String: Any])?["uri"] as? String)
      return [uri, "\(try #require(region["startLine"] as? Int))", "\(try #require(region["startColumn"] as? Int))"]
    }
    #expect(try results.map { try place(($0["locations"] as? [Any])?.first) } == [["a.md", "2", "9"], ["a.md", "12", "2"], ["b%20c.md", "1", "1"]])
    #expect(try place((results[1]["relatedLocations"] as? [Any])?.first) == ["z.md", "3", "4"])
    #expect((results[1]["message"] as? [String: Any])?["text"] as? String == "Third in 'a'\nFix: Mend it")
    #expect(try JSONSerialization.jsonObject(with: Data(SARIFWriter(toolVersion: "1").text(for: []).utf8)) is [String: Any])
  }
}

@Suite struct ExplanationTests {
  @Test(arguments: Diagnostic.Identifier.allCases)
  func `every rule says what it asks for, why, and shows both sides`(identifier: Diagnostic.Identifier) {
    let explanation = identifier.explanation
    for text in [explanation.rule, explanation.reason] {
      #expect(text.hasSuffix("."), "\(text)")
      #expect(text.split(separator: " ").count <= 25, "\(text)")
    }
    #expect(!explanation.wrong.isEmpty)
    #expect(!explanation.right.isEmpty)
    #expect(explanation.wrong != explanation.right)
    #expect(explanation.text.hasPrefix(explanation.rule))
    #expect(explanation.text.contains("Wrong:\n  "))
    #expect(explanation.text.contains("Right:\n  "))
  }

  @Test func `no two rules say the same`() {
    let rules = Diagnostic.Identifier.allCases.map(\.explanation.rule)
    #expect(Set(rules).count == rules.count)
  }

  @Test func `as an error a finding stays the same but for its severity`() {
    let error = unordered[0].asError
    #expect(error.severity == .error)
    #expect([error].inOrder[0] != unordered[0])
    #expect(unordered[1].asError == unordered[1])
  }
}
