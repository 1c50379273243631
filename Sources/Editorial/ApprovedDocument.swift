// SPDX-License-Identifier: Apache-2.0
// The editorial gate: only this module makes the value that the renderer accepts, so a page that nobody answers for cannot
// reach the output.

import Diagnostics
import SiteModel

/// A document whose review stands: a known reviewer who may review its class, a day that is not in the future, sources that
/// exist. It may be overdue, unverified or edited since; then its note says so, and the page does.
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
  /// The nearest day on which the page, or something that it rests on, has to be looked at again.
  public let due: CivilDate
  public let cadenceDays: Int
  public let reviewer: String
  public let sources: [Source]
  public let standing: Standing
  /// Whether `due` has passed on the day that was asked about.
  public let isPastDue: Bool
  /// Whether the page may link to where readers sign up, download or trade: not beside a fact about fees that is overdue,
  /// unverified or edited since its review.
  public let mayCarryConversionLink: Bool

  /// What readers have to know before they trust the page; nil where there is nothing.
  public var warning: Warning? {
    if standing.has(.edited) { return .edited }
    if standing.has(.sourceChanged) { return .sourceChanged }
    return standing.has(.overdue) ? .overdue : nil
  }

  /// Whether a source of the page is newer than its review.
  public var hasNewerSource: Bool {
    standing.findings.contains { if case .newerSource = $0 { true } else { false } }
  }

  public enum Warning: String, Sendable {
    case edited = "edited since its review"
    case sourceChanged = "due for another look at its sources"
    case overdue
  }
}

/// Decides which documents may be published.
public struct Review: Sendable {
  private let site: SiteReview
  private var settings: SiteSettings { site.settings }

  public init(_ site: SiteReview) {
    self.site = site
  }

  /// How a page stands, whether or not it passes.
  public func standing(of document: Document) -> Standing { site.standing(of: document) }

  /// - Returns: nil, with every reason in `diagnostics`, when the review does not stand.
  public func approve(_ document: Document, diagnostics: inout [Diagnostic]) -> ApprovedDocument? {
    let stamp = document.header.review
    let standing = site.standing(of: document)
    let faults = standing.state.stopsBuild ? self.faults(of: document, standing) : []
    diagnostics += faults
    guard faults.isEmpty, let reviewer = settings.reviewers[stamp.reviewer.value], let due = standing.due,
      let reviewClass = settings.reviewClasses[stamp.reviewClass.value]
    else { return nil }
    let note = EditorialNote(
      reviewed: stamp.reviewed.value, due: due, cadenceDays: stamp.cadenceDays?.value ?? reviewClass.cadenceDays,
      reviewer: reviewer.name, sources: document.header.sources.compactMap { settings.sources[$0.value] },
      standing: standing, isPastDue: due < site.asOf, mayCarryConversionLink: site.conversionBars(for: document).isEmpty
    )
    return ApprovedDocument(document: document, note: note)
  }

  /// What is wrong with the settings themselves, and a warning for each source that nobody could read.
  public func settingsFaults() -> [Diagnostic] {
    unknownClasses() + unknownOwners() + sourcesInFuture() + unverifiedSources()
  }
}

// MARK: - Pages

extension Review {
  /// Why a page cannot be published. A fact or an answer that is not there is reported where the page refers to it.
  private func faults(of document: Document, _ standing: Standing) -> [Diagnostic] {
    let stamp = document.header.review
    var faults: [Diagnostic] = []
    for finding in standing.findings {
      switch finding {
      case .unknownReviewer:
        faults.append(
          unknown("a reviewer", .unknownReviewer, stamp.reviewer, among: settings.reviewers.keys, in: "reviewers"))
      case .notAllowed(let reviewer, let reviewClass):
        faults.append(
          Diagnostic(
            .error, .reviewerNotAllowed, at: stamp.reviewer.location,
            "'\(reviewer)' may not review the class '\(reviewClass)'",
            fix: "Let somebody review it who may; 'classes' of the reviewers in Content/site.yaml says who"))
      case .unknownClass:
        faults.append(
          unknown(
            "a review class", .unknownReviewClass, stamp.reviewClass, among: settings.reviewClasses.keys,
            in: "reviewClasses"))
      case .cadenceTooLong(let days, let classDays):
        faults.append(
          Diagnostic(
            .error, .invalidValue, at: stamp.cadenceDays?.location ?? document.start,
            "\(days) days are more than the \(classDays) of the class '\(stamp.reviewClass.value)'; a page may only be read more often",
            fix: "Remove 'cadence', or write fewer days"))
      case .inFuture(let day):
        faults.append(
          Diagnostic(
            .error, .reviewInFuture, at: stamp.reviewed.location,
            "The review is dated \(day.iso), after \(site.asOf.iso)", fix: "Write the day on which the page was read"))
      default: break
      }
    }
    for id in document.header.sources where settings.sources[id.value] == nil {
      faults.append(unknown("a source", .unknownSource, id, among: settings.sources.keys, in: "sources"))
    }
    return faults
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

// MARK: - Settings

extension Review {
  private func unknownClasses() -> [Diagnostic] {
    settings.reviewers.sorted { $0.key < $1.key }.flatMap { $0.value.classes }
      .filter { settings.reviewClasses[$0.value] == nil }.map {
        unknown("a review class", .unknownReviewClass, $0, among: settings.reviewClasses.keys, in: "reviewClasses")
      }
  }

  private func unknownOwners() -> [Diagnostic] {
    let sections = ["default"] + Section.allCases.map(\.rawValue)
    return settings.owners.sorted { $0.key < $1.key }.flatMap { section, owner -> [Diagnostic] in
      var faults: [Diagnostic] = []
      if !sections.contains(section) {
        let near = suggestion(for: section, among: sections)
        faults.append(
          Diagnostic(
            .error, .unknownSection, at: owner.location,
            "'\(section)' in 'owners' is not a section" + (near.map { "; did you mean '\($0)'?" } ?? ""),
            fix: "Use one of \(sections.joined(separator: ", "))"))
      }
      if settings.reviewers[owner.value] == nil {
        faults.append(unknown("a reviewer", .unknownReviewer, owner, among: settings.reviewers.keys, in: "reviewers"))
      }
      return faults
    }
  }

  private func sourcesInFuture() -> [Diagnostic] {
    settings.sources.sorted { $0.key < $1.key }.flatMap { id, source in
      [source.published, source.checked].compactMap(\.self).filter { $0 > site.asOf }.map { day in
        Diagnostic(
          .error, .sourceInFuture, at: source.location,
          "The source '\(id)' is dated \(day.iso), after \(site.asOf.iso)",
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
}
