// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Foundation

/// How findings are told.
enum FindingsFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people, on standard error; on a terminal with the line in question.
  case text
  /// For programs, on standard output.
  case json, sarif, github

  /// Tells all findings of a run.
  ///
  /// - Parameter site: the folder to which the places of findings are relative.
  func write(_ diagnostics: [Diagnostic], site: String) {
    switch self {
    case .text:
      let terminal = Terminal.standardError
      let writer = ConsoleWriter(
        usesColour: terminal.usesColour, source: terminal.isTerminal ? { FindingsFormat.bytes(of: $0, in: site) } : nil)
      FileHandle.standardError.write(Data(writer.text(for: diagnostics).utf8))
    case .json: print(JSONWriter().text(for: diagnostics), terminator: "")
    case .sarif:
      let version = GuidelightCommand.configuration.version
      print(SARIFWriter(toolVersion: version).text(for: diagnostics), terminator: "")
    case .github: print(GitHubWriter().text(for: diagnostics), terminator: "")
    }
  }

  private static func bytes(of path: String, in site: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(site)/\(path)").map(Array.init)
  }
}
