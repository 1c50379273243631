// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Markdown
import SiteModel
import Testing

@Suite struct PlatformNumberTests {
  private static let platforms = Platforms(["Binance", "Crypto.com", "Gate Exchange", "OKX"])

  private func found(_ text: String, _ platforms: Platforms = PlatformNumberTests.platforms) -> [Diagnostic] {
    MarkdownReader.read(Array(text.utf8)[...], path: "a.md", firstLine: 10, platforms: platforms).diagnostics
      .filter { $0.identifier == .numberWithoutFact }
  }

  private func printed(_ text: String) -> String {
    ConsoleWriter(usesColour: false).text(for: found(text))
  }

  @Test func `a number about a platform's limits is found where it stands, with what to do`() {
    #expect(
      printed("Read this first. Then wait:\n*Binance* is said to allow **3 tries** a day.") == """
        a.md:11:30: warning: '3 tries' about Binance is not kept as a fact [NumberWithoutFact]
          fix: Keep it in Content/facts, and write [3 tries](fact:NAME)

        """)
  }

  @Test(arguments: [
    ("Binance takes 0.1 % of it.", "0.1 %"), ("Binance takes 0.1% of it.", "0.1%"), ("Binance takes 1,5 ‰.", "1,5 ‰"),
    ("BINANCE asks for €5 a month.", "€5"), ("binance asks for 5 € a month.", "5 €"), ("Binance asks for $1,000.50.", "$1,000.50"),
    ("Binance asks for 20 USDT.", "20 USDT"), ("Binance asks for five per cent.", "five per cent"), ("Binance asks for 10 basis points.", "10 basis"),
    ("Wait 24 hours at Binance.", "24 hours"), ("Binance has a 90-day limit.", "90-day"), ("Binance has a 24‑hour wait.", "24‑hour"),
    ("Binance answers in 3–5 days.", "5 days"), ("Binance answers in 2 business days.", "2 business days"), ("Binance answers within 24h.", "24h"),
    ("Binance allows three failed attempts.", "three failed attempts"), ("Binance allows 3 a day.", "3 a day"), ("Binance allows ten per week.", "ten per week"),
    ("Binance takes files up to 10MB.", "10MB"), ("Binance waits half an hour.", "half an hour"), ("You must be 18 years old for Binance.", "18 years"),
    ("At Binance the limit is 5.", "5"), ("Binance’s fee: 7, no more.", "7"), ("Binance has a minimum of about 100.", "100"),
    ("Crypto.com allows 3 tries.", "3 tries"), ("Gate\nExchange allows 3\ntries.", "3 tries"), ("**OKX** allows 3 tries.", "3 tries"),
    ("[Binance](term:a) allows [3 tries](page:guides/b).", "3 tries"), ("Binance allows **3** tries.", "3 tries"),
    ("Binance allows 3 tries for example.", "3 tries"), ("They say Binance allows 3 tries.", "3 tries"),
  ])
  func `units of money, time, tries and sizes make a number one of limits and fees`(text: String, words: String) {
    let name = ["Crypto.com", "Gate Exchange", "OKX"].first { text.replacing("\n", with: " ").contains($0) } ?? "Binance"
    #expect(found(text).map(\.summary) == ["'\(words)' about \(name) is not kept as a fact"])
  }

  @Test(arguments: [
    "Wait 24 hours.", "Binance is here. Wait 24 hours.", "Wait 24 hours. Binance is here.", "Binancex allows 3 tries.", "Unbinance allows 3 tries.",
    "Binance has 2FA.", "Binance was checked on 3 May 2026.", "Binance checked it in 2026 again.", "Binance has Doc 9303.", "Binance has step 3.",
    "Binance takes mp3 days.", "Binance allows a few tries.", "Binance allows many tries a day.", "Binance has fees on 3 May.",
    "Binance allows [3 tries](fact:tries).", "Binance allows [](fact:tries).", "Binance allows [**3** tries](fact:tries) a day.",
    "Binance allows [3](fact:tries) tries.", "Binance allows `3 tries`.", "`Binance` allows 3 tries.", "For example, Binance allows 3 tries.",
    "Suppose Binance takes 1 %.", "Let us say that Binance takes 1 %.", "At Binance you pay, say, 1 %.", "At Binance, e.g. 1 % of it.", "An example: Binance takes 1 %.",
    "## Binance allows 3 tries\n", "```\nBinance allows 3 tries.\n```\n", "    Binance allows 3 tries.\n", "Cryptoxcom allows 3 tries.", "Gate or Exchange allows 3 tries.", "",
  ])
  func `what names no platform, has no such unit, is a fact, code, a heading or an example is not found`(text: String) {
    #expect(printed(text) == "")
  }

  @Test func `every number of a sentence is found, in lists, quotes and callouts, too`() {
    #expect(
      found("- OKX waits 3 days\n- or 5 days\n\n> [!NOTE]\n> OKX takes 1 % and 2 €.\n").map { "\($0.location.line):\($0.location.column) \($0.summary)" } == [
        "10:13 '3 days' about OKX is not kept as a fact", "14:13 '1 %' about OKX is not kept as a fact",
        "14:21 '2 €' about OKX is not kept as a fact",
      ])
  }

  @Test func `in a table a cell goes with its row and with the head of its column`() {
    let table = """
      | Tries | Binance | *OKX* | elsewhere |
      |---|---|---|---|
      | a day | 5 | three a day | 7 |
      | first | [5](fact:a) | 2019 | 0.1 % |
      | OKX | unknown | `3` | 0.1 % |

      """
    #expect(
      found(table).map { "\($0.location.line):\($0.location.column) \($0.summary)" } == [
        "12:11 '5' about Binance is not kept as a fact", "12:15 'three a day' about OKX is not kept as a fact",
        "14:25 '0.1 %' about OKX is not kept as a fact",
      ])
  }

  @Test func `a site that names no platforms has no such finding`() {
    #expect(found("Binance allows 3 tries.", .none) == [])
    #expect(found("Binance allows 3 tries.", Platforms([""])) == [])
  }

  @Test func `a name is found wherever it stands in a long text`() {
    for length in 0..<40 {
      let text = String(repeating: "b", count: length) + " Binance allows 3 tries."
      #expect(found(text).count == 1, "\(length)")
    }
    #expect(found("Gate Exchange and OKX: 3 tries.").map(\.summary) == ["'3 tries' about Gate Exchange is not kept as a fact"])
    #expect(found("OKX and Gate Exchange: 3 tries.").map(\.summary) == ["'3 tries' about OKX is not kept as a fact"])
  }

  @Test func `a text of the front matter is judged as a body is, at its place`() {
    let place = SourceLocation(path: "a.md", line: 3, column: 10)
    #expect(
      MarkdownReader.platformNumbers(in: "How long? OKX waits 3 days.", at: place, platforms: PlatformNumberTests.platforms).map(\.location)
        == [place])
    #expect(MarkdownReader.platformNumbers(in: "OKX. Wait 3 days.", at: place, platforms: PlatformNumberTests.platforms) == [])
  }
}
