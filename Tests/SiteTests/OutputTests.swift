// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct OutputTests {
  @Test func `equal sources give equal bytes`() throws {
    let first = try FixtureSite().build().files
    #expect(try FixtureSite().build().files == first)
    #expect(
      first.map(\.path.text).filter { !$0.hasSuffix(".md") && !$0.hasPrefix("assets/") } == [
        ".htaccess", "404.html", "_headers", "build-manifest.json", "checks/even-light/index.html", "checks/index.html",
        "checks/steady-hand/index.html", "faq/again/index.html", "faq/index.html", "feed.xml",
        "glossary/index.html", "glossary/light/index.html", "guides/first/index.html", "guides/index.html", "index.html",
        "live-check.json", "llms.txt", "manifest.webmanifest", "robots.txt", "sitemap.xml", "topics/index.html", "topics/light/index.html",
      ])
  }

  @Test func `the manifest tells the day, the catalogue and every file`() throws {
    let manifest = try FixtureSite().page("build-manifest.json")
    #expect(manifest.contains("\"asOf\":\"2026-11-23\""))
    #expect(manifest.contains("\"catalogue\":\"0123456789abcdef\""))
    #expect(manifest.contains("{\"path\":\"guides/first/index.html\",\"bytes\":"))
  }

  @Test func `two sources for one path are an error`() throws {
    var site = try FixtureSite()
    site.write("x", to: "Templates/assets/live-check.wasm")
    #expect(
      try site.printed().contains(
        "module.wasm:1:1: error: 'Templates/assets/live-check.wasm' and 'module.wasm' are both published as 'assets/live-check.wasm' [DuplicateOutput]"))
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
