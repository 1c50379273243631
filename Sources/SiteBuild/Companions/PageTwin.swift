// SPDX-License-Identifier: Apache-2.0

import Editorial
import Markdown
import SiteModel

/// A page once more as Markdown, for programs that read: `index.md` beside `index.html`.
struct PageTwin {
  let planner: PagePlanner

  /// - Returns: nil where the page has none.
  static func url(of document: Document, _ settings: SiteSettings) -> String? {
    guard settings.output.markdownTwins, document.path != .notFound else { return nil }
    return "\(document.path.url)index.md"
  }

  static func path(of document: Document, _ settings: SiteSettings) -> OutputPath? {
    url(of: document, settings).flatMap { OutputPath(String($0.dropFirst())) }
  }

  /// Title, answer, body and review; every reference by its full address.
  func file(of approved: ApprovedDocument, markup: Markup, body: ArraySlice<UInt8>) -> OutputFile? {
    let document = approved.document
    guard let path = PageTwin.path(of: document, planner.settings) else { return nil }
    let base = planner.settings.baseURL
    var text = Array("# \(document.header.title)\n\n\(document.header.summary)\n\n".utf8)
    text += MarkdownTwin.text(
      of: markup, body: body,
      reference: { reference in
        planner.index.target(of: reference).map { target in
          base + target.path.url + (reference.anchor.map { "#\($0)" } ?? "")
        }
      },
      image: { planner.assets.published($0).map { base + $0.url } })
    if let warning = approved.note.warning { text += "\n---\n\nThis page is \(warning.rawValue).\n".utf8 }
    text += "\n---\n\nLast reviewed \(approved.note.reviewed.long) by \(approved.note.reviewer). ".utf8
    text +=
      "Next due \(approved.note.due.long). \(planner.settings.sourceOfTruth)\n\n\(base)\(document.path.url)\n".utf8
    return OutputFile(path: path, bytes: text)
  }
}
