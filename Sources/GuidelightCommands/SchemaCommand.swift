// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import SiteBuild

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Writes JSON Schemas of site.yaml and of every kind of front matter.",
    discussion: """
      Editors complete and check by them. They are made from what the build itself reads, one file a section: \
      schemas/guides.schema.json, …
      """)

  @Option(help: ArgumentHelp("The folder to put schemas/ into.", valueName: "dir"))
  var to = "."

  func run() throws {
    let files = ContentSchema.files
    for file in files { try NewFile.write(file, in: to, replaces: true) }
    print("Wrote \(counted(files.count, "schema")) to \(NewFile.place("schemas", in: to))/")
  }
}
