// SPDX-License-Identifier: Apache-2.0

import IdentityDocuments
import TestSupport
import Testing

@Suite struct NamePairTests {
  @Test func `every labelled pair gives the expected outcome, class and rule`() throws {
    let pairs = try LabelledPair.all()
    #expect(pairs.count == 50)
    let desk = NameDesk()
    for pair in pairs {
      let answer = try desk.compare(pair.account, pair.document, isCutOff: pair.isCutOff)
      let outcome = ["match-with-note": "note", "cannot-tell": "cannotTell"][pair.outcome] ?? pair.outcome
      #expect("\(answer.rule) \(answer.outcome.name) \(answer.answer)" == "\(pair.rule) \(outcome) \(pair.answer)", "\(pair.id)")
    }
  }
}
