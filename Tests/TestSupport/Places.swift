// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where tests find things.
public enum Places {
  /// The package's folder.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The live check's module as `make module` builds it.
  public static let module = root.appending(path: ".build-wasm/release/LiveCheck.wasm")

  /// A folder of its own for one test, removed afterwards.
  public static func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guidelight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
