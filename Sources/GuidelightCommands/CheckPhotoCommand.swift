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

  @Argument(help: ArgumentHelp("Pictures to check, or folders with pictures.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Print one line of JSON for each file, with the core's own report.")
  var json = false

  @Option(help: "What the pictures are for: selfie or passport-strict.")
  var profile: Profile = .selfie

  @Option(
    help: ArgumentHelp("Take the words for findings from this site instead of the built-in ones.", valueName: "dir"))
  var site: String?

  @Option(help: ArgumentHelp("The folder with the face networks.", valueName: "dir"))
  var networks = NetworkFolder.standard

  @Option(
    help: ArgumentHelp("Draw what was seen over a copy of the picture, as PNG; for one picture.", valueName: "file"))
  var annotate: String?

  @Option(
    help: ArgumentHelp("Say what a check measures, its limits and what to do, and check nothing.", valueName: "check"))
  var explain: String?

  func validate() throws {
    if explain != nil {
      if !files.isEmpty { throw ValidationError("--explain checks nothing; name no file") }
      return
    }
    if files.isEmpty { throw ValidationError("Name a picture, or a folder with pictures") }
    guard let annotate else { return }
    if files.count > 1 { throw ValidationError("--annotate draws one picture; name one file") }
    if files.contains(annotate) { throw ValidationError("--annotate would replace the picture itself") }
  }

  func run() throws {
    let writer = PhotoReportWriter(words: try SiteWords.of(site: site), terminal: .standardOutput)
    if let explain { return print(try writer.explanation(of: explain), terminator: "") }
    let files = try PhotoFiles.all(in: files)
    if let annotate {
      if files.count > 1 { throw ValidationError("--annotate draws one picture; name one file") }
      if PhotoFiles.isSame(annotate, files[0]) { throw ValidationError("--annotate would replace the picture itself") }
    }
    let folder = try NetworkFolder(networks)
    if let note = folder.note { Terminal.printError(note) }
    var worst = ExitStatus.nothingFound
    let progress = Progress(count: files.count, terminal: .standardError)
    func tell(_ index: Int, _ outcome: PhotoOutcome) throws {
      progress.clear()
      if json {
        print(try outcome.jsonLine(file: files[index]))
      } else if case .failure(let failure) = outcome.result {
        Terminal.printError("\(printable(files[index])): error: \(failure)")
      } else {
        print(writer.text(for: outcome, file: files[index]), terminator: index == files.count - 1 ? "" : "\n")
      }
      if outcome.status.rawValue > worst.rawValue { worst = outcome.status }
      progress.show(done: index + 1)
    }
    if let annotate {
      let checker = PhotoChecker(networks: folder.ready(), profile: profile)
      try tell(0, try checker.check(files[0], annotated: annotate))
    } else {
      try PhotoBatch(files: files, profile: profile).run(folder, tell)
    }
    progress.clear()
    // A picture whose face nobody looked for has not been checked.
    if !folder.findsFaces, worst.rawValue < ExitStatus.environment.rawValue { worst = .environment }
    if worst != .nothingFound { throw CommandFailure(status: worst, message: "") }
  }
}

extension Profile: ExpressibleByArgument {
  public init?(argument: String) {
    guard let profile = Profile.allCases.first(where: { String($0.name) == argument }) else { return nil }
    self = profile
  }

  public var defaultValueDescription: String { String(name) }
  public static var allValueStrings: [String] { allCases.map { String($0.name) } }
}

/// `12 of 411` at the foot of a terminal; nothing where the output is no terminal, or for a few files.
private struct Progress {
  let count: Int
  let terminal: Terminal

  private var isShown: Bool { terminal.usesColour && count > 4 }

  func show(done: Int) {
    if isShown, done < count { FileHandle.standardError.write(Data("\(done) of \(count)".utf8)) }
  }

  func clear() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
