// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteModel
import Testing

/// The promise that checklist and detector cannot drift apart.
@Suite struct InSyncTests {
  @Test func `a site in which everything agrees is built without findings`() throws {
    #expect(try FixtureSite().printed() == "")
  }

  @Test func `a reference to an unknown check fails with its place and a suggestion`() throws {
    var site = try FixtureSite()
    site.replace("[still](check:steady-hand)", with: "[still](check:steady-hnad)", in: "Content/guides/first.md")
    #expect(
      try site.printed() == """
        Content/checks/steady-hand.md:1:1: error: No guide step names the check 'steady-hand' [CheckWithoutStep]
          fix: Write [what to do](check:steady-hand) in a step under '## Suggested path'
        Content/guides/first.md:19:17: error: 'steady-hnad' is not a check; did you mean 'steady-hand'? [UnknownCheck]
          fix: Change the link to check:steady-hand

        """)
  }

  @Test func `a check without a page fails`() throws {
    var site = try FixtureSite()
    site.remove("Content/checks/even-light.md")
    #expect(
      try site.printed() == """
        Content/checks/even-light.md:1:1: error: The check 'even-light' has no page [CheckWithoutPage]
          fix: Write Content/checks/even-light.md

        """)
  }

  @Test func `a check page without a check fails`() throws {
    var site = try FixtureSite()
    site.write(site.text("Content/checks/even-light.md"), to: "Content/checks/evenlight.md")
    #expect(
      try site.printed() == """
        Content/checks/evenlight.md:1:1: error: 'evenlight' is not a check of the core; did you mean 'even-light'? [PageWithoutCheck]
          fix: Rename the file to even-light.md

        """)
  }

  @Test func `a check that is linked outside the steps alone is not named by a step`() throws {
    var site = try FixtureSite()
    site.replace("Hold [still](check:steady-hand)", with: "Hold still", in: "Content/guides/first.md")
    site.replace("See [whether", with: "Be [still](check:steady-hand). See [whether", in: "Content/guides/first.md")
    #expect(
      try site.printed() == """
        Content/checks/steady-hand.md:1:1: error: No guide step names the check 'steady-hand' [CheckWithoutStep]
          fix: Write [what to do](check:steady-hand) in a step under '## Suggested path'

        """)
  }

  @Test func `a guide without steps fails`() throws {
    var site = try FixtureSite()
    site.replace("## Suggested path", with: "## Some path", in: "Content/guides/first.md")
    site.replace("(#suggested-path)", with: "(#some-path)", in: "Content/guides/first.md")
    #expect(try site.printed().contains("Content/guides/first.md:1:1: error: The guide has no steps that name a check [MissingSuggestedPath]"))
  }

  @Test func `a module with another digest is refused`() throws {
    var site = try FixtureSite()
    site.module = SourceFile(
      path: "module.wasm",
      bytes: FixtureSite.module.bytes.map { $0 == UInt8(ascii: "f") ? UInt8(ascii: "0") : $0 })
    #expect(
      try site.printed() == """
        module.wasm:1:1: error: The module carries the digest 0123456789abcde0; this command's catalogue has 0123456789abcdef [StaleModule]
          fix: Run 'make module'

        """)
  }

  @Test func `a module without a digest, with two digests, or that is no module is refused`() throws {
    var site = try FixtureSite()
    let head = Array(FixtureSite.module.bytes.prefix(8))
    let mark = FixtureSite.mark + FixtureSite.digest
    for bytes in [
      head, head + Array("test-digest:0123".utf8), head + Array("\(mark) test-digest:ffffffffffffffff".utf8),
      Array(mark.utf8), [],
    ] {
      site.module = SourceFile(path: "module.wasm", bytes: bytes)
      #expect(try site.printed().contains("[StaleModule]"))
    }
    site.module = nil
    #expect(try site.printed().contains("[MissingModule]"))
  }

  @Test func `a reason of the core without words fails, and words for an unknown reason too`() throws {
    var site = try FixtureSite()
    site.replace("noFaceModel: No face", with: "noFaceModl: No face", in: "Content/site.yaml")
    #expect(
      try site.printed() == """
        Content/site.yaml:18:3: error: 'noFaceModl' is not a reason of the core; did you mean 'noFaceModel'? [UnknownKey]
          fix: Rename it to 'noFaceModel'
        Content/site.yaml:18:3: error: The reason 'noFaceModel' has no words [ReasonWithoutWords]
          fix: Add 'noFaceModel: …' to 'reasons'

        """)
  }

  @Test func `a cause of the core without words fails, and words for an unknown cause too`() throws {
    var site = try FixtureSite()
    site.replace("{ hand: Rest it }", with: "{ hnad: Rest it }", in: "Content/checks/steady-hand.md")
    #expect(
      try site.printed() == """
        Content/checks/steady-hand.md:1:1: error: The cause 'hand' of 'steady-hand' has no words [CauseWithoutWords]
          fix: Add 'hand: …' to 'words.causes'
        Content/checks/steady-hand.md:10:13: error: 'hnad' is not a cause of 'steady-hand'; did you mean 'hand'? [UnknownKey]
          fix: Rename it to 'hand'

        """)
    site = try FixtureSite()
    site.replace("  cannotTell:", with: "  causes: { hand: Rest it }\n  cannotTell:", in: "Content/checks/even-light.md")
    #expect(try site.printed().contains("'hand' is not a cause of 'even-light' [UnknownKey]\n  fix: Remove it"))
  }

  @Test func `key checks are made from the steps, in their order, each once`() throws {
    let guide = try FixtureSite().page("guides/first/index.html")
    #expect(guide.contains("<p id=\"even-light\">Even light: steps 1 and 2</p>\n<p id=\"steady-hand\">Steady hand: step 2</p>"))
  }

  @Test func `a check's page shows the limits of the core and the steps that name it`() throws {
    let page = try FixtureSite().page("checks/steady-hand/index.html")
    #expect(page.contains("<p>Look here: below 480 pixels</p>"))
    #expect(page.contains("<p>For a document: Change this: below 600 pixels</p>") && page.contains("<p>Rest it</p>"))
    #expect(try !FixtureSite().page("checks/even-light/index.html").contains("For a document"), "both profiles have the same")
    #expect(page.contains("<p>A first guide, step 2</p>"))
  }
}

extension FixtureSite {
  func page(_ path: String) throws -> String {
    String(decoding: try build().files.first { $0.path.text == path }?.bytes ?? [], as: UTF8.self)
  }
}
