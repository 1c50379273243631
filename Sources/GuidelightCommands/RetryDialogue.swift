// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteBuild

/// Asks on a terminal what happened, and says what to do, until the person leaves.
struct RetryDialogue {
  let words: SiteWords
  /// Where the log is kept; nil where nothing is.
  let keep: String?

  func run() throws {
    var log = try keptLog()
    while true {
      let standing = try RetryStanding(Array((log + line("now")).utf8))
      if let fault = standing.fault {
        throw CommandFailure(
          status: .usageOrInput,
          message: "\(printable(keep ?? "log")):\(standing.line ?? 0): \(RetryStanding.words(for: fault))")
      }
      print("\n" + Terminal.standardOutput.bold(standing.text(words: words)))
      guard !standing.events.isEmpty, let event = ask(standing.events) else { return }
      log += line(event)
      if let keep { try write(log, to: keep) }
    }
  }

  /// One of the events by its number; nil when the person leaves.
  private func ask(_ events: [String]) -> String? {
    for (index, event) in events.enumerated() { print("  \(index + 1)  \(words.reasons["event-\(event)"] ?? event)") }
    while true {
      print("What happened? A number, or nothing to leave: ", terminator: "")
      fflush(nil)
      guard let answer = readLine()?.trimmingCharacters(in: .whitespaces), !answer.isEmpty else { return nil }
      if let number = Int(answer), events.indices.contains(number - 1) { return events[number - 1] }
      print("Type a number from 1 to \(events.count).")
    }
  }

  private func line(_ event: String) -> String {
    let minutes = Int(Date().timeIntervalSince1970 / 60)
    let time = Date(timeIntervalSince1970: Double(minutes) * 60).formatted(.iso8601)
    return "\(time.prefix(10)) \(time.dropFirst(11).prefix(5)) \(event)\n"
  }

  private func keptLog() throws -> String {
    guard let keep, FileManager.default.fileExists(atPath: keep) else { return "" }
    let text = String(decoding: try TypedText.read(keep), as: UTF8.self)
    return text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  }

  private func write(_ log: String, to file: String) throws {
    do {
      try Data(log.utf8).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw CommandFailure(status: .environment, message: "Cannot write '\(printable(file))'")
    }
  }
}
