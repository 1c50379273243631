// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct OutputTests {
  private let site = [OutputFile(path: "index.html", bytes: [1]), OutputFile(path: "a/b/index.html", bytes: [2])]

  private func files(in folder: URL) -> [String] {
    (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []).filter {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder.appending(path: $0).path, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  @Test func `equal sources give equal bytes`() throws {
    let first = try FixtureSite().build().files
    #expect(try FixtureSite().build().files == first)
    #expect(
      first.map(\.path) == [
        "assets/live-check-session.js", "assets/live-check.wasm", "assets/site.css", "checks/even-light/index.html",
        "checks/steady-hand/index.html", "faq/again/index.html", "glossary/light/index.html",
        "guides/first/index.html", "index.html", "build-manifest.json",
      ])
  }

  @Test func `the manifest tells the day, the catalogue and every file`() throws {
    let manifest = try FixtureSite().page("build-manifest.json")
    #expect(manifest.contains("\"asOf\" : \"2026-11-23\""))
    #expect(manifest.contains("\"catalogue\" : \"0123456789abcdef\""))
    #expect(manifest.contains("\"path\" : \"guides/first/index.html\""))
  }

  @Test func `two sources for one path are an error`() throws {
    var site = try FixtureSite()
    site.write("x", to: "Templates/assets/live-check.wasm")
    #expect(try site.printed().contains("Public/assets/live-check.wasm:1:1: error: Two sources write 'assets/live-check.wasm' [DuplicateOutput]"))
  }

  @Test func `publishing replaces the whole tree and keeps its ignore file`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "*\n".write(to: folder.appending(path: ".gitignore"), atomically: false, encoding: .utf8)
      let first = try FixtureSite().build()
      try OutputTree(folder: folder.path).publish(first.files)
      #expect(files(in: folder) == ([".gitignore"] + first.files.map(\.path)).sorted())
      var changed = try FixtureSite()
      changed.write("x", to: "Templates/assets/new.txt")
      let second = try changed.build()
      try OutputTree(folder: folder.path).publish(second.files)
      #expect(files(in: folder) == ([".gitignore"] + second.files.map(\.path)).sorted())
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["Public"])
    }
  }

  @Test func `a folder that does not exist is made`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "out")
      try OutputTree(folder: folder.path).publish(site)
      #expect(files(in: folder) == ["a/b/index.html", "index.html"])
    }
  }

  @Test func `a folder with files that no manifest lists is left alone`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "thesis")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "years of work".write(to: folder.appending(path: "chapter-1.txt"), atomically: false, encoding: .utf8)
      #expect(throws: PublishError.foreignFiles(folder: folder.path, example: "chapter-1.txt")) {
        try OutputTree(folder: folder.path).publish(site)
      }
      #expect(files(in: folder) == ["chapter-1.txt"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["thesis"])
    }
  }

  @Test func `a file added to a published site is not lost`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      let built = try FixtureSite().build().files
      try OutputTree(folder: folder.path).publish(built)
      try "mine".write(to: folder.appending(path: "CNAME"), atomically: false, encoding: .utf8)
      #expect(throws: PublishError.foreignFiles(folder: folder.path, example: "CNAME")) {
        try OutputTree(folder: folder.path).publish(built)
      }
    }
  }

  @Test func `a broken manifest does not make a folder one's own`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "{".write(to: folder.appending(path: "build-manifest.json"), atomically: false, encoding: .utf8)
      #expect(throws: PublishError.self) { try OutputTree(folder: folder.path).publish(site) }
    }
  }

  @Test func `what a killed run left behind is cleared, and nothing else`() throws {
    try Places.withTemporaryFolder { parent in
      // No process has the largest number that Linux can give.
      for name in [".build-public-4194304", ".build-public-notes", "other"] {
        try FileManager.default.createDirectory(
          at: parent.appending(path: name), withIntermediateDirectories: true)
      }
      try OutputTree(folder: parent.appending(path: "Public").path).publish(site)
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path).sorted() == [".build-public-notes", "Public", "other"])
    }
  }

  @Test func `a run with the number of an earlier one publishes nothing of what that left behind`() throws {
    try Places.withTemporaryFolder { parent in
      let leftover = parent.appending(path: ".build-public-\(ProcessInfo.processInfo.processIdentifier)/old")
      try FileManager.default.createDirectory(at: leftover, withIntermediateDirectories: true)
      try "stale".write(to: leftover.appending(path: "stale.html"), atomically: false, encoding: .utf8)
      let folder = parent.appending(path: "Public")
      try OutputTree(folder: folder.path).publish(site)
      #expect(files(in: folder) == ["a/b/index.html", "index.html"])
    }
  }

  @Test func `a file in the place of the output is never replaced`() throws {
    try Places.withTemporaryFolder { parent in
      let file = parent.appending(path: "notes.txt")
      try "mine".write(to: file, atomically: false, encoding: .utf8)
      #expect(throws: PublishError.notAFolder(file.path)) { try OutputTree(folder: file.path).publish(site) }
      #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
    }
  }

  @Test func `a link in the place of the output is never replaced`() throws {
    try Places.withTemporaryFolder { parent in
      let target = parent.appending(path: "deploy")
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      let link = parent.appending(path: "Public")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
      #expect(throws: PublishError.notAFolder(link.path)) { try OutputTree(folder: link.path).publish(site) }
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
    }
  }

  @Test func `a link inside the output is a file that no build made`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      try OutputTree(folder: folder.path).publish(try FixtureSite().build().files)
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "more"), withDestinationURL: parent)
      #expect(throws: PublishError.foreignFiles(folder: folder.path, example: "more")) {
        try OutputTree(folder: folder.path).publish(site)
      }
    }
  }

  @Test func `a tree that cannot be written leaves the earlier one in its place`() throws {
    try Places.withTemporaryFolder { parent in
      let folder = parent.appending(path: "Public")
      let built = try FixtureSite().build().files
      try OutputTree(folder: folder.path).publish(built)
      // A file cannot be the folder of another: the second one fails when the first stands.
      let impossible = [OutputFile(path: "a", bytes: [1]), OutputFile(path: "a/b", bytes: [2])]
      #expect(throws: PublishError.self) { try OutputTree(folder: folder.path).publish(impossible) }
      #expect(files(in: folder) == built.map(\.path).sorted())
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["Public"])
    }
  }

  @Test func `a link to a folder in the content is refused, not skipped`() throws {
    try Places.withTemporaryFolder { folder in
      let site = folder.appending(path: "site")
      try FileManager.default.copyItem(at: FixtureSite.folder, to: site)
      try FileManager.default.createSymbolicLink(at: site.appending(path: "Content/drafts"), withDestinationURL: folder)
      #expect(throws: SourceTreeError.link(path: "Content/drafts")) {
        try SiteSources.read(folder: site.path, modulePath: "m")
      }
    }
  }

  @Test func `a link in the content is refused`() throws {
    try Places.withTemporaryFolder { folder in
      let site = folder.appending(path: "site")
      try FileManager.default.copyItem(at: FixtureSite.folder, to: site)
      try FileManager.default.createSymbolicLink(
        at: site.appending(path: "Content/faq/secret.md"), withDestinationURL: URL(filePath: "/etc/hostname"))
      #expect(throws: SourceTreeError.link(path: "Content/faq/secret.md")) {
        try SiteSources.read(folder: site.path, modulePath: "m")
      }
    }
  }
}
