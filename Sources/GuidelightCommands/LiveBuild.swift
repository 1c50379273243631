// SPDX-License-Identifier: Apache-2.0

import DevServer
import Diagnostics
import Foundation
import SiteBuild

/// Builds a site again after each edit, and shows what came of it: in the terminal and in the browser.
struct LiveBuild {
  private let options: SiteOptions
  private let site: LiveSite
  private var known = PublishedFiles()
  /// What the last build said, so that the same is not said again after each edit.
  private var said: [Diagnostic] = []
  private var isFirst = true

  /// How long to wait before another try, where another build holds the folder.
  private static let patienceSeconds = 0.3

  init(_ options: SiteOptions, showingIn site: LiveSite) {
    self.options = options
    self.site = site
  }

  /// Builds once. A build that fails shows why, and leaves the site as it was.
  ///
  /// - Throws: what no edit to the content can mend.
  mutating func build() throws {
    while true {
      do {
        return try publish()
      } catch SourceTreeError.changed {
        continue
      } catch PublishError.busy {
        Thread.sleep(forTimeInterval: LiveBuild.patienceSeconds)
      } catch let error as SourceTreeError {
        throw CommandFailure(sources: error)
      } catch let error as PublishError {
        throw CommandFailure(publishing: error)
      }
    }
  }

  private mutating func publish() throws {
    let start = ContinuousClock.now
    let request = try options.request(saysNotes: isFirst)
    let tree = try OutputTree(folder: options.inSite(options.output), workers: request.workers)
    defer { tree.close() }
    do {
      let built = try SitePublisher.publish(request, to: tree)
      try show(built.files, in: tree)
      say(built.warnings)
      options.say(options.summary(of: built, asOf: request.asOf, after: ContinuousClock.now - start))
    } catch let failure as BuildFailure {
      // The last good site of an earlier run is better than none.
      if isFirst, let files = tree.lastSite { try show(files, in: tree) }
      let findings = options.told(failure)
      say(findings)
      let summary = "\(counted(findings.count { $0.severity == .error }, "error")); \(options.nothingPublished)"
      Terminal.printError("error: \(summary)")
      site.show(BuildFaults(diagnostics: findings, summary: summary))
    }
    isFirst = false
  }

  private mutating func show(_ files: [PublishedFile], in tree: OutputTree) throws(PublishError) {
    let change = try known.update(to: files, in: tree)
    site.show(changed: change.changed, removed: change.removed)
  }

  private mutating func say(_ diagnostics: [Diagnostic]) {
    if diagnostics != said { options.format.write(diagnostics, site: options.site) }
    said = diagnostics
  }
}

// MARK: - After each edit

extension LiveBuild {
  /// Builds after each edit, on a thread of its own and for as long as the process lives.
  static func follow(_ watch: sending FolderWatch, with build: sending LiveBuild) {
    nonisolated(unsafe) let watch = watch
    nonisolated(unsafe) var build = build
    Thread.detachNewThread {
      while true {
        do {
          try watch.waitForEdit()
          try build.build()
        } catch {
          build.show(error)
        }
      }
    }
  }

  /// What stands in the way of a build at all; the next edit tries again.
  private func show(_ error: any Error) {
    let words =
      switch error {
      case let failure as CommandFailure: failure.message
      case let failure as FileError: "'\(failure.path)' cannot be watched: \(failure.reason)"
      default: "\(error)"
      }
    Terminal.printError("error: \(words)")
    site.show(BuildFaults(diagnostics: [], summary: words))
  }
}
