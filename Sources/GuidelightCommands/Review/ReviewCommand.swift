// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Shows how every page's review stands, what changed since, and writes reviews down.",
    subcommands: [
      ReviewListCommand.self, ReviewShowCommand.self, ReviewMarkCommand.self, ReviewForecastCommand.self,
    ],
    defaultSubcommand: ReviewListCommand.self)
}
