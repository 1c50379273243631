// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// What references can lead to, by name.
struct SiteIndex: Sendable {
  let documents: [Document]
  /// Pages that are there but could not be understood.
  let unreadable: Set<PagePath>
  let checks: CheckList
  private let byPath: [String: Int]

  init(documents: [Document], unreadable: Set<PagePath>, checks: CheckList) {
    self.documents = documents
    self.unreadable = unreadable
    self.checks = checks
    byPath = Dictionary(documents.enumerated().map { ($1.path.text, $0) }) { first, _ in first }
  }

  func document(at path: String) -> Document? {
    byPath[path].map { documents[$0] }
  }

  /// The pages of a section, by their path.
  func documents(in section: Section) -> [Document] {
    documents.filter { $0.path.section == section }
  }

  /// The pages of the checks, in the order of the catalogue.
  var checkPages: [Document] {
    checks.checks.compactMap { document(at: "checks/\($0.id)") }
  }

  /// Whether a page that could not be understood is at a path.
  func isUnreadable(_ path: String) -> Bool {
    PagePath(path).map(unreadable.contains) ?? false
  }

  /// Whether a section has a page that could not be understood.
  func hasUnreadable(in section: Section) -> Bool {
    unreadable.contains { $0.section == section }
  }

  /// Where a reference leads, whether or not there is a page.
  func path(of reference: Reference) -> String? {
    switch reference.scheme {
    case .check: "checks/\(reference.target)"
    case .term: "glossary/\(reference.target)"
    case .faq: "faq/\(reference.target)"
    case .page: reference.target
    case .fact, .go: nil
    }
  }

  /// The page that a reference leads to; nil when there is none.
  func target(of reference: Reference) -> Document? {
    if reference.scheme == .check, !checks.checks.contains(where: { $0.id == reference.target }) { return nil }
    return path(of: reference).flatMap(document(at:))
  }

  /// Why a reference leads nowhere, for its author.
  func fault(in reference: Reference, at location: SourceLocation) -> Diagnostic {
    let (identifier, what, known) = kind(of: reference.scheme)
    let near = suggestion(for: reference.target, among: known)
    return Diagnostic(
      .error, identifier, at: location,
      "'\(reference.target)' is not \(what)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      fix: near.map { "Change the link to \(reference.scheme.rawValue):\($0)" }
        ?? fix(among: known))
  }

  private func fix(among known: [String]) -> String {
    switch known.count {
    case 0: "Remove the link"
    case ...20: "Use one of \(known.joined(separator: ", "))"
    default: "Use the name of one of the \(known.count) that there are"
    }
  }

  private func kind(of scheme: Reference.Scheme) -> (Diagnostic.Identifier, String, [String]) {
    switch scheme {
    case .check: (.unknownCheck, "a check", checks.checks.map(\.id))
    case .term: (.unknownTerm, "a glossary term", documents(in: .glossary).map(\.slug))
    case .faq: (.unknownFAQ, "an FAQ entry", documents(in: .faq).map(\.slug))
    case .page: (.unknownPage, "a page", documents.map(\.path.text).filter { !$0.isEmpty })
    case .fact: (.unknownFact, "a fact", [])
    case .go: (.unknownDestination, "a destination", [])
    }
  }
}
