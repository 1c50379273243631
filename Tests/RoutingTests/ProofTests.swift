// SPDX-License-Identifier: Apache-2.0
// A page per rule that breaks it, and the same page repaired.

import Diagnostics
import Routing
import SiteModel
import Testing

@Suite struct ProofTests {
  private let page = "/start/sign-up/"

  private func identifiers(
    _ html: String, stage: Stage? = .act, mayConvert: Bool = true, _ policy: RoutePolicy = Sample.policy(),
    current: Bool? = true
  ) -> [Diagnostic.Identifier] {
    Sample.found([Sample.file(page, html, stage: stage, mayConvert: mayConvert, policy)], policy, current: current)
      .map(\.identifier)
  }

  @Test func `a destination that explains, discloses and then links passes`() {
    #expect(identifiers(Sample.explanation + Sample.link) == [])
  }

  @Test func `a link before the explanation is a violation, and its path is told`() throws {
    let found = Sample.found([Sample.file(page, "<p>\n" + Sample.link + Sample.explanation)])
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.identifier == .unexplainedConversion)
    #expect(finding.summary == "'\(Sample.address)' can be reached before fees and risk are explained")
    #expect(finding.location == SourceLocation(path: "Content/start/sign-up.md"))
    #expect(finding.notes.map(\.location) == Array(repeating: SourceLocation(path: "Public/start/sign-up/index.html", line: 2), count: 2))
    #expect(finding.notes.last?.summary == "1. /start/sign-up/ is an entry, and carries the link")
  }

  @Test(arguments: [(true, []), (false, [Diagnostic.Identifier.unexplainedConversion]), (nil, [.unexplainedConversion])] as [(Bool?, [Diagnostic.Identifier])])
  func `a fact that is not current explains nothing`(current: Bool?, expected: [Diagnostic.Identifier]) {
    #expect(identifiers(Sample.explanation + Sample.link, current: current) == expected)
  }

  @Test func `a fact behind the link explains nothing`() {
    let html = "<h2>Fees</h2>\(Sample.link)<p>unknown</p><h2>Risk</h2><p>unknown</p>"
    #expect(identifiers(html) == [.unexplainedConversion])
  }

  @Test func `the disclosure stands before the link, near it, where readers see it`() {
    let link = Sample.link.replacing("<p>\(Sample.disclosure)</p>", with: "")
    #expect(identifiers(Sample.explanation + link) == [.missingDisclosure])
    #expect(identifiers(Sample.explanation + link + Sample.disclosure) == [.missingDisclosure])
    #expect(identifiers(Sample.explanation + "<p hidden>\(Sample.disclosure)</p>" + link) == [.missingDisclosure])
    for unseen in ["<!-- D -->", "<!-- x > D -->", "<script>D</script>", "<style>D</style>", "<template>D</template>", "<head><title>D</title></head>"] {
      let html = Sample.explanation + unseen.replacing("D", with: Sample.disclosure) + link
      #expect(identifiers(html) == [.missingDisclosure], "\(unseen)")
    }
    let far = "<p>\(Sample.disclosure)</p><p>\(String(repeating: "word ", count: 100))</p>"
    #expect(identifiers(Sample.explanation + far + link) == [.missingDisclosure])
    #expect(identifiers(Sample.explanation + "<p>We gain <b>nothing</b> from this link.</p>" + link) == [])
  }

  @Test func `a link that pays says so in its rel`() {
    let policy = Sample.policy(isAffiliate: true)
    #expect(identifiers(Sample.explanation + Sample.link, policy) == [.missingRel])
    let half = Sample.link.replacing("\"nofollow\"", with: "\"sponsored\"")
    #expect(identifiers(Sample.explanation + half, policy) == [.missingRel])
    let marked = Sample.link.replacing("\"nofollow\"", with: "\"NoFollow sponsored\"")
    #expect(identifiers(Sample.explanation + marked, policy) == [])
  }

  @Test func `only the destination's own link may lead there`() {
    let bare = Sample.link.replacing(" data-go=\"sign-up\"", with: "")
    #expect(identifiers(Sample.explanation + bare) == [.conversionOutsideGo])
    let other = Sample.link.replacing("/en/register", with: "/de/register")
    #expect(identifiers(Sample.explanation + other) == [.conversionOutsideGo])
    let unknown = Sample.link.replacing("sign-up", with: "signup")
    #expect(identifiers(Sample.explanation + unknown) == [.conversionOutsideGo])
    let form = Sample.link.replacing("<a ", with: "<area ")
    #expect(identifiers(Sample.explanation + form) == [.conversionOutsideGo])
  }

  @Test func `a page that explains, or that its review does not let, carries no link`() {
    #expect(identifiers(Sample.explanation + Sample.link, stage: .explain) == [.conversionNotAllowed])
    #expect(identifiers(Sample.explanation + Sample.link, mayConvert: false) == [.conversionNotAllowed])
  }

  @Test func `a region that refuses calls has no link`() {
    let policy = Sample.policy(refusesCalls: true)
    #expect(identifiers(Sample.explanation + Sample.link, policy) == [.callToAction])
    #expect(identifiers(Sample.explanation, policy) == [])
  }

  @Test func `a link that nobody declared, and a host that looks like another, are errors`() {
    #expect(identifiers("<a href=\"https://short.example/x\">x</a>") == [.undeclaredLink])
    #expect(identifiers("<a href=\"https://exchange.example.evil.net/\">x</a>") == [.lookAlikeHost])
    #expect(identifiers("<a href=\"https://guide.example/start/sign-up/\">x</a>") == [.undeclaredLink])
  }

  @Test func `forbidden words are an error, quoted ones only beside a conversion link`() {
    #expect(identifiers("<p>guaranteed</p>") == [.forbiddenWording])
    #expect(identifiers("<blockquote>guaranteed</blockquote>") == [])
    #expect(identifiers("<blockquote>guaranteed</blockquote>\(Sample.explanation)\(Sample.link)") == [.forbiddenWording])
  }

  @Test func `a rule's wording limit holds on the page that it leads to`() {
    #expect(Sample.found([Sample.file("/fees/costs/", "<p>Cheap</p>")]).map(\.identifier) == [.forbiddenWording])
    #expect(Sample.found([Sample.file("/fees/other/", "<p>Cheap</p>")]).isEmpty)
  }

  // MARK: - Pages that are no entries

  private func hidden(_ html: String) -> ProvedFile {
    Sample.file(page, "<meta name=\"robots\" content=\"noindex\">" + html)
  }

  private func leading(_ url: String, isEntry: Bool = true, to targets: [String]) -> LeadingPage {
    LeadingPage(url: url, place: SourceLocation(path: "Content\(url.dropLast()).md"), isEntry: isEntry, targets: targets)
  }

  private func found(_ files: [ProvedFile], _ pages: [LeadingPage]) -> [Diagnostic] {
    Sample.proof(pages: pages + [leading(page, isEntry: false, to: [])]).diagnostics(files)
  }

  @Test func `a hidden page is reached only through pages that explain first`() throws {
    let explained = Sample.file("/fees/a/", Sample.explanation + "<a href=\"/start/sign-up/\">on</a>")
    #expect(found([hidden(Sample.link), explained], [leading("/fees/a/", to: [page])]).isEmpty)
    let early = Sample.file("/fees/a/", "<a href=\"/start/sign-up/\">on</a>\(Sample.explanation)")
    #expect(found([hidden(Sample.link), early], [leading("/fees/a/", to: [page])]).map(\.identifier) == [.unexplainedConversion])
    let twice = Sample.file("/fees/a/", "<a href=\"/start/sign-up/#x\">on</a>\(Sample.explanation)<a href=\"/start/sign-up/\">on</a>")
    #expect(found([hidden(Sample.link), twice], [leading("/fees/a/", to: [page + "#x", page])]).count == 1)
  }

  @Test func `the shortest path is told page by page, through redirects and topic hubs`() throws {
    let pages = [
      leading("/guides/far/", to: ["/guides/near/"]), leading("/guides/near/", to: ["/topics/hub/#x"]),
      leading("/topics/hub/", isEntry: false, to: ["/old/"]), leading("/old/", isEntry: false, to: [page]),
    ]
    let finding = try #require(found([hidden(Sample.link)], pages).first)
    #expect(finding.identifier == .unexplainedConversion)
    #expect(
      finding.notes.dropFirst().map(\.summary) == [
        "1. /guides/near/ leads to /topics/hub/", "2. /topics/hub/ leads to /old/", "3. /old/ leads to /start/sign-up/",
        "4. /start/sign-up/ carries the link",
      ])
    #expect(finding.notes[1].location.path == "Content/guides/near.md")
    #expect(found([hidden(Sample.link)], [leading("/guides/far/", to: ["/guides/near/"])]).isEmpty)
    #expect(found([hidden(Sample.link)], [leading("/lost/", isEntry: false, to: [page])]).isEmpty, "nobody comes to /lost/")
    #expect(found([hidden(Sample.link)], [leading("/guides/far/", to: [page + "?from=far"])]).count == 1)
  }

  @Test func `the ways through a site count only where a hidden page converts unexplained`() {
    #expect(!Sample.proof().dependsOnPaths([Sample.file(page, Sample.link)]))
    #expect(!Sample.proof().dependsOnPaths([hidden(Sample.explanation + Sample.link)]))
    #expect(Sample.proof().dependsOnPaths([hidden(Sample.link)]))
  }
}
