// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Foundation
import SiteBuild
import SiteModel

/// Options of the commands that build a site.
struct SiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The site's folder, with Content/ and Templates/.", valueName: "dir"))
  var site = "."

  @Option(help: ArgumentHelp("The folder to write; in the site's folder unless absolute.", valueName: "dir"))
  var output = "Public"

  @Option(
    help: ArgumentHelp("The day as of which to build (YYYY-MM-DD); today in UTC unless given.", valueName: "date"))
  var asOf: CivilDate?

  @Option(help: ArgumentHelp("The live check's module; in the site's folder unless absolute.", valueName: "file"))
  var module = ".build-wasm/release/LiveCheck.wasm"

  @Option(
    help: ArgumentHelp("The folder with the face networks; in the site's folder unless absolute.", valueName: "dir"))
  var networks = NetworkFolder.standard

  @Option(help: "How findings are told: \(FindingsFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = FindingsFormat.text

  @Flag(help: "Warnings are errors.")
  var strict = false

  /// The day as of which to build.
  var day: CivilDate { asOf ?? .todayUTC }

  /// Builds the site and publishes it; prints every finding, and what was done.
  func buildAndPublish() throws -> BuiltSite {
    let clock = ContinuousClock()
    let start = clock.now
    let day = day
    let site = try build(asOf: day, otherwise: "; nothing was published, \(output)/ is as it was")
    do {
      try OutputTree(folder: inSite(output)).publish(site.files)
    } catch {
      throw CommandFailure(publishing: error)
    }
    let seconds = (clock.now - start).formatted(
      .units(allowed: [.seconds], width: .wide, fractionalPart: .show(length: 2)))
    say(
      "Built \(counted(site.pageCount, "page")) as of \(day.long) in \(seconds): \(counted(site.files.count, "file")) "
        + "in \(output)/, \(counted(site.warnings.count, "warning"))")
    return site
  }

  /// Builds the site in memory and tells every finding.
  ///
  /// - Parameter consequence: what a failure means, after the number of errors.
  func build(asOf day: CivilDate, otherwise consequence: String = "") throws -> BuiltSite {
    try CheckList.requireSealedCore()
    let networks = try NetworkFolder(inSite(networks))
    do {
      var sources = try SiteSources.read(folder: self.site, modulePath: module)
      if let note = networks.note { Terminal.printError(note) }
      sources.networks = networks.files.map {
        SiteSources.Network(
          role: Int($0.role.rawValue), file: SourceFile(path: String($0.role.fileName), bytes: $0.bytes))
      }
      let site = try SiteBuilder.build(BuildRequest(sources: sources, checks: .core, asOf: day))
      let errors = tell(site.warnings)
      if errors > 0 { throw CommandFailure(status: .findings, message: counted(errors, "error") + consequence) }
      return site
    } catch let failure as BuildFailure {
      throw CommandFailure(status: .findings, message: counted(tell(failure.diagnostics), "error") + consequence)
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
  }

  /// Tells findings as they count, and returns the number of errors.
  private func tell(_ diagnostics: [Diagnostic]) -> Int {
    let findings = strict ? diagnostics.map(\.asError) : diagnostics
    format.write(findings, site: site)
    return findings.count { $0.severity == .error }
  }

  /// Says what was done; where findings are for programs, standard output is theirs alone.
  func say(_ text: String) {
    if format == .text { print(text) } else { Terminal.printError(text) }
  }

  private func inSite(_ path: String) -> String {
    path.hasPrefix("/") ? path : URL(filePath: site, directoryHint: .isDirectory).appending(path: path).path
  }
}

extension CommandFailure {
  /// A site that cannot be put in its place.
  init(publishing error: PublishError) {
    let status: ExitStatus =
      switch error {
      case .notAFolder, .foreignFiles: .usageOrInput
      case .cannotWrite: .environment
      }
    self.init(status: status, message: error.description)
  }

  /// A site's files that cannot be read.
  init(sources error: SourceTreeError) {
    let status: ExitStatus =
      switch error {
      case .missingFolder, .link: .usageOrInput
      case .unreadable: .environment
      }
    self.init(status: status, message: error.description)
  }
}

/// `1 page`, `2 pages`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension CivilDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(iso: argument) }

  /// Today, by the machine's clock, in UTC.
  static var todayUTC: CivilDate {
    CivilDate(daysSinceEpoch: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))!
  }
}
