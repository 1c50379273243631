// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A file as it was read: its path from the site's folder, and its bytes.
public struct SourceFile: Equatable, Sendable {
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  public func location(line: Int = 1, column: Int = 1) -> SourceLocation {
    SourceLocation(path: path, line: line, column: column)
  }
}

/// A file for the output, at its path from the output's root.
public struct OutputFile: Equatable, Sendable {
  public let path: OutputPath
  public let bytes: [UInt8]

  public init(path: OutputPath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
