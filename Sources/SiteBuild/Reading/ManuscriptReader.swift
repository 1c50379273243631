// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Markdown
import SiteModel
import YAML

/// SourceFile → Manuscript → Document.
enum ManuscriptReader {
  /// Reads one page.
  ///
  /// - Returns: nil, with every reason in `diagnostics`, when the page cannot be understood.
  static func read(_ source: SourceFile, at path: PagePath, diagnostics: inout [Diagnostic]) -> Document? {
    guard let manuscript = split(source, diagnostics: &diagnostics) else { return nil }
    let (body, bodyFaults) = MarkdownReader.read(
      manuscript.body, path: source.path, firstLine: manuscript.bodyLine)
    diagnostics += bodyFaults
    guard let (header, kind) = frontMatter(of: manuscript, at: path, diagnostics: &diagnostics) else { return nil }
    let slug = path.text.split(separator: "/").last.map(String.init) ?? ""
    return Document(sourcePath: source.path, path: path, slug: slug, header: header, kind: kind, body: body)
  }

  /// Splits a file at its `---` lines.
  static func split(_ source: SourceFile, diagnostics: inout [Diagnostic]) -> Manuscript? {
    let bytes = source.bytes
    if let fault = source.invalidUTF8() {
      diagnostics.append(fault)
      return nil
    }
    var lines = Lines(bytes)
    guard let first = lines.next(), isFence(bytes[first]) else {
      diagnostics.append(
        Diagnostic(
          .error, .missingFrontMatter, at: source.location(), "A page begins with front matter between two '---' lines",
          fix: "Put '---' on the first line, then the keys, then '---'"))
      return nil
    }
    let start = first.upperBound
    var line = 2
    while let range = lines.next() {
      if isFence(bytes[range]) {
        return Manuscript(
          source: source, frontMatter: bytes[start..<range.lowerBound], frontMatterLine: 2,
          body: bytes[range.upperBound...], bodyLine: line + 1)
      }
      line += 1
    }
    diagnostics.append(
      Diagnostic(
        .error, .missingFrontMatter, at: source.location(), "The front matter is never closed",
        fix: "Put '---' on a line of its own after the last key"))
    return nil
  }

  private static func frontMatter(
    of manuscript: Manuscript, at path: PagePath, diagnostics: inout [Diagnostic]
  ) -> (PageHeader, PageKind)? {
    do {
      let node = try YAMLReader.read(
        manuscript.frontMatter, path: manuscript.source.path, firstLine: manuscript.frontMatterLine)
      var fields = FieldReader(node)
      let header = fields.pageHeader(hasSources: path != .home)
      let kind = fields.pageKind(at: path)
      let faults = fields.finish()
      diagnostics += faults
      guard faults.isEmpty, let header, let kind else { return nil }
      return (header, kind)
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    line.reversed().drop { $0 == 10 || $0 == 13 || $0 == 32 }.elementsEqual("---".utf8)
  }
}

/// The lines of a file, each with its line break.
private struct Lines: IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is not part of the first line.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    position = (bytes[start...].firstIndex(of: 10) ?? bytes.count - 1) + 1
    return start..<position
  }
}
