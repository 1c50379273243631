// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Editorial
import Foundation
import SiteBuild
import SiteModel

struct ReviewListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "How every page's review stands, the most urgent first.",
    discussion: """
      States: \(ReviewState.allCases.map(\.rawValue).joined(separator: ", ")). \
      Exit status: 0 when no page is in the state of --fail-on or a more urgent one, 1 when one is, 2 usage, \
      3 the environment. Filters decide what is shown, and what counts.
      """)

  /// How a report is told.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, markdown, ics, sarif, github, html
  }

  @OptionGroup var options: ReviewOptions

  @Option(help: ArgumentHelp("Only pages that are due within so many days, or not in order: 30d.", valueName: "days"))
  var due: DayCount?

  @Option(help: ArgumentHelp("Only pages of this owner; 'nobody' for pages without one.", valueName: "name"))
  var owner: String?

  @Option(name: .customLong("class"), help: ArgumentHelp("Only pages of this review class.", valueName: "name"))
  var reviewClass: String?

  @Option(help: ArgumentHelp("Only pages in these states.", valueName: "state"))
  var state: [ReviewState] = []

  @Option(help: ArgumentHelp("The least urgent state that is a finding.", valueName: "state"))
  var failOn = ReviewState.overdue

  @Option(help: "How the report is told: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = Format.text

  func run() throws {
    let site = try options.read()
    try requireKnown(owner, among: site.review.settings.reviewers.keys + ["nobody"], "an owner")
    try requireKnown(reviewClass, among: Array(site.review.settings.reviewClasses.keys), "a review class")
    let report = site.report.filtered(isWanted)
    write(report, of: site.review.settings)
    if report.has(failOn) { throw CommandFailure(status: .findings, message: "") }
  }

  private func isWanted(_ row: ReviewReport.Row) -> Bool {
    if let due, let days = row.days, days > due.days, row.state == .fresh || row.state == .dueSoon { return false }
    if let owner, row.owner ?? "nobody" != owner { return false }
    if let reviewClass, row.reviewClass != reviewClass { return false }
    return state.isEmpty || state.contains(row.state)
  }

  private func write(_ report: ReviewReport, of settings: SiteSettings) {
    switch format {
    case .text: print(report.table(emphasised: emphasised), terminator: "")
    case .json: print(report.json, terminator: "")
    case .csv: print(report.csv, terminator: "")
    case .markdown: print(report.markdown, terminator: "")
    case .ics: print(report.calendar(host: WebAddress(settings.baseURL)?.host ?? settings.baseURL), terminator: "")
    case .html: print(report.dashboard(site: settings.name), terminator: "")
    case .sarif:
      let version = GuidelightCommand.configuration.version
      print(SARIFWriter(toolVersion: version).text(for: report.diagnostics(errorsFrom: failOn)), terminator: "")
    case .github: print(GitHubWriter().text(for: report.diagnostics(errorsFrom: failOn)), terminator: "")
    }
  }

  private func emphasised(_ state: ReviewState, _ text: String) -> String {
    let terminal = Terminal.standardOutput
    return state <= failOn ? terminal.bold(text) : state == .fresh ? terminal.dim(text) : text
  }

  private func requireKnown(_ name: String?, among known: [String], _ what: String) throws {
    guard let name, !known.contains(name) else { return }
    let near = suggestion(for: name, among: known)
    throw CommandFailure(
      status: .usageOrInput,
      message: "'\(name)' is not \(what)"
        + (near.map { "; did you mean '\($0)'?" } ?? "; there are \(known.sorted().joined(separator: ", "))"))
  }
}
