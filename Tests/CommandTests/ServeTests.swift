// SPDX-License-Identifier: Apache-2.0
// `guidelight serve` as its user sees it: over HTTP, while files are edited.

import Foundation
import TestSupport
import Testing

@Suite struct ServeTests {
  private static let guide = "Content/guides/face-verification.md"
  private static let guideAddress = "/guides/face-verification/"
  private static let page = """
    ---
    title: A page that came later
    summary: It was written while the site was served.
    sources: []
    review: { class: concepts, reviewed: 2026-11-23, by: editorial-team }
    ---
    Here it is.

    """

  @Test func `an edit is shown without another start`() async throws {
    try await ServedSite.with { site in
      try site.edit(ServeTests.guide, replace: "title: Get", with: "title: Edited: get".replacing("Edited:", with: "Edited,"))
      try await site.waits(for: ServeTests.guideAddress) { $0.contains("<h1>Edited, get") }
    }
  }

  @Test func `a page in a folder that was not there is shown, and one that is removed is not found any more`() async throws {
    try await ServedSite.with(
      { try FileManager.default.removeItem(at: $0.appending(path: "Content/permalinks.txt")) },
      { site in
        try site.write(ServeTests.page, to: "Content/about/later.md")
        try await site.waits(for: "/about/later/") { $0.hasPrefix("HTTP/1.1 200") && $0.contains("Here it is.") }
        try FileManager.default.removeItem(at: site.folder.appending(path: "Content/about/later.md"))
        try await site.waits(for: "/about/later/") { $0.hasPrefix("HTTP/1.1 404") }
        try site.write(ServeTests.page.replacing("sources", with: "topics: []\nsources"), to: "Content/faq/deep/../later.md")
        try await site.waits(for: "/faq/later/") { $0.hasPrefix("HTTP/1.1 200") }
      })
  }

  @Test func `an edit to the templates is shown`() async throws {
    try await ServedSite.with { site in
      try site.edit("Templates/partials/footer.html", replace: "What this site is for", with: "Why we are here")
      try await site.waits(for: "/") { $0.contains("Why we are here") }
    }
  }

  @Test func `a build that fails keeps the last good page and says where; the mended one takes its words away`() async throws {
    try await ServedSite.with { site in
      try site.edit(ServeTests.guide, replace: "check:light-balance", with: "check:ligth-balance")
      try await site.waits(for: "/__guidelight/faults") {
        $0.contains("Content/guides/face-verification.md:") && $0.contains("&#39;ligth-balance&#39; is not a check")
      }
      let page = try await site.get(ServeTests.guideAddress)
      #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("data-faults=\"true\""))
      try site.edit(ServeTests.guide, replace: "check:ligth-balance", with: "check:light-balance")
      try await site.waits(for: "/__guidelight/faults") { $0.hasSuffix("\r\n\r\n") }
    }
  }

  @Test func `a site that cannot be built at first shows why, and itself as soon as it can`() async throws {
    try await ServedSite.with(
      {
        let file = $0.appending(path: "Content/index.md")
        try Data(try String(contentsOf: file, encoding: .utf8).replacing("title:", with: "titel:").utf8).write(to: file)
      },
      { site in
        let answer = try await site.get("/")
        #expect(answer.hasPrefix("HTTP/1.1 500") && answer.contains("Content/index.md:2:1"))
        try site.edit("Content/index.md", replace: "titel:", with: "title:")
        try await site.waits(for: "/") { $0.hasPrefix("HTTP/1.1 200") }
      })
  }

  @Test func `nothing of the server lands in the published site`() async throws {
    try await ServedSite.with { site in
      #expect(try await site.get("/").contains("/__guidelight/reload.js"))
      let walk = try #require(FileManager.default.enumerator(atPath: site.folder.appending(path: "Public").path))
      let pages = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".html") }
      #expect(pages.contains("index.html"))
      for page in pages {
        let text = try String(contentsOf: site.folder.appending(path: "Public/\(page)"), encoding: .utf8)
        #expect(!text.contains("__guidelight"), "\(page)")
      }
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `Ctrl-C ends it well`(signal: Int32) async throws {
    try await ServedSite.with { site in
      kill(site.process.processIdentifier, signal)
      // Asked again and again: Foundation's own wait can miss an end on another thread, and then never returns.
      for _ in 0..<400 where site.process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
      try #require(!site.process.isRunning)
      #expect(site.process.terminationReason == .exit && site.process.terminationStatus == 0)
    }
  }

  @Test func `a folder without a site is the user's mistake, told in one line`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("serve", "--port", "0", in: folder)
      #expect(program.status == 2 && program.errors.hasPrefix("error: There is no folder './"))
    }
  }
}
