// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SiteBuild

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Renders Content/ with Templates/ into Public/.",
    discussion: """
      Every finding of a run is shown. Any error leaves the last good site in place. \
      Exit status: 0 built, 1 findings, 2 usage, 3 the environment.
      """)

  @OptionGroup var options: SiteOptions

  @Flag(help: "Build once more from nothing, and compare every byte with what was taken over from the last build.")
  var verifyIncremental = false

  func run() throws {
    _ = try options.buildAndPublish { request, tree in
      guard verifyIncremental else { return }
      let differing = try SitePublisher.differences(of: request, in: tree)
      guard differing.isEmpty else {
        throw CommandFailure(
          status: .findings,
          message: "Built from nothing, \(counted(differing.count, "file")) would differ, such as '\(differing[0])'; "
            + "remove the cache beside \(options.output)/, build again, and report this")
      }
      options.say("Verified: every byte is what a build from nothing makes")
    }
  }
}
