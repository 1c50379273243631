// SPDX-License-Identifier: Apache-2.0
// What an open page learns of edits, over a real socket.

import DevServer
import Diagnostics
import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct LiveReloadTests {
  private static let page = OutputFile("guides/first/index.html", "<body>first</body></html>")
  private static let other = OutputFile("index.html", "<body>home</body>")
  private static let files = [
    "guides/first/index.html": "<body>first</body></html>", "index.html": "<body>home</body>",
  ]
  private static let fault = BuildFaults(
    diagnostics: [
      Diagnostic(
        .error, .unknownCheck, at: SourceLocation(path: "Content/guides/first.md", line: 14, column: 11),
        "'<script>alert(1)</script>' is not a check", fix: "Change \"it\" & go on")
    ], summary: "1 error; nothing was published")

  private func news(_ server: TestServer, of page: String, seen: Int) async throws -> String {
    let answer = try await server.get("/__guidelight/news?page=\(page)&seen=\(seen)")
    return try String(#require(answer.split(separator: "\r\n").last)).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `a served page carries the script before its end`() async throws {
    let server = TestServer(files: LiveReloadTests.files)
    let answer = try await server.get("/guides/first/")
    #expect(
      answer.hasSuffix(
        "<body>first<script src=\"/__guidelight/reload.js\" data-revision=\"0\" data-faults=\"false\" async></script>\n</body></html>"))
    #expect(try await server.get("/__guidelight/reload.js").contains("text/javascript"))
  }

  @Test func `only pages carry the script`() async throws {
    let server = TestServer(files: ["assets/site.css": "</body>"])
    #expect(try await server.get("/assets/site.css").hasSuffix("\r\n\r\n</body>"))
  }

  @Test func `a page whose bytes change is outdated; another page is not`() async throws {
    let server = TestServer(files: LiveReloadTests.files)
    server.site.show(
      changed: [OutputFile("guides/first/index.html", "<body>second</body>")], removed: [])
    #expect(try await news(server, of: "/guides/first/", seen: 0) == "{\"revision\":1,\"outdated\":true,\"faults\":false}")
    #expect(try await news(server, of: "/", seen: 0) == "{\"revision\":1,\"outdated\":false,\"faults\":false}")
    #expect(try await server.get("/guides/first/").contains("second"))
  }

  @Test func `a page that is removed is outdated, and so is the page that was missing once it is there`() async throws {
    let server = TestServer(files: LiveReloadTests.files)
    server.site.show(changed: [], removed: [LiveReloadTests.page.path])
    #expect(try await news(server, of: "/guides/first/", seen: 0).contains("\"outdated\":true"))
    #expect(try await server.get("/guides/first/").hasPrefix("HTTP/1.1 404"))
    server.site.show(changed: [LiveReloadTests.page], removed: [])
    #expect(try await news(server, of: "/guides/first/", seen: 1).contains("\"outdated\":true"))
  }

  @Test func `a page that asks before the edit is answered by the edit`() async throws {
    let server = TestServer(files: LiveReloadTests.files)
    async let answer = news(server, of: "/guides/first/", seen: 0)
    // Whether the question comes first or the edit: none is missed.
    server.site.show(changed: [OutputFile("guides/first/index.html", "")], removed: [])
    #expect(try await answer.contains("\"outdated\":true"))
  }

  @Test func `a build that fails is told with its lines, escaped, and leaves the page as it was`() async throws {
    let server = TestServer(files: LiveReloadTests.files)
    server.site.show(LiveReloadTests.fault)
    #expect(try await news(server, of: "/guides/first/", seen: 0) == "{\"revision\":1,\"outdated\":false,\"faults\":true}")
    let page = try await server.get("/guides/first/")
    #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("first") && page.contains("data-faults=\"true\""))
    let part = try await server.get("/__guidelight/faults")
    #expect(part.contains("Content/guides/first.md:14:11") && part.contains("1 error; nothing was published"))
    #expect(part.contains("&lt;script&gt;alert(1)") && part.contains("&quot;it&quot; &amp; go on"))
    #expect(!part.contains("<script"))
  }

  @Test func `a build that succeeds again takes the faults away`() async throws {
    let server = TestServer(files: LiveReloadTests.files)
    server.site.show(LiveReloadTests.fault)
    server.site.show(changed: [], removed: [])
    #expect(try await news(server, of: "/guides/first/", seen: 1) == "{\"revision\":2,\"outdated\":false,\"faults\":false}")
    #expect(try await server.get("/__guidelight/faults").hasSuffix("\r\n\r\n"))
  }

  @Test func `a site that was never built shows what is wrong at every address, until it is`() async throws {
    let server = TestServer()
    server.site.show(LiveReloadTests.fault)
    let answer = try await server.get("/anything")
    #expect(answer.hasPrefix("HTTP/1.1 500") && answer.contains("Content/guides/first.md:14:11"))
    #expect(answer.contains("/__guidelight/reload.js"))
    server.site.show(changed: [LiveReloadTests.other], removed: [])
    #expect(try await news(server, of: "/", seen: 1).contains("\"outdated\":true"))
  }

  @Test(arguments: ["news", "news?page=/", "news?page=/&seen=x", "news?seen=1"])
  func `a question without its two parts is refused`(question: String) async throws {
    #expect(try await TestServer(files: LiveReloadTests.files).get("/__guidelight/\(question)").hasPrefix("HTTP/1.1 400"))
  }

  @Test(arguments: ["reload.js", "faults", "news?page=/&seen=-1"])
  func `another origin's page learns nothing of the site`(path: String) async throws {
    let server = TestServer(files: LiveReloadTests.files)
    #expect(try await server.get("/__guidelight/\(path)", more: "Origin: http://evil.example\n").hasPrefix("HTTP/1.1 403"))
  }
}
