// SPDX-License-Identifier: Apache-2.0
// `guidelight init` and `guidelight new`: what they write builds without findings.

import Foundation
import TestSupport
import Testing

@Suite struct InitTests {
  private func withNewSite(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("init", in: folder)
      try #require(program.status == 0, "\(program.errors)")
      try body(folder)
    }
  }

  /// A build in which nothing at all is found.
  private func requireNoFindings(_ site: URL, _ options: String...) throws {
    let networks = Places.root.appending(path: ".build-networks").path
    let arguments =
      ["build", "--as-of", "2026-11-25", "--module", Places.module.path, "--networks", networks] + options
    let program = try Program.run(GuidelightProgram.path, arguments, in: site)
    #expect(program.status == 0 && program.output.contains(" 0 warnings"), "\(program.output)\(program.errors)")
    #expect(program.errors.isEmpty, "\(program.errors)")
  }

  private func text(_ path: String, of site: URL) throws -> String {
    try String(contentsOf: site.appending(path: path), encoding: .utf8)
  }

  // MARK: - init

  @Test func `init in an empty folder gives a working site that builds without findings`() throws {
    try withNewSite { site in
      try requireNoFindings(site)
      let guide = try text("Public/guides/get-ready/index.html", of: site)
      #expect(guide.contains("<live-check"))
      for id in ["suggested-path", "key-checks", "questions", "next-move"] { #expect(guide.contains("id=\"\(id)\"")) }
    }
  }

  @Test func `the guide of a new site has a step for each check of the catalogue, in its order`() throws {
    try withNewSite { site in
      let listed = try GuidelightProgram.run("checks").output.matches(of: /page      \/checks\/([a-z-]+)\//).map { String($0.1) }
      let guide = try text("Content/guides/get-ready.md", of: site)
      let named = guide.matches(of: /\d+\. \[.+\]\(check:([a-z-]+)\)/).map { String($0.1) }
      #expect(named == listed)
      #expect(!listed.isEmpty && !guide.contains("{{"))
    }
  }

  @Test func `the reviews of a new site's own pages are bound to what they say`() throws {
    try withNewSite { site in
      let report = try GuidelightProgram.run("review", "--as-of", "2026-11-25", "--format", "json", in: site).output
      for page in ["guides/get-ready", "faq/try-again", "glossary/liveness-check", "topics/face-check"] {
        let line = try #require(report.split(separator: "\n").first { $0.contains("\"page\":\"\(page)\"") })
        #expect(line.contains("\"state\":\"fresh\""), "\(line)")
        #expect(try text("Content/\(page).md", of: site).contains(/digest: [0-9a-f]{32}/))
      }
    }
  }

  @Test func `a new site says nothing of sources that nobody has read`() throws {
    try withNewSite { site in
      let settings = try text("Content/site.yaml", of: site)
      #expect(settings.contains("\nsources: {}\n"))
    }
  }

  @Test func `a new site has what editors and continuous integration need`() throws {
    try withNewSite { site in
      #expect(try text(".gitignore", of: site) == "/Public/\n.build*\n")
      #expect(try text(".vscode/settings.json", of: site).contains("\"schemas/site.schema.json\": \"Content/site.yaml\""))
      let workflow = try text(".github/workflows/site.yml", of: site)
      #expect(workflow.contains("guidelight lint") && workflow.contains("guidelight build"))
      #expect(workflow.contains("--changed-since") && workflow.contains("guidelight review"))
      #expect(try text("Content/permalinks.txt", of: site).contains("\n/guides/get-ready/\n"))
      for path in ["README.md", "schemas/guides.schema.json", "Content/routes/stuck-at-a-face-check.md"] {
        #expect(FileManager.default.fileExists(atPath: site.appending(path: path).path), "\(path)")
      }
    }
  }

  @Test func `a folder that is not there is made, and one with nothing but .git is taken`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("init", "deep/site", in: folder)
      #expect(program.status == 0 && program.output.contains("cd deep/site && guidelight serve"))
      try requireNoFindings(folder.appending(path: "deep/site"))
      let clone = folder.appending(path: "clone")
      try FileManager.default.createDirectory(at: clone.appending(path: ".git"), withIntermediateDirectories: true)
      #expect(try GuidelightProgram.run("init", "clone", in: folder).status == 0)
    }
  }

  @Test func `a folder that holds anything is left alone`() throws {
    try Places.withTemporaryFolder { folder in
      try Data("mine".utf8).write(to: folder.appending(path: "letter.txt"))
      for place in [".", "letter.txt"] {
        let program = try GuidelightProgram.run("init", place, in: folder)
        #expect(program.status == 2 && program.errors.contains("letter.txt"), "\(place)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["letter.txt"])
      #expect(try text("letter.txt", of: folder) == "mine")
    }
  }

  @Test func `a module and networks beside the command need not be named`() throws {
    try Places.withTemporaryFolder { folder in
      let command = folder.appending(path: "bin/guidelight")
      try FileManager.default.createDirectory(at: command.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: URL(filePath: GuidelightProgram.path).resolvingSymlinksInPath(), to: command)
      try FileManager.default.copyItem(at: Places.module, to: folder.appending(path: "bin/LiveCheck.wasm"))
      try FileManager.default.copyItem(
        at: Places.root.appending(path: ".build-networks"), to: folder.appending(path: "bin/networks"))
      #expect(try Program.run(command.path, ["init", "site"], in: folder).errors.isEmpty)
      let build = try Program.run(command.path, ["build", "--as-of", "2026-11-25"], in: folder.appending(path: "site"))
      #expect(build.status == 0 && build.errors.isEmpty, "\(build.errors)")
    }
  }

  // MARK: - new

  @Test func `new guide NAME is a page that builds without findings, as a draft and when it is out`() throws {
    try withNewSite { site in
      let program = try GuidelightProgram.run("new", "guide", "my-first-guide", "--as-of", "2026-11-25", in: site)
      #expect(program.status == 0, "\(program.errors)")
      let page = try text("Content/guides/my-first-guide.md", of: site)
      #expect(page.contains("title: \"My first guide\"") && page.contains("\ndraft: true\n"))
      #expect(page.contains("nobody has reviewed it yet"))
      try requireNoFindings(site)
      #expect(!FileManager.default.fileExists(atPath: site.appending(path: "Public/guides/my-first-guide").path))
      try requireNoFindings(site, "--drafts")
      #expect(FileManager.default.fileExists(atPath: site.appending(path: "Public/guides/my-first-guide/index.html").path))
    }
  }

  @Test(arguments: [
    "fix", "rule", "safety", "fees", "compare", "start", "tool", "glossary", "faq", "topic", "fact", "about", "guides", "rules",
  ])
  func `a new page of every section builds without findings, as a draft and when it is out`(section: String) throws {
    try withNewSite { site in
      let program = try GuidelightProgram.run("new", section, "my-page", "--as-of", "2026-11-25", in: site)
      #expect(program.status == 0, "\(program.errors)")
      try requireNoFindings(site)
      try requireNoFindings(site, "--drafts")
    }
  }

  @Test func `new adds one file and changes none`() throws {
    try withNewSite { site in
      func tree() throws -> Set<String> {
        Set(try #require(FileManager.default.enumerator(atPath: site.path)).compactMap { $0 as? String })
      }
      let before = try tree()
      #expect(try GuidelightProgram.run("new", "faq", "my-question", in: site).status == 0)
      #expect(try tree().subtracting(before) == ["Content/faq/my-question.md"])
    }
  }

  @Test func `a page that is there is never written over`() throws {
    try withNewSite { site in
      let before = try text("Content/guides/get-ready.md", of: site)
      let program = try GuidelightProgram.run("new", "guide", "get-ready", in: site)
      #expect(program.status == 2 && program.errors.contains("'Content/guides/get-ready.md' is there already"))
      #expect(try text("Content/guides/get-ready.md", of: site) == before)
    }
  }

  @Test func `a check's page that was lost is written anew`() throws {
    try withNewSite { site in
      let page = site.appending(path: "Content/checks/sharpness.md")
      try FileManager.default.removeItem(at: page)
      #expect(try GuidelightProgram.run("new", "check", "sharpness", in: site).status == 0)
      try requireNoFindings(site)
      #expect(try GuidelightProgram.run("new", "check", "sharpnes", in: site).status == 2)
    }
  }

  @Test(arguments: [
    ("gide", "x", "'gide' is not a section; did you mean 'guide'?"), ("nothing-like-it", "x", "use one of guide, fix"),
    ("routes", "x", "routes/ holds rules"), ("guide", "My_Page", "'My_Page' cannot be the name of a page"),
    ("guide", "../escape", "cannot be the name of a page"), ("guide", "a--b", "cannot be the name of a page"),
    ("guide", "", "cannot be the name of a page"), ("guide", "ä", "cannot be the name of a page"),
  ])
  func `a section or a name that cannot be is refused, and nothing is written`(
    section: String, name: String, words: String
  ) throws {
    try withNewSite { site in
      let program = try GuidelightProgram.run("new", section, name, in: site)
      #expect(program.status == 2 && program.errors.contains(words), "\(program.errors)")
      #expect(!FileManager.default.fileExists(atPath: site.appending(path: "Content/escape.md").path))
    }
  }

  @Test func `a guide needs an FAQ entry, and is told so`() throws {
    try withNewSite { site in
      try FileManager.default.removeItem(at: site.appending(path: "Content/faq"))
      let program = try GuidelightProgram.run("new", "guide", "my-guide", in: site)
      #expect(program.status == 2 && program.errors.contains("guidelight new faq NAME"))
    }
  }
}
