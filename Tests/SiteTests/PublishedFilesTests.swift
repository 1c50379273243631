// SPDX-License-Identifier: Apache-2.0
// What somebody who holds a published site in memory reads again.

import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct PublishedFilesTests {
  private func publish(_ site: FixtureSite, in folder: URL, _ files: inout PublishedFiles) throws -> PublishedChange {
    let tree = try OutputTree(folder: folder.appending(path: "Public").path)
    defer { tree.close() }
    return try files.update(to: SitePublisher.publish(site.request, to: tree).files, in: tree)
  }

  @Test func `the first reading is the whole site, with the bytes that were published`() throws {
    try Places.withTemporaryFolder { folder in
      let site = try FixtureSite()
      var files = PublishedFiles()
      let change = try publish(site, in: folder, &files)
      #expect(change.changed.sorted { $0.path < $1.path } == (try site.build().files))
      #expect(change.removed.isEmpty)
    }
  }

  @Test func `a site that is published again unchanged is not read again`() throws {
    try Places.withTemporaryFolder { folder in
      let site = try FixtureSite()
      var files = PublishedFiles()
      _ = try publish(site, in: folder, &files)
      let change = try publish(site, in: folder, &files)
      #expect(change.changed.isEmpty && change.removed.isEmpty)
    }
  }

  @Test func `only files with other bytes are read, and those that have gone are named`() throws {
    try Places.withTemporaryFolder { folder in
      var site = try FixtureSite()
      site.write(
        "---\ntitle: Extra\nsummary: Extra.\nsources: []\nreview: { class: rules, reviewed: 2026-11-01, by: editor }\n---\nText.\n",
        to: "Content/about/extra.md")
      var files = PublishedFiles()
      let first = try publish(site, in: folder, &files)
      site.remove("Content/about/extra.md")
      let change = try publish(site, in: folder, &files)
      #expect(change.removed.map(\.text).contains("about/extra/index.html"))
      #expect(change.changed.count < first.changed.count)
      let before = Dictionary(uniqueKeysWithValues: first.changed.map { ($0.path, $0.bytes) })
      for file in change.changed { #expect(before[file.path] != file.bytes, "\(file.path.text)") }
    }
  }

  @Test func `a build by somebody else in between is not missed`() throws {
    try Places.withTemporaryFolder { folder in
      var site = try FixtureSite()
      var mine = PublishedFiles()
      _ = try publish(site, in: folder, &mine)
      site.replace("title: ", with: "title: Other ", in: "Content/index.md")
      var others = PublishedFiles()
      _ = try publish(site, in: folder, &others)
      #expect(try publish(site, in: folder, &mine).changed.map(\.path.text).contains("index.html"))
    }
  }
}
