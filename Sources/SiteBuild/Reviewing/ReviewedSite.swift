// SPDX-License-Identifier: Apache-2.0
// A site as its editors see it: every page with its review, judged on a day. Nothing is rendered.

import Diagnostics
import Editorial
import SiteModel

public struct ReviewedSite: Sendable {
  public let review: SiteReview
  /// Pages that are published, in the order of their paths; drafts are nobody's promise yet.
  public let documents: [Document]
  public let unreadable: [UnreadablePage]
  private let entries: [String: SourceEntry]

  /// Reads all of `Content/`.
  ///
  /// - Throws: `BuildFailure` when the settings cannot be understood; `SourceTreeError`.
  public init(content: [SourceEntry], asOf: CivilDate, workers: Workers = Workers(count: 1)) throws {
    let reader = try ContentReader(content, workers: workers)
    guard let settings = reader.settings else {
      throw BuildFailure(diagnostics: reader.diagnostics.filter { $0.location.path == ContentPlan.settingsPath })
    }
    documents = reader.pages.map(\.document).filter { !$0.header.publication.isDraft }
    unreadable = reader.unreadablePages
    review = SiteReview(settings: settings, asOf: asOf, documents: documents)
    entries = Dictionary(content.map { ($0.path, $0) }) { first, _ in first }
  }

  public var report: ReviewReport { ReviewReport(review, documents: documents, unreadable: unreadable) }

  /// What is wrong with the settings themselves.
  public var settingsFaults: [Diagnostic] { Review(review).settingsFaults() }

  /// The page of a name: `guides/face-verification`, `/guides/face-verification/`, `Content/guides/face-verification.md`.
  public static func page(named name: String) -> PagePath? {
    var text = name[...]
    if text.hasPrefix("Content/") { text = text.dropFirst("Content/".count) }
    if text.hasSuffix(".md") { text = text.dropLast(3) }
    let path = text.split(separator: "/").joined(separator: "/")
    return PagePath.home.reviewName == path || path == "index" ? .home : PagePath(anyPage: path)
  }

  public func document(at path: PagePath) -> Document? {
    documents.first { $0.path == path }
  }

  func sourcePath(of path: PagePath) -> String? {
    document(at: path)?.sourcePath ?? unreadable.first { $0.path == path }?.sourcePath
  }

  /// A file of the content as it is now; nil where there is none.
  func file(_ path: String) throws(SourceTreeError) -> SourceFile? {
    try entries[path].map { entry throws(SourceTreeError) in try entry.read() }
  }

  /// What a reviewer of a page reads now.
  public func edition(of document: Document) throws -> ReadEdition? {
    try ReadEdition(document.path, sourcePath: document.sourcePath, settings: review.settings) { path in
      try file(path)?.bytes
    }
  }
}
