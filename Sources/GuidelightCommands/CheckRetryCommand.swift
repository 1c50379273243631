// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import SiteBuild
import Verification

struct CheckRetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Says what to do after a failed check, step by step.",
    discussion: """
      On a terminal it asks. The limits in it are its own caution, not an exchange's: what the exchange's screen says comes \
      first. Nothing is kept unless you name a file with --keep; then it goes on there the next time. A log has a line an \
      event: '2026-11-25 10:30 failed-lighting', in UTC. \
      Exit status: 0 finished, 1 something to do, 2 a log that cannot be followed.
      """)

  @Option(help: ArgumentHelp("Follow this log instead of asking; - for standard input.", valueName: "file"))
  var events: String?

  @Option(help: ArgumentHelp("Ask, and keep the log in this file.", valueName: "file"))
  var keep: String?

  @Flag(help: "Print the order of retries as a graph for Mermaid, and ask nothing.")
  var graph = false

  @Flag(help: "Print the core's own report as JSON.")
  var json = false

  @Option(help: ArgumentHelp("Take the words from this site instead of the built-in ones.", valueName: "dir"))
  var site: String?

  func validate() throws {
    if [events != nil, keep != nil, graph].count(where: { $0 }) > 1 {
      throw ValidationError("Use one of --events, --keep and --graph")
    }
  }

  func run() throws {
    if graph { return print(RetryGraph.mermaid, terminator: "") }
    if let events { return try finish(try report(on: TypedText.read(events), in: events)) }
    guard isatty(STDIN_FILENO) == 1 else {
      throw CommandFailure(status: .usageOrInput, message: "Name a log with --events, or run this on a terminal")
    }
    try RetryDialogue(words: try SiteWords.of(site: site), keep: keep).run()
  }

  private func report(on log: [UInt8], in file: String) throws -> RetryStanding {
    let standing = try RetryStanding(log)
    if let fault = standing.fault {
      throw CommandFailure(
        status: .usageOrInput, message: "\(printable(file)):\(standing.line ?? 0): \(RetryStanding.words(for: fault))")
    }
    return standing
  }

  private func finish(_ standing: RetryStanding) throws {
    if json {
      print(standing.json)
    } else {
      print(standing.text(words: try SiteWords.of(site: site)))
    }
    if standing.state != "done" { throw CommandFailure(status: .findings, message: "") }
  }
}

/// Where a log leads, read back from the core's bytes.
struct RetryStanding {
  let json: String
  let state: String?
  let advice: String?
  let waitMinutes: Int?
  let events: [String]
  let fault: String?
  let line: Int?

  private struct Content: Decodable {
    let state, advice: String?
    let waitMinutes: Int?
    let events: [String]?
    let fault: String?
    let line: Int?
  }

  init(_ log: [UInt8]) throws {
    let bytes = [UInt8](unsafeUninitializedCapacity: RetryLog.maximumBytes) { buffer, count in
      count = log.withUnsafeBufferPointer { RetryLog.check($0, into: buffer) }
    }
    json = String(decoding: bytes, as: UTF8.self)
    let content = try JSONDecoder().decode(Content.self, from: Data(bytes))
    (state, advice, waitMinutes, events) = (content.state, content.advice, content.waitMinutes, content.events ?? [])
    (fault, line) = (content.fault, content.line)
  }

  func text(words: SiteWords) -> String {
    let what = advice.map { words.reasons["advice-\($0)"] ?? $0 } ?? ""
    return what + (waitMinutes.map { $0 > 0 ? " \(counted($0, "minute")) left." : "" } ?? "")
  }

  static func words(for fault: String) -> String {
    switch fault {
    case "notATime": "A line begins with day and time: 2026-11-25 10:30"
    case "unknownEvent": "This is no event; --graph shows them all"
    case "timeRunsBackwards": "This is earlier than the line before; put the lines in the order of time"
    default: "This cannot follow what was before; --graph shows what can"
    }
  }
}
