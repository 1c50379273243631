// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Editorial
import SiteModel

/// A page as it is, or as it was once: all that its reviewer reads, and the digest of it.
public struct ReadEdition: Sendable {
  public let document: Document
  public let edition: PageEdition
  public let digest: ReviewDigest

  /// Reads a page with the answers and facts that it shows.
  ///
  /// - Parameters:
  ///   - sourcePath: of the page at that time.
  ///   - file: the bytes of a file at that time; nil where there was none.
  /// - Returns: nil where the page was not there, or cannot be understood.
  public init?(
    _ path: PagePath, sourcePath: String, settings: SiteSettings, file: (String) throws -> [UInt8]?
  ) throws {
    func read(_ path: PagePath, _ sourcePath: String) throws -> (document: Document, text: PageText)? {
      guard let bytes = try file(sourcePath) else { return nil }
      var faults: [Diagnostic] = []
      return ManuscriptReader.read(SourceFile(path: sourcePath, bytes: bytes), at: path, diagnostics: &faults)
        .map { ($0.document, PageText(header: $0.document.header, kind: $0.document.kind, body: $0.body.markup)) }
    }
    func read(_ section: Section, _ name: String) throws -> (document: Document, text: PageText)? {
      guard let slug = Slug(name) else { return nil }
      return try read(PagePath(section: section, slug: slug), "Content/\(section.rawValue)/\(name).md")
    }
    guard let page = try read(path, sourcePath) else { return nil }
    document = page.document
    let answers = try (document.kind.reading?.faq ?? []).compactMap { try read(.faq, $0.value) }
    let names = ([document] + answers.map(\.document)).flatMap(\.outline.references)
      .filter { $0.reference.scheme == .fact }.map(\.reference.target)
    let facts = try names.enumerated().filter { !names[..<$0.offset].contains($0.element) }
      .compactMap { try read(.facts, $0.element) }
    edition = PageEdition(
      page.text, answers: answers.map { ($0.document.slug, $0.text) },
      facts: facts.compactMap { item in
        if case .fact(let fact) = item.document.kind { (item.document.slug, fact.text) } else { nil }
      })
    let shown = SiteReview(
      settings: settings, asOf: document.header.review.reviewed.value,
      documents: (answers + facts).map(\.document) + [document])
    digest = shown.standing(of: document).digest
  }
}
