// SPDX-License-Identifier: Apache-2.0

/// Prints diagnostics the way compilers do: `path:line:column: severity: summary [Identifier]`, then `fix:` lines.
public struct ConsoleWriter: Sendable {
  private let usesColour: Bool

  public init(usesColour: Bool) {
    self.usesColour = usesColour
  }

  /// All diagnostics of a run in the order of their places.
  public func text(for diagnostics: [Diagnostic]) -> String {
    diagnostics.sorted { ($0.location, $0.summary) < ($1.location, $1.summary) }.map(text).joined()
  }

  private func text(for diagnostic: Diagnostic) -> String {
    let place = diagnostic.location
    let severity = styled(diagnostic.severity.rawValue, diagnostic.severity == .error ? "1;31" : "1;33")
    var text = "\(place.path):\(place.line):\(place.column): \(severity): \(styled(diagnostic.summary, "1"))"
    text += " \(styled("[\(diagnostic.identifier.rawValue)]", "2"))\n"
    for fix in diagnostic.fixes { text += "  fix: \(fix)\n" }
    return text
  }

  private func styled(_ text: String, _ code: String) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
