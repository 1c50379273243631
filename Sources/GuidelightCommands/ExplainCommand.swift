// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Says what a rule asks for and why, with an example of each side.",
    discussion: "Without a name it lists every rule.")

  @Argument(help: ArgumentHelp("A rule, as it stands in brackets after a finding.", valueName: "identifier"))
  var identifier: String?

  func run() throws {
    guard let identifier else { return listRules() }
    let name = identifier.trimmingPrefix("[").prefix { $0 != "]" }
    let rules = Diagnostic.Identifier.allCases
    guard let rule = rules.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
      let near = suggestion(for: String(name), among: rules.map(\.rawValue))
      throw CommandFailure(
        status: .usageOrInput,
        message: "'\(name)' is not a rule"
          + (near.map { "; did you mean '\($0)'?" } ?? "; 'guidelight explain' lists them"))
    }
    print(Terminal.standardOutput.bold(rule.rawValue))
    print(rule.explanation.text, terminator: "")
  }

  private func listRules() {
    let rules = Diagnostic.Identifier.allCases.map { ($0.rawValue, $0.explanation.rule) }
    let width = rules.map(\.0.count).max() ?? 0
    for (name, rule) in rules {
      print(Terminal.standardOutput.bold(name) + String(repeating: " ", count: width + 2 - name.count) + rule)
    }
  }
}
