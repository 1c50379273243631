// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteBuild
import SiteModel
import Verification

/// A report as people read it on a terminal: sign first, the measure beside its limit, the one thing to change last.
struct PhotoReportWriter {
  let words: SiteWords
  let terminal: Terminal
  private let checks = CheckList.core.checks

  init(words: SiteWords, terminal: Terminal) {
    self.words = words
    self.terminal = terminal
  }

  func text(for outcome: PhotoOutcome, file: String) -> String {
    guard case .success(let checked) = outcome.result else { return "" }
    let report = checked.report
    var text = "\(terminal.bold(printable(file))) \(terminal.dim("· \(report.width) × \(report.height) pixels"))\n"
    text += measuredLines(report) + unmeasuredLines(report) + "\n" + closing(report)
    return text
  }

  /// What a check measures, its limits, and what its page says in each state.
  func explanation(of id: String) throws(CommandFailure) -> String {
    guard let check = checks.first(where: { $0.id == id }) else {
      let near = suggestion(for: id, among: checks.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
      throw CommandFailure(status: .usageOrInput, message: "'\(id)' is not a check\(near)")
    }
    let about = words.checks[id]
    var text = "\(terminal.bold(title(of: check))) \(terminal.dim("· \(check.id)"))\n"
    text += "Measures \(check.measure), in \(check.unitWords).\n"
    text += "  ✓ \(check.goodRange)\(about.map { ": \($0.words.good)" } ?? "")\n"
    for limit in check.limits {
      let advice = limit.level == .hint ? about?.words.hint : about?.words.strong
      text += "  \(limit.sign) \(limit.words)\(advice.map { ": \($0)" } ?? "")\n"
    }
    if let about { text += "  – \(about.words.cannotTell)\n" }
    if !check.causes.isEmpty { text += "By the cause, where the picture shows one:\n" }
    for cause in check.causes {
      if let advice = about?.words.causes[cause] { text += "  · \(advice.value)\n" }
    }
    if check.strictLimits != check.limits {
      text += "With --profile passport-strict:\n  ✓ \(check.strictRange)\n"
      text += check.strictLimits.map { "  \($0.sign) \($0.words)\n" }.joined()
    }
    if let about { text += "\(terminal.dim("Read on: \(about.url)"))\n" }
    return text
  }

  private func measuredLines(_ report: Report) -> String {
    var text = ""
    let width = titleWidth(of: report)
    for index in 0..<report.resultCount {
      let result = report.result(index)
      let check = checks[result.check]
      let measure: String
      switch result.measurement {
      case .measured(let value):
        measure = "\(value) \(check.unitWords(for: value)), good is \(check.goodRange(for: report.profile))"
      case .good(let ground):
        measure = words.reasons[String(ground.name)] ?? String(ground.name)
      case .notMeasurable:
        continue
      }
      guard let verdict = result.verdict else { continue }
      text += "  \(verdict.sign) \(title(of: check).padded(to: width))  \(terminal.dim(measure))\n"
    }
    return text
  }

  /// One line for each reason, with the checks that it concerns.
  private func unmeasuredLines(_ report: Report) -> String {
    var titles: [String: [String]] = [:]
    for index in 0..<report.resultCount {
      guard case .notMeasurable(let reason) = report.result(index).measurement else { continue }
      titles[String(reason.name), default: []].append(title(of: checks[report.result(index).check]))
    }
    return titles.sorted { $0.key < $1.key }.map { reason, titles in
      let lines = wrapped("Cannot tell: \(titles.joined(separator: ", "))").joined(separator: "\n    ")
      let because = wrapped(words.reasons[reason] ?? reason).map { "    \(terminal.dim($0))\n" }.joined()
      return "  – \(lines)\n\(because)"
    }.joined()
  }

  private func closing(_ report: Report) -> String {
    let isFaceOpen = (0..<report.resultCount).contains {
      report.result($0).measurement == .notMeasurable(.noFaceModel)
    }
    let open = isFaceOpen ? "Your face was not looked for, so most of the list is open.\n" : ""
    guard let first = report.first, let verdict = first.verdict else {
      return open + "Nothing to change on the points that could be measured. This decides nothing for an exchange.\n"
    }
    let check = checks[first.check]
    let about = words.checks[check.id]
    let cause = first.cause.flatMap { about?.words.causes[String($0.name)]?.value }
    let advice = cause ?? (verdict == .strong ? about?.words.strong : about?.words.hint)
    return open + "\(terminal.bold("Change this now: \(advice ?? check.measure)"))\n"
      + (about.map { "\(terminal.dim("Read on: \($0.url)"))\n" } ?? "")
  }

  private func title(of check: CheckDescription) -> String {
    words.checks[check.id]?.title ?? check.id
  }

  /// Of the longest title in a report.
  private func titleWidth(of report: Report) -> Int {
    (0..<report.resultCount).map { title(of: checks[report.result($0).check]).count }.max() ?? 0
  }
}

extension CheckDescription {
  fileprivate func goodRange(for profile: Profile) -> String {
    switch profile {
    case .selfie: goodRange
    case .passportStrict: strictRange
    }
  }

  /// The unit behind a number: `1 pixel`, `2 pixels`, `1 level of 255`.
  fileprivate func unitWords(for value: Int) -> String {
    let noun = unitWords.prefix { $0 != " " }
    guard value == 1, noun.last == "s" else { return unitWords }
    return String(noun.dropLast()) + unitWords.dropFirst(noun.count)
  }
}

extension CheckDescription.Limit {
  fileprivate var sign: String { level == .hint ? "!" : "✗" }
}

extension Verdict {
  fileprivate var sign: String {
    switch self {
    case .good: "✓"
    case .hint: "!"
    case .strong: "✗"
    }
  }
}

/// The words of a text in lines of at most `width` characters, where no word is longer.
private func wrapped(_ text: String, width: Int = 96) -> [String] {
  text.split(separator: " ").reduce(into: []) { lines, word in
    if let last = lines.last, last.count + 1 + word.count <= width {
      lines[lines.count - 1] += " \(word)"
    } else {
      lines.append(String(word))
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
