// SPDX-License-Identifier: Apache-2.0
// The proof that what is taken over from the last build is what a build from nothing would make.

import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct IncrementalTests {
  /// The fixture site in a folder of its own, edited as editors do: on the disk.
  private struct SiteFolder {
    let folder: URL

    init(in parent: URL) throws {
      folder = parent.appending(path: "site")
      try FileManager.default.copyItem(at: FixtureSite.folder, to: folder)
    }

    func request(threads: Int = 1) throws -> BuildRequest {
      var sources = try SiteSources.read(folder: folder.path, modulePath: "module.wasm")
      sources = SiteSources(
        content: sources.content, templates: sources.templates, assets: sources.assets, module: FixtureSite.module,
        modulePath: "module.wasm")
      var request = BuildRequest(
        sources: sources, checks: FixtureSite.checks, asOf: CivilDate(year: 2026, month: 11, day: 23)!)
      request.workers = Workers(count: threads)
      return request
    }

    func write(_ text: String, to path: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: path))
    }

    func text(_ path: String) throws -> String {
      try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    /// The site as a build from nothing makes it; nil where it fails.
    func cold() throws -> [String: Data]? {
      do {
        let files = try SiteBuilder.build(request()).files
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path.text, Data($0.bytes)) })
      } catch is BuildFailure {
        return nil
      }
    }
  }

  private func published(_ folder: URL) throws -> [String: Data] {
    try (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []).reduce(into: [:]) { files, path in
      var isFolder: ObjCBool = false
      let file = folder.appending(path: path)
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: file) }
    }
  }

  /// One edit of the kinds that editors make.
  private func edit(_ site: SiteFolder, _ random: inout SeededRandom, number: Int) throws {
    let faq = "Content/faq/extra-\(Int.random(in: 0..<4, using: &random)).md"
    let word = "Content/glossary/word-\(Int.random(in: 0..<3, using: &random)).md"
    let entry = { (title: String, words: String) in
      "---\ntitle: \(title)\nsummary: Edition \(number)\ntopics: [light]\nsources: []\nreview: { class: rules, reviewed: 2026-11-20, by: editor }\n---\n\(words)\n"
    }
    switch Int.random(in: 0..<15, using: &random) {
    case 0: try site.write(entry("Question \(number)", "See [light](term:light)."), to: faq)
    case 1: try? FileManager.default.removeItem(at: site.folder.appending(path: faq))
    case 2: try site.write(entry("Word", "Words \(number).").replacing("topics:", with: "stage: explain\ntopics:"), to: word)
    case 3: try? FileManager.default.removeItem(at: site.folder.appending(path: word))
    case 4: try append("\nLine \(number).\n", to: "Content/guides/first.md", of: site)
    case 5: try append("\n\n", to: "Content/glossary/light.md", of: site)
    case 6: try replace(/title: .*/, "title: Title \(number % 3)", in: "Content/glossary/light.md", of: site)
    case 7: try replace(/summary: .*/, "summary: Answer \(number % 3)", in: "Content/faq/again.md", of: site)
    case 8: try replace(/Change one thing.*/, "Change one thing \(number), see [light](term:light).", in: "Content/faq/again.md", of: site)
    case 9: try replace(/<title>.*<\/title>/, "<title>{{page.title}} \(number % 2)</title>", in: "Templates/partials/top.html", of: site)
    case 10: try site.write("p { margin: \(number)px }", to: "Templates/assets/site.css")
    case 11: try replace(/tagline: .*/, "tagline: Tag \(number % 3)", in: "Content/site.yaml", of: site)
    case 12:
      let text = try site.text("Content/facts/count.md")
      try site.write(text.replacing(/value: .*/, with: "value: \"\(number)\""), to: "Content/facts/count.md")
    case 13: try replace(/platforms: .*/, "platforms: [Exchange \(number % 2)]", in: "Content/site.yaml", of: site)
    default:
      // A fault, until the next edit of the file.
      try append("\n[x](page:none/\(number))\n", to: "Content/glossary/light.md", of: site)
    }
  }

  private func append(_ text: String, to path: String, of site: SiteFolder) throws {
    // A fault of an earlier edit goes.
    let kept = try site.text(path).split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("page:none") }
    try site.write(kept.joined(separator: "\n") + text, to: path)
  }

  private func replace(_ pattern: Regex<Substring>, _ text: String, in path: String, of site: SiteFolder) throws {
    try append("", to: path, of: site)
    try site.write(try site.text(path).replacing(pattern, with: text, maxReplacements: 1), to: path)
  }

  @Test(arguments: [1, 2]) func `hundreds of edits give what a build from nothing gives, byte for byte`(seed: Int) throws {
    try Places.withTemporaryFolder { parent in
      let site = try SiteFolder(in: parent)
      let output = parent.appending(path: "Public")
      try FileManager.default.createDirectory(at: site.folder.appending(path: "Content/facts"), withIntermediateDirectories: true)
      try site.write(
        "---\ntitle: Count\nsummary: How many\nvalue: \"0\"\nsource: official-page\ncadence: 30 days\ntopics: [light]\nsources: []\nreview: { class: rules, reviewed: 2026-11-20, by: editor }\n---\nA number.\n",
        to: "Content/facts/count.md")
      try append("\nThe count is [](fact:count).\n\nExchange 0 allows 3 tries.\n", to: "Content/guides/first.md", of: site)
      try append("\nplatforms: []\n", to: "Content/site.yaml", of: site)
      var random = SeededRandom(seed: UInt64(seed))
      var good: [String: Data] = [:]
      var takenOver = 0
      var failures = 0
      var warnings: Set<Int> = []
      for number in 1...200 {
        try edit(site, &random, number: number)
        let tree = try OutputTree(folder: output.path)
        defer { tree.close() }
        let cold = try site.cold()
        do {
          let result = try SitePublisher.publish(try site.request(threads: 1 + number % 2), to: tree)
          takenOver += result.fileCount - result.writtenCount
          let warned = try SiteBuilder.check(site.request())
          #expect(result.warnings == warned, "edit \(number)")
          warnings.insert(result.warnings.count)
          good = try #require(cold, "edit \(number): a build from nothing fails")
        } catch is BuildFailure {
          failures += 1
          #expect(cold == nil, "edit \(number): a build from nothing does not fail")
        }
        let found = try published(output)
        guard found != good else { continue }
        let names = Set(found.keys).union(good.keys).filter { found[$0] != good[$0] }.sorted()
        Issue.record("edit \(number): \(names) differ")
        return
      }
      // Else nothing was proved.
      #expect(takenOver > 1000 && failures > 5, "\(takenOver) files were taken over, \(failures) builds failed")
      #expect(warnings.count > 1, "the number of warnings never changed")
    }
  }

  @Test func `an edit within the clock's step, of equal length, is seen`() throws {
    try Places.withTemporaryFolder { parent in
      let site = try SiteFolder(in: parent)
      let output = parent.appending(path: "Public")
      for number in 0..<20 {
        try replace(/summary: .*/, "summary: Number \(10 + number)", in: "Content/faq/again.md", of: site)
        let tree = try OutputTree(folder: output.path)
        defer { tree.close() }
        _ = try SitePublisher.publish(try site.request(), to: tree)
        #expect(try published(output) == site.cold())
      }
    }
  }

  @Test func `a platform that is named later is looked for in pages that have not changed`() throws {
    try Places.withTemporaryFolder { parent in
      let site = try SiteFolder(in: parent)
      let output = parent.appending(path: "Public")
      func numbers() throws -> [String] {
        let tree = try OutputTree(folder: output.path)
        defer { tree.close() }
        return try SitePublisher.publish(try site.request(), to: tree).warnings
          .filter { $0.identifier == .numberWithoutFact }.map(\.summary)
      }
      try append("\nOKX allows 3 tries.\n", to: "Content/guides/first.md", of: site)
      #expect(try numbers() == [])
      let settings = try site.text("Content/site.yaml")
      try site.write(settings + "\nplatforms: [OKX]\n", to: "Content/site.yaml")
      #expect(try numbers() == ["'3 tries' about OKX is not kept as a fact"])
      #expect(try numbers() == ["'3 tries' about OKX is not kept as a fact"], "nothing has changed")
      // An edit of words alone: the page is made by itself.
      try append("\nOKX waits 5 days.\n", to: "Content/guides/first.md", of: site)
      #expect(try numbers() == ["'3 tries' about OKX is not kept as a fact", "'5 days' about OKX is not kept as a fact"])
      try site.write(settings, to: "Content/site.yaml")
      #expect(try numbers() == [])
    }
  }

  @Test func `one thread and two make the same bytes`() throws {
    var site = try FixtureSite()
    for number in 0..<300 {
      site.write(
        site.text("Content/faq/again.md").replacing("Should I try again?", with: "Question \(number)?"),
        to: "Content/faq/question-\(number).md")
    }
    let one = try site.build().files
    site.threads = 2
    #expect(try site.build().files == one)
    site.threads = 7
    #expect(try site.build().files == one)
  }

  @Test func `findings do not depend on the number of threads`() throws {
    var site = try FixtureSite()
    for number in 0..<100 {
      site.write(
        site.text("Content/faq/again.md").replacing("(term:light)", with: "(term:none-\(number))"),
        to: "Content/faq/question-\(number).md")
    }
    let one = try site.printed()
    site.threads = 2
    #expect(try site.printed() == one)
    #expect(one.components(separatedBy: "[UnknownTerm]").count == 101)
  }
}
