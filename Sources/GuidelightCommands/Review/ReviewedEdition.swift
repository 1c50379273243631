// SPDX-License-Identifier: Apache-2.0

import Editorial
import SiteBuild
import SiteModel

/// What a reviewer is shown before signing: what changed since the last review, and the sources.
struct ReviewedEdition {
  let document: Document
  let now: ReadEdition
  let past: Past

  /// The text of the last review.
  enum Past {
    case neverReviewed
    /// The page says what was read.
    case unchanged
    case found(ReadEdition, commit: String)
    /// Why the text cannot be shown.
    case unknown(String)
  }

  init?(of document: Document, in site: ReviewedSite, folder: String) throws {
    guard let now = try site.edition(of: document) else { return nil }
    self.document = document
    self.now = now
    past = try ReviewedEdition.past(of: document, now, settings: site.review.settings, folder: folder)
  }

  private static func past(
    of document: Document, _ now: ReadEdition, settings: SiteSettings, folder: String
  ) throws -> Past {
    guard let digest = document.header.review.digest else { return .neverReviewed }
    if digest == now.digest { return .unchanged }
    do {
      let history = try GitHistory(folder: folder)
      for (commit, path) in try history.editions(of: document.sourcePath) {
        let edition = try ReadEdition(document.path, sourcePath: path, settings: settings) {
          try history.file($0, at: commit)
        }
        if let edition, edition.digest == digest { return .found(edition, commit: commit) }
      }
      return .unknown("The text that was reviewed is not in the page's git history")
    } catch let fault as GitFault {
      return .unknown(fault.description)
    }
  }

  /// All of it, as it is printed.
  func text(on terminal: Terminal, _ site: ReviewedSite) -> String {
    let standing = site.review.standing(of: document)
    let stamp = document.header.review
    var text = "\(terminal.bold(document.path.reviewName))  \(document.header.title)\n"
    text += "  state     \(standing.state.words)\(standing.reason.isEmpty ? "" : ": \(standing.reason)")\n"
    text += "  reviewed  \(stamp.reviewed.value.long) by \(stamp.reviewer.value), class \(stamp.reviewClass.value)\n"
    if let due = standing.due { text += "  due       \(due.long)\n" }
    text += "  digest    \(now.digest.hex)\n\n"
    text += changes(on: terminal) + "\nSources\n"
    let sources = document.header.sources.map { ($0.value, site.review.settings.sources[$0.value]) }
    if sources.isEmpty { text += "  none\n" }
    for (id, source) in sources { text += ReviewedEdition.line(of: source, id) }
    return text
  }

  private func changes(on terminal: Terminal) -> String {
    switch past {
    case .neverReviewed: return "The review has no digest: read the whole page\n"
    case .unchanged: return "The page says what was read at its last review\n"
    case .unknown(let reason): return "\(reason): read the whole page\n"
    case .found(let edition, let commit):
      let changes = now.edition.changes(since: edition.edition)
      return "Changed since the review (the text of commit \(commit.prefix(10)))\n\n"
        + PageEdition.text(of: changes, removed: terminal.removed, added: terminal.added)
    }
  }

  static func line(of source: Source?, _ id: String) -> String {
    guard let source else { return "  \(id)  not in site.yaml\n" }
    let checked = source.checked.map { "read on \($0.long)" } ?? "unverified: never read by us"
    return "  \(id)  \(checked)\n    \(source.title)\n    \(source.url)\n"
  }
}

extension Terminal {
  /// Words of a diff, in the marks of `git diff --word-diff`.
  func removed(_ words: String) -> String { red("[-\(words)-]") }
  func added(_ words: String) -> String { green("{+\(words)+}") }
}
