// SPDX-License-Identifier: Apache-2.0
// What one build allows, made of the settings, the destinations and the region: the scanner and the proof know nothing else.

import SiteModel

/// A destination as one build shows it.
public struct ShownDestination: Equatable, Sendable {
  /// The name behind `go:`.
  public let name: String
  /// The address of its page, and earlier ones.
  public let urls: [String]
  public let address: String
  public let disclosure: String
  public let isAffiliate: Bool

  public init(name: String, urls: [String], address: String, disclosure: String, isAffiliate: Bool) {
    self.name = name
    self.urls = urls
    self.address = address
    self.disclosure = disclosure
    self.isAffiliate = isAffiliate
  }
}

public struct RoutePolicy: Equatable, Sendable {
  public let settings: ConversionSettings
  /// The site's own address, without a slash at the end.
  public let baseURL: String
  /// Addresses of the site's sources.
  public let sources: Set<String>
  public let destinations: [ShownDestination]
  /// Whether the region refuses what invites: no page then links to a destination's official place.
  public let refusesCalls: Bool
  /// Wording limits of rules: the phrases, by the address of the page that each rule leads to.
  public let limits: [String: [String]]

  public init(
    settings: ConversionSettings, baseURL: String, sources: Set<String>, destinations: [ShownDestination],
    refusesCalls: Bool, limits: [String: [String]]
  ) {
    self.settings = settings
    self.baseURL = baseURL
    self.sources = sources
    self.destinations = destinations
    self.refusesCalls = refusesCalls
    self.limits = limits
  }
}

/// Knows conversion targets, and what only looks like one.
struct TargetTable: Sendable {
  enum Verdict: Equatable {
    case target, lookAlike, other
  }

  private let targets: [(host: String, paths: [[String]])]
  /// The first label of each host, as it looks.
  private let names: [String]
  private let knownHosts: Set<String>
  /// Whether every host is a name with a dot in it, as those of the web are.
  let haveDots: Bool

  var hosts: [String] { targets.map(\.host) }

  init(_ policy: RoutePolicy) {
    targets = policy.settings.targets.map { target in
      (target.host.lowercased(), target.paths.map { $0.lowercased().split(separator: "/").map(String.init) })
    }
    names = targets.map { TargetTable.name(of: $0.host) }.map(FoldedText.skeleton)
    let declared = Array(policy.sources) + policy.destinations.map(\.address)
    knownHosts = Set(declared.map { LinkAddress($0).host })
    haveDots = targets.allSatisfy { $0.host.contains(".") }
  }

  /// The label by which people know a host: `binance` of `www.binance.com`.
  static func name(of host: String) -> String {
    let labels = host.split(separator: ".").map(String.init)
    return labels.count > 1 ? labels[labels.count - 2] : host
  }

  func verdict(on address: LinkAddress) -> Verdict {
    guard address.place == .web, !address.host.isEmpty else { return .other }
    var isOfTarget = false
    for target in targets where isBelow(address.host, target.host) {
      isOfTarget = true
      if target.paths.isEmpty || target.paths.contains(where: { TargetTable.begins(address.path, with: $0) }) {
        return .target
      }
    }
    if address.hasCredentials { return .lookAlike }
    if isOfTarget || knownHosts.contains(address.host) { return .other }
    return looksLikeTarget(address.host) ? .lookAlike : .other
  }

  /// Whether it is a target, without a look at what it may look like.
  func isTarget(_ address: LinkAddress) -> Bool {
    guard address.place == .web else { return false }
    return targets.contains { target in
      isBelow(address.host, target.host)
        && (target.paths.isEmpty || target.paths.contains { TargetTable.begins(address.path, with: $0) })
    }
  }

  private func isBelow(_ host: String, _ parent: String) -> Bool {
    host == parent || host.hasSuffix("." + parent)
  }

  private static func begins(_ path: [String], with pattern: [String]) -> Bool {
    path.count >= pattern.count && zip(path, pattern).allSatisfy { $1 == "*" || $0 == $1 }
  }

  private func looksLikeTarget(_ host: String) -> Bool {
    let labels = host.split(separator: ".").map { FoldedText.skeleton(of: String($0)) }
    return labels.contains { label in
      names.contains { name in
        label.contains(name) || label.filter { $0 != "-" }.contains(name)
          || name.utf8.count >= 5 && TargetTable.isOneEditAway(label, name)
      }
    }
  }

  /// Whether one letter more, less or another makes one text the other, or two neighbours swapped.
  static func isOneEditAway(_ first: String, _ second: String) -> Bool {
    let (a, b) = (Array(first.utf8), Array(second.utf8))
    guard abs(a.count - b.count) <= 1 else { return false }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let (restA, restB) = (a[start...], b[start...])
    if restA.dropFirst().elementsEqual(restB.dropFirst()) { return true }
    if restA.elementsEqual(restB.dropFirst()) || restA.dropFirst().elementsEqual(restB) { return true }
    return restA.count >= 2 && restB.count >= 2 && restA.prefix(2).elementsEqual(restB.prefix(2).reversed())
      && restA.dropFirst(2).elementsEqual(restB.dropFirst(2))
  }
}
