// SPDX-License-Identifier: Apache-2.0
// The only importer of libcmark: Markdown → tree → HTML with gaps for references.
//
// Goals, in order: (1) nothing unsafe gets through: raw HTML is an error, links are an allow-list; (2) every fault has its
// line and column; (3) one pass over the tree, straight into bytes, without recursion.

import CCMark
import Diagnostics
import SiteModel

public enum MarkdownReader {
  /// Reads a body.
  ///
  /// - Parameters:
  ///   - body: valid UTF-8.
  ///   - path: the file, for locations.
  ///   - firstLine: the line of the file on which the body begins.
  /// - Returns: the body as HTML with its references, and everything that is wrong with it.
  public static func read(
    _ body: ArraySlice<UInt8>, path: String, firstLine: Int
  ) -> (markup: Markup, diagnostics: [Diagnostic]) {
    let root = body.withUnsafeBytes { text in
      cmark_parse_document(text.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, CMARK_OPT_DEFAULT)
    }
    defer { cmark_node_free(root) }
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    var writer = MarkupWriter(positions: SourcePositions(body: body, path: path, firstLine: firstLine))
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE else { break }
      writer.visit(cmark_iter_get_node(iterator), isEntering: event == CMARK_EVENT_ENTER)
    }
    return writer.finish()
  }
}
