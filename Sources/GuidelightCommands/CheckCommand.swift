// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Runs checks on this machine; nothing leaves it.",
    subcommands: [
      CheckPhotoCommand.self, CheckVideoCommand.self, CheckCameraCommand.self, CheckDocumentCommand.self,
      CheckIdentityCommand.self, CheckRetryCommand.self,
    ])
}
