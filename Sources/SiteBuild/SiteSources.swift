// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// Every file that a build may read. Those of `Content/` and the assets are known by name and read when they are needed: most
/// of a large site has not changed since the last build.
public struct SiteSources: Sendable {
  /// Files below `Content/`, sorted by path.
  public let content: [SourceEntry]
  /// Files of `Templates` but for its assets.
  public let templates: [SourceFile]
  /// Files of `Templates/assets`.
  public let assets: [SourceEntry]
  /// The live check's WebAssembly module; nil where it was not built.
  public let module: SourceFile?
  /// The face networks that the live check loads, by name, in the order in which it takes them.
  public var networks: [Network] = []

  /// A network's file, and the number by which the module knows what it is for.
  public struct Network: Sendable {
    public let role: Int
    public let file: SourceFile

    public init(role: Int, file: SourceFile) {
      self.role = role
      self.file = file
    }
  }

  /// Where the module was looked for.
  public let modulePath: String

  public init(
    content: [SourceEntry], templates: [SourceFile], assets: [SourceEntry], module: SourceFile?, modulePath: String
  ) {
    self.content = content.sorted { $0.path < $1.path }
    self.templates = templates.sorted { $0.path < $1.path }
    self.assets = assets.sorted { $0.path < $1.path }
    self.module = module
    self.modulePath = modulePath
  }
}

/// A file that a build may read: in memory, or on the disk.
public struct SourceEntry: Sendable {
  /// From the site's folder: `Content/guides/face-verification.md`.
  public let path: String
  let place: Place

  enum Place: Sendable {
    case memory([UInt8])
    case disk(path: String, FileSignature)
  }

  public init(_ file: SourceFile) {
    path = file.path
    place = .memory(file.bytes)
  }

  init(path: String, disk: String, _ signature: FileSignature) {
    self.path = path
    place = .disk(path: disk, signature)
  }

  /// The file as it is now.
  public func read() throws(SourceTreeError) -> SourceFile {
    switch place {
    case .memory(let bytes): return SourceFile(path: path, bytes: bytes)
    case .disk(let place, _):
      do { return SourceFile(path: path, bytes: try FileSystem.read(place)) } catch { throw .unreadable(path: path) }
    }
  }

  /// What the file was like when the folder was listed; nil in memory.
  var signature: FileSignature? {
    if case .disk(_, let signature) = place { signature } else { nil }
  }
}
