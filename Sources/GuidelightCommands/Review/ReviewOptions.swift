// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Editorial
import Foundation
import SiteBuild
import SiteModel

/// Options of the commands that look at reviews.
struct ReviewOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The site's folder, with Content/.", valueName: "dir"))
  var site = "."

  @Option(help: ArgumentHelp("The day to judge by (YYYY-MM-DD); today in UTC unless given.", valueName: "date"))
  var asOf: CivilDate?

  /// The site as it stands on that day.
  func read() throws -> ReviewedSite {
    do {
      let content = try SiteSources.readContent(folder: site)
      let workers = Workers(count: ProcessInfo.processInfo.activeProcessorCount)
      let site = try ReviewedSite(content: content, asOf: asOf ?? .todayUTC, workers: workers)
      // A reviewer or a class that does not exist would judge pages wrongly.
      let faults = site.settingsFaults.filter { $0.severity == .error }
      guard faults.isEmpty else { throw BuildFailure(diagnostics: faults) }
      return site
    } catch let failure as BuildFailure {
      FindingsFormat.text.write(failure.diagnostics, site: site)
      throw CommandFailure(status: .usageOrInput, message: "The settings of the site cannot be used")
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
  }

  /// A page that can be understood.
  func document(_ name: String, in site: ReviewedSite) throws -> Document {
    guard let path = ReviewedSite.page(named: name) else { throw ReviewOptions.unknown(page: name, in: site) }
    if let document = site.document(at: path) { return document }
    if let page = site.unreadable.first(where: { $0.path == path }) {
      FindingsFormat.text.write(page.faults, site: self.site)
      throw CommandFailure(status: .usageOrInput, message: "'\(name)' cannot be understood")
    }
    throw ReviewOptions.unknown(page: name, in: site)
  }

  static func unknown(page name: String, in site: ReviewedSite) -> CommandFailure {
    let near = suggestion(for: name, among: site.documents.map(\.path.reviewName))
    return CommandFailure(
      status: .usageOrInput, message: "There is no page '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }
}

extension ReviewState: ExpressibleByArgument {}

/// A number of days, written `30d` or `30`.
struct DayCount: ExpressibleByArgument {
  let days: Int

  init?(argument: String) {
    guard let days = Int(argument.hasSuffix("d") ? argument.dropLast() : argument[...]), (0...36_600).contains(days)
    else {
      return nil
    }
    self.days = days
  }
}
