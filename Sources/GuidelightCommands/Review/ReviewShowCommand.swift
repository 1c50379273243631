// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SiteBuild

struct ReviewShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "What changed on a page since its review, and when each source was read.",
    discussion: """
      The text of the last review is found in git's history by its digest. \
      Taken out is [-what is marked so-], new is {+what is marked so+}.
      """)

  @OptionGroup var options: ReviewOptions

  @Argument(help: ArgumentHelp("The page: guides/face-verification, or its file.", valueName: "page"))
  var page: String

  func run() throws {
    let site = try options.read()
    let document = try options.document(page, in: site)
    guard let shown = try ReviewedEdition(of: document, in: site, folder: options.site) else {
      throw CommandFailure(sources: .changed(path: document.sourcePath))
    }
    print(shown.text(on: .standardOutput, site), terminator: "")
  }
}
