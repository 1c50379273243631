// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A template as a tree.
struct Template: Sendable {
  let nodes: [Node]

  indirect enum Node: Sendable {
    case text([UInt8])
    case variable(Name)
    /// Shown once for a true flag, text, HTML or record, once for each item of a list.
    case section(Name, [Node])
    /// Shown where the section of the same name would not be.
    case inverted(Name, [Node])
    case partial(String, SourceLocation)
  }

  /// A name with dots: each part is looked up in the value of the part before. Empty for `{{.}}`.
  struct Name: Sendable {
    let parts: [String]
    let location: SourceLocation

    var text: String { parts.isEmpty ? "." : parts.joined(separator: ".") }
  }
}
