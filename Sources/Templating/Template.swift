// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A template as a tree.
struct Template: Sendable {
  let nodes: [Node]

  enum Node: Sendable {
    case text([UInt8])
    case variable(Name)
    /// Shown once for a true flag, text, HTML or record, once for each item of a list.
    case section(Name, [Node])
    /// Shown where the section of the same name would not be.
    case inverted(Name, [Node])
    case partial(String, SourceLocation)
  }

  /// A name with dots: each part is looked up in the value of the part before. Empty for `{{.}}`. A class, because all threads
  /// render the same names, and count references of one thing then instead of three.
  final class Name: Sendable {
    let first: String?
    /// The parts after the first.
    let rest: [String]
    let location: SourceLocation

    init(parts: [String], location: SourceLocation) {
      first = parts.first
      rest = Array(parts.dropFirst())
      self.location = location
    }

    private var parts: [String] { [first].compactMap(\.self) + rest }
    var text: String { parts.isEmpty ? "." : parts.joined(separator: ".") }
  }

  /// The same template with other text of its own.
  func preparing(_ prepare: ([UInt8]) -> [UInt8]) -> Template {
    Template(nodes: nodes.map { $0.preparing(prepare) })
  }
}

extension Template.Node {
  fileprivate func preparing(_ prepare: ([UInt8]) -> [UInt8]) -> Template.Node {
    switch self {
    case .text(let text): .text(prepare(text))
    case .section(let name, let nodes): .section(name, nodes.map { $0.preparing(prepare) })
    case .inverted(let name, let nodes): .inverted(name, nodes.map { $0.preparing(prepare) })
    case .variable, .partial: self
    }
  }
}
