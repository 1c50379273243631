// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import SiteModel

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes a small working site into an empty folder.",
    discussion: """
      Content with a page for each check, one guide whose steps name them all, templates, schemas for editors, an example \
      of continuous integration, and a README. A folder that holds anything but .git is left alone.
      """)

  @Argument(help: "The folder; it is made where it is not there.")
  var folder = "."

  func run() throws {
    try requireEmptyFolder()
    let files = try StarterSite.files()
    for file in files { try NewFile.write(file, in: folder, replaces: false) }
    print("Wrote \(counted(files.count, "file")) to \(folder)")
    if let missing = Installation.missing { Terminal.printError("note: \(missing)") }
    let change = folder == "." ? "" : "cd \(folder) && "
    print(
      """
      Look at it: \(change)guidelight serve
      Then write its name, its address and your reviewers in Content/site.yaml, and begin a page: guidelight new guide NAME
      README.md says what the rest is for.
      """)
  }

  private func requireEmptyFolder() throws(CommandFailure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    let present: [String]
    do {
      present = isFolder.boolValue ? try FileManager.default.contentsOfDirectory(atPath: folder) : [folder]
    } catch {
      throw CommandFailure(status: .environment, message: "Cannot read '\(folder)'; check its permissions")
    }
    if let found = present.filter({ $0 != ".git" }).min() {
      throw CommandFailure(
        status: .usageOrInput,
        message: isFolder.boolValue
          ? "'\(folder)' is not empty: it holds '\(found)', for example; name an empty folder, or one that is not there yet"
          : "'\(folder)' is a file; name an empty folder, or one that is not there yet")
    }
  }
}
