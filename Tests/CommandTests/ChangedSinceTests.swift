// SPDX-License-Identifier: Apache-2.0
// `guidelight lint --changed-since` on a copy of this project's own site, in a git repository of its own.

import Foundation
import TestSupport
import Testing

@Suite struct ChangedSinceTests {
  private static let page = "Content/glossary/liveness-check.md"

  private struct Site {
    let folder: URL

    func lint(since revision: String = "HEAD", asOf: String = "2026-11-25") throws -> Program {
      try Program.run(
        GuidelightProgram.path,
        [
          "lint", "--site", folder.path, "--as-of", asOf, "--module", Places.module.path, "--changed-since", revision,
        ], in: folder)
    }

    func edit(_ old: String, _ new: String) throws {
      let file = folder.appending(path: ChangedSinceTests.page)
      let text = try String(contentsOf: file, encoding: .utf8)
      try #require(text.contains(old))
      try Data(text.replacing(old, with: new).utf8).write(to: file)
    }

    func mark() throws {
      let options = ["--site", folder.path, "--as-of", "2026-11-25"]
      let page = "glossary/liveness-check"
      let shown = try Program.run(GuidelightProgram.path, ["review", "show", page] + options)
      let digest = try #require(shown.output.firstMatch(of: /digest +([0-9a-f]{32})/)).1
      let marked = try Program.run(
        GuidelightProgram.path,
        ["review", "mark", page, "--by", "editorial-team", "--diff-read", String(digest)] + options)
      try #require(marked.status == 0, "\(marked.errors)")
    }
  }

  private func with(_ body: (Site) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      for name in ["Content", "Templates"] {
        try FileManager.default.copyItem(at: Places.root.appending(path: name), to: folder.appending(path: name))
      }
      for arguments in [["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Begin"]] {
        let git = try Program.run(
          "git", ["-c", "user.name=Test", "-c", "user.email=test@guidelight.example"] + arguments, in: folder)
        try #require(git.status == 0, "\(git.errors)")
      }
      try body(Site(folder: folder))
    }
  }

  @Test func `an edit without a review fails, and with one it passes`() throws {
    try with { site throws in
      #expect(try site.lint().status == 0)
      try site.edit("It protects you", "It also protects you")
      let edited = try site.lint()
      #expect(edited.status == 1)
      #expect(
        edited.errors.contains("'glossary/liveness-check' was unverified and is now edited since review")
          && edited.errors.contains("[WorseReview]"), "\(edited.errors)")
      try site.mark()
      #expect(try site.lint().status == 0)
    }
  }

  @Test func `on an overdue page a typing error is mended without a review, and a bare date fails`() throws {
    try with { site throws in
      #expect(try site.lint(asOf: "2028-01-01").status == 0)
      try site.edit("It protects you", "It also protects you")
      #expect(try site.lint(asOf: "2028-01-01").status == 0)
      try site.edit("reviewed: 2026-11-25", "reviewed: 2027-12-31")
      let bumped = try site.lint(asOf: "2028-01-01")
      #expect(bumped.status == 1 && bumped.errors.contains("[BareReviewDate]"), "\(bumped.errors)")
    }
  }

  @Test func `a revision that is none, and a folder without a repository, are told`() throws {
    try with { site throws in
      let unknown = try site.lint(since: "no-such-branch")
      #expect(unknown.status == 2 && unknown.errors.contains("'no-such-branch' is not a revision of this repository"))
      #expect(try site.lint(since: "--output=x").status == 2)
      try FileManager.default.removeItem(at: site.folder.appending(path: ".git"))
      let bare = try site.lint()
      #expect(bare.status == 3 && bare.errors.contains("is not in a git repository"))
    }
  }
}
