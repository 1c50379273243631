// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The module as it runs in V8 outside a browser.
enum ModuleInNode {
  struct Failure: Error {
    let reason: String
  }

  struct Facts: Decodable {
    let digest: String
    let imports: [String]
  }

  /// The reports of the frames, one after another in one instance.
  ///
  /// - Parameters:
  ///   - networks: by their roles.
  ///   - session: photo, document, live or rehearsal.
  ///   - movement: what is rehearsed, by its number.
  ///   - milliseconds: of each frame of a live session or a rehearsal.
  static func reports(
    of frames: [TestFrame], networks: [[UInt8]] = [], session: String = "photo", movement: UInt8 = 0,
    milliseconds: [Int] = []
  ) throws -> [String] {
    try withFolder(of: frames, networks, milliseconds) { folder in
      try run(["reports", folder.path, session, "\(movement)"]).split(separator: "\n").map(String.init)
    }
  }

  private static func withFolder<Result>(
    of frames: [TestFrame], _ networks: [[UInt8]], _ milliseconds: [Int] = [], _ body: (URL) throws -> Result
  ) throws -> Result {
    try Places.withTemporaryFolder { folder in
      for (role, bytes) in networks.enumerated() {
        try Data(bytes).write(to: folder.appending(path: "\(role).network"))
      }
      var list: [[Int]] = []
      for (number, frame) in frames.enumerated() {
        try Data(frame.rgba).write(to: folder.appending(path: "\(number).rgba"))
        list.append([frame.width, frame.height] + (number < milliseconds.count ? [milliseconds[number]] : []))
      }
      try JSONEncoder().encode(list).write(to: folder.appending(path: "frames.json"))
      return try body(folder)
    }
  }

  /// How many bytes of the module's memory tell two frames of one size apart after both were checked and forgotten.
  static func remains(of frames: [TestFrame], networks: [[UInt8]], session: String) throws -> Int {
    try withFolder(of: frames, networks) { try Int(run(["remains", $0.path, session])) ?? .max }
  }

  /// The reports of texts by a function of the module, one after another in one instance.
  static func reports(of texts: [(function: String, bytes: [UInt8])]) throws -> [String] {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "texts.json")
      try JSONEncoder().encode(texts.map { [$0.function, Data($0.bytes).base64EncodedString()] }).write(to: file)
      return try run(["texts", file.path]).split(separator: "\n").map(String.init)
    }
  }

  static func facts() throws -> Facts {
    try JSONDecoder().decode(Facts.self, from: Data(run(["facts"]).utf8))
  }

  /// For each size, whether the module refuses to give a buffer for it and to check a frame of it.
  static func refusals(of sizes: [(width: Int, height: Int)]) throws -> [Bool] {
    let list = String(decoding: try JSONEncoder().encode(sizes.map { [$0.width, $0.height] }), as: UTF8.self)
    return try JSONDecoder().decode([Bool].self, from: Data(run(["refusals", list]).utf8))
  }

  private static func run(_ arguments: [String]) throws -> String {
    guard FileManager.default.fileExists(atPath: Places.module.path) else {
      throw Failure(reason: "\(Places.module.path) is missing; run 'make module'")
    }
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "run-module.mjs")
    let program = try Program.run("node", [script.path, Places.module.path] + arguments)
    guard program.status == 0 else { throw Failure(reason: program.errors) }
    return program.output
  }
}
