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
    let results = diagnostics.inOrder.map { result($0, rules) }
    return """
      {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{
      "tool": {"driver": {"name": "guidelight", "semanticVersion": \(toolVersion.asJSON), "rules": [\(list(rules.map(rule)))]}},
      "columnKind": "unicodeCodePoints",
      "results": [\(list(results))]
      }]}

      """
  }

  private func list(_ items: [String]) -> String {
    items.isEmpty ? "" : "\n\(items.joined(separator: ",\n"))\n"
  }

  private func rule(_ identifier: Diagnostic.Identifier) -> String {
    let explanation = identifier.explanation
    return "{\"id\": \(identifier.rawValue.asJSON), \"name\": \(identifier.rawValue.asJSON), "
      + "\"shortDescription\": {\"text\": \(explanation.rule.asJSON)}, \"fullDescription\": {\"text\": \(explanation.reason.asJSON)}, "
      + "\"help\": {\"text\": \(explanation.text.asJSON)}}"
  }

  private func result(_ diagnostic: Diagnostic, _ rules: [Diagnostic.Identifier]) -> String {
    let index = rules.firstIndex(of: diagnostic.identifier).map { "\"ruleIndex\": \($0), " } ?? ""
    let message = ([diagnostic.summary] + diagnostic.fixes.map { "Fix: \($0)" }).joined(separator: "\n")
    let related = diagnostic.notes.enumerated().map { number, note in
      "{\"id\": \(number + 1), \"message\": {\"text\": \(note.summary.asJSON)}, \(place(note.location))}"
    }
    let relatedLocations = related.isEmpty ? "" : ", \"relatedLocations\": [\(related.joined(separator: ", "))]"
    return
      "{\"ruleId\": \(diagnostic.identifier.rawValue.asJSON), \(index)\"level\": \(diagnostic.severity.rawValue.asJSON), "
      + "\"message\": {\"text\": \(message.asJSON)}, \"locations\": [{\(place(diagnostic.location))}]\(relatedLocations)}"
  }

  private func place(_ location: SourceLocation) -> String {
    "\"physicalLocation\": {\"artifactLocation\": {\"uri\": \(uri(location.path).asJSON)}, "
      + "\"region\": {\"startLine\": \(location.line), \"startColumn\": \(location.column)}}"
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
