// SPDX-License-Identifier: Apache-2.0
// `guidelight lint` and `explain`, on a copy of this project's own content.

import Foundation
import TestSupport
import Testing

@Suite struct LintTests {
  private func withSite(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      for name in ["Content", "Templates"] {
        try FileManager.default.copyItem(at: Places.root.appending(path: name), to: folder.appending(path: name))
      }
      try body(folder)
    }
  }

  private func run(_ command: String, _ folder: URL, _ options: String...) throws -> Program {
    try Program.run(
      GuidelightProgram.path,
      [command, "--site", folder.path, "--as-of", "2026-11-25", "--module", Places.module.path] + options, in: folder)
  }

  private func breakLink(in site: URL) throws {
    let file = site.appending(path: "Content/guides/face-verification.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("(check:light-balance)", with: "(check:ligth-balance)").write(to: file, atomically: true, encoding: .utf8)
  }

  @Test func `a site without errors passes, and nothing is written`() throws {
    try withSite { site in
      let lint = try run("lint", site)
      #expect(lint.status == 0, "\(lint.errors)")
      #expect(lint.output.hasPrefix("Checked as of 25 November 2026: no errors, "))
      #expect(try FileManager.default.contentsOfDirectory(atPath: site.path).sorted() == ["Content", "Templates"])
    }
  }

  @Test func `our own content has no warning but sources that nobody has read`() throws {
    try withSite { site in
      let lint = try run("lint", site)
      for line in lint.errors.split(separator: "\n") where line.contains("warning:") {
        #expect(line.contains("[UnverifiedSource]"), "\(line)")
      }
    }
  }

  @Test func `an error is told in every format, and is the exit status`() throws {
    try withSite { site in
      try breakLink(in: site)
      let text = try run("lint", site)
      #expect(text.status == 1)
      #expect(text.errors.contains(": error: 'ligth-balance' is not a check; did you mean 'light-balance'? [UnknownCheck]"))
      #expect(text.output == "", "findings for people go to standard error")

      let json = try run("lint", site, "--format", "json")
      let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      #expect(json.status == 1)
      #expect(report["errors"] as? Int ?? 0 >= 1)

      let sarif = try run("build", site, "--format", "sarif")
      let log = try #require(try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) as? [String: Any])
      #expect(sarif.status == 1)
      #expect(log["version"] as? String == "2.1.0")

      let github = try run("lint", site, "--format", "github")
      #expect(github.output.contains("::error file=Content/guides/face-verification.md,line="))
      #expect(github.output.split(separator: "\n").allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") })
      #expect(try run("lint", site, "--format", "xml").status == 2)
    }
  }

  @Test func `strict makes warnings errors, and then nothing is published`() throws {
    try withSite { site in
      let file = site.appending(path: "Content/about/credits.md")
      let text = try String(contentsOf: file, encoding: .utf8)
      try (text + "\nSee [here](page:guides/face-verification).\n").write(to: file, atomically: true, encoding: .utf8)
      let loose = try run("lint", site)
      #expect(loose.status == 0)
      #expect(loose.errors.contains("warning: 'here' does not say what the link leads to [VagueLink]"))
      let strict = try run("build", site, "--strict")
      #expect(strict.status == 1)
      #expect(strict.errors.contains("error: 'here' does not say what the link leads to [VagueLink]"))
      #expect(strict.errors.contains("nothing was published"))
      #expect(!FileManager.default.fileExists(atPath: site.appending(path: "Public").path))
    }
  }

  @Test func `where findings are for programs, standard output is theirs alone`() throws {
    try withSite { site in
      let json = try run("build", site, "--format", "json")
      #expect(json.status == 0, "\(json.errors)")
      #expect(json.errors.contains("Built "))
      #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    }
  }
}

@Suite struct ExplainTests {
  @Test func `a rule is explained, however it is spelt`() throws {
    for name in ["VagueLink", "vaguelink", "[VagueLink]"] {
      let explained = try GuidelightProgram.run("explain", name)
      #expect(explained.status == 0)
      #expect(explained.output.hasPrefix("VagueLink\nThe words of a link say what one gets.\n"))
    }
  }

  @Test func `an unknown rule is a usage error with a suggestion`() throws {
    let explained = try GuidelightProgram.run("explain", "VagueLinks")
    #expect(explained.status == 2)
    #expect(explained.errors == "error: 'VagueLinks' is not a rule; did you mean 'VagueLink'?\n")
    #expect(explained.output == "")
  }

  @Test func `without a name every rule is listed`() throws {
    let list = try GuidelightProgram.run("explain").output
    #expect(list.contains("UnknownCheck") && list.contains("VagueLink") && list.split(separator: "\n").count > 40)
  }
}
