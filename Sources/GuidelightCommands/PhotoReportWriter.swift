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
      let measure = "\(value) \(check.unitWords(for: value)), good is \(check.goodRange)"
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
      let lines = wrapped("Cannot tell: \(titles.joined(separator: ", "))").joined(separator: "\n    ")
      let because = wrapped(words.reasons[reason] ?? reason).map { "    \(terminal.dim($0))\n" }.joined()
      return "  – \(lines)\n\(because)"
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

extension CheckDescription {
  /// The unit behind a number: `1 pixel`, `2 pixels`, `1 level of 255`.
  fileprivate func unitWords(for value: Int) -> String {
    value == 1 ? unitWords.replacing(/^(\w+)s\b/, with: { $0.1 }, maxReplacements: 1) : unitWords
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
