// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Prepares the face networks.", subcommands: [ImportModelsCommand.self])
}
