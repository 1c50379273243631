// SPDX-License-Identifier: Apache-2.0

import DevServer
import SiteModel
import TestSupport

/// A server on a port of its own; it serves until the process ends.
struct TestServer: Sendable {
  let site: LiveSite
  private let listening: Task<UInt16, any Error>

  /// - Parameter files: what each path holds.
  init(files: [String: String] = [:]) {
    let site = LiveSite(files: files.map { OutputFile($0, $1) })
    self.site = site
    listening = Task {
      let (ports, listening) = AsyncThrowingStream.makeStream(of: UInt16.self)
      Task {
        do {
          try await SiteServer(site: site, port: 0).run { listening.yield($0) }
        } catch {
          listening.finish(throwing: error)
        }
      }
      for try await port in ports { return port }
      throw CancellationError()
    }
  }

  var port: UInt16 {
    get async throws { try await listening.value }
  }

  /// One request as it goes over the wire, and the whole answer.
  func answer(to request: String) async throws -> String {
    let port = try await port
    let text = request.replacing("PORT", with: String(port)).replacing("\n", with: "\r\n")
    return try await LoopbackClient.answer(to: text, port: port)
  }

  /// - Parameter more: further header lines, each with its line break.
  func get(
    _ path: String, host: String = "127.0.0.1:PORT", method: String = "GET", more: String = ""
  ) async throws -> String {
    try await answer(to: "\(method) \(path) HTTP/1.1\nHost: \(host)\nConnection: close\n\(more)\n")
  }
}

extension OutputFile {
  init(_ path: String, _ text: String) {
    self.init(path: OutputPath(path)!, bytes: Array(text.utf8))
  }
}
