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
    var json = JSONText()
    json.object {
      $0.member("version", 1)
      $0.member("errors", errors)
      $0.member("warnings", diagnostics.count - errors)
      $0.array("diagnostics") { list in
        for diagnostic in diagnostics.inOrder {
          list.newline()
          list.object { write(diagnostic, in: &$0) }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private func write(_ diagnostic: Diagnostic, in json: inout JSONText) {
    json.member("severity", diagnostic.severity.rawValue)
    json.member("identifier", diagnostic.identifier.rawValue)
    write(diagnostic.location, in: &json)
    json.member("summary", diagnostic.summary)
    json.array("notes") { notes in
      for note in diagnostic.notes {
        notes.object {
          write(note.location, in: &$0)
          $0.member("summary", note.summary)
        }
      }
    }
    json.array("fixes") { fixes in
      for fix in diagnostic.fixes { fixes.text(fix) }
    }
  }

  private func write(_ location: SourceLocation, in json: inout JSONText) {
    json.member("path", location.path)
    json.member("line", location.line)
    json.member("column", location.column)
  }
}
