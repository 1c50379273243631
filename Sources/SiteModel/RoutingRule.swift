// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// One rule of `Content/routes/`: where somebody with an intent goes from here, and what has to be explained before.
public struct RoutingRule: Sendable {
  public let sourcePath: String
  public let name: String
  public let intent: Located<String>
  public let stage: Located<Stage>
  /// Words and phrases that show the intent.
  public let signals: [Located<String>]
  /// Topics that must be explained before: names of topic pages.
  public let explains: [Located<String>]
  /// `page:…` or `go:…`.
  public let target: Located<Reference>
  /// Names of regions; empty for all.
  public let regions: [Located<String>]

  public init(
    sourcePath: String, name: String, intent: Located<String>, stage: Located<Stage>, signals: [Located<String>],
    explains: [Located<String>], target: Located<Reference>, regions: [Located<String>]
  ) {
    self.sourcePath = sourcePath
    self.name = name
    self.intent = intent
    self.stage = stage
    self.signals = signals
    self.explains = explains
    self.target = target
    self.regions = regions
  }

  public var start: SourceLocation { SourceLocation(path: sourcePath) }
}
