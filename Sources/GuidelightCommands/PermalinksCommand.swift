// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import SiteBuild
import SiteModel

struct PermalinksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "permalinks", abstract: "Adds every address of the site to Content/permalinks.txt.",
    discussion: """
      Commit the file: a build then fails where an address that was published once leads nowhere, in a fresh clone, too. \
      Nothing is ever taken out.
      """)

  @Option(help: ArgumentHelp("The site's folder, with Content/.", valueName: "dir"))
  var site = "."

  func run() throws {
    let addresses: [String]
    do {
      addresses = try PermalinkList.addresses(of: try SiteSources.readContent(folder: site), checks: .core)
    } catch let failure as BuildFailure {
      FindingsFormat.text.write(failure.diagnostics, site: site)
      throw CommandFailure(status: .findings, message: "\(PermalinkList.path) is as it was")
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
    let list = NewFile.place(PermalinkList.path, in: site)
    let known = FileManager.default.contents(atPath: list).map { String(decoding: $0, as: UTF8.self) }
    let listed = Set((known ?? "").split(whereSeparator: \.isNewline).map(String.init))
    let added = addresses.filter { !listed.contains($0) }
    guard !added.isEmpty else { return print("\(PermalinkList.path) has every address already") }
    let text = PermalinkList.text(adding: added, to: known ?? PermalinkList.heading)
    try NewFile.write(SourceFile(path: PermalinkList.path, bytes: Array(text.utf8)), in: site, replaces: true)
    for address in added { print("  \(address)") }
    print("Added \(counted(added.count, "address", plural: "addresses")) to \(PermalinkList.path); commit it")
  }
}
