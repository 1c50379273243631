// SPDX-License-Identifier: Apache-2.0

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
    var text = "\(terminal.bold(file)) \(terminal.dim("· \(report.width) × \(report.height) pixels"))\n"
    text += measuredLines(report) + unmeasuredLines(report) + "\n" + closing(report)
    return text
  }

  private func measuredLines(_ report: Report) -> String {
    var text = ""
    for index in 0..<report.resultCount {
      let result = report.result(index)
      guard case .measured(let value) = result.measurement, let verdict = result.verdict else { continue }
      let check = checks[result.check]
      let measure = "\(value) \(check.unitWords), good is \(check.goodWords(withoutUnit: check.unitWords))"
      text += "  \(verdict.sign) \(title(of: check).padded(to: titleWidth))  \(terminal.dim(measure))\n"
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
      "  – Cannot tell: \(titles.joined(separator: ", "))\n    \(terminal.dim(words.reasons[reason] ?? reason))\n"
    }.joined()
  }

  private func closing(_ report: Report) -> String {
    guard let first = report.first, let verdict = first.verdict else {
      return "Nothing to change on the points that could be measured. This decides nothing for an exchange.\n"
    }
    let check = checks[first.check]
    let about = words.checks[check.id]
    let advice = verdict == .strong ? about?.words.strong : about?.words.hint
    return "\(terminal.bold("Change this now: \(advice ?? check.measure)"))\n"
      + (about.map { "\(terminal.dim("Read on: \($0.url)"))\n" } ?? "")
  }

  private func title(of check: CheckDescription) -> String {
    words.checks[check.id]?.title ?? check.id
  }

  private var titleWidth: Int {
    checks.map { title(of: $0).count }.max() ?? 0
  }
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

extension CheckDescription {
  /// The good range without its unit, where the unit was just named.
  fileprivate func goodWords(withoutUnit unit: String) -> String {
    goodWords.hasSuffix(" \(unit)") ? String(goodWords.dropLast(unit.count + 1)) : goodWords
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
