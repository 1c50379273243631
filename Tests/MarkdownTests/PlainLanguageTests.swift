// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Markdown
import SiteModel
import Testing

@Suite struct PlainLanguageTests {
  private func read(_ text: String, limit: Int? = nil) -> (markup: Markup, diagnostics: [Diagnostic]) {
    MarkdownReader.read(Array(text.utf8)[...], path: "a.md", firstLine: 10, readingGradeLimit: limit)
  }

  private func printed(_ text: String, limit: Int? = nil) -> String {
    ConsoleWriter(usesColour: false).text(for: read(text, limit: limit).diagnostics)
  }

  private func words(_ count: Int, _ word: String = "word") -> String {
    Array(repeating: word, count: count).joined(separator: " ")
  }

  @Test func `a sentence of more than 25 words is found where it begins`() {
    #expect(printed("Short. The \(words(24)).") == "")
    #expect(
      printed("Short one.\nThen – *And* \(words(24)) “so”.") == """
        a.md:11:1: warning: The sentence has 27 words; 25 are easy to follow [LongSentence]
          fix: Make two sentences of it

        """)
    #expect(printed("It's 1 -- 2. **Bold** \(words(26)).").contains("a.md:10:16: warning: The sentence has 27 words"))
    #expect(printed("- Item. The \(words(12)), [a link](term:b)\n  and `code` \(words(12)).").contains("a.md:10:9: warning: The sentence has 29 words"))
    #expect(printed("> [!NOTE]\n> \(words(26)).").contains("a.md:11:3: warning:"))
  }

  @Test(arguments: [
    "Mr. Smith", "e.g. Foo", "i.e. This", "0.1 per", "No. 5", "example.com and", "J. Doe", "approx. 5", "U.S. Law", "5 p.m. and", "Wait… and",
  ])
  func `abbreviations, decimals and addresses do not end a sentence`(text: String) {
    let long = "We \(words(15)) \(text) \(words(15))."
    #expect(printed(long).contains("LongSentence"), "\(printed(long))")
  }

  @Test(arguments: [
    ". Then", "? Then", "! Then", "… Then", ".” Then", ".) Then", ". 5 is", ". “Then", ". (Then", ". Älter", " *now.* Then", ".\nThen", " so do I. Then", "of no. Then",
  ])
  func `full stops, question and exclamation marks end one`(text: String) {
    let two = "We \(words(15))\(text) \(words(15))."
    #expect(printed(two) == "")
  }

  @Test func `what is no sentence is not a long one`() {
    let list = (1...8).map { "- \(words(4)) \($0)\n" }.joined()
    #expect(printed("Here is a list:\n\n" + list) == "")
    #expect(printed("- \(words(30))\n- \(words(30))\n") == "")
    #expect(printed("## \(words(30))\n") == "")
    #expect(printed("| \(words(30)) |\n|-|\n| \(words(30)) |\n") == "")
    #expect(printed("```\n\(words(30))\n```\n") == "")
    #expect(printed("A `\(words(40))` b.") == "")
    #expect(printed("![\(words(30))](/a.png)") == "")
    #expect(read("## \(words(30))\n\n| a |\n|-|\n\n- \(words(3))\n").markup.prose == Prose(words: 0, sentences: 0, syllables: 0))
  }

  /// The syllables are those of the Carnegie Mellon pronouncing dictionary.
  @Test(arguments: [
    ("a", 1), ("the", 1), ("light", 1), ("camera", 3), ("document", 3), ("table", 2), ("make", 1), ("makes", 1), ("changes", 2),
    ("wanted", 2), ("looked", 1), ("identity", 4), ("verification", 5), ("yes", 1), ("your", 1), ("window", 2), ("exchange", 2),
    ("see", 1), ("people", 2), ("faces", 2), ("boxes", 2), ("handles", 2), ("rules", 1), ("employed", 2), ("picture", 2), ("I", 1), ("rhythm", 1),
  ])
  func `syllables are groups of vowels less a silent ending`(word: String, expected: Int) {
    #expect(read("\(word).").markup.prose == Prose(words: 1, sentences: 1, syllables: expected))
  }

  @Test func `words, sentences and grade are those of the formula`() {
    // 3 sentences, 13 words, by hand: The·cat·sat·on·the·mat / Did·it / Well-known·cats·don’t·wear·hats(5).
    let prose = read("The cat sat on the mat. Did it? Well-known cats don't wear hats!").markup.prose
    #expect(prose == Prose(words: 13, sentences: 3, syllables: 14))
    #expect(prose.readingGrade == nil, "a short text says nothing")
    let grade = Prose(words: 200, sentences: 10, syllables: 300).readingGrade
    #expect(grade.map { ($0 * 100).rounded() } == 991)  // 0.39 × 20 + 11.8 × 1.5 − 15.59
  }

  @Test func `a page above the grade of its kind is told so at its first line`() {
    let hard = String(repeating: "Verification documentation necessitates administrative consideration regarding eligibility. ", count: 20)
    let easy = String(repeating: "Hold the phone at the height of your eyes. ", count: 20)
    #expect(printed(hard, limit: 8).hasPrefix("a.md:10:1: warning: The page reads at grade "), "\(printed(hard, limit: 8))")
    #expect(printed(hard) == "")
    #expect(printed(easy, limit: 8) == "")
    #expect(printed("Verification documentation.", limit: 1) == "")
  }

  @Test(arguments: ["here", "Click here", "this", "**Read more**", "link", "this page", "Here.", "more…", "read  more"])
  func `link words that say only where to press are found`(words: String) {
    #expect(printed("a [\(words)](term:b)").contains("does not say what the link leads to [VagueLink]"), "\(printed("a [\(words)](term:b)"))")
  }

  @Test(arguments: ["KYC", "here is how", "the fee page", "this year’s fees", "0.1 %", "linkage", "文字"])
  func `link words that name something are not`(words: String) {
    #expect(printed("a [\(words)](term:b)") == "")
  }

  @Test(arguments: ["[](term:b)", "[ ](term:b)", "[&#32;](term:b)", "[...](term:b)", "[“”](term:b)"])
  func `a link without words is found`(link: String) {
    #expect(printed("a \(link)").contains("[EmptyLink]"), "\(printed("a \(link)"))")
  }

  @Test func `a link whose words are a picture's has words`() {
    #expect(!printed("[![a lamp](/a.png)](term:b)").contains("EmptyLink"))
  }

  @Test func `heading levels go down one at a time`() {
    #expect(printed("## a\n\n### b\n\n#### c\n\n## d\n") == "")
    #expect(
      printed("## a\n\n#### b\n\n#### c\n") == """
        a.md:12:1: warning: A heading of level 4 follows one of level 2 [HeadingOrder]
          fix: Write ### instead of ####

        """)
    #expect(printed("### a\n").contains("a.md:10:1: warning: A heading of level 3 follows one of level 1"))
  }
}
