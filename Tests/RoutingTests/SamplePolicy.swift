// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Routing
import SiteModel

/// A policy for tests: one exchange, one destination.
enum Sample {
  static let address = "https://www.exchange.example/en/register"
  static let disclosure = "We gain nothing from this link."

  static func located(_ text: String) -> Located<String> { Located(text, at: SourceLocation(path: "site.yaml")) }

  static func settings(regions: [String: Region] = [:], host: String = "exchange.example") -> ConversionSettings {
    ConversionSettings(
      targets: [ConversionTarget(host: host, paths: ["/register", "/*/register", "/*/download"])],
      gates: [
        ConversionGate(name: "fees", words: ["fees", "costs"]), ConversionGate(name: "risk", words: ["risk", "risks"]),
      ],
      allowsReferral: false, wording: ["guaranteed", "act now", "no risk"].map(located),
      calls: ["sign up", "register"].map(located), regions: regions)
  }

  static func policy(
    isAffiliate: Bool = false, refusesCalls: Bool = false, host: String = "exchange.example", source: String? = nil
  ) -> RoutePolicy {
    RoutePolicy(
      settings: settings(host: host), baseURL: "https://guide.example",
      sources: Set(
        ["https://www.exchange.example/support/faq", "https://regulator.example/register?firm=1&x=2"]
          + [source].compactMap(\.self)),
      destinations: [
        ShownDestination(
          name: "sign-up", urls: ["/start/sign-up/", "/old/"], address: address, disclosure: disclosure,
          isAffiliate: isAffiliate)
      ], refusesCalls: refusesCalls, limits: ["/fees/costs/": ["cheap", "ok"]])
  }

  /// A page's gates explained.
  static let explanation = """
    <h2 id="fees">Fees</h2><p>You pay <a class="fact" href="/facts/fee/">0.1 %</a>.</p>
    <h2 id="risk">Risk</h2><p>How much you can lose is unknown.</p>
    """
  static let link = "<p>\(disclosure)</p><p><a data-go=\"sign-up\" href=\"\(address)\" rel=\"nofollow\">exchange</a></p>"

  static func scan(_ html: String, _ policy: RoutePolicy = policy()) -> PageRoutes {
    PageScanner(policy).scan(html: Array(html.utf8))
  }

  /// A finished page's file.
  static func file(
    _ url: String, _ html: String, stage: Stage? = .act, mayConvert: Bool = true, _ policy: RoutePolicy = policy()
  ) -> ProvedFile {
    ProvedFile(
      url: url, output: "\(url.dropFirst())index.html", place: SourceLocation(path: "Content\(url.dropLast()).md"),
      stage: stage, mayConvert: mayConvert, routes: scan(html, policy))
  }

  static func proof(
    _ policy: RoutePolicy = policy(), current: Bool? = true, pages: [LeadingPage] = []
  ) -> RoutingProof {
    RoutingProof(
      policy: policy, isCurrent: { $0 == "fee" ? current : nil }, isEntry: { $0.routes.isIndexed }, pages: { pages })
  }

  static func found(_ files: [ProvedFile], _ policy: RoutePolicy = policy(), current: Bool? = true) -> [Diagnostic] {
    proof(policy, current: current).diagnostics(files)
  }
}
