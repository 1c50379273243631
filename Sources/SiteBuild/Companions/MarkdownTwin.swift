// SPDX-License-Identifier: Apache-2.0

import Editorial
import SiteModel

/// A page once more as Markdown, for programs that read: `index.md` beside `index.html`.
enum MarkdownTwin {
  /// - Returns: nil where the page has none.
  static func url(of document: Document, _ settings: SiteSettings) -> String? {
    guard settings.output.markdownTwins, document.path != .notFound else { return nil }
    return "\(document.path.url)index.md"
  }

  static func file(of approved: ApprovedDocument, body: Markup, source: SourceFile, planner: PagePlanner) -> OutputFile? {
    nil
  }
}
