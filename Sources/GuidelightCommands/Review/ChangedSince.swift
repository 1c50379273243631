// SPDX-License-Identifier: Apache-2.0
// For continuous integration: what a change does to reviews. The site is judged as it was and as it is, on the same day.

import ArgumentParser
import Diagnostics
import Editorial
import Foundation
import SiteBuild
import SiteModel

struct ChangedSince: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also refuses changes since this git revision that leave a page worse reviewed than it was, or bump a review's date.",
      valueName: "rev"))
  var changedSince: String?

  /// - Returns: nothing where no revision was given.
  func findings(in folder: String, asOf: CivilDate) throws -> [Diagnostic] {
    guard let changedSince else { return [] }
    do {
      let history = try GitHistory(folder: folder)
      let commit = try history.commit(changedSince)
      let workers = Workers(count: ProcessInfo.processInfo.activeProcessorCount)
      let changed = try history.changedFiles(since: commit)
      let now = try ReviewedSite(content: try SiteSources.readContent(folder: folder), asOf: asOf, workers: workers)
      let before = try earlier(try history.content(at: commit), asOf: asOf, workers)
      let policy = ChangePolicy(before: before?.review, earlier: before?.documents ?? [], after: now.review)
      return policy.findings(for: now.documents) { changed.contains($0.sourcePath) }
    } catch let fault as GitFault {
      let isUsage = if case .unknownRevision = fault { true } else { false }
      throw CommandFailure(status: isUsage ? .usageOrInput : .environment, message: fault.description)
    }
  }

  /// The site as it was; nil where its settings are none that this command understands: then every page counts as new.
  private func earlier(_ content: [SourceEntry], asOf: CivilDate, _ workers: Workers) throws -> ReviewedSite? {
    do {
      return try ReviewedSite(content: content, asOf: asOf, workers: workers)
    } catch is BuildFailure {
      return nil
    }
  }
}
