// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks all that a build checks, and writes nothing.",
    discussion: """
      Findings for people go to standard error, those for programs (--format) to standard output. \
      Exit status: 0 no errors, 1 errors, 2 usage, 3 the environment.
      """)

  @OptionGroup var options: SiteOptions

  func run() throws {
    let day = options.day
    let site = try options.build(asOf: day)
    options.say(
      "Checked \(counted(site.pageCount, "page")) as of \(day.long): no errors, \(counted(site.warnings.count, "warning"))"
    )
  }
}
