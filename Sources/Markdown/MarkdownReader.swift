// SPDX-License-Identifier: Apache-2.0
// The only importer of libcmark: Markdown → tree → HTML with gaps for references.
//
// Goals, in order: (1) nothing unsafe gets through: raw HTML is an error, links are an allow-list; (2) every fault has its
// line and column; (3) one pass over the tree, straight into bytes, without recursion.

import CCMark
import Diagnostics
import SiteModel

public enum MarkdownReader {
  public enum Punctuation: Sendable {
    /// Straight quotes become curly, `--` and `---` dashes, `...` an ellipsis; code stays as it is.
    case smart
    case asWritten
  }

  /// Reads a body.
  ///
  /// - Parameters:
  ///   - body: valid UTF-8.
  ///   - path: the file, for locations.
  ///   - firstLine: the line of the file on which the body begins.
  ///   - readingGradeLimit: the highest Flesch–Kincaid grade without a finding; nil for pages that may read as they like.
  ///   - platforms: exchanges whose limits and fees are kept as facts.
  /// - Returns: the body as HTML with its references, and everything that is wrong with it.
  public static func read(
    _ body: ArraySlice<UInt8>, path: String, firstLine: Int, punctuation: Punctuation = .smart,
    readingGradeLimit: Int? = nil, platforms: Platforms = .none
  ) -> (markup: Markup, diagnostics: [Diagnostic]) {
    body.withUnsafeBufferPointer { body in
      let positions = SourcePositions(body: body, path: path, firstLine: firstLine)
      var writer = MarkupWriter(positions: positions, options: punctuation.options)
      Tree.withTree(of: body, options: punctuation.options) { root in
        writer.walk(root)
        writer.diagnostics += PlatformNumbers.findings(in: root, &writer.positions, platforms)
      }
      return writer.finish(readingGradeLimit: readingGradeLimit)
    }
  }
}

extension MarkdownReader.Punctuation {
  fileprivate var options: Int32 {
    switch self {
    case .smart: CMARK_OPT_SMART
    case .asWritten: CMARK_OPT_DEFAULT
    }
  }
}

enum Tree {
  /// Parses a text and hands over the root of its tree, which lives as long as this call.
  static func withTree(of text: UnsafeBufferPointer<UInt8>, options: Int32, _ body: (Node) -> Void) {
    let mark = cmark_arena_mark()
    defer { cmark_arena_release(mark) }
    let start = UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self)
    if let root = Node(cmark_arena_parse(start, text.count, options)) { body(root) }
  }
}
