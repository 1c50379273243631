// SPDX-License-Identifier: Apache-2.0
// What each file of `Content/` is, by its name alone: nothing is read here, and a file that has no place is a fault.

import Diagnostics
import SiteModel

struct ContentPlan {
  private(set) var settings: SourceEntry?
  private(set) var permalinks: SourceEntry?
  private(set) var pages: [(entry: SourceEntry, path: PagePath)] = []
  private(set) var rules: [(entry: SourceEntry, name: String)] = []
  private(set) var diagnostics: [Diagnostic] = []

  static let settingsPath = "Content/site.yaml"
  private static let homePath = "Content/index.md"
  private static let notFoundPath = "Content/404.md"

  init(_ entries: [SourceEntry]) {
    for entry in entries { place(entry) }
    let present = Set(entries.map(\.path))
    for path in [ContentPlan.settingsPath, ContentPlan.homePath, ContentPlan.notFoundPath] where !present.contains(path)
    {
      diagnostics.append(
        Diagnostic(
          .error, .missingFile, at: SourceLocation(path: path), "Every site has this file", fix: "Write \(path)"))
    }
  }

  /// Only what stands beside the pages: the settings and the rules.
  init(besidePages entries: [SourceEntry]) {
    let rules = "Content/\(Section.routesFolder)/"
    for entry in entries where entry.path == ContentPlan.settingsPath || entry.path.hasPrefix(rules) { place(entry) }
  }

  private mutating func place(_ entry: SourceEntry) {
    switch entry.path {
    case ContentPlan.settingsPath: settings = entry
    case PermalinkList.path: permalinks = entry
    case ContentPlan.homePath: pages.append((entry, .home))
    case ContentPlan.notFoundPath: pages.append((entry, .notFound))
    default:
      let parts = entry.path.utf8.split(separator: UInt8(ascii: "/"))
      if parts.count == 3 {
        place(entry, folder: String(Substring(parts[1])), name: String(Substring(parts[2])))
      } else {
        report(
          .unknownSection, entry, "A page lies in a section's folder, or is the home page index.md",
          fix: "Move it to one of \(ContentPlan.folders.joined(separator: ", "))")
      }
    }
  }

  private mutating func place(_ entry: SourceEntry, folder: String, name: String) {
    let section = Section(rawValue: folder)
    guard section != nil || folder == Section.routesFolder else {
      let near = suggestion(for: folder, among: ContentPlan.folders)
      return report(
        .unknownSection, entry, "'\(folder)' is not a section" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: "Use one of \(ContentPlan.folders.joined(separator: ", "))")
    }
    guard name.hasSuffix(".md"), let slug = Slug(String(Substring(name.utf8.dropLast(3)))) else {
      return report(
        .invalidFileName, entry, "'\(name)' cannot be the address of a page",
        fix: "Name it with lower-case letters, digits and hyphens, ending in .md")
    }
    guard let section else { return rules.append((entry, slug.text)) }
    pages.append((entry, PagePath(section: section, slug: slug)))
  }

  private static let folders = Section.allCases.map(\.rawValue) + [Section.routesFolder]

  private mutating func report(
    _ identifier: Diagnostic.Identifier, _ entry: SourceEntry, _ summary: String, fix: String
  ) {
    diagnostics.append(Diagnostic(.error, identifier, at: SourceLocation(path: entry.path), summary, fix: fix))
  }
}
