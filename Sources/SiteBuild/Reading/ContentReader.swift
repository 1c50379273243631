// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// All of `Content/`, read: the settings and the documents by their paths.
struct ContentReader {
  private(set) var settings: SiteSettings?
  /// In the order of their paths.
  private(set) var documents: [Document] = []
  /// Pages whose files are there but could not be understood: links to them are not to be blamed.
  private(set) var unreadable: Set<PagePath> = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Reads every file; one that has no place is a fault, never skipped.
  init(_ files: [SourceFile]) {
    for file in files.sorted(by: { $0.path < $1.path }) {
      let parts = file.path.split(separator: "/").dropFirst().map(String.init)
      switch parts.count {
      case 1 where parts[0] == "site.yaml":
        settings = SettingsReader.read(file, diagnostics: &diagnostics)
      case 1 where parts[0] == "index.md":
        read(file, at: .home)
      case 2:
        if let path = pagePath(file, folder: parts[0], name: parts[1]) { read(file, at: path) }
      default:
        report(
          .unknownSection, file, "A page lies in a section's folder, or is the home page index.md",
          fix: "Move it to one of \(sectionNames)")
      }
    }
    documents.sort { $0.path < $1.path }
    requireFile("Content/site.yaml", isPresent: files.contains { $0.path == "Content/site.yaml" })
    requireFile("Content/index.md", isPresent: files.contains { $0.path == "Content/index.md" })
  }

  private mutating func read(_ file: SourceFile, at path: PagePath) {
    if let document = ManuscriptReader.read(file, at: path, diagnostics: &diagnostics) {
      documents.append(document)
    } else {
      unreadable.insert(path)
    }
  }

  private mutating func pagePath(_ file: SourceFile, folder: String, name: String) -> PagePath? {
    guard let section = Section(rawValue: folder) else {
      let near = suggestion(for: folder, among: Section.allCases.map(\.rawValue))
      report(
        .unknownSection, file, "'\(folder)' is not a section" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: "Use one of \(sectionNames)")
      return nil
    }
    guard name.hasSuffix(".md"), let slug = Slug(String(name.dropLast(3))) else {
      report(
        .invalidFileName, file, "'\(name)' cannot be the address of a page",
        fix: "Name it with lower-case letters, digits and hyphens, ending in .md")
      return nil
    }
    return PagePath(section: section, slug: slug)
  }

  private var sectionNames: String {
    Section.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private mutating func requireFile(_ path: String, isPresent: Bool) {
    if isPresent { return }
    diagnostics.append(
      Diagnostic(
        .error, .missingFile, at: SourceLocation(path: path), "Every site has this file", fix: "Write \(path)"))
  }

  private mutating func report(
    _ identifier: Diagnostic.Identifier, _ file: SourceFile, _ summary: String, fix: String
  ) {
    diagnostics.append(Diagnostic(.error, identifier, at: file.location(), summary, fix: fix))
  }
}
