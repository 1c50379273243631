// SPDX-License-Identifier: Apache-2.0

import IdentityDocuments
import Verification

/// Names of all that the identity and retry sessions can answer: the site has words for each.
enum DetailAnswers {
  static var names: [String] {
    var names = IdentityReason.allCases.map { String($0.name) }
    for index in 0..<NameRules.count {
      let name = "name-\(String(NameRules.rows[index].answer))"
      if !names.contains(name) { names.append(name) }
    }
    names += MRZFinding.Kind.allCases.map { "mrz-\(String($0.name))" }
    names += faults.map { "mrz-\(String($0.name))" }
    names += RetryAdvice.allCases.map { "advice-\(String($0.name))" }
    names += RetryEvent.allCases.map { "event-\(String($0.name))" }
    return names
  }

  /// One of each kind.
  private static let faults: [MRZFault] =
    [
      .empty, .character(line: 1, position: 1), .lineCount(found: 1), .lineLength(line: 1, found: 1, expected: 1),
      .pastedLength(found: 1),
    ] + NationalFormat.allCases.map { .national($0) }
}

extension String {
  init(_ name: TextPart) {
    self = String(decoding: (0..<name.count).map { name[$0] }, as: UTF8.self)
  }
}
