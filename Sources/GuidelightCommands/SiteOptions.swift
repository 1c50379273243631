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
  var module = Installation.module

  @Option(
    help: ArgumentHelp("The folder with the face networks; in the site's folder unless absolute.", valueName: "dir"))
  var networks = NetworkFolder.standard

  @Option(
    help: ArgumentHelp(
      "The region of site.yaml to build for; without one the site explains only, without referral.",
      valueName: "name"))
  var region: String?

  @Flag(help: "Write drafts, too.")
  var drafts = false

  @Option(help: ArgumentHelp("How many threads to use; as many as there are processors unless given.", valueName: "n"))
  var threads: Int?

  @Option(help: "How findings are told: \(FindingsFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = FindingsFormat.text

  @Flag(help: "Warnings are errors.")
  var strict = false

  /// What is asked of a build, with all sources as they are now.
  ///
  /// - Parameter saysNotes: whether to say what is missing that a site can be built without.
  func request(saysNotes: Bool = true) throws -> BuildRequest {
    try CheckList.requireSealedCore()
    let networks = try NetworkFolder(inSite(networks))
    let workers = Workers(count: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    var sources: SiteSources
    do {
      sources = try SiteSources.read(folder: self.site, modulePath: module, workers: workers)
    } catch {
      throw CommandFailure(sources: error)
    }
    if saysNotes, let note = networks.note { Terminal.printError(note) }
    sources.networks = networks.files.map {
      SiteSources.Network(
        role: Int($0.role.rawValue), file: SourceFile(path: String($0.role.fileName), bytes: $0.bytes))
    }
    var request = BuildRequest(sources: sources, checks: .core, asOf: asOf ?? .todayUTC)
    request.includesDrafts = drafts
    request.isStrict = strict
    request.region = region
    request.workers = workers
    request.program = ProgramIdentity.bytes
    return request
  }

  /// Builds the site and publishes it; prints every finding, and what was done.
  ///
  /// - Parameter inspect: called with the folder still held, once the site stands in it.
  func buildAndPublish(
    inspecting inspect: (BuildRequest, OutputTree) throws -> Void = { _, _ in }
  ) throws -> PublishedSite {
    let start = ContinuousClock.now
    let request = try request()
    let site: PublishedSite
    do {
      let tree = try OutputTree(folder: inSite(output), workers: request.workers)
      defer { tree.close() }
      site = try SitePublisher.publish(request, to: tree)
      try inspect(request, tree)
    } catch let failure as BuildFailure {
      throw findings(failure, nothingPublished)
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    } catch let error as PublishError {
      throw CommandFailure(publishing: error)
    }
    format.write(site.warnings, site: self.site)
    say(summary(of: site, asOf: request.asOf, after: ContinuousClock.now - start))
    return site
  }

  /// What a build has done, in one line.
  func summary(of site: PublishedSite, asOf: CivilDate, after duration: Duration) -> String {
    let seconds = duration.formatted(.units(allowed: [.seconds], width: .wide, fractionalPart: .show(length: 2)))
    return "Built \(counted(site.pageCount, "page")) as of \(asOf.long) in \(seconds): "
      + "\(counted(site.fileCount, "file")) in \(output)/, \(site.writtenCount) written, "
      + counted(site.warnings.count, "warning")
  }

  /// Everything that was wrong, as it is told: where warnings are errors, as errors.
  func told(_ failure: BuildFailure) -> [Diagnostic] {
    strict ? failure.diagnostics.map(\.asError) : failure.diagnostics
  }

  /// What follows from a build that fails.
  var nothingPublished: String { "nothing was published, \(output)/ is as it was" }

  /// Tells everything that was wrong.
  ///
  /// - Parameter consequence: what follows from it.
  func findings(_ failure: BuildFailure, _ consequence: String) -> CommandFailure {
    let findings = told(failure)
    format.write(findings, site: site)
    let errors = findings.count { $0.severity == .error }
    return CommandFailure(status: .findings, message: "\(counted(errors, "error")); \(consequence)")
  }

  /// Says what was done; where findings are for programs, standard output is theirs alone.
  func say(_ text: String) {
    if format == .text { print(text) } else { Terminal.printError(text) }
  }

  func inSite(_ path: String) -> String {
    path.hasPrefix("/") ? path : URL(filePath: site, directoryHint: .isDirectory).appending(path: path).path
  }
}

extension CommandFailure {
  /// A site that cannot be put in its place.
  init(publishing error: PublishError) {
    let status: ExitStatus =
      switch error {
      case .notAFolder, .foreignFiles: .usageOrInput
      case .busy, .cannotWrite: .environment
      }
    self.init(status: status, message: error.description)
  }

  /// A site's files that cannot be read.
  init(sources error: SourceTreeError) {
    let status: ExitStatus =
      switch error {
      case .missingFolder, .link: .usageOrInput
      case .unreadable, .changed: .environment
      }
    self.init(status: status, message: error.description)
  }
}

/// `1 page`, `2 pages`.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}

extension CivilDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(iso: argument) }

  /// Today, by the machine's clock, in UTC.
  static var todayUTC: CivilDate {
    CivilDate(daysSinceEpoch: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))!
  }
}
