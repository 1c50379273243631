// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// One rule of `Content/routes/`: where somebody with an intent goes from here, and what has to be explained before.
public struct RoutingRule: Sendable {
  public let sourcePath: String
  public let name: String
  public let intent: Located<String>
  /// What the reader asks, in the reader's words.
  public let question: String
  public let stage: Located<Stage>
  /// Words and phrases that show the intent.
  public let signals: [Located<String>]
  /// Topics that must be explained before: names of topic pages.
  public let explains: [Located<String>]
  /// `page:…` or `go:…`.
  public let target: Located<Reference>
  /// Names of regions; empty for all.
  public let regions: [Located<String>]
  /// Words that the page must not use to which the rule leads.
  public let avoids: [Located<String>]
  /// Why the rule is right, in plain words.
  public let reason: String

  public init(
    sourcePath: String, name: String, intent: Located<String>, question: String, stage: Located<Stage>,
    signals: [Located<String>], explains: [Located<String>], target: Located<Reference>, regions: [Located<String>],
    avoids: [Located<String>], reason: String
  ) {
    self.sourcePath = sourcePath
    self.name = name
    self.intent = intent
    self.question = question
    self.stage = stage
    self.signals = signals
    self.explains = explains
    self.target = target
    self.regions = regions
    self.avoids = avoids
    self.reason = reason
  }

  public var start: SourceLocation { SourceLocation(path: sourcePath) }
}
