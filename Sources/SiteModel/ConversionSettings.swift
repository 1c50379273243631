// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// What `conversion:` of `Content/site.yaml` says: which addresses turn a reader into a customer, and what stands before them.
public struct ConversionSettings: Equatable, Sendable {
  public let targets: [ConversionTarget]
  /// What a page explains before it leads to a target, in the order of their names.
  public let gates: [ConversionGate]
  /// Whether destinations may use their referral addresses; a region can refuse it.
  public let allowsReferral: Bool
  /// Words and phrases that no page may say: urgency, guarantees, bonuses.
  public let wording: [Located<String>]
  /// Words that invite to sign up or buy; regions can refuse them where links lead to a destination.
  public let calls: [Located<String>]
  public let regions: [String: Region]

  public init(
    targets: [ConversionTarget], gates: [ConversionGate], allowsReferral: Bool, wording: [Located<String>],
    calls: [Located<String>], regions: [String: Region]
  ) {
    self.targets = targets
    self.gates = gates
    self.allowsReferral = allowsReferral
    self.wording = wording
    self.calls = calls
    self.regions = regions
  }
}

/// Addresses where people sign up, download or trade.
public struct ConversionTarget: Equatable, Sendable {
  /// The host; its subdomains are meant, too.
  public let host: String
  /// The beginning of a path, part by part; `*` stands for any one part. Empty for every path.
  public let paths: [String]

  public init(host: String, paths: [String]) {
    self.host = host
    self.paths = paths
  }
}

/// Something that is explained before a conversion link: fees, risk.
public struct ConversionGate: Equatable, Sendable {
  public let name: String
  /// Words by which a section's heading is known to be about it.
  public let words: [String]

  public init(name: String, words: [String]) {
    self.name = name
    self.words = words
  }
}

/// Where readers are, as far as it changes what a site may show them.
public struct Region: Equatable, Sendable {
  public enum Refusal: String, CaseIterable, Sendable {
    /// Links that pay the site.
    case referral
    /// Links that invite to sign up, download or trade, and words that do.
    case calls
  }

  public let title: String
  public let refuses: Set<Refusal>

  public init(title: String, refuses: Set<Refusal>) {
    self.title = title
    self.refuses = refuses
  }

  /// The region of a build that names none: it refuses nothing that the settings allow.
  public static let standardName = "default"
}
