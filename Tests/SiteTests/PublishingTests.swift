// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct PublishingTests {
  /// Publishes a site, and lets others in again.
  @discardableResult
  private func publish(_ site: FixtureSite, to folder: URL) throws -> PublishedSite {
    let tree = try OutputTree(folder: folder.path)
    defer { tree.close() }
    return try SitePublisher.publish(site.request, to: tree)
  }

  /// Every file below a folder with its bytes.
  private func files(in folder: URL) throws -> [String: Data] {
    try (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []).reduce(into: [:]) { files, path in
      var isFolder: ObjCBool = false
      let file = folder.appending(path: path)
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: file) }
    }
  }

  private func expected(_ site: FixtureSite) throws -> [String: Data] {
    try Dictionary(uniqueKeysWithValues: site.build().files.map { ($0.path.text, Data($0.bytes)) })
  }

  /// What stands beside a site when no run goes on.
  private func beside(_ parent: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: parent.path).sorted()
  }

  // MARK: - The tree

  @Test func `a folder that does not exist is made`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "out")
      let site = try FixtureSite()
      try publish(site, to: folder)
      #expect(try files(in: folder) == expected(site))
      #expect(try beside(parent) == [".build-out", "out"])
    }
  }

  @Test func `publishing replaces what has changed and keeps the folder's ignore file`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "*\n".write(to: folder.appending(path: ".gitignore"), atomically: false, encoding: .utf8)
      var site = try FixtureSite()
      for edit in 0..<5 {
        site.write("edition \(edit)", to: "Templates/assets/note.txt")
        site.replace("An introduction", with: "An introduction again", in: "Content/guides/first.md")
        if edit == 2 { site.write(site.text("Content/faq/again.md"), to: "Content/faq/once-more.md") }
        if edit == 4 { site.remove("Content/faq/once-more.md") }
        try publish(site, to: folder)
        var found = try files(in: folder)
        #expect(found.removeValue(forKey: ".gitignore") == Data("*\n".utf8), "edit \(edit)")
        #expect(try found == expected(site), "edit \(edit)")
      }
    }
  }

  @Test func `a page that goes takes its folder with it`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      var site = try FixtureSite()
      site.write(site.text("Content/faq/again.md"), to: "Content/faq/once-more.md")
      try publish(site, to: folder)
      site.remove("Content/faq/once-more.md")
      try publish(site, to: folder)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "faq/once-more").path))
      try publish(site, to: folder)
    }
  }

  @Test func `a site in which nothing has changed is not written`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      #expect(try publish(FixtureSite(), to: folder).writtenCount > 10)
      let again = try publish(FixtureSite(), to: folder)
      #expect(again.writtenCount == 0)
      #expect(again.fileCount == (try files(in: folder).count))
    }
  }

  @Test func `a finding is shown again by a build that renders nothing`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      var site = try FixtureSite()
      site.replace("    checked: 2026-11-01\n", with: "", in: "Content/site.yaml")
      let first = try publish(site, to: folder).warnings
      #expect(first.map(\.identifier) == [.unverifiedSource])
      #expect(try publish(site, to: folder).warnings == first)
    }
  }

  // MARK: - What is not this program's

  @Test func `a folder with files that no manifest lists is left alone`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "thesis")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "years of work".write(to: folder.appending(path: "chapter-1.txt"), atomically: false, encoding: .utf8)
      #expect(throws: PublishError.foreignFiles(folder: folder.path, example: "chapter-1.txt")) {
        try publish(FixtureSite(), to: folder)
      }
      #expect(try files(in: folder) == ["chapter-1.txt": Data("years of work".utf8)])
    }
  }

  @Test(arguments: ["CNAME", "guides/notes.txt", "guides/first/draft.html", "new/folder/x"])
  func `a file added to a published site is not lost`(path: String) throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try publish(FixtureSite(), to: folder)
      let mine = folder.appending(path: path)
      try FileManager.default.createDirectory(at: mine.deletingLastPathComponent(), withIntermediateDirectories: true)
      try "mine".write(to: mine, atomically: false, encoding: .utf8)
      for site in [try FixtureSite(), try edited()] {
        #expect(throws: PublishError.foreignFiles(folder: folder.path, example: path)) { try publish(site, to: folder) }
      }
      #expect(try String(contentsOf: mine, encoding: .utf8) == "mine")
    }
  }

  private func edited() throws -> FixtureSite {
    var site = try FixtureSite()
    site.replace("An introduction", with: "Another introduction", in: "Content/guides/first.md")
    return site
  }

  @Test func `a file of the site that somebody changed or removed is written anew`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      let site = try FixtureSite()
      try publish(site, to: folder)
      try "changed".write(to: folder.appending(path: "index.html"), atomically: false, encoding: .utf8)
      try FileManager.default.removeItem(at: folder.appending(path: "guides/first/index.html"))
      try publish(site, to: folder)
      #expect(try files(in: folder) == expected(site))
    }
  }

  @Test func `a broken manifest does not make a folder one's own`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "{".write(to: folder.appending(path: "build-manifest.json"), atomically: false, encoding: .utf8)
      #expect(throws: PublishError.foreignFiles(folder: folder.path, example: "build-manifest.json")) {
        try publish(FixtureSite(), to: folder)
      }
    }
  }

  @Test func `a file or a link in the place of the output is never replaced`() throws {
    try Places.withTemporaryFolder { parent in
      let file = parent.appending(path: "notes.txt")
      try "mine".write(to: file, atomically: false, encoding: .utf8)
      #expect(throws: PublishError.notAFolder(file.path)) { try publish(FixtureSite(), to: file) }
      #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
      let target = parent.appending(path: "deploy")
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      let link = parent.appending(path: "Public")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
      #expect(throws: PublishError.notAFolder(link.path)) { try publish(FixtureSite(), to: link) }
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
    }
  }

  @Test func `a link inside the output is a file that no build made`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try publish(FixtureSite(), to: folder)
      try FileManager.default.createSymbolicLink(at: folder.appending(path: "more"), withDestinationURL: parent)
      #expect(throws: PublishError.foreignFiles(folder: folder.path, example: "more")) {
        try publish(FixtureSite(), to: folder)
      }
    }
  }

  // MARK: - Failures

  @Test func `a build that fails leaves the earlier site, and no trace`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      let good = try FixtureSite()
      try publish(good, to: folder)
      var bad = try edited()
      bad.replace("check:steady-hand", with: "check:stedy-hand", in: "Content/guides/first.md")
      #expect(throws: BuildFailure.self) { try publish(bad, to: folder) }
      #expect(try files(in: folder) == expected(good))
      #expect(!FileManager.default.fileExists(atPath: parent.appending(path: ".build-Public/staging").path))
      try publish(try edited(), to: folder)
      #expect(try files(in: folder) == expected(try edited()))
    }
  }

  @Test func `two runs do not write one folder at the same time`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      let tree = try OutputTree(folder: folder.path)
      #expect(throws: PublishError.busy(folder: folder.path)) { try publish(FixtureSite(), to: folder) }
      tree.close()
      try publish(FixtureSite(), to: folder)
    }
  }

  @Test(arguments: ["record", "spare-open", "staging/index.html", "spare/index.html"])
  func `what a killed run left behind, or somebody broke, changes nothing of the site`(leftover: String) throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try publish(FixtureSite(), to: folder)
      try publish(edited(), to: folder)
      let place = parent.appending(path: ".build-Public/\(leftover)")
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? FileManager.default.removeItem(at: place)
      try Data("broken".utf8).write(to: place)
      var site = try FixtureSite()
      site.replace("Light is light.", with: "Light is bright.", in: "Content/glossary/light.md")
      try publish(site, to: folder)
      try publish(edited(), to: folder)
      #expect(try files(in: folder) == expected(edited()))
    }
  }

  @Test func `every cut of a record is no record`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      let site = try FixtureSite()
      try publish(site, to: folder)
      let place = parent.appending(path: ".build-Public/record")
      let whole = try Data(contentsOf: place)
      for count in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
        try whole.prefix(count).write(to: place)
        #expect(try publish(site, to: folder).writtenCount > 10, "\(count) bytes")
        #expect(try files(in: folder) == expected(site))
      }
    }
  }
}
