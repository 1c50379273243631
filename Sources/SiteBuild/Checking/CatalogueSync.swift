// SPDX-License-Identifier: Apache-2.0
// The promise that checklist and detector cannot drift apart: every check has a page, every check page a check, every check
// is named by a step of a guide, every reason and every cause has words, and the module in the page is the command's own.

import Diagnostics
import SiteModel

struct CatalogueSync {
  private let index: SiteIndex
  private(set) var diagnostics: [Diagnostic] = []

  init(index: SiteIndex, settings: SiteSettings?) {
    self.index = index
    requireSuggestedPaths()
    requirePages()
    requireChecks()
    requireSteps()
    requireCauses()
    if let settings { requireReasons(settings) }
  }

  private mutating func requireSuggestedPaths() {
    for guide in index.documents(in: .guides) where guide.stepReferences.isEmpty {
      report(
        .missingSuggestedPath, at: guide.start, "The guide has no steps that name a check",
        fix: "Write '## Suggested path' and an ordered list whose steps link to check:")
    }
  }

  private mutating func requirePages() {
    for check in index.checks.checks
    where index.document(at: "checks/\(check.id)") == nil && !index.isUnreadable("checks/\(check.id)") {
      let path = "Content/checks/\(check.id).md"
      report(
        .checkWithoutPage, at: SourceLocation(path: path), "The check '\(check.id)' has no page",
        fix: "Write \(path)")
    }
  }

  private mutating func requireChecks() {
    let known = index.checks.checks.map(\.id)
    for page in index.documents(in: .checks) where index.order(of: page.slug) == nil {
      let near = suggestion(for: page.slug, among: known)
      report(
        .pageWithoutCheck, at: page.start,
        "'\(page.slug)' is not a check of the core" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: near.map { "Rename the file to \($0).md" } ?? "Remove the page, or add the check to the catalogue")
    }
  }

  private mutating func requireSteps() {
    // A guide that could not be understood may name them.
    if index.hasUnreadable(in: .guides) { return }
    for check in index.checks.checks where index.steps(naming: check.id).isEmpty {
      report(
        .checkWithoutStep, at: SourceLocation(path: "Content/checks/\(check.id).md"),
        "No guide step names the check '\(check.id)'",
        fix: "Write [what to do](check:\(check.id)) in a step under '## Suggested path'")
    }
  }

  private mutating func requireReasons(_ settings: SiteSettings) {
    let known = index.checks.reasons + index.checks.answers
    for reason in known where settings.reasons[reason] == nil {
      report(
        .reasonWithoutWords, at: settings.reasonsLocation, "The reason '\(reason)' has no words",
        fix: "Add '\(reason): …' to 'reasons'")
    }
    requireKnown(settings.reasons, among: known, "a reason of the core")
  }

  private mutating func requireCauses() {
    for check in index.checks.checks {
      guard let page = index.document(at: "checks/\(check.id)"), case .check(let words) = page.kind else { continue }
      for cause in check.causes where words.causes[cause] == nil {
        report(
          .causeWithoutWords, at: page.start, "The cause '\(cause)' of '\(check.id)' has no words",
          fix: "Add '\(cause): …' to 'words.causes'")
      }
      requireKnown(words.causes, among: check.causes, "a cause of '\(check.id)'")
    }
  }

  private mutating func requireKnown(_ words: [String: Located<String>], among known: [String], _ what: String) {
    for (name, text) in words.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
      let near = suggestion(for: name, among: known)
      report(
        .unknownKey, at: text.location,
        "'\(name)' is not \(what)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: near.map { "Rename it to '\($0)'" } ?? "Remove it")
    }
  }

  private mutating func report(
    _ identifier: Diagnostic.Identifier, at location: SourceLocation, _ summary: String, fix: String
  ) {
    diagnostics.append(Diagnostic(.error, identifier, at: location, summary, fix: fix))
  }
}
