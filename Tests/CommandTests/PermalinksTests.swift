// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct PermalinksTests {
  private func withNewSite(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      try #require(try GuidelightProgram.run("init", in: folder).status == 0)
      try body(folder)
    }
  }

  private func list(of site: URL) throws -> String {
    try String(contentsOf: site.appending(path: "Content/permalinks.txt"), encoding: .utf8)
  }

  private func publish(_ name: String, in site: URL, alias: String? = nil) throws {
    try #require(try GuidelightProgram.run("new", "about", name, in: site).status == 0)
    let file = site.appending(path: "Content/about/\(name).md")
    let aliases = alias.map { "aliases: [\($0)]" } ?? "draft: false"
    try Data(try String(contentsOf: file, encoding: .utf8).replacing("draft: true", with: aliases).utf8).write(to: file)
  }

  @Test func `a new page and its earlier address are added, and nothing else changes`() throws {
    try withNewSite { site in
      let before = try list(of: site)
      try publish("later", in: site, alias: "/about/earlier/")
      let program = try GuidelightProgram.run("permalinks", in: site)
      #expect(
        program.status == 0
          && program.output == "  /about/earlier/\n  /about/later/\nAdded 2 addresses to Content/permalinks.txt; commit it\n")
      let after = try list(of: site)
      #expect(
        after.split(separator: "\n").filter { !$0.hasPrefix("/about/earlier") && !$0.hasPrefix("/about/later") }
          == before.split(separator: "\n"))
      #expect(try GuidelightProgram.run("permalinks", in: site).output == "Content/permalinks.txt has every address already\n")
    }
  }

  @Test func `the address of a draft is not added`() throws {
    try withNewSite { site in
      let before = try list(of: site)
      try #require(try GuidelightProgram.run("new", "about", "later", in: site).status == 0)
      #expect(try GuidelightProgram.run("permalinks", in: site).status == 0)
      #expect(try list(of: site) == before)
    }
  }

  @Test func `an address whose page has gone stays, and the build says so`() throws {
    try withNewSite { site in
      try publish("later", in: site)
      _ = try GuidelightProgram.run("permalinks", in: site)
      try FileManager.default.removeItem(at: site.appending(path: "Content/about/later.md"))
      #expect(try GuidelightProgram.run("permalinks", in: site).status == 0)
      #expect(try list(of: site).contains("/about/later/\n"))
      let build = try GuidelightProgram.run("build", "--module", Places.module.path, in: site)
      #expect(build.status == 1 && build.errors.contains("'/about/later/' was published") && build.errors.contains("[LostPermalink]"))
    }
  }

  @Test func `a list that is not there is begun, with what it is for`() throws {
    try withNewSite { site in
      let before = try list(of: site)
      try FileManager.default.removeItem(at: site.appending(path: "Content/permalinks.txt"))
      #expect(try GuidelightProgram.run("permalinks", in: site).status == 0)
      #expect(try list(of: site) == before && before.hasPrefix("# Every address that was ever published"))
    }
  }

  @Test func `content that cannot be understood leaves the list as it was`() throws {
    try withNewSite { site in
      let before = try list(of: site)
      try Data("no front matter".utf8).write(to: site.appending(path: "Content/about/broken.md"))
      let program = try GuidelightProgram.run("permalinks", in: site)
      #expect(program.status == 1 && program.errors.contains("[MissingFrontMatter]"))
      #expect(try list(of: site) == before)
    }
  }

  @Test func `this project's own list has every address of its site`() throws {
    try Places.withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        at: Places.root.appending(path: "Content"), to: folder.appending(path: "Content"))
      let program = try GuidelightProgram.run("permalinks", in: folder)
      #expect(program.output == "Content/permalinks.txt has every address already\n", "run 'guidelight permalinks'")
    }
  }
}
