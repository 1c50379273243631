// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A source file split into front matter and body, nothing interpreted yet.
public struct Manuscript: Sendable {
  public let source: SourceFile
  /// The YAML between the `---` lines, and the line of the file on which it begins.
  public let frontMatter: ArraySlice<UInt8>
  public let frontMatterLine: Int
  public let body: ArraySlice<UInt8>
  public let bodyLine: Int

  public init(
    source: SourceFile, frontMatter: ArraySlice<UInt8>, frontMatterLine: Int, body: ArraySlice<UInt8>,
    bodyLine: Int
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.frontMatterLine = frontMatterLine
    self.body = body
    self.bodyLine = bodyLine
  }
}

/// A page's meaning: typed front matter and a body whose references are known but not resolved.
public struct Document: Sendable {
  public let sourcePath: String
  public let path: PagePath
  public let slug: String
  public let header: PageHeader
  public let kind: PageKind
  public let body: Markup

  public init(
    sourcePath: String, path: PagePath, slug: String, header: PageHeader, kind: PageKind, body: Markup
  ) {
    self.sourcePath = sourcePath
    self.path = path
    self.slug = slug
    self.header = header
    self.kind = kind
    self.body = body
  }

  public var start: SourceLocation { SourceLocation(path: sourcePath) }
}
