// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ImageInput
import Raster
import SiteBuild
import Verification

struct CheckDocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Checks pictures of documents: edges, sharpness, glare.",
    discussion: """
      Looks at the picture, not at what stands on the document: nothing is read or kept. Exit status: 0 nothing found, \
      1 findings, 2 a file that is no picture, 3 the environment; the worst of all files.
      """)

  @Argument(help: ArgumentHelp("Pictures to check, or folders with pictures.", valueName: "file"))
  var files: [String]

  @Flag(help: "Print one line of JSON for each file, with the core's own report.")
  var json = false

  @Option(
    help: ArgumentHelp("Take the words for findings from this site instead of the built-in ones.", valueName: "dir"))
  var site: String?

  func run() throws {
    let writer = PhotoReportWriter(words: try SiteWords.of(site: site), terminal: .standardOutput)
    let files = try PhotoFiles.all(in: files)
    var session = DocumentSession()
    var worst = ExitStatus.nothingFound
    for (number, file) in files.enumerated() {
      let outcome = CheckDocumentCommand.outcome(of: file, &session)
      if json {
        print(try outcome.jsonLine(file: file))
      } else if case .failure(let failure) = outcome.result {
        Terminal.printError("\(printable(file)): error: \(failure)")
      } else {
        print(writer.text(for: outcome, file: file), terminator: number == files.count - 1 ? "" : "\n")
      }
      if outcome.status.rawValue > worst.rawValue { worst = outcome.status }
    }
    if worst != .nothingFound { throw CommandFailure(status: worst, message: "") }
  }

  private static func outcome(of file: String, _ session: inout DocumentSession) -> PhotoOutcome {
    do {
      let picture = try Picture.read(file, maximumPixels: Frame.maximumPixels)
      return try picture.withRGBA { rgba in
        let report = session.check(try Frame(width: picture.width, height: picture.height, rgba: rgba))
        session.forget()
        let bytes = [UInt8](unsafeUninitializedCapacity: Report.maximumBytes) { buffer, count in
          count = report.write(to: buffer)
        }
        return PhotoOutcome(result: .success(PhotoOutcome.Checked(report: report, bytes: bytes, drawing: nil)))
      }
    } catch let error as PictureError {
      return PhotoOutcome(result: .failure(error))
    } catch {
      // A decoded picture is never empty and was bounded before it was decoded, so it always is a frame.
      preconditionFailure("a decoded picture is no frame: \(error)")
    }
  }
}
