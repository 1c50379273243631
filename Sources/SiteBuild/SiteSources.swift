// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// Every file that a build reads, already in memory: from here on a build touches no disk.
public struct SiteSources: Sendable {
  /// Files below `Content/`.
  public let content: [SourceFile]
  /// Files of `Templates` but for its assets.
  public let templates: [SourceFile]
  /// Files of `Templates/assets`.
  public let assets: [SourceFile]
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
    content: [SourceFile], templates: [SourceFile], assets: [SourceFile], module: SourceFile?, modulePath: String
  ) {
    self.content = content
    self.templates = templates
    self.assets = assets
    self.module = module
    self.modulePath = modulePath
  }
}
