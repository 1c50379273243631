// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ImageInput

struct CheckVideoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "video", abstract: "Checks films frame by frame: MP4, WebM, MKV, AVI, GIF.",
    discussion: """
      Says what a live check would have told, and when. Films are read by the program ffmpeg. Exit status: 0 nothing to \
      change, 1 hints or a film too short to say, 2 a file that is no film or is damaged, 3 the environment; the worst of all.
      """)

  @Argument(help: ArgumentHelp("Films to check.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Draw what was seen and told over a copy of the film, as MP4; for one film. It is written when all of the film was read.",
      valueName: "file"))
  var annotate: String?

  @OptionGroup var options: LiveOptions

  func validate() throws {
    guard let annotate else { return }
    if files.count > 1 { throw ValidationError("--annotate draws one film; name one file") }
    if files.contains(where: { $0 == annotate || PhotoFiles.isSame(annotate, $0) }) {
      throw ValidationError("--annotate would replace the film itself")
    }
    if !annotate.lowercased().hasSuffix(".mp4") {
      throw ValidationError("--annotate writes MP4; give it a name that ends in .mp4")
    }
  }

  func run() throws {
    let run = try LiveRun(options)
    let annotated = annotate.map { AnnotatedFilm($0) }
    var worst = ExitStatus.nothingFound
    for (number, file) in files.enumerated() {
      if number > 0, !options.json { print("") }
      let status = try run.follow(.file(file), name: file, drawingInto: annotated)
      if status.rawValue > worst.rawValue { worst = status }
    }
    if worst != .nothingFound { throw CommandFailure(status: worst, message: "") }
  }
}
