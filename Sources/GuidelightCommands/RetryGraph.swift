// SPDX-License-Identifier: Apache-2.0

import Verification

/// The order of retries as a state diagram for Mermaid, drawn from the core's own table.
enum RetryGraph {
  static var mermaid: String {
    var lines = ["stateDiagram-v2", "  [*] --> check"]
    for index in 0..<RetryRules.count {
      let rule = RetryRules.rows[index]
      for state in RetryState.allCases where rule.states.contains(state) {
        for event in RetryEvent.allCases where rule.events.contains(event) {
          let next = rule.next ?? state
          lines.append("  \(name(state)) --> \(name(next)): \(String(event.name))\(conditions(rule))")
        }
      }
    }
    lines += ["  done --> [*]", "  stop --> [*]"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func name(_ state: RetryState) -> String {
    String(state.name).replacing("-", with: "_")
  }

  /// ` [when cap reached, unless switched]`, or nothing.
  private static func conditions(_ rule: RetryRule) -> String {
    let parts = names(rule.when).map { "when \($0)" } + names(rule.unless).map { "unless \($0)" }
    return parts.isEmpty ? "" : " [\(parts.joined(separator: ", "))]"
  }

  private static func names(_ conditions: RetryConditions) -> [String] {
    let all: [(RetryConditions, String)] = [
      (.capReached, "cap reached"), (.tooSoon, "too soon"), (.causeRepeated, "cause repeated"), (.switched, "switched"),
      (.checksDone, "checks done"), (.owesChange, "change owed"), (.reviewOffered, "review offered"),
      (.waitOver, "wait over"),
    ]
    return all.filter { !conditions.isDisjoint(with: $0.0) }.map(\.1)
  }
}
