// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Renders Content/ with Templates/ into Public/.",
    discussion: """
      Every finding of a run is shown. Any error leaves the last good site in place. \
      Exit status: 0 built, 1 findings, 2 usage, 3 the environment.
      """)

  @OptionGroup var options: SiteOptions

  func run() throws {
    _ = try options.buildAndPublish()
  }
}
