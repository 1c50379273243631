// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A site of four pages, all reviewed on 25 November 2026, in a git repository that holds them so.
struct ReviewSite {
  let folder: URL

  private static let settings = """
    name: Small
    tagline: A site for tests
    baseURL: https://small.example
    role: It explains.
    sourceOfTruth: The official page decides.
    reviewers:
      editor: { name: An editor }
      desk: { name: The rules desk, classes: [rules] }
    reviewClasses:
      rules: { cadence: 90 days }
      concepts: { cadence: 365 days, dueSoon: 30 days }
    owners: { rules: desk }
    sources:
      official: # what counts
        title: The official page
        url: https://official.example/help
        kind: official
        checked: 2026-11-20
      second: { title: Second, url: "https://second.example", kind: secondary, checked: 2026-11-20 }
    reasons: {}

    """

  private static func page(_ keys: String, class name: String, by reviewer: String, body: String) -> String {
    "---\ntitle: A page\nsummary: What it is about\n\(keys)review: { class: \(name), reviewed: 2026-11-01, by: \(reviewer) }\n---\n\(body)\n"
  }

  static func with(_ body: (ReviewSite) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let site = ReviewSite(folder: folder)
      try site.write(settings, to: "site", suffix: "yaml")
      try site.write(page("", class: "concepts", by: "editor", body: "Home."), to: "index")
      try site.write(page("", class: "concepts", by: "editor", body: "Nothing here."), to: "404")
      try site.write(page("sources: []\n", class: "concepts", by: "editor", body: "About us."), to: "about/us")
      try site.write(
        page(
          "sources: [official]\nstage: explain\ntopics: []\n", class: "rules", by: "desk",
          body: "A rule. It holds.\n\nMore of it."), to: "rules/one")
      for (name, reviewer) in [("home", "editor"), ("404", "editor"), ("about/us", "editor"), ("rules/one", "desk")] {
        let marked = try site.mark(name, by: reviewer)
        try #require(marked.status == 0, "\(marked.errors)")
      }
      for arguments in [["init", "--quiet"], ["add", "."]] { try site.git(arguments) }
      try site.commit("Begin")
      try body(site)
    }
  }

  // MARK: - Files

  func file(_ name: String, suffix: String = "md") -> URL { folder.appending(path: "Content/\(name).\(suffix)") }

  func text(_ name: String, suffix: String = "md") throws -> String {
    String(decoding: try Data(contentsOf: file(name, suffix: suffix)), as: UTF8.self)
  }

  func write(_ text: String, to name: String, suffix: String = "md") throws {
    let file = file(name, suffix: suffix)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func edit(_ name: String, replace old: String, with new: String, suffix: String = "md") throws {
    let text = try text(name, suffix: suffix)
    try #require(text.contains(old), "'\(old)' is not in \(name)")
    try write(text.replacing(old, with: new, maxReplacements: 1), to: name, suffix: suffix)
  }

  // MARK: - Programs

  func run(_ arguments: String...) throws -> Program { try run(arguments) }

  func run(_ arguments: [String]) throws -> Program {
    try Program.run(GuidelightProgram.path, arguments + ["--site", folder.path], in: folder)
  }

  func review(_ arguments: String...) throws -> Program { try review(arguments) }

  func review(_ arguments: [String]) throws -> Program { try run(["review"] + arguments) }

  /// Signs for a page as somebody who was shown it.
  func mark(_ name: String, by reviewer: String = "desk", on day: String = "2026-11-25", _ more: String...) throws -> Program {
    try run(["review", "mark", name, "--by", reviewer, "--as-of", day, "--diff-read", try digest(of: name)] + more)
  }

  /// The digest that `review show` prints.
  func digest(of name: String) throws -> String {
    let shown = try run("review", "show", name)
    let line = try #require(shown.output.split(separator: "\n").first { $0.hasPrefix("  digest") }, "\(shown.errors)")
    return line.split(separator: " ").last.map(String.init) ?? ""
  }

  func git(_ arguments: [String]) throws {
    let program = try Program.run("git", ["-c", "user.name=Test", "-c", "user.email=test@small.example"] + arguments, in: folder)
    try #require(program.status == 0, "\(program.errors)")
  }

  func commit(_ message: String) throws { try git(["commit", "--quiet", "--all", "--message", message]) }
}
