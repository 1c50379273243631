// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The command line: one file a subcommand.
struct GuidelightCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guidelight",
    abstract: "Builds a site of guides that can be checked, and runs its checks.",
    version: "0.1.0",
    subcommands: [
      InitCommand.self, NewCommand.self, SchemaCommand.self, PermalinksCommand.self,
      BuildCommand.self, ServeCommand.self, LintCommand.self, ExplainCommand.self, ReviewCommand.self,
      ChecksCommand.self,
      RoutesCommand.self, CheckCommand.self,
      ModelsCommand.self,
    ])
}

/// How a command ends.
enum ExitStatus: Int32 {
  case nothingFound = 0
  case findings = 1
  case usageOrInput = 2
  case environment = 3
}

/// A command that cannot do what it was asked to.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String
}

/// Runs the command that the arguments name and ends the process with its exit status.
public func runGuidelight() async -> Never {
  Terminal.writeLineByLine()
  do {
    var command = try GuidelightCommand.parseAsRoot()
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
    exit(ExitStatus.nothingFound.rawValue)
  } catch let failure as CommandFailure {
    if !failure.message.isEmpty { Terminal.printError("error: \(failure.message)") }
    exit(failure.status.rawValue)
  } catch {
    let isHelp = GuidelightCommand.exitCode(for: error).isSuccess
    let message = GuidelightCommand.fullMessage(for: error)
    if isHelp { print(message) } else { Terminal.printError(message) }
    exit(isHelp ? ExitStatus.nothingFound.rawValue : ExitStatus.usageOrInput.rawValue)
  }
}
