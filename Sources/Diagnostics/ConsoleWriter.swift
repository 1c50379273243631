// SPDX-License-Identifier: Apache-2.0

/// Prints diagnostics the way compilers do: `path:line:column: severity: summary [Identifier]`, then on a terminal the line
/// with a caret under the place, then `note:` and `fix:` lines.
///
/// Control characters of the author's text are shown as `�`: nothing in a file can steer the terminal.
public struct ConsoleWriter {
  private let usesColour: Bool
  private let source: ((String) -> [UInt8]?)?

  /// - Parameter source: the bytes of a file by the path of a location, for excerpts; nil where there shall be none.
  public init(usesColour: Bool, source: ((String) -> [UInt8]?)? = nil) {
    self.usesColour = usesColour
    self.source = source
  }

  /// All diagnostics of a run in the order of their places.
  public func text(for diagnostics: [Diagnostic]) -> String {
    var file = (path: "", lines: SourceLines(bytes: []))
    var text = ""
    for diagnostic in diagnostics.inOrder {
      text += headline(of: diagnostic)
      if let source {
        let path = diagnostic.location.path
        // Findings come file by file: each file is read once.
        if path != file.path { file = (path, SourceLines(bytes: source(path) ?? [])) }
        if let excerpt = file.lines.excerpt(at: diagnostic.location) { text += coloured(excerpt) }
      }
      for note in diagnostic.notes {
        text += "\(place(note.location)): \(styled("note", "1;36")): \(note.summary.withoutControls)\n"
      }
      for fix in diagnostic.fixes { text += "  fix: \(fix.withoutControls)\n" }
    }
    return text
  }

  private func headline(of diagnostic: Diagnostic) -> String {
    let severity = styled(diagnostic.severity.rawValue, diagnostic.severity == .error ? "1;31" : "1;33")
    let summary = styled(diagnostic.summary.withoutControls, "1")
    return
      "\(place(diagnostic.location)): \(severity): \(summary) \(styled("[\(diagnostic.identifier.rawValue)]", "2"))\n"
  }

  private func place(_ location: SourceLocation) -> String {
    "\(location.path.withoutControls):\(location.line):\(location.column)"
  }

  private func coloured(_ excerpt: SourceLines.Excerpt) -> String {
    "\(styled(excerpt.gutter, "2"))\(excerpt.line)\n\(styled(excerpt.emptyGutter, "2"))\(excerpt.indentation)\(styled("^", "1;32"))\n"
  }

  private func styled(_ text: String, _ code: String) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text with `�` for what could steer a terminal or turn the direction of the text.
  var withoutControls: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? "\u{FFFD}" : $0 }))
  }
}

extension Unicode.Scalar {
  /// C0 and C1 controls, line separators, and the marks of direction.
  fileprivate var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
