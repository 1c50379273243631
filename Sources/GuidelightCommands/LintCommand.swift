// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SiteBuild

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks all that a build checks, and writes nothing.",
    discussion: """
      Findings for people go to standard error, those for programs (--format) to standard output. \
      Exit status: 0 no errors, 1 errors, 2 usage, 3 the environment.
      """)

  @OptionGroup var options: SiteOptions
  @OptionGroup var changes: ChangedSince

  func run() throws {
    let request = try options.request()
    do {
      let warnings = try SiteBuilder.check(request) + changes.findings(in: options.site, asOf: request.asOf)
      guard !warnings.hasErrors else { throw BuildFailure(diagnostics: warnings) }
      options.format.write(warnings, site: options.site)
      options.say("Checked as of \(request.asOf.long): no errors, \(counted(warnings.count, "warning"))")
    } catch let failure as BuildFailure {
      throw options.findings(failure, "nothing was written")
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
  }
}
