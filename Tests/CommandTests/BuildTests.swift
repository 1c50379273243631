// SPDX-License-Identifier: Apache-2.0
// `guidelight build` on a copy of this project's own site.

import Foundation
import TestSupport
import Testing

@Suite struct BuildTests {
  /// A copy of the site in a folder of its own, with a good build already published.
  private func withBuiltSite(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      for name in ["Content", "Templates"] {
        try FileManager.default.copyItem(at: Places.root.appending(path: name), to: folder.appending(path: name))
      }
      let program = try build(folder)
      try #require(program.status == 0, "\(program.errors)")
      try #require(FileManager.default.fileExists(atPath: folder.appending(path: "Public/index.html").path))
      try body(folder)
    }
  }

  private func build(_ folder: URL, asOf: String = "2026-11-25") throws -> Program {
    try GuidelightProgram.run(
      "build", "--site", folder.path, "--as-of", asOf, "--module", Places.module.path, in: folder)
  }

  private func edit(_ path: String, of site: URL, replace old: String, with new: String) throws {
    let file = site.appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    try text.replacing(old, with: new, maxReplacements: 1).write(to: file, atomically: true, encoding: .utf8)
  }

  /// Every file below a folder with its bytes.
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

  // MARK: - The guide

  @Test func `the guide page has every part of a guide`() throws {
    try withBuiltSite { site in
      let page = try String(contentsOf: site.appending(path: "Public/guides/face-verification/index.html"), encoding: .utf8)
      for id in ["editorial-note", "who-this-is-for", "suggested-path", "key-checks", "live-check", "questions", "next-move", "site-role"] {
        #expect(page.contains("id=\"\(id)\""), "\(id)")
      }
      for entry in ["retry-at-once", "glasses", "manual-review"] { #expect(page.contains("id=\"faq-\(entry)\"")) }
      #expect(page.contains("<time datetime=\"2026-11-25\">25 November 2026</time>"))
      #expect(page.contains("<live-check"))
    }
  }

  @Test func `the guide page with all that it loads is at most 40 KB on the wire before the reader asks for the check`() throws {
    try withBuiltSite { site in
      let output = site.appending(path: "Public")
      let page = "guides/face-verification/index.html"
      let html = try String(contentsOf: output.appending(path: page), encoding: .utf8)
      let assets = Set(html.matches(of: /(?:src|href)="\/(assets\/[^"]+)"/).map { String($0.1) })
      try #require(assets.count >= 3)
      let files = ([page] + assets.sorted()).joined(separator: " ")
      let counted = try Program.run("sh", ["-c", "for file in \(files); do gzip -9c $file | wc -c; done"], in: output)
      let sizes = counted.output.split(separator: "\n").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
      try #require(sizes.count == assets.count + 1, "\(counted.errors)")
      let size = sizes.reduce(0, +)
      #expect(size <= 40 * 1024, "\(size) bytes")
    }
  }

  @Test func `a site built twice has the same bytes`() throws {
    try withBuiltSite { site in
      let first = try tree(site.appending(path: "Public"))
      try #require(try build(site).status == 0)
      #expect(try tree(site.appending(path: "Public")) == first)
    }
  }

  @Test func `the day of the build is the day that was asked for`() throws {
    try withBuiltSite { site in
      let program = try build(site, asOf: "2027-01-02")
      #expect(program.output.contains("as of 2 January 2027"))
      let manifest = try String(contentsOf: site.appending(path: "Public/build-manifest.json"), encoding: .utf8)
      #expect(manifest.contains("2027-01-02"))
    }
  }

  // MARK: - What fails

  @Test func `a reference to an unknown check fails with path, line and column, and leaves the last good site`() throws {
    try withBuiltSite { site in
      let before = try tree(site.appending(path: "Public"))
      try edit("Content/guides/face-verification.md", of: site, replace: "check:light-balance", with: "check:ligth-balance")
      let program = try build(site)
      #expect(program.status == 1)
      #expect(
        program.errors.contains(/Content\/guides\/face-verification\.md:\d+:\d+: error: 'ligth-balance' is not a check; did you mean 'light-balance'\? \[UnknownCheck\]/))
      #expect(program.errors.contains("fix: Change the link to check:light-balance"))
      #expect(try tree(site.appending(path: "Public")) == before)
    }
  }

  @Test func `a check without its page fails`() throws {
    try withBuiltSite { site in
      try FileManager.default.removeItem(at: site.appending(path: "Content/checks/contrast.md"))
      let program = try build(site)
      #expect(program.status == 1 && program.errors.contains("[CheckWithoutPage]"))
    }
  }

  @Test func `a check that no step names fails`() throws {
    try withBuiltSite { site in
      try edit("Content/guides/face-verification.md", of: site, replace: "[not leaning](check:head-roll)", with: "not leaning")
      let program = try build(site)
      #expect(program.status == 1 && program.errors.contains("head-roll") && program.errors.contains("[CheckWithoutStep]"))
    }
  }

  @Test func `a module with another digest fails`() throws {
    try withBuiltSite { site in
      var bytes = try Data(contentsOf: Places.module)
      let mark = try #require(bytes.range(of: Data("guidelight-catalogue-digest:".utf8)))
      bytes[mark.upperBound] = bytes[mark.upperBound] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      let stale = site.appending(path: "stale.wasm")
      try bytes.write(to: stale)
      let program = try GuidelightProgram.run("build", "--site", site.path, "--module", stale.path, in: site)
      #expect(program.status == 1 && program.errors.contains("[StaleModule]"))
    }
  }

  @Test func `a missing module fails and says how to build it`() throws {
    try withBuiltSite { site in
      let program = try GuidelightProgram.run("build", "--site", site.path, "--module", "none.wasm", in: site)
      #expect(program.status == 1 && program.errors.contains("none.wasm") && program.errors.contains("make module"))
    }
  }

  @Test func `all faults of a run are shown, not only the first`() throws {
    try withBuiltSite { site in
      try edit("Content/faq/glasses.md", of: site, replace: "reviewed: 2026-11-25", with: "reviewed: 3/19/2026")
      try edit("Content/faq/retry-at-once.md", of: site, replace: "summary:", with: "sumary:")
      let program = try build(site)
      #expect(program.status == 1)
      #expect(program.errors.contains("Review date '3/19/2026' is not in the form YYYY-MM-DD"))
      #expect(program.errors.contains("fix: Write 2026-03-19"))
      #expect(program.errors.contains("'sumary' is not a key here; did you mean 'summary'?"))
    }
  }

  @Test func `files in the output folder that no build made are never overwritten`() throws {
    try withBuiltSite { site in
      let letter = site.appending(path: "Public/letter.txt")
      try Data("mine".utf8).write(to: letter)
      let program = try build(site)
      #expect(program.status == 2 && program.errors.contains("letter.txt"))
      #expect(try Data(contentsOf: letter) == Data("mine".utf8))
    }
  }

  // MARK: - The face networks

  @Test func `without networks the site is built, says so in one line, and its widget loads none`() throws {
    try withBuiltSite { site in
      let program = try build(site)
      #expect(program.status == 0)
      #expect(program.errors.split(separator: "\n").count { $0.hasPrefix("note: face_detection_short_range.network, ") } == 1)
      let parts = try String(contentsOf: site.appending(path: "Public/live-check.json"), encoding: .utf8)
      #expect(parts.contains("\"networks\":[]"))
      #expect(!FileManager.default.fileExists(atPath: site.appending(path: "Public/assets/networks/face_landmark.network").path))
    }
  }

  @Test func `with networks the site carries them, their notice and licence, and a page of credits`() throws {
    try withBuiltSite { site in
      let networks = Places.root.appending(path: ".build-networks")
      let program = try GuidelightProgram.run(
        "build", "--site", site.path, "--module", Places.module.path, "--networks", networks.path, in: site)
      #expect(program.status == 0 && !program.errors.contains("note:"))
      let parts = try String(contentsOf: site.appending(path: "Public/live-check.json"), encoding: .utf8)
      for (role, name) in ["face_detection_short_range", "face_landmark", "selfie_segmentation"].enumerated() {
        let pattern = try Regex("\"role\":\(role),\"url\":\"/(assets/networks/\(name)\\.[0-9a-f]{10}\\.network)", as: (Substring, Substring).self)
        let published = site.appending(path: "Public/\(try #require(parts.firstMatch(of: pattern)).output.1)")
        #expect(try Data(contentsOf: published) == Data(contentsOf: networks.appending(path: "\(name).network")))
      }
      for path in ["assets/networks/NOTICE.txt", "assets/networks/LICENSE.txt", "about/credits/index.html"] {
        #expect(FileManager.default.fileExists(atPath: site.appending(path: "Public/\(path)").path), "\(path)")
      }
    }
  }

  @Test func `a folder without content is the user's mistake, told in one line`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try build(folder)
      #expect(program.status == 2)
      #expect(
        program.errors
          == "error: There is no folder '\(folder.path)/Content'; run this in a site's folder, or name it with --site\n")
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "Public").path))
    }
  }
}
