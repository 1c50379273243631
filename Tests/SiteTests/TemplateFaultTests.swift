// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct TemplateFaultTests {
  @Test func `an unknown variable is an error with its place, told once for all pages`() throws {
    var site = try FixtureSite()
    site.replace("{{page.summary}}", with: "{{page.sumary}}", in: "Templates/partials/top.html")
    site.replace("{{site.name}}", with: "{{siet.name}}", in: "Templates/partials/top.html")
    #expect(
      try site.printed() == """
        Templates/partials/top.html:1:25: error: 'siet.name' is not a variable here [UnknownVariable]
          fix: Write 'site'
        Templates/partials/top.html:2:16: error: 'page.sumary' is not a variable here [UnknownVariable]
          fix: Check the part 'sumary'

        """)
  }

  @Test func `a missing partial is an error with its place`() throws {
    var site = try FixtureSite()
    site.replace("{{> bottom}}", with: "{{> botom}}", in: "Templates/layouts/guide.html")
    #expect(
      try site.printed() == """
        Templates/layouts/guide.html:19:1: error: There is no partial 'botom'; did you mean 'bottom'? [MissingTemplate]
          fix: Write {{> bottom}}

        """)
  }

  @Test func `a missing layout is an error`() throws {
    var site = try FixtureSite()
    site.remove("Templates/layouts/faq.html")
    #expect(
      try site.printed() == """
        Templates/layouts/faq.html:1:1: error: There is no layout 'faq' [MissingTemplate]
          fix: Write Templates/layouts/faq.html

        """)
  }
}
