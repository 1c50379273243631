// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ReviewMarkTests {
  private func state(of name: String, in site: ReviewSite) throws -> String {
    let report = try site.review("--as-of", "2026-11-25", "--format", "csv").output
    let line = try #require(report.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name),") })
    return line.components(separatedBy: ",")[1]
  }

  // MARK: - What it shows

  @Test func `what changed since the review is shown word by word, out of git's history`() throws {
    try ReviewSite.with { site throws in
      try site.edit("rules/one", replace: "It holds.", with: "It holds no longer.")
      try site.commit("Edit")
      try site.edit("rules/one", replace: "summary: What it is about", with: "summary: What it was about")
      let shown = try site.run("review", "show", "rules/one", "--as-of", "2026-11-25")
      #expect(shown.status == 0)
      #expect(shown.output.contains("summary:\n  What it [-is-] {+was+} about\n"), "\(shown.output)")
      #expect(shown.output.contains("body:\n  A rule. It [-holds.-] {+holds no longer.+} More of it.\n"), "\(shown.output)")
      #expect(shown.output.contains("official  read on 20 November 2026\n    The official page\n"))
    }
  }

  @Test func `a page that was moved is found where it was`() throws {
    try ReviewSite.with { site throws in
      try FileManager.default.createDirectory(at: site.folder.appending(path: "Content/fix"), withIntermediateDirectories: true)
      try site.git(["mv", "Content/rules/one.md", "Content/fix/two.md"])
      try site.commit("Move")
      try #require(try state(of: "fix/two", in: site) == "fresh")
      try site.edit("fix/two", replace: "A rule.", with: "A fix.")
      let shown = try site.run("review", "show", "fix/two")
      #expect(shown.output.contains("A [-rule.-] {+fix.+} It holds."), "\(shown.output)")
    }
  }

  @Test func `without git, without a repository and without the text in it, it says so`() throws {
    try ReviewSite.with { site throws in
      try site.edit("rules/one", replace: "A rule.", with: "Another rule.")
      let blind = try Program.run(
        "PATH=/nonexistent", [GuidelightProgram.path, "review", "show", "rules/one", "--site", site.folder.path])
      #expect(blind.status == 0 && blind.output.contains("The program 'git' is not there, so earlier editions cannot be shown: read the whole page"))
      try site.edit("rules/one", replace: "digest: ", with: "digest: 0")
      let text = try site.text("rules/one")
      let digest = try #require(text.components(separatedBy: "digest: ").last?.prefix(33))
      try site.write(text.replacing(digest, with: digest.dropLast()), to: "rules/one")
      #expect(try site.run("review", "show", "rules/one").output.contains("not in the page's git history"))
      try FileManager.default.removeItem(at: site.folder.appending(path: ".git"))
      #expect(try site.run("review", "show", "rules/one").output.contains("is not in a git repository"))
    }
  }

  // MARK: - What it writes

  @Test func `a mark makes an edited page fresh, and says what was done`() throws {
    try ReviewSite.with { site throws in
      try site.edit("rules/one", replace: "A rule.", with: "Another rule.")
      #expect(try state(of: "rules/one", in: site) == "edited")
      let marked = try site.mark("rules/one")
      #expect(marked.status == 0 && marked.output == "Marked 1 page as reviewed on 25 November 2026 by desk\n", "\(marked.errors)")
      #expect(try state(of: "rules/one", in: site) == "fresh")
    }
  }

  @Test(arguments: [
    "\u{FEFF}---\r\ntitle: Σελίδα\r\nsummary: 日本語の要約\r\nsources: [] # none\r\nreview: { class: rules, reviewed: 2026-01-01, by: desk } # last\r\nstage: explain\r\ntopics: []\r\n---\r\nТекст.\r\n",
    "---\ntitle: A\nsummary:\tB\nsources:\t[]\nstage: explain # a\ntopics: []\nreview:\n    class: rules   # how often\n    reviewed: 2026-01-01\t# when\n    by: desk\n\n    # the end\n---\n\tcode\n\n## Anchor {#x}\n\n[^1] &amp; trailing  \n",
    "---\nreview: {\n  class: rules, # one\n  \"reviewed\": '2026-01-01',\n  by: \"desk\"\n}\ntitle: \"A: b\"\nsummary: >-\n  folded\n  text\nsources: []\nstage: explain\ntopics: []\n---\nno line break at the end",
    "---\ntitle: A\nsummary: B\nsources: []\nstage: explain\ntopics: []\nreview: {class: rules,reviewed: 2026-01-01,by: desk,digest: 00000000000000000000000000000000}\n---\n\u{202B}עברית\u{202C}\n",
  ])
  func `only the keys of the review change, in files of any kind`(text: String) throws {
    try ReviewSite.with { site throws in
      try site.write(text, to: "rules/two")
      let marked = try site.mark("rules/two")
      #expect(marked.status == 0, "\(marked.errors)")
      let after = try site.text("rules/two")
      #expect(try state(of: "rules/two", in: site) == "fresh")
      // Without the digest and with the old day it is the old file again.
      let digest = try #require(after.firstMatch(of: /digest: ([0-9a-f]{32})/)).1
      var restored = after.replacing("2026-11-25", with: "2026-01-01")
      if text.contains("digest") {
        restored = restored.replacing(digest, with: String(repeating: "0", count: 32))
      } else {
        restored = restored.replacing(", digest: \(digest)", with: "").replacing("    digest: \(digest)\n", with: "")
          .replacing("reviewed: 2026-01-01,\n  by: desk", with: "reviewed: 2026-01-01,\n  by: desk")
      }
      let expected = text.replacing("'2026-01-01'", with: "2026-01-01").replacing("by: \"desk\"", with: "by: desk")
      #expect(Data(restored.utf8) == Data(expected.utf8), "\(after)")
      let again = try site.mark("rules/two")
      #expect(try again.status == 0 && Data(site.text("rules/two").utf8) == Data(after.utf8), "a second mark changes nothing")
    }
  }

  @Test func `a page without a review gets one, with a class`() throws {
    try ReviewSite.with { site throws in
      let without = "---\ntitle: A\nsummary: B\nsources: []\nstage: explain\ntopics: []\n---\nText.\n"
      try site.write(without, to: "rules/new")
      #expect(try state(of: "rules/new", in: site) == "missing")
      let refused = try site.run("review", "mark", "rules/new", "--by", "desk", "--class", "rules")
      #expect(refused.status == 2 && refused.errors.contains("'rules/new' was not shown"))
      #expect(try state(of: "rules/new", in: site) == "missing")
      try site.write("---\ntitle: A\nsummary: B\nsources: []\nstage: explain\ntopics: []\nreview: { class: rules, reviewed: soon, by: x }\n---\nText.\n", to: "rules/new")
      #expect(try state(of: "rules/new", in: site) == "malformed")
      // Nobody could show it with a review that cannot be read; on a terminal it is shown.
      for (text, option) in [(try site.text("rules/new"), ""), (without, "--class rules")] {
        try site.write(text, to: "rules/new")
        let terminal = try site.terminal("review mark rules/new --by desk --as-of 2026-11-25 \(option)", answers: "y\n")
        #expect(terminal.contains("has never been reviewed: read the whole page"), "\(terminal)")
        #expect(try state(of: "rules/new", in: site) == "fresh")
      }
    }
  }

  @Test func `sources that were read get their day in the settings, whose other bytes stay`() throws {
    try ReviewSite.with { site throws in
      let before = try site.text("site", suffix: "yaml")
      let marked = try site.mark("rules/one", "--sources-checked", "official")
      #expect(marked.status == 0 && marked.output.hasSuffix("by desk; 1 source read\n"), "\(marked.errors)")
      #expect(
        try site.text("site", suffix: "yaml")
          == before.replacing("checked: 2026-11-20\n  second", with: "checked: 2026-11-25\n  second"))
    }
  }

  @Test func `on a terminal it shows the change, and asks for each source and for the page`() throws {
    try ReviewSite.with { site throws in
      try site.edit("rules/one", replace: "A rule.", with: "Another rule.")
      let no = try site.terminal("review mark rules/one --by desk --as-of 2026-11-25", answers: "n\nn\n")
      #expect(no.contains("[-A-] {+Another+} rule. It holds.") && no.contains("Have you read 'official' on this day?"), "\(no)")
      #expect(no.contains("'rules/one' stays as it is; nothing was marked"))
      #expect(try state(of: "rules/one", in: site) == "edited")
      let yes = try site.terminal("review mark rules/one --by desk --as-of 2026-11-25", answers: "y\nmaybe\ny\n")
      #expect(yes.contains("Marked 1 page as reviewed on 25 November 2026 by desk; 1 source read"), "\(yes)")
      #expect(try state(of: "rules/one", in: site) == "fresh")
      #expect(try site.text("site", suffix: "yaml").contains("checked: 2026-11-25"))
    }
  }

  // MARK: - What it refuses

  @Test func `what was not shown, is not known or has not come yet is not marked`() throws {
    try ReviewSite.with { site throws in
      let before = try site.text("rules/one")
      let digest = try site.digest(of: "rules/one")
      for (arguments, words) in [
        (["rules/one", "--by", "desk"], "'rules/one' was not shown"),
        (["rules/one", "--by", "desk", "--diff-read", String(repeating: "0", count: 32)], "says something else than what was read"),
        (["rules/one", "--by", "desc", "--diff-read", digest], "'desc' is not a reviewer; did you mean 'desk'?"),
        (["rules/one", "--by", "desk", "--as-of", "9999-01-01", "--diff-read", digest], "1 January 9999 has not come yet"),
        (["rules/one", "--by", "desk", "--class", "rule", "--diff-read", digest], "'rule' is not a review class"),
        (["rules/one", "--by", "desk", "--class", "concepts", "--diff-read", digest], "'desk' may not review the class 'concepts'"),
        (["rules/one", "--by", "desk", "--sources-checked", "second", "--diff-read", digest], "'second' is not a source of this page"),
        (["rules/on", "--by", "desk", "--diff-read", digest], "There is no page 'rules/on'"),
        (["rules/one", "about/us", "--by", "editor", "--diff-read", digest], "Several pages at once need --note"),
        (["rules/one", "about/us", "--by", "editor", "--note", "Read", "--diff-read", digest], "'about/us' says something else"),
      ] {
        let program = try site.run(["review", "mark"] + arguments)
        #expect(program.status == 2 && program.errors.contains(words), "\(arguments): \(program.errors)")
      }
      #expect(try site.text("rules/one") == before)
    }
  }

  @Test func `several pages at once are marked with a note, which the next review has to replace`() throws {
    try ReviewSite.with { site throws in
      let digests = try ["about/us", "rules/one"].map { try site.digest(of: $0) }.joined(separator: ",")
      let both = ["review", "mark", "about/us", "rules/one", "--by", "editor", "--as-of", "2026-11-25", "--diff-read", digests]
      let marked = try site.run(both + ["--note", "Links: all of them work"])
      #expect(marked.status == 0, "\(marked.errors)")
      #expect(try site.text("rules/one").contains("note: \"Links: all of them work\" }"))
      let again = try site.run(both.map { $0 }.filter { $0 != "about/us" })
      #expect(again.status == 2 && again.errors.contains("has the note of its last review"))
    }
  }

  @Test func `an anchor in the front matter is refused, and the file stays`() throws {
    try ReviewSite.with { site throws in
      try site.edit("rules/one", replace: "review: {", with: "review: &stamp {")
      let before = try site.text("rules/one")
      let program = try site.run("review", "mark", "rules/one", "--by", "desk", "--diff-read", String(repeating: "0", count: 32))
      #expect(program.status == 2 && program.errors.contains("An anchor is not allowed in front matter"))
      #expect(try site.text("rules/one") == before)
    }
  }
}

extension ReviewSite {
  /// Runs the command on a terminal of its own, with answers to its questions.
  fileprivate func terminal(_ command: String, answers: String) throws -> String {
    let input = folder.appending(path: "answers.txt")
    try Data(answers.utf8).write(to: input)
    let line = "\(GuidelightProgram.path) \(command) --site \(folder.path)"
    let script = """
      import os, pty, sys
      answers = open(sys.argv[1], 'rb').read().splitlines(True)
      pid, master = pty.fork()
      if pid == 0: os.execvp('sh', ['sh', '-c', sys.argv[2]])
      seen = b''
      asked = 0
      while True:
          try: part = os.read(master, 4096)
          except OSError: break
          if not part: break
          seen += part
          while seen.count(b'[y/n] ') > asked:
              os.write(master, answers[asked] if asked < len(answers) else b'\\x04')
              asked += 1
      os.waitpid(pid, 0)
      sys.stdout.buffer.write(seen.replace(b'\\r', b''))
      """
    return try Program.run("python3", ["-c", script, input.path, line], in: folder).output
  }
}
