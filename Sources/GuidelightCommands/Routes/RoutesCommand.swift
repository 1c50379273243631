// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Routing
import SiteBuild
import SiteModel

struct RoutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routes",
    abstract: "Lists the routing rules, checks them, draws them, and answers a question by them.",
    discussion: "Exit status: 0 nothing wrong, 1 findings, 2 usage, 3 the environment.",
    subcommands: [ListRoutesCommand.self, AskRoutesCommand.self], defaultSubcommand: ListRoutesCommand.self)
}

struct ListRoutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the rules by intents and stages, and checks them; or draws them.")

  @OptionGroup var options: SiteOptions

  @Option(help: "Draw the rules instead: \(RouteGraph.Form.allCases.map(\.rawValue).joined(separator: ", ")).")
  var graph: RouteGraph.Form?

  func run() throws {
    let site = try options.routedSite()
    let region = options.region ?? Region.standardName
    if let graph {
      print(RouteGraph(site.table, region: region, page: site.page).text(as: graph), terminator: "")
    } else {
      list(site, region)
    }
    options.format.write(site.diagnostics, site: options.site)
    let errors = site.diagnostics.count { $0.severity == .error }
    guard errors == 0 else {
      throw CommandFailure(status: .findings, message: "\(counted(errors, "error")) in the routing rules")
    }
    if graph == nil { options.say(summary(of: site.table)) }
  }

  private func list(_ site: RoutedSite, _ region: String) {
    for intent in site.table.intents {
      options.say(Terminal.standardOutput.bold(intent))
      for rule in site.table.rules(of: intent, in: region) {
        let before = rule.explains.isEmpty ? "" : ", after \(rule.explains.map(\.value).joined(separator: ", "))"
        let url = site.page(rule.target.value)?.url ?? rule.target.value.pagePath
        let stage = rule.stage.value.rawValue
        options.say("  \(stage)\(String(repeating: " ", count: 9 - stage.count))\(url)\(before)  (\(rule.sourcePath))")
      }
    }
  }

  private func summary(of table: RouteTable) -> String {
    let cells = table.intents.count * Stage.allCases.count * table.regions.count
    return "\(counted(table.rules.count, "rule")) for \(counted(table.intents.count, "intent")): one answer in each of "
      + "\(counted(cells, "cell")) (intents × \(Stage.allCases.count) stages × \(counted(table.regions.count, "region"))), "
      + "every guide and destination reached, no dead end"
  }
}

struct AskRoutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Says where a question leads, why, and by which rule.",
    discussion: "Whole words count, case and accents do not; the longest phrase wins. Where intents tie, all are shown."
  )

  @Argument(help: "What a reader asks, in quotation marks.")
  var question: String

  @Option(help: ArgumentHelp("Topics that the reader has read about: fees,risk.", valueName: "topics"))
  var seen = ""

  @OptionGroup var options: SiteOptions

  func run() throws {
    let site = try options.routedSite()
    let region = options.region ?? Region.standardName
    guard site.table.regions.contains(region) else {
      throw CommandFailure(
        status: .usageOrInput,
        message: "'\(region)' is not a region; there are \(site.table.regions.joined(separator: ", "))")
    }
    let topics = Set(seen.split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init))
    let answers = site.table.answers(to: question, seen: topics, in: region)
    guard !answers.isEmpty else {
      throw CommandFailure(status: .findings, message: "no rule knows a word of this question")
    }
    for answer in answers { tell(answer, site) }
  }

  private func tell(_ answer: RouteAnswer, _ site: RoutedSite) {
    let rule = answer.rule
    let page = site.page(rule.target.value)
    print(Terminal.standardOutput.bold(page?.url ?? rule.target.value.pagePath) + "  " + (page?.title ?? ""))
    print("  because '\(answer.signal)' shows the intent '\(rule.intent.value)'")
    print("  \(rule.reason)")
    print("  rule: \(rule.sourcePath):\(rule.intent.location.line)")
    guard let later = answer.later else { return }
    let url = site.page(later.target.value)?.url ?? later.target.value.pagePath
    print("  after \(answer.unread.isEmpty ? "that" : answer.unread.joined(separator: ", ")): \(url)")
  }
}

extension RouteGraph.Form: ExpressibleByArgument {}

extension SiteOptions {
  /// The site's rules, with its pages.
  func routedSite() throws -> RoutedSite {
    do {
      return try RoutedSite(try request(saysNotes: false))
    } catch let failure as BuildFailure {
      throw findings(failure, "the rules cannot be read")
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
  }
}
