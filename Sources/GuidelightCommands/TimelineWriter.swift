// SPDX-License-Identifier: Apache-2.0
// What a live session told, as a timeline on a terminal.

import SiteBuild
import SiteModel
import Verification

/// What was told in a film, and for how long.
struct TimelineSummary {
  private(set) var frameCount = 0
  private(set) var wasReady = false
  private var first: Int64?
  private var last: Int64 = 0
  private var state = LiveState.looking
  private var hint: LiveHint?
  private var isBegun = false
  /// Milliseconds by check, and the hint that was told for it first.
  private var told: [Int: (milliseconds: Int64, hint: LiveHint)] = [:]

  /// - Returns: whether something else is told than before.
  mutating func take(_ report: LiveReport) -> Bool {
    let passed = max(0, report.milliseconds - (first == nil ? report.milliseconds : last))
    if first == nil { first = report.milliseconds }
    last = report.milliseconds
    frameCount += 1
    if report.state == .ready { wasReady = true }
    if let hint { told[hint.check, default: (0, hint)].milliseconds += passed }
    let isNew = !isBegun || report.state != state || report.hint != hint
    (state, hint, isBegun) = (report.state, report.hint, true)
    return isNew
  }

  var milliseconds: Int64 { last - (first ?? last) }

  /// The hint that stood for longest; of equal ones the first of the catalogue.
  var toldLongest: LiveHint? {
    told.sorted { $0.key < $1.key }.max { $0.value.milliseconds < $1.value.milliseconds }?.value.hint ?? hint
  }
}

struct TimelineWriter {
  let words: SiteWords
  let terminal: Terminal
  private let checks = CheckList.core.checks

  init(words: SiteWords, terminal: Terminal) {
    self.words = words
    self.terminal = terminal
  }

  func head(name: String, width: Int, height: Int) -> String {
    "\(terminal.bold(name)) \(terminal.dim("· \(width) × \(height) pixels"))"
  }

  func line(for report: LiveReport) -> String {
    "  \(terminal.dim(TimelineWriter.clock(report.milliseconds)))  \(told(report))"
  }

  /// What is told in a frame, with its sign before it.
  func told(_ report: LiveReport) -> String {
    guard let hint = report.hint else {
      let sign = report.state == .looking ? "–" : report.state == .holdStill ? "…" : "✓"
      return "\(sign) \(reason(String(report.state.name)))"
    }
    return "\(hint.verdict == .strong ? "✗" : "!") \(advice(for: hint))"
  }

  private func advice(for hint: LiveHint) -> String {
    let check = checks[hint.check]
    guard let about = words.checks[check.id]?.words else { return check.measure }
    let cause = hint.cause.flatMap { about.causes[String($0.name)]?.value }
    // The advice itself says nearer or further away; a side it cannot know.
    let side = hint.direction.flatMap { [.nearer, .farther].contains($0) ? nil : reason(String($0.name)) }
    let direction = side.map { " (\($0))" } ?? ""
    return (cause ?? (hint.verdict == .strong ? about.strong : about.hint)) + direction
  }

  private func reason(_ name: String) -> String { words.reasons[name] ?? name }

  func closing(_ summary: TimelineSummary) -> String {
    let frames = summary.frameCount == 1 ? "1 frame" : "\(summary.frameCount) frames"
    let length = terminal.dim("\(frames), \(TimelineWriter.clock(summary.milliseconds))")
    guard let hint = summary.toldLongest else {
      return "\(length)\n"
        + (summary.wasReady ? reason("ready") : "The film is too short to say anything: a hint takes half a second.")
    }
    let url = words.checks[checks[hint.check].id].map { "\n\(terminal.dim("Read on: \($0.url)"))" } ?? ""
    return "\(length)\n\(terminal.bold("Change this first: \(advice(for: hint))"))\(url)"
  }

  /// `0:07.25`; before the film's own beginning with a minus.
  static func clock(_ milliseconds: Int64) -> String {
    let hundredths = Int64(milliseconds.magnitude / 10)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (minutes, rest) = (hundredths / 6000, hundredths % 6000)
    return "\(milliseconds < 0 ? "-" : "")\(minutes):\(two(rest / 100)).\(two(rest % 100))"
  }
}
