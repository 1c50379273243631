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

  @OptionGroup var options: LiveOptions

  func run() throws {
    let run = try LiveRun(options)
    var worst = ExitStatus.nothingFound
    for (number, file) in files.enumerated() {
      if number > 0, !options.json { print("") }
      let status = try run.follow(.file(file), name: file)
      if status.rawValue > worst.rawValue { worst = status }
    }
    if worst != .nothingFound { throw CommandFailure(status: worst, message: "") }
  }
}
