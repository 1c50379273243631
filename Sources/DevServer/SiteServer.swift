// SPDX-License-Identifier: Apache-2.0
// Serves a built site from memory: a request's path is looked up in the list of files that the build made, and never reaches
// the disk.

import FlyingFox
import FlyingSocks
import Foundation
import SiteModel

/// A server for one's own machine. It listens on the loopback address only; `RequestGate` says whom it answers.
public struct SiteServer: Sendable {
  private let site: LiveSite
  private let port: UInt16
  /// Whether pages carry the script that follows edits; else every byte is the published one.
  private let followsEdits: Bool

  /// How long a page waits for news before it asks again; FlyingFox gives up after 15 seconds.
  private static let longestWait = Duration.seconds(10)

  /// - Parameter port: 0 for any that is free.
  public init(site: LiveSite, port: UInt16, followsEdits: Bool = true) {
    self.site = site
    self.port = port
    self.followsEdits = followsEdits
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: called once the server listens, with the port; the same as was asked for unless that was 0.
  public func run(ready: @escaping @Sendable (UInt16) -> Void) async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
    await server.appendRoute("*") { [unowned server] request in
      await answer(request, port: await server.listeningPort)
    }
    // Not awaited: a server that cannot start never tells those who wait for it.
    let announcing = Task {
      try await server.waitUntilListening()
      ready(await server.listeningPort)
    }
    defer { announcing.cancel() }
    do {
      try await server.run()
    } catch SocketError.failed(_, _, let message) {
      throw ServerError.cannotListen(port: port, reason: message)
    }
  }
}

// MARK: - Answers

extension SiteServer {
  /// The answer to one request.
  private func answer(_ request: HTTPRequest, port: UInt16) async -> HTTPResponse {
    if let refusal = RequestGate(port: port).refusal(of: request) {
      return text(refusal.status, refusal.words, for: request)
    }
    // The address as it was sent: `request.path` has lost the last slash, which tells a page from its folder.
    let address = request.target.path(percentEncoded: false)
    if address.hasPrefix(LiveReload.folder) { return await ownAnswer(at: address, for: request) }
    let view = site.view(of: address)
    switch view.answer {
    case .file(let file): return response(.ok, file, view, for: request)
    case .page(let address):
      return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: address]))
    case .missing(let page?): return response(.notFound, page, view, for: request)
    case .missing(nil): return text(.notFound, "There is no page at this address", for: request)
    case .noSite:
      let faults = view.faults ?? BuildFaults(diagnostics: [], summary: "The site is not built yet")
      let page = LiveReload.addScript(
        to: FaultPage.whole(faults), revision: view.revision, hasFaults: true)
      return response(.internalServerError, page, type: ContentType.html, for: request)
    }
  }

  /// What the script in the pages asks for.
  private func ownAnswer(at address: String, for request: HTTPRequest) async -> HTTPResponse {
    switch address {
    case LiveReload.scriptPath:
      return response(.ok, Array(LiveReload.script.utf8), type: "text/javascript; charset=utf-8", for: request)
    case FaultPage.stylePath:
      return response(.ok, Array(FaultPage.style.utf8), type: "text/css; charset=utf-8", for: request)
    case LiveReload.faultsPath:
      let part = site.view(of: "/").faults.map(FaultPage.part) ?? []
      return response(.ok, part, type: ContentType.html, for: request)
    case LiveReload.newsPath:
      guard let page = request.query.first(where: { $0.name == "page" })?.value,
        let seen = request.query.first(where: { $0.name == "seen" }).flatMap({ Int($0.value) })
      else { return text(.badRequest, "Ask with page and seen", for: request) }
      await site.waitForNews(since: seen, atMost: SiteServer.longestWait)
      let news = LiveReload.text(site.news(for: page, since: seen))
      return response(.ok, Array(news.utf8), type: "application/json", for: request)
    default: return text(.notFound, "There is nothing at this address", for: request)
    }
  }

  private func response(
    _ status: HTTPStatusCode, _ file: OutputFile, _ view: LiveSite.View, for request: HTTPRequest
  ) -> HTTPResponse {
    let type = ContentType.of(file.path)
    let bytes =
      type == ContentType.html && followsEdits
      ? LiveReload.addScript(to: file.bytes, revision: view.revision, hasFaults: view.faults != nil) : file.bytes
    return response(status, bytes, type: type, for: request)
  }

  private func text(_ status: HTTPStatusCode, _ words: String, for request: HTTPRequest) -> HTTPResponse {
    response(status, Array((words + "\n").utf8), type: "text/plain; charset=utf-8", for: request)
  }

  private func response(
    _ status: HTTPStatusCode, _ bytes: [UInt8], type: String, for request: HTTPRequest
  ) -> HTTPResponse {
    var headers: HTTPHeaders = [
      .contentType: type, HTTPHeader("Cache-Control"): "no-store", HTTPHeader("Accept-Ranges"): "bytes",
    ]
    for (name, value) in PagePolicy.headers { headers[HTTPHeader(name)] = value }
    if status == .ok, request.method == .GET, let range = ByteRange(of: request, length: bytes.count) {
      headers[HTTPHeader("Content-Range")] = "bytes \(range.first)-\(bytes.count - 1)/\(bytes.count)"
      return HTTPResponse(
        statusCode: .partialContent, headers: headers, body: Data(bytes[range.first...]))
    }
    guard request.method == .HEAD else {
      return HTTPResponse(statusCode: status, headers: headers, body: Data(bytes))
    }
    headers[.contentLength] = String(bytes.count)
    return HTTPResponse(statusCode: status, headers: headers, body: HTTPBodySequence(data: Data()))
  }
}

/// Why a server did not start.
public enum ServerError: Error, Equatable, CustomStringConvertible {
  case cannotListen(port: UInt16, reason: String)

  public var description: String {
    switch self {
    case .cannotListen(let port, let reason): "Port \(port) cannot be used (\(reason)); choose another with --port"
    }
  }
}

extension HTTPServer {
  /// 0 while the server does not listen.
  fileprivate var listeningPort: UInt16 {
    if case .ip4(_, let port) = listeningAddress { port } else { 0 }
  }
}
