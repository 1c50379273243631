// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Routing
import SiteModel
import Testing

@Suite struct RuleTests {
  private static let regions = [
    "uk": Region(title: "United Kingdom", refuses: [.referral, .calls]), "eu": Region(title: "Union", refuses: []),
  ]

  private func rule(
    _ name: String, _ intent: String, _ stage: Stage, signals: [String], to target: String, explains: [String] = [],
    regions: [String] = []
  ) -> RoutingRule {
    let place = SourceLocation(path: "Content/routes/\(name).md", line: 2, column: 9)
    let parts = target.split(separator: ":").map(String.init)
    let located = { (texts: [String]) in texts.map { Located($0, at: place) } }
    return RoutingRule(
      sourcePath: place.path, name: name, intent: Located(intent, at: place), question: "Where?",
      stage: Located(stage, at: place), signals: located(signals), explains: located(explains),
      target: Located(Reference(parts[0] == "go" ? .go : .page, parts[1]), at: place), regions: located(regions),
      avoids: [], reason: "Because.")
  }

  private func table(_ rules: [RoutingRule]) -> RouteTable {
    RouteTable(rules, settings: Sample.settings(regions: RuleTests.regions))
  }

  private func faults(_ rules: [RoutingRule]) -> [String] {
    table(rules).faults(gates: Sample.settings().gates) { _ in nil }.map { "\($0.summary) [\($0.identifier.rawValue)]" }
  }

  private var signUp: [RoutingRule] {
    [
      rule("a", "account", .explain, signals: ["account"], to: "page:glossary/account"),
      rule("b", "account", .act, signals: ["sign up"], to: "go:sign-up", explains: ["fees", "risk"]),
    ]
  }

  // MARK: - The table

  @Test func `a table with an explanation for each intent is complete`() {
    #expect(faults(signUp) == [])
  }

  @Test func `each cell has the rule of the latest stage up to it`() {
    let table = table(signUp)
    let names = Stage.allCases.map { table.rule(for: "account", at: $0, in: "eu")?.name }
    #expect(names == ["a", "a", "a", "b"])
    #expect(Stage.allCases.map { table.rule(for: "account", at: $0, in: "uk")?.name } == ["a", "a", "a", "a"])
  }

  @Test func `a gap is told with its stage and region`() {
    #expect(
      faults([rule("a", "x", .compare, signals: ["x"], to: "page:a/b", regions: ["eu"])]) == [
        "No rule answers 'x' at the stage 'explain' in the region 'default' [RoutingGap]",
        "No rule answers 'x' at the stage 'explain' in the region 'eu' [RoutingGap]",
        "No rule answers 'x' at the stage 'explain' in the region 'uk' [RoutingGap]",
      ])
  }

  @Test func `two rules in one cell are an error, rules for other regions are not`() {
    let both = { (first: [String], second: [String]) in
      [
        self.rule("a", "x", .explain, signals: ["one"], to: "page:a/b", regions: first),
        self.rule("b", "x", .explain, signals: ["two"], to: "page:a/c", regions: second),
      ]
    }
    #expect(faults(both([], ["uk"])) == ["Two rules answer 'x' at the stage 'explain' in the region 'uk' [RoutingOverlap]"])
    #expect(faults(both(["default", "eu"], ["uk"])) == [])
  }

  @Test func `a phrase in two rules is an error, in whatever case and accents`() {
    let rules = [
      rule("a", "x", .explain, signals: ["Sign  up"], to: "page:a/b"),
      rule("b", "y", .explain, signals: ["sîgn-up", "!"], to: "page:a/c"),
    ]
    #expect(faults(rules) == ["'sîgn-up' is a signal of another rule already [RepeatedSignal]", "'!' holds no word [InvalidValue]"])
  }

  @Test func `a rule to a destination is of a later stage and names every gate`() {
    let early = rule("a", "x", .explain, signals: ["x"], to: "go:sign-up", explains: ["fees", "risk"])
    #expect(faults([early]).contains("A rule of the stage 'explain' leads to a destination [UnexplainedRule]"))
    let hidden = rule("a", "x", .explain, signals: ["x"], to: "page:start/sign-up", explains: ["fees"])
    #expect(faults([hidden]).contains("The rule leads to a destination, and risk is not explained before it [UnexplainedRule]"))
  }

  @Test func `an unknown region is told with what was meant`() {
    let rules = [rule("a", "x", .explain, signals: ["x"], to: "page:a/b"), rule("b", "x", .act, signals: ["y"], to: "page:a/c", regions: ["ukk"])]
    #expect(faults(rules) == ["'ukk' is not a region; did you mean 'uk'? [UnknownRegion]"])
  }

  // MARK: - Questions

  private func answers(_ question: String, seen: Set<String> = [], in region: String = "default", _ more: [RoutingRule] = []) -> [String] {
    table(signUp + more).answers(to: question, seen: seen, in: region).map(\.rule.name)
  }

  @Test func `the explanation is the answer until it was read`() throws {
    #expect(answers("How do I sign up?") == ["a"])
    #expect(answers("How do I sign up?", seen: ["fees"]) == ["a"])
    #expect(answers("How do I sign up?", seen: ["fees", "risk"]) == ["b"])
    let answer = try #require(table(signUp).answers(to: "sign up", seen: ["fees"], in: "default").first)
    #expect(answer.later?.name == "b" && answer.unread == ["risk"] && answer.signal == "sign up")
  }

  @Test func `a region that refuses calls never leads to a destination`() {
    #expect(answers("sign up", seen: ["fees", "risk"], in: "uk") == ["a"])
  }

  @Test(arguments: ["How do I SIGN UP", "sign-up", "Sígn úp!", "please sign\nup now", "sign\u{200B} up"])
  func `case, accents and what stands between words do not count`(question: String) {
    #expect(answers(question) == ["a"])
  }

  @Test(arguments: ["", "signup", "sign it up", "resign up", "accounts", "up sign"])
  func `only whole words in their order count`(question: String) {
    #expect(answers(question) == [])
  }

  @Test func `the longest phrase wins, and a tie shows both, the explanation first`() {
    let fees = rule("c", "fees", .compare, signals: ["fees", "sign up fees"], to: "page:fees/a")
    #expect(answers("what are the sign up fees", [fees]) == ["c"])
    #expect(answers("fees of an account", [fees]) == ["a", "c"])
  }

  // MARK: - Drawings

  @Test func `the rules are drawn, and no title breaks the drawing`() {
    let page = { (reference: Reference) in
      RoutedPage(url: "/x/", title: "A \"title\"", summary: "", stage: nil)
    }
    #expect(
      RouteGraph(table(signUp), region: "default", page: page).text(as: .mermaid) == """
        flowchart LR
          n0["account"]
          n1["A &quot;title&quot;"]
          n2["explain fees"]
          n3["explain risk"]
          n4(["A &quot;title&quot;"])
          n0 -->|explain| n1
          n1 -->|before| n2
          n2 -->|before| n3
          n3 -->|act| n4

        """)
    let dot = RouteGraph(table(signUp), region: "uk", page: page).text(as: .dot)
    #expect(dot.contains("\"intent-account\" -> \"page-glossary/account\" [label=\"explain\"];"))
    #expect(dot.contains("[label=\"A \\\"title\\\"\", shape=box]") && !dot.contains("ellipse"))
  }
}
