// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import ImageInput
import Raster
import SiteBuild
import Verification

struct CheckPhotoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photo", abstract: "Checks still pictures: JPEG, PNG, WebP, HEIC, AVIF.",
    discussion: """
      Says the one thing to change now, and what was measured. It rehearses; it does not decide anything for an exchange. \
      Exit status: 0 nothing found, 1 findings, 2 a file that is no picture, 3 the environment; the worst of all files.
      """)

  @Argument(help: ArgumentHelp("Pictures to check.", valueName: "file"))
  var files: [String]

  @Flag(help: "Print one line of JSON for each file, with the core's own report.")
  var json = false

  @Option(
    help: ArgumentHelp("Take the words for findings from this site instead of the built-in ones.", valueName: "dir"))
  var site: String?

  @Option(help: ArgumentHelp("The folder with the face networks.", valueName: "dir"))
  var networks = NetworkFolder.standard

  @Option(
    help: ArgumentHelp("Draw what was seen over a copy of the picture, as PNG; for one picture.", valueName: "file"))
  var annotate: String?

  func validate() throws {
    if annotate != nil, files.count > 1 { throw ValidationError("--annotate draws one picture; name one file") }
    if let annotate, files.contains(annotate) { throw ValidationError("--annotate would replace the picture itself") }
  }

  func run() throws {
    let writer = PhotoReportWriter(words: try words(), terminal: .standardOutput)
    let folder = try NetworkFolder(networks)
    if let note = folder.note { Terminal.printError(note) }
    let checker = PhotoChecker(networks: folder.ready())
    var worst = ExitStatus.nothingFound
    for (number, file) in files.enumerated() {
      let outcome = try checker.check(file, annotated: annotate)
      if json {
        print(try outcome.jsonLine(file: file))
      } else if case .failure(let failure) = outcome.result {
        Terminal.printError("\(file): error: \(failure)")
      } else {
        print(writer.text(for: outcome, file: file), terminator: number == files.count - 1 ? "" : "\n")
      }
      if outcome.status.rawValue > worst.rawValue { worst = outcome.status }
    }
    if worst != .nothingFound { throw CommandFailure(status: worst, message: "") }
  }

  private func words() throws -> SiteWords {
    guard let site else { return builtInWords }
    do {
      return try SiteWords(content: SiteSources.readContent(folder: site))
    } catch let failure as BuildFailure {
      SiteOptions.report(failure.diagnostics)
      throw CommandFailure(status: .usageOrInput, message: "the words of '\(site)' cannot be read")
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
  }
}
