// SPDX-License-Identifier: Apache-2.0
// Who may ask. A server on one's own machine can be reached by every page that the browser shows, so it answers only what
// asks for it by a loopback name (no name that somebody else controls leads here: DNS rebinding), and only pages of its own.

import FlyingFox

struct RequestGate {
  let port: UInt16

  /// Longer addresses are none of a site's: its paths have at most 1,024 bytes, three times as many where each is escaped.
  private static let longestTarget = 4 * 1024

  /// - Returns: why a request is not answered, or nil.
  func refusal(of request: HTTPRequest) -> (status: HTTPStatusCode, words: String)? {
    guard let host = request.headers[.host], isOwn(host) else {
      return (.forbidden, "This server answers only at http://127.0.0.1:\(port)/")
    }
    if let origin = request.headers[HTTPHeader("Origin")], !isOwn(origin: origin) {
      return (.forbidden, "This server answers only its own pages")
    }
    guard request.method == .GET || request.method == .HEAD else {
      return (.methodNotAllowed, "Only GET and HEAD are answered")
    }
    let target = request.target.rawValue
    guard target.utf8.count <= RequestGate.longestTarget else {
      return (HTTPStatusCode(414, phrase: "URI Too Long"), "The address is too long")
    }
    guard target.first == "/" else { return (.badRequest, "The address must begin with a slash") }
    return nil
  }

  /// Names with and without the port that the scheme has by itself: browsers leave it out.
  private var ownNames: [String] {
    let ports = port == 80 ? ["", ":80"] : [":\(port)"]
    return ["127.0.0.1", "localhost"].flatMap { name in ports.map { name + $0 } }
  }

  private func isOwn(_ host: String) -> Bool {
    ownNames.contains(host.lowercased())
  }

  private func isOwn(origin: String) -> Bool {
    ownNames.contains { "http://\($0)" == origin.lowercased() }
  }
}
