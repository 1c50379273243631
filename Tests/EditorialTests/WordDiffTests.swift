// SPDX-License-Identifier: Apache-2.0

import Editorial
import TestSupport
import Testing

@Suite struct WordDiffTests {
  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  @Test func `words that went and came are told where they stood`() {
    #expect(
      WordDiff.changes(from: words("wait 24 hours and try"), to: words("wait 48 hours then try again"))
        == [
          .same(["wait"]), .removed(["24"]), .added(["48"]), .same(["hours"]), .removed(["and"]), .added(["then"]),
          .same(["try"]), .added(["again"]),
        ])
    #expect(WordDiff.changes(from: [], to: []).isEmpty)
    #expect(WordDiff.changes(from: words("a b"), to: words("a b")) == [.same(["a", "b"])])
    #expect(WordDiff.changes(from: words("a b"), to: []) == [.removed(["a", "b"])])
    #expect(WordDiff.changes(from: [], to: words("a b")) == [.added(["a", "b"])])
  }

  /// The longest common subsequence by the textbook: what a shortest diff keeps.
  private func longestCommon(_ a: [String], _ b: [String]) -> Int {
    var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices {
      for j in b.indices { table[i + 1][j + 1] = a[i] == b[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j]) }
    }
    return table[a.count][b.count]
  }

  @Test(arguments: 1...100)
  func `a diff leads from the old text to the new one, and no shorter one does`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    func text() -> [String] { (0..<Int.random(in: 0...14, using: &random)).map { _ in ["a", "b", "c"].randomElement(using: &random)! } }
    let (old, new) = (text(), text())
    var (before, after, same): ([String], [String], Int) = ([], [], 0)
    for change in WordDiff.changes(from: old, to: new) {
      switch change {
      case .same(let words):
        before += words
        after += words
        same += words.count
      case .removed(let words): before += words
      case .added(let words): after += words
      }
    }
    #expect(before == old && after == new)
    #expect(same == longestCommon(old, new))
  }

  @Test func `texts that have nothing in common are shown whole, in time`() {
    let (old, new) = ((0..<3000).map { "a\($0)" }, (0..<3000).map { "b\($0)" })
    #expect(WordDiff.changes(from: old, to: new) == [.removed(old), .added(new)])
  }

  @Test func `an edition shows what differs, with the words around it`() {
    let old = SamplePage("rules/one") { $0.body = "## Wait\n\nWait a day, then try once more & no more, for it is only a try." }
    var new = old
    new.body = new.body.replacing("a day", with: "two days")
    new.summary = "Another"
    let changes = PageEdition(new.text, answers: [], facts: [("fee", "0.2 %")])
      .changes(since: PageEdition(old.text, answers: [], facts: [("fee", "0.1 %")]))
    let text = PageEdition.text(of: changes, removed: { "[-\($0)-]" }, added: { "{+\($0)+}" })
    #expect(
      text == """
        summary:
          [-A summary-] {+Another+}
        body:
          <h2> Wait Wait [-a day,-] {+two days,+} then try once more & no more, for …
        fact 'fee':
          [-0.1-] {+0.2+} %

        """)
  }
}
