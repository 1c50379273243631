// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// Where a question leads, and why.
public struct RouteAnswer: Sendable {
  public let rule: RoutingRule
  /// The phrase of the rule's intent that stands in the question.
  public let signal: String
  /// What the next rule of the intent asks to be read before it answers; empty where there is no later one.
  public let unread: [String]
  /// The rule that answers once that is read.
  public let later: RoutingRule?
}

extension RouteTable {
  /// Answers a question: whole words, case and accents do not count, the longest phrase wins.
  ///
  /// - Parameters:
  ///   - seen: topics that the reader has read about.
  ///   - region: where the reader is.
  /// - Returns: one answer; several, the explanation first, where intents tie; none where nothing in the question is known.
  public func answers(to question: String, seen: Set<String>, in region: String) -> [RouteAnswer] {
    let words = FoldedText.words(of: question)
    var matches: [(intent: String, signal: String, length: Int)] = []
    for rule in rules {
      for signal in rule.signals {
        let phrase = FoldedText.words(of: signal.value)
        guard !phrase.isEmpty, words.ranges(of: phrase).first != nil else { continue }
        matches.append((rule.intent.value, signal.value, phrase.count))
      }
    }
    let longest = matches.map(\.length).max() ?? 0
    var intents: Set<String> = []
    return matches.filter { $0.length == longest }.compactMap { match in
      intents.insert(match.intent).inserted ? answer(match.intent, match.signal, seen, region) : nil
    }.sorted { ($0.rule.stage.value.order, $0.rule.name) < ($1.rule.stage.value.order, $1.rule.name) }
  }

  private func answer(_ intent: String, _ signal: String, _ seen: Set<String>, _ region: String) -> RouteAnswer? {
    let rules = rules(of: intent, in: region)
    let unread = { (rule: RoutingRule) in rule.explains.map(\.value).filter { !seen.contains($0) } }
    // The furthest rule with nothing unread before it or in it.
    let ready = rules.prefix { unread($0).isEmpty }.count
    guard let rule = ready > 0 ? rules[ready - 1] : rules.first else { return nil }
    let later = ready > 0 && ready < rules.count ? rules[ready] : nil
    return RouteAnswer(
      rule: rule, signal: signal, unread: (later ?? rule).explains.map(\.value).filter { !seen.contains($0) },
      later: later)
  }
}
