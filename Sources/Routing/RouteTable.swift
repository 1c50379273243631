// SPDX-License-Identifier: Apache-2.0
// The rules as a table that can be enumerated: intents × stages × regions, one answer in each cell.
//
// A rule answers at its own stage and at every later one, up to the next rule of its intent: so an intent with nothing but an
// explanation is complete, and the explanation always comes first.

import Diagnostics
import SiteModel

/// A page as the rules see it.
public struct RoutedPage: Sendable {
  public let url: String
  public let title: String
  public let summary: String
  public let stage: Stage?

  public init(url: String, title: String, summary: String, stage: Stage?) {
    self.url = url
    self.title = title
    self.summary = summary
    self.stage = stage
  }
}

public struct RouteTable: Sendable {
  /// In the order of their intents, stages and names.
  public let rules: [RoutingRule]
  /// In alphabetical order; the region of a build that names none comes first.
  public let regions: [String]
  /// Regions that refuse calls to action: rules to destinations do not hold there.
  private let refusing: Set<String>

  public init(_ rules: [RoutingRule], settings: ConversionSettings?) {
    self.rules = rules.sorted {
      ($0.intent.value, $0.stage.value.order, $0.name) < ($1.intent.value, $1.stage.value.order, $1.name)
    }
    let named = settings?.regions ?? [:]
    regions = [Region.standardName] + named.keys.sorted()
    refusing = Set(named.filter { $0.value.refuses.contains(.calls) }.keys)
  }

  /// In alphabetical order.
  public var intents: [String] {
    rules.map(\.intent.value).reduce(into: []) { names, name in if names.last != name { names.append(name) } }
  }

  /// The rules of an intent that hold in a region, the earliest stage first.
  public func rules(of intent: String, in region: String) -> [RoutingRule] {
    rules.filter { $0.intent.value == intent && holds($0, in: region) }
  }

  private func holds(_ rule: RoutingRule, in region: String) -> Bool {
    if rule.target.value.isDestination, refusing.contains(region) { return false }
    return rule.regions.isEmpty || rule.regions.contains { $0.value == region }
  }

  /// The rule that answers in a cell; nil in a gap.
  public func rule(for intent: String, at stage: Stage, in region: String) -> RoutingRule? {
    rules(of: intent, in: region).last { $0.stage.value.order <= stage.order }
  }
}

extension Stage {
  /// From 0, the explanation first.
  public var order: Int { Stage.allCases.firstIndex(of: self)! }
}

extension Reference {
  /// Whether it leads to the page of a destination, by whichever name.
  public var isDestination: Bool { scheme == .go || target.hasPrefix("\(Section.start.rawValue)/") }
}

// MARK: - Checks

extension RouteTable {
  /// What is wrong with the table itself.
  ///
  /// - Parameters:
  ///   - gates: what has to be explained before a destination.
  ///   - page: the page behind a reference; nil where there is none, which is reported elsewhere.
  public func faults(gates: [ConversionGate], page: (Reference) -> RoutedPage?) -> [Diagnostic] {
    unknownRegions() + overlaps() + gaps() + repeatedSignals() + unexplainedDestinations(gates)
      + tooEarlyDestinations(page)
  }

  private func unknownRegions() -> [Diagnostic] {
    rules.flatMap(\.regions).filter { !regions.contains($0.value) }.map { region in
      let near = suggestion(for: region.value, among: regions)
      return Diagnostic(
        .error, .unknownRegion, at: region.location,
        "'\(region.value)' is not a region" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: near.map { "Write '\($0)'" } ?? "Add it to 'conversion.regions' in Content/site.yaml")
    }
  }

  private func overlaps() -> [Diagnostic] {
    zip(rules, rules.dropFirst()).compactMap { first, second in
      guard first.intent.value == second.intent.value, first.stage.value == second.stage.value else { return nil }
      guard let region = regions.first(where: { holds(first, in: $0) && holds(second, in: $0) }) else { return nil }
      return Diagnostic(
        .error, .routingOverlap, at: second.intent.location,
        "Two rules answer '\(second.intent.value)' at the stage '\(second.stage.value.rawValue)' in the region '\(region)'",
        notes: [Diagnostic.Note(at: first.intent.location, "The other rule is here")],
        fix: "Give one of them another stage or other regions")
    }
  }

  private func gaps() -> [Diagnostic] {
    intents.flatMap { intent in
      regions.compactMap { region in
        let gap = Stage.allCases.first { rule(for: intent, at: $0, in: region) == nil }
        guard let gap, let rule = rules.first(where: { $0.intent.value == intent }) else { return nil }
        return Diagnostic(
          .error, .routingGap, at: rule.intent.location,
          "No rule answers '\(intent)' at the stage '\(gap.rawValue)' in the region '\(region)'",
          fix: "Write a rule of the stage 'explain' for it: it answers until a later one does")
      }
    }
  }

  private func repeatedSignals() -> [Diagnostic] {
    var owners: [[String]: Located<String>] = [:]
    var found: [Diagnostic] = []
    for signal in rules.flatMap(\.signals) {
      let words = FoldedText.words(of: signal.value)
      if words.isEmpty {
        found.append(
          Diagnostic(
            .error, .invalidValue, at: signal.location, "'\(signal.value)' holds no word",
            fix: "Write what a reader would say"))
      } else if let first = owners[words] {
        found.append(
          Diagnostic(
            .error, .repeatedSignal, at: signal.location, "'\(signal.value)' is a signal of another rule already",
            notes: [Diagnostic.Note(at: first.location, "It stands here first")],
            fix: "Leave it to the rule whose page answers it"))
      } else {
        owners[words] = signal
      }
    }
    return found
  }

  private func unexplainedDestinations(_ gates: [ConversionGate]) -> [Diagnostic] {
    rules.filter(\.target.value.isDestination).compactMap { rule in
      let missing = gates.map(\.name).filter { gate in !rule.explains.contains { $0.value == gate } }
      guard !missing.isEmpty else { return nil }
      return Diagnostic(
        .error, .unexplainedRule, at: rule.target.location,
        "The rule leads to a destination, and \(missing.joined(separator: ", ")) \(missing.count == 1 ? "is" : "are") not explained before it",
        fix: "Add \(missing.joined(separator: ", ")) to 'explains'")
    }
  }

  private func tooEarlyDestinations(_ page: (Reference) -> RoutedPage?) -> [Diagnostic] {
    rules.compactMap { rule in
      let stage = rule.stage.value
      guard rule.target.value.isDestination, stage == .explain || stage == .compare else { return nil }
      return Diagnostic(
        .error, .unexplainedRule, at: rule.stage.location,
        "A rule of the stage '\(stage.rawValue)' leads to a destination", fix: "Let it lead to an explanation")
    }
  }
}
