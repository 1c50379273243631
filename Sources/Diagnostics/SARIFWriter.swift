// SPDX-License-Identifier: Apache-2.0

/// Diagnostics in the Static Analysis Results Interchange Format 2.1.0 (OASIS), which code hosts and editors show.
///
/// Every rule that was broken stands in the run with its explanation. Paths are addresses relative to the site's folder,
/// columns count Unicode scalars. What to do is part of the message: a fix of SARIF would be an edit, and ours are advice.
public struct SARIFWriter: Sendable {
  private let toolVersion: String

  /// - Parameter toolVersion: of the command that found them.
  public init(toolVersion: String) {
    self.toolVersion = toolVersion
  }

  public func text(for diagnostics: [Diagnostic]) -> String {
    let rules = Set(diagnostics.map(\.identifier)).sorted { $0.rawValue < $1.rawValue }
    var json = JSONText()
    json.object {
      $0.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      $0.member("version", "2.1.0")
      $0.array("runs") { runs in
        runs.object { run in
          run.object("tool") { $0.object("driver") { write(rules, in: &$0) } }
          run.member("columnKind", "unicodeCodePoints")
          run.array("results") { results in
            for diagnostic in diagnostics.inOrder {
              results.newline()
              results.object { write(diagnostic, rules, in: &$0) }
            }
          }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private func write(_ rules: [Diagnostic.Identifier], in driver: inout JSONText) {
    driver.member("name", "guidelight")
    driver.member("semanticVersion", toolVersion)
    driver.array("rules") { list in
      for rule in rules {
        let explanation = rule.explanation
        list.newline()
        list.object {
          $0.member("id", rule.rawValue)
          $0.member("name", rule.rawValue)
          $0.object("shortDescription") { $0.member("text", explanation.rule) }
          $0.object("fullDescription") { $0.member("text", explanation.reason) }
          $0.object("help") { $0.member("text", explanation.text) }
        }
      }
    }
  }

  private func write(_ diagnostic: Diagnostic, _ rules: [Diagnostic.Identifier], in result: inout JSONText) {
    result.member("ruleId", diagnostic.identifier.rawValue)
    if let index = rules.firstIndex(of: diagnostic.identifier) { result.member("ruleIndex", index) }
    result.member("level", diagnostic.severity.rawValue)
    let message = ([diagnostic.summary] + diagnostic.fixes.map { "Fix: \($0)" }).joined(separator: "\n")
    result.object("message") { $0.member("text", message) }
    result.array("locations") { $0.object { write(diagnostic.location, in: &$0) } }
    guard !diagnostic.notes.isEmpty else { return }
    result.array("relatedLocations") { list in
      for (number, note) in diagnostic.notes.enumerated() {
        list.object {
          $0.member("id", number + 1)
          $0.object("message") { $0.member("text", note.summary) }
          write(note.location, in: &$0)
        }
      }
    }
  }

  private func write(_ place: SourceLocation, in location: inout JSONText) {
    location.object("physicalLocation") {
      $0.object("artifactLocation") { $0.member("uri", uri(place.path)) }
      $0.object("region") {
        $0.member("startLine", place.line)
        $0.member("startColumn", place.column)
      }
    }
  }

  /// A relative reference (RFC 3986): bytes that an address cannot hold are percent-encoded.
  private func uri(_ path: String) -> String {
    var uri = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default: uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri
  }
}
