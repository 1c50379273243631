// SPDX-License-Identifier: Apache-2.0

/// Diagnostics for other programs: one JSON object, one line a diagnostic.
///
/// ```json
/// {"version": 1, "errors": 1, "warnings": 0, "diagnostics": [
/// {"severity": "error", "identifier": "UnknownCheck", "path": "Content/guides/a.md", "line": 14, "column": 11,
///  "summary": "'ligth' is not a check", "notes": [{"path": …, "line": …, "column": …, "summary": …}], "fixes": ["…"]}
/// ]}
/// ```
///
/// Lines and columns count from 1, columns in Unicode scalars. Keys are never removed or given another meaning while
/// `version` is 1; new ones may come.
public struct JSONWriter: Sendable {
  public init() {}

  public func text(for diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let lines = diagnostics.inOrder.map(text).joined(separator: ",\n")
    let list = lines.isEmpty ? "" : "\n\(lines)\n"
    return
      "{\"version\": 1, \"errors\": \(errors), \"warnings\": \(diagnostics.count - errors), \"diagnostics\": [\(list)]}\n"
  }

  private func text(for diagnostic: Diagnostic) -> String {
    let notes = diagnostic.notes.map { "{\(place($0.location)), \"summary\": \($0.summary.asJSON)}" }
    return
      "{\"severity\": \(diagnostic.severity.rawValue.asJSON), \"identifier\": \(diagnostic.identifier.rawValue.asJSON), "
      + "\(place(diagnostic.location)), \"summary\": \(diagnostic.summary.asJSON), "
      + "\"notes\": [\(notes.joined(separator: ", "))], "
      + "\"fixes\": [\(diagnostic.fixes.map(\.asJSON).joined(separator: ", "))]}"
  }

  private func place(_ location: SourceLocation) -> String {
    "\"path\": \(location.path.asJSON), \"line\": \(location.line), \"column\": \(location.column)"
  }
}
