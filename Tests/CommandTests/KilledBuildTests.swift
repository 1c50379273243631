// SPDX-License-Identifier: Apache-2.0
// A build that is killed at any moment leaves a whole site: the one before, or the one after.

import Foundation
import TestSupport
import Testing

@Suite struct KilledBuildTests {
  /// A copy of this project's own site with many FAQ entries, so that a build takes long enough to be killed in the middle.
  private func makeSite(in folder: URL) throws {
    for name in ["Content", "Templates"] {
      try FileManager.default.copyItem(at: Places.root.appending(path: name), to: folder.appending(path: name))
    }
    let entry = try String(contentsOf: folder.appending(path: "Content/faq/glasses.md"), encoding: .utf8)
    for number in 0..<150 {
      try Data(entry.utf8).write(to: folder.appending(path: "Content/faq/question-\(number).md"))
    }
  }

  private func arguments(_ folder: URL) -> [String] {
    ["build", "--site", folder.path, "--as-of", "2026-11-25", "--module", Places.module.path, "--networks", folder.path]
  }

  private func tree(_ folder: URL) throws -> [String: Data] {
    let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
    return try walk.compactMap { $0 as? String }.reduce(into: [:]) { tree, path in
      var isFolder: ObjCBool = false
      let file = folder.appending(path: path)
      if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue {
        tree[path] = try Data(contentsOf: file)
      }
    }
  }

  /// Every page changes between the two editions.
  private func write(edition: Int, in folder: URL) throws {
    let footer = try String(contentsOf: Places.root.appending(path: "Templates/partials/footer.html"), encoding: .utf8)
    try Data("\(footer)<p>Edition \(edition)</p>\n".utf8).write(
      to: folder.appending(path: "Templates/partials/footer.html"))
  }

  @Test func `a hundred builds killed at random moments leave the site before or the site after, never a mixture`() throws {
    try Places.withTemporaryFolder { folder in
      try makeSite(in: folder)
      let output = folder.appending(path: "Public")
      var editions: [[String: Data]] = []
      for edition in [0, 1] {
        try write(edition: edition, in: folder)
        let built = try Program.run(GuidelightProgram.path, arguments(folder), in: folder)
        try #require(built.status == 0, "\(built.errors)")
        editions.append(try tree(output))
      }
      try #require(editions[0]["index.html"] != editions[1]["index.html"])
      var random = SeededRandom(seed: 7)
      var killed = 0
      for round in 0..<100 {
        try write(edition: round % 2, in: folder)
        let process = Process()
        process.executableURL = URL(filePath: GuidelightProgram.path)
        process.arguments = arguments(folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: Double.random(in: 0.001..<0.15, using: &random))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        killed += process.terminationReason == .uncaughtSignal ? 1 : 0
        let found = try tree(output)
        #expect(editions.contains(found), "round \(round): a mixture")
      }
      // Builds that always ended before they were killed, or never began, would prove nothing.
      #expect(killed > 20, "\(killed) builds were killed")
      let last = try Program.run(GuidelightProgram.path, arguments(folder) + ["--verify-incremental"], in: folder)
      #expect(last.status == 0, "\(last.errors)")
      #expect(try tree(output) == editions[1])
    }
  }
}
