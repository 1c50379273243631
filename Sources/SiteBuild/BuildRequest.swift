// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// What a build is asked for.
public struct BuildRequest: Sendable {
  public let sources: SiteSources
  public let checks: CheckList
  /// The day as of which the site is built: the build itself knows no clock.
  public let asOf: CivilDate
  /// Whether drafts are written, too.
  public var includesDrafts = false
  /// Whether warnings, too, keep the site from being published.
  public var isStrict = false
  /// The region of site.yaml that the site is built for; nil for the one that explains only.
  public var region: String?
  public var workers = Workers(count: 1)
  /// Tells this program from others: pages of another one are not kept.
  public var program: [UInt8] = []

  public init(sources: SiteSources, checks: CheckList, asOf: CivilDate) {
    self.sources = sources
    self.checks = checks
    self.asOf = asOf
  }
}

/// A site that may be published, in memory.
public struct BuiltSite: Sendable {
  /// Sorted by path; the manifest is among them and lists the others.
  public let files: [OutputFile]
  public let pageCount: Int
  public let warnings: [Diagnostic]
}

/// Everything that was wrong in one run. Nothing is published.
public struct BuildFailure: Error, Equatable {
  public let diagnostics: [Diagnostic]

  public init(diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}

extension BuildRequest {
  /// Whether findings keep the site from being published.
  func refuses(_ diagnostics: [Diagnostic]) -> Bool {
    isStrict ? !diagnostics.isEmpty : diagnostics.hasErrors
  }
}

extension [Diagnostic] {
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// In the order of their places. A template's fault shows on every page that uses it, and is told once.
  var withoutRepeats: [Diagnostic] {
    let sorted = sorted { ($0.location, $0.summary) < ($1.location, $1.summary) }
    return zip(sorted, [nil] + sorted).compactMap { $0 == $1 ? nil : $0 }
  }
}
