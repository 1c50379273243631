// SPDX-License-Identifier: Apache-2.0
// Serves a built site from memory: a request's path is looked up in the list of files that the build made, and never reaches
// the disk.

import FlyingFox
import FlyingSocks
import Foundation
import SiteModel

/// A server for one's own machine. It listens on the loopback address and answers only requests that ask for it by a
/// loopback name, so that no page elsewhere can read from it through a name that it controls (DNS rebinding).
public struct SiteServer: Sendable {
  private let files: [String: OutputFile]
  private let port: UInt16

  /// - Parameter port: 0 for any that is free.
  public init(files: [OutputFile], port: UInt16) {
    self.files = Dictionary(files.map { ("/\($0.path.text)", $0) }) { first, _ in first }
    self.port = port
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: called once the server listens, with the port; the same as was asked for unless that was 0.
  public func run(ready: @escaping @Sendable (UInt16) -> Void) async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
    await server.appendRoute("*") { [unowned server] request in
      answer(request, port: await server.listeningPort)
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

  /// The answer to one request.
  private func answer(_ request: HTTPRequest, port: UInt16) -> HTTPResponse {
    guard isOwnHost(request.headers[.host], port: port) else {
      return text(.forbidden, "This server answers only at http://127.0.0.1:\(port)/")
    }
    guard request.method == .GET || request.method == .HEAD else {
      return text(.methodNotAllowed, "Only GET and HEAD are answered")
    }
    // The address as it was sent: `request.path` has lost the last slash, which tells a page from its folder.
    let path = request.target.path(percentEncoded: false)
    if let file = files[path] ?? files[path + "index.html"] {
      guard request.method == .HEAD else {
        return HTTPResponse(statusCode: .ok, headers: headers(for: file.path.text), body: Data(file.bytes))
      }
      var headers = headers(for: file.path.text)
      headers[.contentLength] = String(file.bytes.count)
      return HTTPResponse(statusCode: .ok, headers: headers, body: HTTPBodySequence(data: Data()))
    }
    if files[path + "/index.html"] != nil {
      return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: path + "/"]))
    }
    return text(.notFound, "There is no page at this address")
  }

  private func isOwnHost(_ host: String?, port: UInt16) -> Bool {
    // Browsers leave out the port that the scheme has by itself.
    let port = port == 80 ? ["", ":80"] : [":\(port)"]
    let names = ["127.0.0.1", "localhost"].flatMap { name in port.map { name + $0 } }
    return host.map { names.contains($0.lowercased()) } ?? false
  }

  private func headers(for path: String) -> HTTPHeaders {
    let name = path.split(separator: ".").last.map(String.init) ?? ""
    return [
      .contentType: SiteServer.contentTypes[name] ?? "application/octet-stream",
      HTTPHeader("Cache-Control"): "no-store",
      HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("Referrer-Policy"): "no-referrer",
      HTTPHeader("Permissions-Policy"): "camera=(self), microphone=(), geolocation=(), display-capture=()",
    ]
  }

  private func text(_ status: HTTPStatusCode, _ words: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "text/plain; charset=utf-8"], body: Data((words + "\n").utf8))
  }

  private static let contentTypes = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml", "wasm": "application/wasm", "json": "application/json", "png": "image/png",
    "webp": "image/webp", "txt": "text/plain; charset=utf-8", "xml": "application/xml",
  ]
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
