// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Sends bytes to a port of this machine, so that a test says exactly what goes over the wire.
public enum LoopbackClient {
  struct Failure: Error {
    let call: String
    let code: Int32
  }

  /// - Returns: everything that the server sends until it closes the connection.
  public static func answer(to request: String, port: UInt16) async throws -> String {
    // On a thread of its own: the server needs those of the tasks.
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try blockingAnswer(to: request, port: port) })
      }
    }
  }

  private static func blockingAnswer(to request: String, port: UInt16) throws -> String {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard handle >= 0 else { throw Failure(call: "socket", code: errno) }
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0 else { throw Failure(call: "connect", code: errno) }
    let bytes = Array(request.utf8)
    guard send(handle, bytes, bytes.count, 0) == bytes.count else { throw Failure(call: "send", code: errno) }
    var answer: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(handle, &part, part.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += part[..<count]
    }
  }
}
