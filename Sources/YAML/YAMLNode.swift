// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A YAML value with the place where it begins.
public struct YAMLNode: Sendable {
  public let content: Content
  public let location: SourceLocation
  /// Where it ends, for those who write; nil for a node that was not read from a file, and of no use for a block.
  let extent: Extent?

  /// How a value is written.
  struct Extent: Sendable {
    /// The place behind its last character: the line of the file, and the column in Unicode scalars, both from 1.
    let line: Int
    let column: Int
    /// Whether it is a mapping or a list in brackets.
    let isFlow: Bool
  }

  public indirect enum Content: Sendable {
    /// Text as written; YAML's own types (numbers, dates, booleans) are left to the reader of the field.
    case scalar(String)
    case sequence([YAMLNode])
    /// In the order of the file; keys are unique.
    case mapping([Entry])
  }

  public struct Entry: Sendable {
    public let key: String
    public let keyLocation: SourceLocation
    public let value: YAMLNode

    public init(key: String, keyLocation: SourceLocation, value: YAMLNode) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }
  }

  public init(_ content: Content, at location: SourceLocation) {
    self.init(content, at: location, extent: nil)
  }

  init(_ content: Content, at location: SourceLocation, extent: Extent?) {
    self.content = content
    self.location = location
    self.extent = extent
  }
}
