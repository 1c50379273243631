// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteBuild

/// An identity report as people read it on a terminal. It names lines and characters, never what stands in a document.
struct DetailReportWriter {
  let words: SiteWords
  let terminal: Terminal

  func text(for report: DetailReport, typed: TypedNames) -> String {
    let checks = report.checks ?? []
    let width = checks.map { title($0.id).count }.max() ?? 0
    var text = ""
    for check in checks {
      let name = title(check.id).padding(toLength: width, withPad: " ", startingAt: 0)
      text += "  \(sign(check.state)) \(name)  \(terminal.dim(measure(check)))\n"
      for line in lines(about: check, report, typed) { text += "      \(line)\n" }
    }
    return text + "\n" + closing(report)
  }

  private func title(_ id: String) -> String { words.checks[id]?.title ?? id }

  private func sign(_ state: String) -> String {
    switch state {
    case "good": "✓"
    case "hint": "!"
    case "strong": "✗"
    default: "–"
    }
  }

  private func measure(_ check: DetailReport.Check) -> String {
    if let reason = check.reason { return words.reasons[reason] ?? reason }
    switch (check.unit, check.value) {
    case ("days", let days?): return days < 0 ? "expired" : "\(counted(days, "day")) left"
    case ("groups", let groups?):
      return groups == 0 ? "probably typed correctly" : "\(counted(groups, "group")) to compare"
    default: return ""
    }
  }

  private func lines(about check: DetailReport.Check, _ report: DetailReport, _ typed: TypedNames) -> [String] {
    switch check.id {
    case "name-consistency": names(report.names, typed)
    case "mrz-agreement": zone(report)
    default: []
    }
  }

  private func names(_ names: DetailReport.Names?, _ typed: TypedNames) -> [String] {
    guard let names else { return [] }
    var lines = [word("name-\(names.class)")]
    for (side, label) in [("account", "Account: "), ("document", "Document:")]
    where typed.isTyped(side) && names.differences.contains(where: { $0.side == side }) {
      lines.append("\(label) \(typed.marked(side, names.differences))")
    }
    return lines
  }

  private func zone(_ report: DetailReport) -> [String] {
    guard let zone = report.mrz else { return [] }
    if let fault = zone.fault {
      let place =
        switch fault {
        case "character": "line \(zone.line ?? 0), character \(zone.at ?? 0): "
        case "lineLength": "line \(zone.line ?? 0) has \(zone.found ?? 0) characters instead of \(zone.expected ?? 0): "
        default: ""
        }
      return [place + word("mrz-\(fault)")]
    }
    var lines = (zone.findings ?? []).map { finding in
      "MRZ line \(finding.line), characters \(finding.from)–\(finding.to): \(word("mrz-\(finding.kind)"))"
    }
    if let witness = report.witness, witness.outcome == "mismatch" {
      lines.append("Printed name and MRZ: \(word("name-\(witness.class)"))")
    }
    return lines
  }

  private func word(_ name: String) -> String { words.reasons[name] ?? name }

  private func closing(_ report: DetailReport) -> String {
    guard let first = report.first, let about = words.checks[first] else {
      return "Nothing to change on the points that could be compared. This decides nothing for an exchange.\n"
    }
    let isStrong = report.checks?.first { $0.id == first }?.state == "strong"
    return terminal.bold("Change this now: \(isStrong ? about.words.strong : about.words.hint)") + "\n"
      + terminal.dim("Read on: \(about.url)") + "\n"
  }
}
