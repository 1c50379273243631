// SPDX-License-Identifier: Apache-2.0
// The adversarial set: a conversion target in every place and every spelling.

import Routing
import Testing

@Suite struct ScannerTests {
  // MARK: - Places

  @Test(arguments: [
    "<table><tr><td><a href=\"ADDRESS\">x</a></td></tr></table>",
    "<h2><a href='ADDRESS'>x</a></h2>",
    "<a\tclass=x\thref=ADDRESS>x</a>",
    "<A HREF=\"ADDRESS\">x</A>",
    "<a href=\"  ADDRESS  \"><img src=\"/assets/x.png\" alt=\"\"></a>",
    "<area href=\"ADDRESS\">",
    "<form action=\"ADDRESS\"><button>x</button></form>",
    "<button formaction=\"ADDRESS\">x</button>",
    "<meta http-equiv=\"refresh\" content=\"0; url=ADDRESS\">",
    "<meta content=\"5;URL='ADDRESS'\" http-equiv=refresh>",
    "<iframe src=\"ADDRESS\"></iframe>",
    "<link rel=\"canonical\" href=\"ADDRESS\">",
    "<svg><a xlink:href=\"ADDRESS\">x</a></svg>",
    "<img srcset=\"/a.png 1x, ADDRESS 2x\" alt=\"\">",
    "<p data-target=\"ADDRESS\">x</p>",
    "<a href=\"#x\" ping=\"ADDRESS\">x</a>",
    "<blockquote cite=\"ADDRESS\">x</blockquote>",
    "<script type=\"application/ld+json\">{\"url\":\"ADDRESS\"}</script>",
    "<script>location = 'ADDRESS'</script>",
    "<style>a { background: url(ADDRESS) }</style>",
    "<!-- ADDRESS -->",
    "<p>Go to ADDRESS today</p>",
    "<p title=\"ADDRESS\">x</p>",
    "<template><a href=\"ADDRESS\">x</a></template>",
    "<noscript><a href=\"ADDRESS\">x</a></noscript>",
    "<a onclick=\"location.href='ADDRESS'\">x</a>",
    "<meta name=\"description\" content=\"See ADDRESS\">",
    "<a href=\"https://harmless.example/?to=ADDRESS\">x</a>",
    "<a href=\"https://www.exchange.example/support/faq?next=ADDRESS\">x</a>",
    "<a href=\"https://harmless.example/?to=https%3A%2F%2Fexchange.example%2Fregister\">x</a>",
    "<p data-target=\"exchange.example/register\">x</p>", "<p data-target=\"x/y\" data-to='exchange.example/register'>x</p>",
    "<p>to=exchange.example/register</p>", "<p data-target=\"%2F%2Fexchange.example/register\">x</p>",
  ])
  func `a conversion target is found wherever it stands`(html: String) {
    let page = Sample.scan("<p>Before.</p>\n" + html.replacing("ADDRESS", with: Sample.address))
    #expect(!page.conversions.isEmpty)
    #expect(page.conversions.allSatisfy { !$0.isDeclared && $0.line == 2 })
  }

  // MARK: - Spellings

  private static let spellings = [
    "https://exchange.example/register", "HTTPS://WWW.EXCHANGE.EXAMPLE/EN/REGISTER", "http://exchange.example/register",
    "//www.exchange.example/en/register", "\\\\exchange.example\\register", "/\\exchange.example/register",
    "https:exchange.example/register", "https:/exchange.example/register", "https:///exchange.example/register",
    "https://exchange.example./register", "https://exchange.example:443/register",
    "https://user:word@exchange.example/register", "https://www.%65xchange.example/register",
    "https://exchange.example/%72egister", "https://exchange.example/%2e/register",
    "https://exchange.example/help/../register", "https://exchange.example//register",
    "https://exchange.example/register?ref=1", "https://exchange.example/register#x",
    "https://exchange.example/register/person", "https://a.b.exchange.example/register",
    "https&#58;//exchange.example/register", "https:&sol;&sol;exchange.example/register",
    "https://exchange&period;example/register", "https://exch&#97;nge.example/register",
    "https://exch&#x61;nge.example/register", "ht\ntps://exchange.example/register",
    "https://exchange\u{3002}example/register", "https://ｅｘｃｈａｎｇｅ.example/register",
    "https://exchange.example/zh-CN/download", "http://exchange.example/%72egister", "http://www.%65xchange.example/register",
    "http://exchange.example/%2e/register", "http://exchange.example/help/../register",
  ]

  @Test(arguments: spellings)
  func `a conversion target is found however it is spelled`(address: String) {
    #expect(Sample.scan("<a href=\"\(address)\">x</a>").conversions.count == 1)
    #expect(Sample.scan("<form action=\"\(address)\"></form>").conversions.count == 1)
  }

  @Test(arguments: [
    "https://www.exchange.example/support/faq", "https://www.exchange.example/en/registers",
    "https://www.exchange.example/", "https://regulator.example/register?firm=1&amp;x=2", "/register",
    "https://guide.example/en/register/", "https://guide.example", "mailto:someone@exchange.example", "#register",
  ])
  func `what is no conversion target is none`(address: String) {
    let page = Sample.scan("<a href=\"\(address)\">x</a>")
    #expect(page.conversions.isEmpty)
  }

  @Test(arguments: [
    "https://xx-exchange.example.net/", "https://exchange.example.evil.net/", "https://exchange.example@evil.net/",
    "https://\u{435}xchange.net/", "https://xn--xchange-6gg.net/", "https://exchangе.net/", "https://exchang3.net/",
    "https://ëxchange.net/", "https://ехchange.net/", "https://exchamge.net/", "https://ecxhange.net/",
    "https://my-exc-hange.net/", "https://myexchange.example/register", "https://%65xchange.example.evil.net/",
  ])
  func `a host that only looks like a target's is told`(address: String) {
    for html in ["<a href=\"\(address)\">x</a>", "<p data-to=\"\(address)\">x</p>", "<p data-to=\"\(address.dropFirst(6))\">x</p>"] {
      let page = Sample.scan(html)
      #expect(page.strayLinks.map(\.reason) == [.lookAlike], "\(html)")
      #expect(page.conversions.isEmpty, "\(html)")
    }
  }

  @Test func `letters that look like two others, and hyphens of a name, make no other host`() {
    for address in ["https://svvim-market.net/", "https://swirn-rnarket.net/", "https://swim-market.net/", "https://the-swim-market.example.net/"] {
      let page = Sample.scan("<a href=\"\(address)\">x</a>", Sample.policy(host: "swim-market.example"))
      #expect(page.strayLinks.map(\.reason) == [.lookAlike], "\(address)")
    }
  }

  @Test func `a source whose host looks like a target's is one all the same`() {
    let address = "https://exchange-watch.example/report"
    #expect(Sample.scan("<a href=\"\(address)\">x</a>", Sample.policy(source: address)).strayLinks.isEmpty)
    #expect(Sample.scan("<a href=\"\(address)\">x</a>").strayLinks.map(\.reason) == [.lookAlike])
  }

  @Test func `a source on a target's host has no query`() {
    let address = "https://www.exchange.example/help?ref=1"
    #expect(Sample.scan("<p><a href=\"\(address)\">x</a>", Sample.policy(source: address)).strayLinks.count == 1)
  }

  @Test func `a target without a dot in its name is found in a text`() {
    #expect(PageScanner(Sample.policy(host: "intranet")).scan(text: Array("see intranet/register".utf8)).conversions.count == 1)
  }

  @Test func `where a page moves on to by itself is a link`() {
    #expect(Sample.scan("<meta http-equiv=\"refresh\" content=\"0; url=https://short.example/\">").strayLinks.count == 1)
    #expect(Sample.scan("<meta name=\"description\" content=\"0; see https://short.example/\">").strayLinks.isEmpty)
  }

  @Test(arguments: [
    "https://short.example/x", "javascript:go()", "data:text/html,x", "exchange://register", "page.html", "../x",
    "https://regulator.example/register?firm=2", "https://www.exchange.example/support/faq?ref=1",
    "https://www.exchange.example/other", "https://guide.example.evil.net/", "https://guide.example@evil.net/",
  ])
  func `a link out of the site that nobody declared is told`(address: String) {
    #expect(Sample.scan("<a href=\"\(address)\">x</a>").strayLinks.count == 1)
  }

  @Test(arguments: [
    "https://guide.example/start/sign-up/", "https://guide.example", "HTTPS://Guide.example/x", "//guide.example/x", "https&#58;//guide.example/x",
    "https://guide.example:443/x",
  ])
  func `a page of the site with its host before it is told where readers would follow it`(address: String) {
    for html in ["<a href=\"\(address)\">x</a>", "<form action=\"\(address)\">", "<meta http-equiv=\"refresh\" content=\"0;url=\(address)\">"] {
      #expect(Sample.scan(html).strayLinks.map(\.reason) == [.own], "\(html)")
    }
    for html in ["<link rel=\"canonical\" href=\"\(address)\">", "<meta property=\"og:url\" content=\"\(address)\">", "<p data-url=\"\(address)\">"] {
      #expect(Sample.scan(html).strayLinks.isEmpty, "\(html)")
    }
  }

  // MARK: - Files that are no pages

  @Test(arguments: [
    "- [x](https://www.exchange.example/en/register): y", "<link href=\"https://www.exchange.example/en/register\"/>",
    "<loc>https://exchange.example/register</loc>", "{\"u\":\"https:\\/\\/exchange.example\\/register\"}",
    "see exchange.example/register.", "https://\\u0065xchange.example/register", "https://%65xchange.example/register",
    "let u = `//exchange.example/register`", "https://exchange.example/register?a=1&amp;b=2",
  ])
  func `a target in a feed, a list, a twin or a script is found`(text: String) {
    #expect(PageScanner(Sample.policy()).scan(text: Array(text.utf8)).conversions.count == 1)
  }

  @Test func `the name of an exchange in a sentence is a word`() {
    let text = "Exchange says so. An exchange.example account; exchange.example/help; register"
    #expect(PageScanner(Sample.policy()).scan(text: Array(text.utf8)).conversions.isEmpty)
  }

  // MARK: - Words

  @Test(arguments: [
    "<p>It is guaranteed.</p>", "<p>GUARANTEED</p>", "<p>guar&#97;nteed</p>", "<p>guar&shy;anteed</p>",
    "<p>Act now</p>", "<p>act\n  now</p>", "<p>Act <b>now</b></p>", "<p>\u{201C}guaranteed\u{201D}</p>",
    "<img alt=\"guaranteed\" src=\"/x\">", "<a title=\"Act now\" href=\"#\">x</a>", "<title>Act now</title>",
    "<meta name=\"description\" content=\"It is guaranteed\">",
  ])
  func `forbidden words are found where readers meet them`(html: String) {
    let words = Sample.scan("<p>\n</p>" + html).words
    #expect(words.count == 1)
    #expect(words.first?.line == 2)
  }

  @Test(arguments: [
    "<p>unguaranteed</p>", "<p>Act. Now</p>", "<p>React now</p>", "<p class=\"guaranteed\">x</p>",
    "<script>guaranteed</script>", "<!-- guaranteed -->", "<p>act nowhere</p>",
  ])
  func `other words are not`(html: String) {
    #expect(Sample.scan(html).words.isEmpty)
  }

  /// How a part of a text is written, and what it is to a reader: letters, nothing, or something between words.
  private static let parts: [(written: String, read: String)] = [
    ("guaranteed", "guaranteed"), ("guar", "guar"), ("anteed", "anteed"), ("GU", "gu"), ("g", "g"), ("&#103;", "g"),
    ("&#x75;", "u"), ("u", "u"), ("aranteed", "aranteed"), ("\\u0061", "a"), ("%61", "a"), ("ran", "ran"), ("teed", "teed"),
    ("x", "x"), ("é", "é"), ("7", "7"), (" ", " "), (", ", " "), ("’", " "), ("&#39;", " "), ("\u{A0}", " "), ("&", " "), ("%", " "),
    ("\u{AD}", ""), ("&shy;", ""), ("the", "the"), ("of", "of"), ("documents", "documents"),
  ]

  @Test func `a word is met wherever it stands among others, and however it is written`() {
    var random: UInt64 = 7
    func next(_ count: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % count
    }
    let scanner = PageScanner(Sample.policy())
    var met = 0
    for _ in 0..<5000 {
      let chosen = (0..<1 + next(12)).map { _ in ScannerTests.parts[next(ScannerTests.parts.count)] }
      let written = chosen.map(\.written).joined()
      let expected = chosen.map(\.read).joined().split(separator: " ").count { $0 == "guaranteed" }
      met += expected
      for html in [written, "<p>\(written)</p>", "<p title=\"\(written)\">x</p>", written + "<b>the documents of</b>"] {
        #expect(scanner.scan(html: Array(html.utf8)).words.count == expected, "\(html)")
      }
    }
    #expect(met > 100)
  }

  @Test func `a word is met at the very end, however short, and none is met inside another`() {
    for word in ["cheap", "ok", "guaranteed"] {
      for count in 0..<40 {
        let letters = String(repeating: "x", count: count)
        for html in ["<p>\(letters) \(word)", "\(letters) \(word)", "<p title=\"\(letters) \(word)\">", "<p title=\"\(letters) \(word)\">long words follow"] {
          #expect(Sample.scan(html).words.count == 1, "\(html)")
        }
        guard count > 0 else { continue }
        for html in ["\(letters)\(word)", "<p title=\"\(letters)\(word)\">", "\(word)\(letters)", "\(letters)\(word) words"] {
          #expect(Sample.scan(html).words.isEmpty, "\(html)")
        }
      }
    }
  }

  @Test func `words of others are marked as a quotation`() {
    let page = Sample.scan("<blockquote><p>guaranteed</p></blockquote><p>guaranteed</p>")
    #expect(page.words.map(\.isQuoted) == [true, false])
  }

  @Test func `an invitation counts in links to destinations and on buttons, where a region refuses it`() {
    let html = "<p>Sign up</p><a href=\"/start/sign-up/\">Sign up</a><a href=\"/x/\">Sign up</a><button>Register</button>"
    #expect(Sample.scan(html).words.isEmpty)
    #expect(Sample.scan(html, Sample.policy(refusesCalls: true)).words.map(\.phrase) == ["sign up", "register"])
    for html in ["<a href=\"/start/sign-up/\">x</a><p>Sign up</p>", "<button>x</button><p>Sign up</p>"] {
      #expect(Sample.scan(html, Sample.policy(refusesCalls: true)).words.isEmpty, "\(html)")
    }
  }

  // MARK: - Explanations

  @Test func `a section explains by a fact or by what is unknown, and ends with the next heading`() {
    let page = Sample.scan("\(Sample.explanation)<h2>Other</h2><a href=\"/facts/other/\">1</a> unknown")
    #expect(page.evidence.map(\.gate) == ["fees", "risk"])
    #expect(page.evidence.map(\.fact) == ["fee", nil])
  }

  @Test(arguments: [
    "<h2>Fees</h2><p>They are low.</p>", "<p id=\"fees\">Fees are unknown</p>", "<h2>Fees, unknown</h2>",
    "<section data-topic=\"fees\">unknown</section>", "<h2>Fees</h2><!-- unknown -->",
    "<h2>Fees</h2><template>unknown</template>", "<h2>Fees</h2><p hidden>unknown <b>unknown</b></p>",
    "<h2 hidden>Fees</h2><p>unknown</p>", "<!-- <h2>Fees</h2> --><p>unknown</p>", "<h2>Coffees</h2><p>unknown</p>",
    "<h2>Fees</h2><div hidden><div>x</div>unknown</div>", "<h2>Fees</h2><h3>What is unknown</h3>",
    "<h2>Fees</h2><h2>x</h2><p>unknown</p>", "<h2>Fees</h2><img src=\"/facts/fee/\" alt=\"\">",
  ])
  func `a mere tag or a heading explains nothing`(html: String) {
    #expect(Sample.scan(html).evidence.isEmpty)
  }

  @Test func `a subsection belongs to its section`() {
    #expect(Sample.scan("<h2>Costs</h2><h3>Table</h3><p>unknown</p>").evidence.map(\.gate) == ["fees"])
  }

  @Test(arguments: [
    "<", "<a", "<a href", "<a href=", "<a href=\"", "<a href='x", "<!--", "<!", "</", "</a", "<script>", "<a/", "&", "&#",
    "&#x", "%", "%4", "\\u", "<a href=\"%\">", "<h2>", "</h2>", "<a href=\"https://\">", "<a href=\"//\">", "\u{FEFF}<",
    "<a href=\"https://xn--\">", "<a href=\"https://xn--a-.b\">",
  ])
  func `a page that breaks off is read to its end`(html: String) {
    for end in ["", "<p>guaranteed", Sample.address] { _ = Sample.scan(html + end) }
    let nested = String(repeating: html, count: 2000)
    _ = Sample.scan(nested)
  }

  @Test func `noindex is read from the page`() {
    #expect(Sample.scan("<p>").isIndexed)
    #expect(!Sample.scan("<meta name=\"robots\" content=\"NoIndex, follow\">").isIndexed)
    #expect(!Sample.scan("<meta content=none name=ROBOTS>").isIndexed)
    #expect(Sample.scan("<meta name=\"description\" content=\"noindex\">").isIndexed)
  }
}
