// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A copy of this project's own site, served by the command until the test ends.
final class ServedSite: Sendable {
  let folder: URL
  let process: Process
  let port: UInt16

  struct DoesNotServe: Error {
    let output: String
  }

  /// - Parameter prepare: what happens to the copy before it is served.
  static func with(_ prepare: (URL) throws -> Void = { _ in }, _ body: (ServedSite) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guidelight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["Content", "Templates"] {
      try FileManager.default.copyItem(at: Places.root.appending(path: name), to: folder.appending(path: name))
    }
    try prepare(folder)
    let site = try ServedSite(folder)
    defer { site.process.terminate() }
    try await body(site)
  }

  private init(_ folder: URL) throws {
    self.folder = folder
    process = Process()
    process.executableURL = URL(filePath: GuidelightProgram.path)
    process.arguments = [
      "serve", "--port", "0", "--site", folder.path, "--as-of", "2026-11-25", "--module", Places.module.path,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var text = ""
    while true {
      let part = output.fileHandleForReading.availableData
      text += String(decoding: part, as: UTF8.self)
      if let address = text.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\//), let port = UInt16(address.1) {
        self.port = port
        // What comes later is not read, and must not stop the server.
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
        return
      }
      if part.isEmpty { throw DoesNotServe(output: text) }
    }
  }

  func get(_ path: String) async throws -> String {
    try await LoopbackClient.answer(
      to: "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n", port: port)
  }

  /// Waits for builds until an answer is as it should be; each question ends with the next build.
  func waits(for path: String, until isRight: (String) -> Bool) async throws {
    var seen = 0
    for _ in 0..<20 {
      let answer = try await get(path)
      if isRight(answer) { return }
      let news = try await get("/__guidelight/news?page=/&seen=\(seen)")
      seen = news.firstMatch(of: /"revision":(\d+)/).flatMap { Int($0.1) } ?? seen
    }
    Issue.record("\(path) never became what it should be")
  }

  func write(_ text: String, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func edit(_ path: String, replace old: String, with new: String) throws {
    let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    try #require(text.contains(old))
    try write(text.replacing(old, with: new, maxReplacements: 1), to: path)
  }
}
