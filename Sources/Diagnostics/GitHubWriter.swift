// SPDX-License-Identifier: Apache-2.0

/// Diagnostics as workflow commands of GitHub Actions, which show them at their lines in a pull request:
/// `::error file=Content/a.md,line=3,col=9,title=UnknownCheck::'ligth' is not a check`.
public struct GitHubWriter: Sendable {
  public init() {}

  public func text(for diagnostics: [Diagnostic]) -> String {
    diagnostics.inOrder.map(text).joined()
  }

  private func text(for diagnostic: Diagnostic) -> String {
    let place = diagnostic.location
    let notes = diagnostic.notes.map { "\n\($0.location.path):\($0.location.line): \($0.summary)" }
    let message = ([diagnostic.summary] + notes + diagnostic.fixes.map { "\nFix: \($0)" }).joined()
    return "::\(diagnostic.severity.rawValue) file=\(property(place.path)),line=\(place.line),col=\(place.column),"
      + "title=\(property(diagnostic.identifier.rawValue))::\(data(message))\n"
  }

  /// A message: percent signs and line ends are escaped.
  private func data(_ text: String) -> String { escaped(text, "%\r\n") }

  /// A property also ends at colons and commas.
  private func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

  private func escaped(_ text: String, _ special: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
