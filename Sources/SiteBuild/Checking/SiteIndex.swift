// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// What references can lead to, by name.
struct SiteIndex: Sendable {
  let documents: [Document]
  let checks: CheckList
  private let byPath: [String: Int]

  init(documents: [Document], checks: CheckList) {
    self.documents = documents
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

  /// The page that a reference leads to; nil when there is none.
  func target(of reference: Reference) -> Document? {
    switch reference.scheme {
    case .check:
      checks.checks.contains { $0.id == reference.target } ? document(at: "checks/\(reference.target)") : nil
    case .term: document(at: "glossary/\(reference.target)")
    case .faq: document(at: "faq/\(reference.target)")
    case .page: document(at: reference.target)
    case .fact, .go: nil
    }
  }

  /// Why a reference leads nowhere, for its author.
  func fault(in reference: Reference, at location: SourceLocation) -> Diagnostic {
    let (identifier, what, known) = kind(of: reference.scheme)
    let near = suggestion(for: reference.target, among: known)
    return Diagnostic(
      .error, identifier, at: location,
      "'\(reference.target)' is not \(what)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      fix: near.map { "Change the link to \(reference.scheme.rawValue):\($0)" }
        ?? (known.isEmpty ? "Remove the link" : "Use one of \(known.joined(separator: ", "))"))
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
