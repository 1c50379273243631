// SPDX-License-Identifier: Apache-2.0

import DevServer
import Foundation
import SiteModel
import TestSupport
import Testing

/// A server with three files, asked over a real socket.
@Suite struct SiteServerTests {
  private static let files = [
    OutputFile(path: OutputPath("index.html")!, bytes: Array("home".utf8)),
    OutputFile(path: OutputPath("guides/first/index.html")!, bytes: Array("first".utf8)),
    OutputFile(path: OutputPath("assets/core.wasm")!, bytes: [0, 0x61, 0x73, 0x6D]),
  ]

  /// The port of the one server of all these tests; it serves until the process ends.
  private static let port = Task {
    let (ports, listening) = AsyncThrowingStream.makeStream(of: UInt16.self)
    Task {
      do {
        try await SiteServer(files: files, port: 0).run { listening.yield($0) }
      } catch {
        listening.finish(throwing: error)
      }
    }
    for try await port in ports { return port }
    throw CancellationError()
  }

  /// One request as it goes over the wire, and the whole answer.
  private func answer(to request: String) async throws -> String {
    let port = try await SiteServerTests.port.value
    let text = request.replacing("PORT", with: String(port)).replacing("\n", with: "\r\n")
    return try await LoopbackClient.answer(to: text, port: port)
  }

  private func get(_ path: String, host: String = "127.0.0.1:PORT", method: String = "GET") async throws -> String {
    try await answer(to: "\(method) \(path) HTTP/1.1\nHost: \(host)\nConnection: close\n\n")
  }

  @Test(arguments: ["/", "/index.html", "/?query=1"])
  func `the home page is served`(path: String) async throws {
    let answer = try await get(path)
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("\r\n\r\nhome"))
    #expect(answer.contains("text/html; charset=utf-8"))
  }

  @Test func `a page is served at its address, which ends in a slash`() async throws {
    #expect(try await get("/guides/first/").hasSuffix("\r\n\r\nfirst"))
  }

  @Test func `an address without its last slash leads to the page`() async throws {
    let answer = try await get("/guides/first")
    #expect(answer.hasPrefix("HTTP/1.1 301") && answer.contains("Location: /guides/first/\r\n"))
  }

  @Test func `the module is served as WebAssembly`() async throws {
    #expect(try await get("/assets/core.wasm").contains("Content-Type: application/wasm"))
  }

  @Test(arguments: ["/nothing", "/guides/", "/guides/first/nothing", "/../etc/passwd", "/%2e%2e/etc/passwd", "//", "/index.html/"])
  func `an address that the build did not make is not found, and never looked for on the disk`(path: String) async throws {
    #expect(try await get(path).hasPrefix("HTTP/1.1 404"))
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
    let taken = try await SiteServerTests.port.value
    await #expect(throws: ServerError.cannotListen(port: taken, reason: "Address already in use")) {
      try await SiteServer(files: SiteServerTests.files, port: taken).run { _ in }
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE"])
  func `only GET and HEAD are answered`(method: String) async throws {
    #expect(try await get("/", method: method).hasPrefix("HTTP/1.1 405"))
  }

  @Test func `HEAD is answered without the page`() async throws {
    let answer = try await get("/", method: "HEAD")
    #expect(answer.hasPrefix("HTTP/1.1 200") && !answer.hasSuffix("home"))
    #expect(answer.contains("Content-Length: 4\r\n"), "the page's own length")
  }

  @Test func `a browser is told to keep nothing, guess nothing and send no address on`() async throws {
    let answer = try await get("/")
    for header in ["Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer"] {
      #expect(answer.contains(header))
    }
  }
}
