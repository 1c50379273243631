// SPDX-License-Identifier: Apache-2.0
// The editorial gate: only this module makes the value that the renderer accepts, so a page that nobody answers for cannot
// reach the output.

import Diagnostics
import SiteModel

/// A document whose review stands: a known reviewer, a known class, a day that is not in the future, sources that exist.
public struct ApprovedDocument: Sendable {
  public let document: Document
  public let note: EditorialNote

  fileprivate init(document: Document, note: EditorialNote) {
    self.document = document
    self.note = note
  }
}

/// What a page tells its readers about its review.
public struct EditorialNote: Equatable, Sendable {
  public let reviewed: CivilDate
  public let due: CivilDate
  public let cadenceDays: Int
  public let reviewer: String
  public let sources: [Source]
}

/// Decides which documents may be published.
public struct Review: Sendable {
  private let settings: SiteSettings
  private let asOf: CivilDate

  public init(settings: SiteSettings, asOf: CivilDate) {
    self.settings = settings
    self.asOf = asOf
  }

  /// - Returns: nil, with every reason in `diagnostics`, when the review does not stand.
  public func approve(_ document: Document, diagnostics: inout [Diagnostic]) -> ApprovedDocument? {
    let stamp = document.header.review
    var faults: [Diagnostic] = []
    let reviewer = settings.reviewers[stamp.reviewer.value]
    if reviewer == nil {
      faults.append(
        unknown("a reviewer", .unknownReviewer, stamp.reviewer, among: settings.reviewers.keys, in: "reviewers"))
    }
    let reviewClass = settings.reviewClasses[stamp.reviewClass.value]
    if reviewClass == nil {
      faults.append(
        unknown(
          "a review class", .unknownReviewClass, stamp.reviewClass, among: settings.reviewClasses.keys,
          in: "reviewClasses"))
    }
    if stamp.reviewed.value > asOf {
      faults.append(
        Diagnostic(
          .error, .reviewInFuture, at: stamp.reviewed.location,
          "The review is dated \(stamp.reviewed.value.iso), after \(asOf.iso)",
          fix: "Write the day on which the page was read"))
    }
    var sources: [Source] = []
    for id in document.header.sources {
      if let source = settings.sources[id.value] {
        sources.append(source)
      } else {
        faults.append(unknown("a source", .unknownSource, id, among: settings.sources.keys, in: "sources"))
      }
    }
    diagnostics += faults
    guard faults.isEmpty, let reviewer, let reviewClass else { return nil }
    let note = EditorialNote(
      reviewed: stamp.reviewed.value, due: stamp.reviewed.value.adding(days: reviewClass.cadenceDays),
      cadenceDays: reviewClass.cadenceDays, reviewer: reviewer.name, sources: sources)
    return ApprovedDocument(document: document, note: note)
  }

  /// An error for each source whose days have not come yet, a warning for each that nobody could read.
  public func sourceFaults() -> [Diagnostic] {
    sourcesInFuture() + unverifiedSources()
  }

  private func sourcesInFuture() -> [Diagnostic] {
    settings.sources.sorted { $0.key < $1.key }.flatMap { id, source in
      [source.published, source.checked].compactMap(\.self).filter { $0 > asOf }.map { day in
        Diagnostic(
          .error, .sourceInFuture, at: source.location, "The source '\(id)' is dated \(day.iso), after \(asOf.iso)",
          fix: "Write the day on which it was published, or read")
      }
    }
  }

  private func unverifiedSources() -> [Diagnostic] {
    settings.sources.sorted { $0.key < $1.key }.filter { $0.value.checked == nil }.map { id, source in
      Diagnostic(
        .warning, .unverifiedSource, at: source.location,
        "Nobody has read the source '\(id)'; pages show it as unverified",
        fix: "Read it, and write the day as 'checked'")
    }
  }

  private func unknown(
    _ what: String, _ identifier: Diagnostic.Identifier, _ name: Located<String>,
    among known: some Sequence<String>, in key: String
  ) -> Diagnostic {
    let near = suggestion(for: name.value, among: known)
    return Diagnostic(
      .error, identifier, at: name.location,
      "'\(name.value)' is not \(what)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      fix: near.map { "Write '\($0)'" } ?? "Add it to '\(key)' in Content/site.yaml")
  }
}
