// SPDX-License-Identifier: Apache-2.0
// What a page's live check looks at, and what the page tells it.

import Foundation
import SiteModel
import Testing

@Suite struct LiveCheckTests {
  /// The fixture site with a guide that shows its modes, and checks of the sessions that are asked for.
  private func site(_ sessions: (evenLight: String, steadyHand: String), needsFace: Bool = true) throws -> FixtureSite {
    var site = try FixtureSite()
    site.replace(
      "{{body}}",
      with: "<p>modes: {{#hasLiveCheck}}{{liveCheckModes}}{{/hasLiveCheck}}</p>\n{{body}}",
      in: "Templates/layouts/guide.html")
    site.checks = CheckList(
      digest: site.checks.digest,
      checks: zip(site.checks.checks, [sessions.evenLight, sessions.steadyHand]).map { check, session in
        CheckDescription(
          id: check.id, session: session, measure: check.measure, unit: check.unit, unitWords: check.unitWords,
          limits: check.limits, goodRange: check.goodRange, component: nil,
          needsFace: needsFace && session != "document", causes: check.causes)
      },
      reasons: site.checks.reasons, moduleMark: site.checks.moduleMark)
    return site
  }

  private func modes(_ site: FixtureSite) throws -> String {
    let page = try site.page("guides/first/index.html")
    return String(try #require(page.firstMatch(of: /<p>modes: (.*?)<\/p>/)).1)
  }

  @Test func `a guide whose steps ask about a face looks through camera and pictures, and practises`() throws {
    #expect(try modes(site(("photo", "live"))) == "camera picture rehearsal")
  }

  @Test func `a guide whose steps ask about a document looks at its photo`() throws {
    #expect(try modes(site(("document", "document"))) == "document")
  }

  @Test func `what most steps ask for comes first`() throws {
    #expect(try modes(site(("photo", "document"))) == "camera picture rehearsal document")
    #expect(try modes(site(("document", "photo"), needsFace: false)) == "document")
  }

  @Test func `a guide whose steps ask for neither has no live check`() throws {
    #expect(try modes(site(("identity", "identity"), needsFace: false)) == "")
  }

  @Test func `a page can ask for more, and then lists every check that its live check runs`() throws {
    var site = try site(("identity", "photo"), needsFace: false)
    site.replace("stage: act", with: "liveCheck: [document, picture]\nstage: act", in: "Content/guides/first.md")
    site.replace("Hold [still](check:steady-hand) and", with: "Hold still and", in: "Content/guides/first.md")
    site.replace(
      "<p id=\"{{id}}\">{{title}}: {{steps}}</p>", with: "<p id=\"{{id}}\">{{title}}:{{#steps}} {{steps}}{{/steps}}</p>",
      in: "Templates/layouts/guide.html")
    site.write(
      site.text("Content/guides/first.md").replacing("liveCheck: [document, picture]\n", with: "")
        .replacing("title: A first guide", with: "title: A second guide")
        .replacing("Hold still and", with: "Hold [still](check:steady-hand) and"),
      to: "Content/guides/second.md")
    #expect(try modes(site) == "picture document")
    let page = try site.page("guides/first/index.html")
    #expect(page.contains("<p id=\"even-light\">Even light: steps 1 and 2</p>"))
    #expect(page.contains("<p id=\"steady-hand\">Steady hand:</p>"))
  }

  @Test(arguments: [
    ("[film]", "'film' is not a liveCheck"), ("[camera, camera]", "'camera' stands in 'liveCheck' a second time"),
    ("camera", "'liveCheck' must be a list"), ("[Camera]", "did you mean 'camera'?"),
  ])
  func `what a live check cannot look at is an error`(value: String, words: String) throws {
    var site = try FixtureSite()
    site.replace("stage: act", with: "liveCheck: \(value)\nstage: act", in: "Content/guides/first.md")
    let printed = try site.printed()
    #expect(printed.contains("Content/guides/first.md:4:") && printed.contains(words), "\(printed)")
  }

  @Test func `the page's own file names module and networks with sizes and proofs of their bytes`() throws {
    let words = try FixtureSite().page("live-check.json")
    let module = FixtureSite.module
    #expect(words.contains("\"bytes\":\(module.bytes.count)"))
    #expect(words.contains(/"module":\{\s*"url":"\/assets\/live-check\.[0-9a-f]{10}\.wasm"/))
    #expect(words.contains(/"integrity":"sha384-[A-Za-z0-9+\/]{64}"/))
  }

  @Test func `the policy of the pages is written for hosts that read it from a file`() throws {
    let site = try FixtureSite()
    let (headers, htaccess) = (try site.page("_headers"), try site.page(".htaccess"))
    for (name, value) in PagePolicy.headers {
      #expect(headers.contains("  \(name): \(value)\n"))
      #expect(htaccess.contains("Header always set \(name) \"\(value)\"\n"))
    }
    #expect(headers.hasSuffix("/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"))
    #expect(!PagePolicy.headers.contains { $0.value.contains("\"") || $0.value.contains("\n") })
  }
}
