// SPDX-License-Identifier: Apache-2.0

import DevServer
import Foundation
import SiteModel
import TestSupport
import Testing

/// A server with some files, asked over a real socket.
@Suite struct SiteServerTests {
  private static let server = TestServer(files: [
    "index.html": "<body>home</body>", "404.html": "<body>nothing here</body>",
    "guides/first/index.html": "<body>first</body>", "guides/first/index.md": "# First",
    "manifest.webmanifest": "{}", "assets/networks/face.network": "network", "assets/core.wasm": "\0asm",
  ])

  private func get(
    _ path: String, host: String = "127.0.0.1:PORT", method: String = "GET", more: String = ""
  ) async throws -> String {
    try await SiteServerTests.server.get(path, host: host, method: method, more: more)
  }

  @Test(arguments: ["/", "/index.html", "/?query=1"])
  func `the home page is served`(path: String) async throws {
    let answer = try await get(path)
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("\r\n\r\n<body>home"))
    #expect(answer.contains("text/html; charset=utf-8"))
  }

  @Test func `a page is served at its address, which ends in a slash`() async throws {
    #expect(try await get("/guides/first/").contains("\r\n\r\n<body>first"))
  }

  @Test(arguments: [
    ("/guides/first/index.md", "text/markdown; charset=utf-8"), ("/manifest.webmanifest", "application/manifest+json"),
    ("/assets/networks/face.network", "application/octet-stream"),
  ])
  func `a file is served as what it is`(path: String, type: String) async throws {
    #expect(try await get(path).contains("Content-Type: \(type)\r\n"))
  }

  @Test func `an address without its last slash leads to the page`() async throws {
    let answer = try await get("/guides/first")
    #expect(answer.hasPrefix("HTTP/1.1 301") && answer.contains("Location: /guides/first/\r\n"))
  }

  @Test func `the module is served as WebAssembly`() async throws {
    #expect(try await get("/assets/core.wasm").contains("Content-Type: application/wasm"))
  }

  @Test(arguments: [
    "/nothing", "/guides/", "/guides/first/nothing", "//", "/index.html/", "/../etc/passwd", "/%2e%2e/etc/passwd",
    "/..%2f..%2fetc/passwd", "/guides/../index.html", "/%2e/index.html", "/index.html%00", "/%00", "/etc/passwd%00.html",
    "/\\..\\etc\\passwd", "/%5c..%5cetc", "/%zz", "/guides/first/..", "/INDEX.HTML", "/__guidelight", "/index.html%0d%0aX: y",
  ])
  func `an address that the build did not make is the site's page for it, and never looked for on the disk`(
    path: String
  ) async throws {
    let answer = try await get(path)
    #expect(answer.hasPrefix("HTTP/1.1 404") && answer.contains("nothing here"))
    #expect(!answer.contains("X: y") && !answer.contains("root:"))
  }

  @Test(arguments: ["http://evil.example/", "http://127.0.0.1:PORT/", "*", "index.html", "evil.example:443"])
  func `an address in another form than a path is refused`(target: String) async throws {
    #expect(try await get(target).hasPrefix("HTTP/1.1 400"))
  }

  @Test func `an address that is longer than any of a site is refused`() async throws {
    #expect(try await get("/" + String(repeating: "a", count: 5_000)).hasPrefix("HTTP/1.1 414"))
  }

  @Test func `a body is never taken`() async throws {
    let answer = try await get("/", method: "POST", more: "Content-Length: 5\n\nhello")
    #expect(answer.hasPrefix("HTTP/1.1 405"))
  }

  @Test(arguments: ["Content-Length: -1\n", "Content-Length: 5\nTransfer-Encoding: chunked\n", "Transfer-Encoding: other\n"])
  func `a request whose end cannot be known is not answered`(header: String) async throws {
    #expect(try await get("/", more: header).isEmpty)
  }

  @Test(arguments: ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:PORT", "http://127.0.0.1:PORT.evil.example"])
  func `a request of another origin's page is refused`(origin: String) async throws {
    let answer = try await get("/", more: "Origin: \(origin)\n")
    #expect(answer.hasPrefix("HTTP/1.1 403") && !answer.contains("home"))
  }

  @Test(arguments: ["http://127.0.0.1:PORT", "http://localhost:PORT"])
  func `a request of an own page is answered`(origin: String) async throws {
    #expect(try await get("/", more: "Origin: \(origin)\n").hasPrefix("HTTP/1.1 200"))
  }

  @Test func `a request without a host is refused`() async throws {
    #expect(
      try await SiteServerTests.server.answer(to: "GET / HTTP/1.1\nConnection: close\n\n").hasPrefix("HTTP/1.1 403"))
  }

  @Test(arguments: ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:PORT"])
  func `a request in another name is refused`(host: String) async throws {
    #expect(try await get("/", host: host).hasPrefix("HTTP/1.1 403"))
  }

  @Test(arguments: ["localhost:PORT", "LOCALHOST:PORT"])
  func `a request in the name localhost is answered`(host: String) async throws {
    #expect(try await get("/", host: host).hasPrefix("HTTP/1.1 200"))
  }

  @Test func `a port that another server holds is told at once`() async throws {
    let taken = try await SiteServerTests.server.port
    await #expect(throws: ServerError.cannotListen(port: taken, reason: "Address already in use")) {
      try await SiteServer(site: LiveSite(), port: taken).run { _ in }
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE"])
  func `only GET and HEAD are answered`(method: String) async throws {
    #expect(try await get("/", method: method).hasPrefix("HTTP/1.1 405"))
  }

  @Test func `HEAD is answered without the page`() async throws {
    let answer = try await get("/", method: "HEAD")
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("\r\n\r\n"))
    let length = try await get("/").split(separator: "\r\n").first { $0.hasPrefix("Content-Length:") }
    #expect(answer.contains(try #require(length)), "the page's own length")
  }

  @Test(arguments: [("bytes=0-", 0), ("bytes=3-", 3), ("bytes=6-", 6)])
  func `the rest of a file is given from where a download broke off`(range: String, first: Int) async throws {
    let answer = try await get("/assets/networks/face.network", more: "Range: \(range)\n")
    #expect(answer.hasPrefix("HTTP/1.1 206") && answer.contains("Content-Range: bytes \(first)-6/7\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n\("network".dropFirst(first))"))
  }

  @Test(arguments: [
    "bytes=7-", "bytes=99999999999999999999-", "bytes=-3", "bytes=1-3", "bytes=0-1,3-4", "bytes=a-", "bytes=-", "bytes= 1-",
    "bytes=+1-", "items=1-", "1-", "",
  ])
  func `any other part of a file is the whole file`(range: String) async throws {
    let answer = try await get("/assets/networks/face.network", more: "Range: \(range)\n")
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("\r\n\r\nnetwork"))
  }

  @Test func `a part that depends on what the server does not give is the whole file`() async throws {
    let answer = try await get("/assets/networks/face.network", more: "Range: bytes=3-\nIf-Range: \"x\"\n")
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("network"))
  }

  @Test func `there is no part of a page that is not there`() async throws {
    #expect(try await get("/nothing", more: "Range: bytes=1-\n").hasPrefix("HTTP/1.1 404"))
  }

  @Test func `the policy of the pages is sent as headers`() async throws {
    let answer = try await get("/")
    for (name, value) in PagePolicy.headers { #expect(answer.contains("\(name): \(value)\r\n")) }
  }

  @Test func `a browser is told to keep nothing, guess nothing and send no address on`() async throws {
    let answer = try await get("/")
    for header in ["Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin"] {
      #expect(answer.contains(header))
    }
  }
}
