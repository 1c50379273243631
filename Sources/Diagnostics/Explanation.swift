// SPDX-License-Identifier: Apache-2.0
// What every rule asks for, and why: `guidelight explain IDENTIFIER`, and the help of rules in SARIF. The switch has no
// default, so a rule without an explanation does not compile.

/// Why a rule is there, with an example of each side of it.
public struct Explanation: Equatable, Sendable {
  /// What the rule asks for, in one sentence.
  public let rule: String
  public let reason: String
  /// What breaks it. Both examples are source text, or a few words where there is none to show.
  public let wrong: String
  public let right: String

  /// As it is printed.
  public var text: String {
    "\(rule)\n\(reason)\n\nWrong:\n\(indented(wrong))\n\nRight:\n\(indented(right))\n"
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
  }
}

extension Diagnostic.Identifier {
  public var explanation: Explanation {
    switch self {
    case .invalidUTF8:
      Explanation(
        rule: "Every source file is UTF-8 text.",
        reason: "Another encoding would show wrong letters without anybody noticing.",
        wrong: "a file saved as Latin-1 or UTF-16",
        right: "the same file saved as UTF-8")
    case .invalidYAML:
      Explanation(
        rule: "Front matter and settings are YAML.",
        reason: "What cannot be read cannot be checked.",
        wrong: "title: \"Fees",
        right: "title: \"Fees\"")
    case .missingFile:
      Explanation(
        rule: "A site has Content/site.yaml and Content/index.md.",
        reason: "The settings and the home page are what every other page builds on.",
        wrong: "a Content/ folder without site.yaml",
        right: "Content/site.yaml with name, baseURL and reviewers")
    case .unknownSection:
      Explanation(
        rule: "A page lies in the folder of a section.",
        reason: "The folder says which front matter a page has and which layout shows it.",
        wrong: "Content/guide/fees.md",
        right: "Content/guides/fees.md")
    case .invalidFileName:
      Explanation(
        rule: "A file's name is the page's address: lower-case letters, digits and hyphens, then .md.",
        reason: "Addresses that differ by case or hold spaces break on some servers, and when people type them.",
        wrong: "Content/guides/Face Check.md",
        right: "Content/guides/face-check.md")
    case .missingFrontMatter:
      Explanation(
        rule: "A page begins with front matter between two lines of three hyphens.",
        reason: "Title, summary and review are what readers and editors rely on.",
        wrong: "## Suggested path",
        right: "---\ntitle: Fees\n…\n---\n## Suggested path")
    case .unknownKey:
      Explanation(
        rule: "Front matter has only the keys that its section knows.",
        reason: "A misspelt key would be left out in silence.",
        wrong: "sumary: What it costs",
        right: "summary: What it costs")
    case .missingKey:
      Explanation(
        rule: "Keys that a section requires are there.",
        reason: "A page without them would show gaps.",
        wrong: "title: Fees",
        right: "title: Fees\nsummary: What it costs")
    case .invalidValue:
      Explanation(
        rule: "A value has the form that its key asks for.",
        reason: "A number where a list is meant, or a word that is not one of those allowed, would be misread.",
        wrong: "stage: acting",
        right: "stage: act")
    case .invalidDate:
      Explanation(
        rule: "A date is a day that exists, written YYYY-MM-DD.",
        reason: "Day and month change places between countries.",
        wrong: "reviewed: 3/19/2026",
        right: "reviewed: 2026-03-19")
    case .rawHTML:
      Explanation(
        rule: "A body is Markdown only.",
        reason: "HTML of its own can break a page, carry scripts, and escape every check.",
        wrong: "a <b>bold</b> word",
        right: "a **bold** word")
    case .unsafeLink:
      Explanation(
        rule: "Links lead to https:, mailto: or a reference.",
        reason: "Other schemes can run scripts or send readers over an open line.",
        wrong: "[More](http://example.com)",
        right: "[More](https://example.com)")
    case .untypedLink:
      Explanation(
        rule: "A link inside the site says what it leads to.",
        reason: "A bare path cannot be checked, and breaks when a page moves.",
        wrong: "[Fees](/fees/how-fees-work/)",
        right: "[Fees](page:fees/how-fees-work)")
    case .headingLevel:
      Explanation(
        rule: "A body begins at the second level.",
        reason: "The title is the first level, and a page has one.",
        wrong: "# Suggested path",
        right: "## Suggested path")
    case .headingInAnswer:
      Explanation(
        rule: "An FAQ entry has no headings.",
        reason: "Guides show the answer below its question, where a heading would break the outline.",
        wrong: "## Short answer",
        right: "**Short answer.** Yes.")
    case .missingAlternativeText:
      Explanation(
        rule: "A picture has words for people who cannot see it.",
        reason: "Screen readers read them aloud, and they stand in when the picture does not load (WCAG 1.1.1).",
        wrong: "![](/assets/lamp.svg)",
        right: "![A lamp in front of a face](/assets/lamp.svg)")
    case .escapedDestination:
      Explanation(
        rule: "The destination of a reference or picture is written as it is.",
        reason: "The page's Markdown twin has another address in its place, so it has to be found in the text.",
        wrong: "[KYC](ter&#109;:kyc)",
        right: "[KYC](term:kyc)")
    case .malformedTable:
      Explanation(
        rule: "A table begins after an empty line, and every row has as many cells as there are columns.",
        reason: "A missing or surplus cell moves figures below the wrong heading.",
        wrong: "| Fee | Limit |\n|---|---|\n| 0.1 % |",
        right: "| Fee | Limit |\n|---|---|\n| 0.1 % | unknown |")
    case .unknownCallout:
      Explanation(
        rule: "A callout is a NOTE, TIP, IMPORTANT, WARNING or CAUTION.",
        reason: "Each kind has its look and its name; another would be an ordinary quote.",
        wrong: "> [!DANGER]\n> Never share a code.",
        right: "> [!CAUTION]\n> Never share a code.")
    case .malformedCallout:
      Explanation(
        rule: "The words of a callout stand on the lines below its kind.",
        reason: "Markdown viewers elsewhere would show the kind as text.",
        wrong: "> [!NOTE] Fees change.",
        right: "> [!NOTE]\n> Fees change.")
    case .unreadableImage:
      Explanation(
        rule: "The size of a picture can be read from its file.",
        reason: "The page keeps the picture's place free with it, so that nothing moves while it loads.",
        wrong: "an SVG without width, height and viewBox",
        right: "<svg viewBox=\"0 0 640 480\">")
    case .longSentence:
      Explanation(
        rule: "A sentence has at most 25 words.",
        reason: "Longer ones lose readers who are under stress or read a second language.",
        wrong: "one sentence with three commas and a semicolon",
        right: "two sentences")
    case .readingGrade:
      Explanation(
        rule: "A page reads at the grade of its kind or below (Flesch–Kincaid).",
        reason: "Readers who are stuck at a sign-up need words that they do not have to work out.",
        wrong: "Verification necessitates documentation.",
        right: "You need a document.")
    case .emptyLink:
      Explanation(
        rule: "A link has words.",
        reason: "Nobody can see it, and a screen reader reads its address.",
        wrong: "[](page:fees/how-fees-work)",
        right: "[How fees work](page:fees/how-fees-work)")
    case .vagueLink:
      Explanation(
        rule: "The words of a link say what one gets.",
        reason: "Many readers jump from link to link, and hear nothing but the words (WCAG 2.4.4).",
        wrong: "To see the fees, [click here](page:fees/how-fees-work).",
        right: "See [how fees work](page:fees/how-fees-work).")
    case .headingOrder:
      Explanation(
        rule: "Heading levels go down one at a time.",
        reason: "The levels are the outline by which screen readers move.",
        wrong: "## Fees\n#### Makers",
        right: "## Fees\n### Makers")
    case .unknownAnchor:
      Explanation(
        rule: "A link inside the page leads to one of its headings.",
        reason: "It would do nothing.",
        wrong: "[Below](#sugested-path)",
        right: "[Below](#suggested-path)")
    case .unknownAsset:
      Explanation(
        rule: "A file that a page shows or loads is there.",
        reason: "Readers would see a gap.",
        wrong: "![A lamp](/assets/lmap.svg)",
        right: "![A lamp](/assets/lamp.svg)")
    case .unknownCheck:
      Explanation(
        rule: "check: names a check of the catalogue.",
        reason: "The instruction would have no detector behind it.",
        wrong: "[an even light](check:ligth-balance)",
        right: "[an even light](check:light-balance)")
    case .unknownTerm:
      Explanation(
        rule: "term: names a page of the glossary.",
        reason: "The word would stay unexplained.",
        wrong: "[KYC](term:kcy)",
        right: "[KYC](term:kyc)")
    case .unknownFAQ:
      Explanation(
        rule: "faq: names an entry of the FAQ.",
        reason: "The link would lead nowhere.",
        wrong: "[Retry?](faq:retry)",
        right: "[Retry?](faq:retry-at-once)")
    case .unknownPage:
      Explanation(
        rule: "page: names a page by section and slug.",
        reason: "The link would lead nowhere.",
        wrong: "[Fees](page:how-fees-work)",
        right: "[Fees](page:fees/how-fees-work)")
    case .unknownFact:
      Explanation(
        rule: "fact: names a fact that is kept once.",
        reason: "A number without a source and a day cannot be trusted.",
        wrong: "[0.1 %](fact:makerfee)",
        right: "[0.1 %](fact:maker-fee)")
    case .unknownDestination:
      Explanation(
        rule: "go: names a destination of the routing rules.",
        reason: "Disclosure and the rules of a region come from there.",
        wrong: "[Open an account](go:signup)",
        right: "[Open an account](go:sign-up)")
    case .unknownSource:
      Explanation(
        rule: "A source that a page lists is described in the settings.",
        reason: "Readers are told what a page was checked against.",
        wrong: "sources: [binance-fee]",
        right: "sources: [binance-fees]")
    case .unknownTopic:
      Explanation(
        rule: "A topic that a page names has a page in Content/topics/.",
        reason: "The topic page gathers everything about it.",
        wrong: "topics: [face-verificaton]",
        right: "topics: [face-verification]")
    case .linkToDraft:
      Explanation(
        rule: "A published page does not link to a draft.",
        reason: "The draft is not written, so the link would lead nowhere.",
        wrong: "[Fees](page:fees/new-fees), which is a draft",
        right: "draft: false in Content/fees/new-fees.md")
    case .factWords:
      Explanation(
        rule: "The words of a fact's link are the fact's value.",
        reason: "A number that is typed twice goes stale in one place.",
        wrong: "[0.2 %](fact:maker-fee), where the fact is 0.1 %",
        right: "[](fact:maker-fee)")
    case .numberWithoutFact:
      Explanation(
        rule:
          "A number about an exchange's limits or fees is a fact: kept once, with its source and the day it was read.",
        reason:
          "Such numbers change, and in running text they go stale unseen. A number that is made up says so before it:"
          + " for example, suppose.",
        wrong: "Binance allows three tries a day.",
        right: "Binance allows [](fact:binance-tries-per-day).")
    case .missingReason:
      Explanation(
        rule: "A routing rule says in its body why it is right.",
        reason: "Nobody can review a rule whose reason is not written down.",
        wrong: "a rule that ends with its front matter",
        right: "We send readers to the fee page first, because …")
    case .checkWithoutPage:
      Explanation(
        rule: "Every check has a page in Content/checks/.",
        reason: "A reader who is told to change something can read why.",
        wrong: "no Content/checks/sharpness.md",
        right: "Content/checks/sharpness.md")
    case .checkWithoutStep:
      Explanation(
        rule: "Every check is named by a step of a guide.",
        reason: "The checklist and the detector must not drift apart.",
        wrong: "a check that no step links to",
        right: "1. Wipe the lens, so that the picture is [sharp](check:sharpness).")
    case .pageWithoutCheck:
      Explanation(
        rule: "Every page in Content/checks/ explains a check of the catalogue.",
        reason: "It would promise a check that does not run.",
        wrong: "Content/checks/sharpnes.md",
        right: "Content/checks/sharpness.md")
    case .reasonWithoutWords:
      Explanation(
        rule: "Every reason for which a check cannot tell has words in the settings.",
        reason: "'Cannot tell' is a result, and readers are told why.",
        wrong: "reasons: {}",
        right: "reasons:\n  noFace: No face was found.")
    case .causeWithoutWords:
      Explanation(
        rule: "Every cause that a check can tell has words on the check's page.",
        reason: "A reader who is told why a picture is blurred is also told what to do about it.",
        wrong: "words:\n  causes: {}",
        right: "words:\n  causes:\n    motion: Rest your elbows and hold still.")
    case .missingModule:
      Explanation(
        rule: "The live check's module is built.",
        reason: "The page would offer a check that cannot run.",
        wrong: "a build before 'make module'",
        right: "make module, then guidelight build")
    case .staleModule:
      Explanation(
        rule: "The live check's module carries the digest of this command's catalogue.",
        reason: "The page and the command line must run the same checks.",
        wrong: "a module from before a limit was changed",
        right: "make module, then guidelight build")
    case .missingSuggestedPath:
      Explanation(
        rule: "A guide has '## Suggested path' with steps that name checks.",
        reason: "The steps are what readers follow, and key checks are made from them.",
        wrong: "## What to do",
        right: "## Suggested path\n\n1. Face a window: [enough light](check:light-level).")
    case .unknownReviewer:
      Explanation(
        rule: "A reviewer is one of those in the settings.",
        reason: "A review counts only if somebody answers for it.",
        wrong: "by: editoral-team",
        right: "by: editorial-team")
    case .unknownReviewClass:
      Explanation(
        rule: "A review class is one of those in the settings.",
        reason: "The class says when the next review is due.",
        wrong: "class: rule",
        right: "class: rules")
    case .reviewInFuture:
      Explanation(
        rule: "A review is not later than the day of the build.",
        reason: "Nobody has read tomorrow's page.",
        wrong: "reviewed: 2062-11-20",
        right: "reviewed: 2026-11-20")
    case .sourceInFuture:
      Explanation(
        rule: "A source was not read after the day of the build.",
        reason: "A date claims no more than its evidence.",
        wrong: "checked: 2062-11-20",
        right: "checked: 2026-11-20")
    case .unverifiedSource:
      Explanation(
        rule: "A source says on which day somebody read it.",
        reason: "What nobody has read is shown as unverified; this warning keeps it in sight.",
        wrong: "a source without 'checked'",
        right: "checked: 2026-11-20")
    case .missingReview:
      Explanation(
        rule: "Every page says when it was reviewed, and by whom.",
        reason: "A page that nobody answers for is not published.",
        wrong: "front matter without 'review'",
        right: "guidelight review mark guides/fees --class rules --by editorial-team")
    case .malformedReview:
      Explanation(
        rule: "What a page says about its review can be read.",
        reason: "A date that cannot be read must not pass for one that is fresh.",
        wrong: "review: { class: rules, reviewed: lately, by: editorial-team }",
        right: "review: { class: rules, reviewed: 2026-11-20, by: editorial-team, digest: … }")
    case .reviewerNotAllowed:
      Explanation(
        rule: "A reviewer reviews the classes that the settings name.",
        reason: "Fees and rules are read by people who know them.",
        wrong: "by: intern, on a page of the class 'fees'",
        right: "by: fee-desk")
    case .editedSinceReview:
      Explanation(
        rule: "A page says what its reviewer read.",
        reason: "Nobody has checked the new words; the page tells its readers so until somebody has.",
        wrong: "an edit, and the old digest",
        right: "guidelight review show guides/fees, then guidelight review mark guides/fees")
    case .sourceChanged:
      Explanation(
        rule: "Sources and facts are read again within their cadence, and pages after their sources changed.",
        reason: "A review of a page is worth no more than what it was checked against.",
        wrong: "checked: 2026-01-05, cadence: 30 days, in November",
        right: "checked: 2026-11-20")
    case .reviewOverdue:
      Explanation(
        rule: "A page is read again by the day that its class sets.",
        reason: "Rules and fees change, and readers act on them.",
        wrong: "a page of a class with 90 days, reviewed a year ago",
        right: "guidelight review mark guides/fees --by editorial-team")
    case .reviewDueSoon:
      Explanation(
        rule: "A page is read again before its day.",
        reason: "This is a reminder; nothing is wrong yet.",
        wrong: "a week left",
        right: "guidelight review --due 30d, once a week")
    case .bareReviewDate:
      Explanation(
        rule: "A review's date changes together with the digest of what was read.",
        reason: "A date that was only bumped says that somebody read what nobody read.",
        wrong: "reviewed: 2026-11-20, with the digest of another text",
        right: "guidelight review mark guides/fees --by editorial-team")
    case .worseReview:
      Explanation(
        rule: "A change leaves no page worse reviewed than it was.",
        reason:
          "Who edits a page that was in order sees to its review; one that was late already may be mended without it.",
        wrong: "an edit to a fresh page, without a review",
        right: "the edit, then guidelight review mark guides/fees --by editorial-team")
    case .missingConversion:
      Explanation(
        rule: "A site with destinations says in site.yaml what a conversion target is.",
        reason: "Without it nothing could be proved about the links.",
        wrong: "Content/start/sign-up.md without 'conversion:' in site.yaml",
        right: "conversion: { targets: […], gates: {…}, wording: […], calls: […], regions: {} }")
    case .conversionOutsideGo:
      Explanation(
        rule: "An address where people sign up, download or trade is linked only by a destination's own page.",
        reason: "There it stands behind fees, risk and disclosure; anywhere else it would go around them.",
        wrong: "<a href=\"https://exchange.example/register\"> in a layout, a script, a feed or a data attribute",
        right: "[Where to sign up](go:sign-up)")
    case .unexplainedConversion:
      Explanation(
        rule: "Nobody reaches a conversion link before fees and risk are explained.",
        reason:
          "Search engines can lead to any page: what a reader has to know stands above the link, or on every way to it.",
        wrong: "a page of a destination with the link as its first paragraph",
        right: "## Fees and ## Risk above the link, each with a current fact or with what is unknown")
    case .missingDisclosure:
      Explanation(
        rule: "A destination's disclosure stands before its link, near it.",
        reason: "Readers learn what the site gains before they follow the link, not on a page about it.",
        wrong: "the link, and the disclosure in the footer",
        right: "<p>{{disclosure}}</p> right before the link")
    case .missingRel:
      Explanation(
        rule: "A link that pays this site says so to machines, too.",
        reason: "Search engines ask for rel=\"sponsored\" on paid links.",
        wrong: "<a href=\"…\" rel=\"noopener\">",
        right: "<a href=\"…\" rel=\"sponsored nofollow noopener\">")
    case .conversionNotAllowed:
      Explanation(
        rule: "A page that explains, or that its review does not let convert, leads to no conversion target.",
        reason:
          "An explanation with a sign-up link beside it is an advertisement; stale fees must not be what somebody decides on.",
        wrong: "stage: explain, and [Open an account](go:sign-up) in the text",
        right: "a link to the page that explains the next step")
    case .undeclaredLink:
      Explanation(
        rule: "Links out of the site lead to declared sources and destinations.",
        reason: "An address that nobody declared may be a redirect to a conversion target.",
        wrong: "[more](https://short.example/x)",
        right: "a source of site.yaml with that address, without a query where the host is a target's")
    case .lookAlikeHost:
      Explanation(
        rule: "No link leads to a host that only looks like an exchange's.",
        reason: "Such hosts take passwords and identity documents.",
        wrong: "https://xx-binance.com/ or https://binance.com@evil.example/",
        right: "the official address")
    case .forbiddenWording:
      Explanation(
        rule: "Pages do not urge, promise or lure: the words of 'conversion.wording' are not used.",
        reason: "Haste and guarantees make people skip fees and risk.",
        wrong: "Hurry, guaranteed bonus",
        right: "what is known, with its source")
    case .callToAction:
      Explanation(
        rule: "In a region that refuses calls to action nothing invites to sign up, download or trade.",
        reason: "There an invitation needs an authorisation that this site does not have.",
        wrong: "[Sign up now](go:sign-up) in a build with --region uk",
        right: "[How to recognise the official page](go:sign-up)")
    case .referralAddress:
      Explanation(
        rule: "A destination's plain address carries no query.",
        reason: "A query can hold a referral code; referral has a key of its own, which says what the site gains.",
        wrong: "url: https://exchange.example/register?ref=1",
        right: "url: https://exchange.example/register")
    case .routingGap:
      Explanation(
        rule: "Every intent is answered at every stage in every region.",
        reason: "A reader with a question that was asked for must not be left standing.",
        wrong: "one rule for the region uk and none for the others",
        right: "a rule of the stage explain without regions")
    case .routingOverlap:
      Explanation(
        rule: "In each cell of intents, stages and regions there is one rule.",
        reason: "Two answers are no answer.",
        wrong: "two rules of the stage explain for one intent",
        right: "another stage or other regions for one of them")
    case .repeatedSignal:
      Explanation(
        rule: "A phrase shows one intent.",
        reason: "Where two rules share it, which of them answers would be an accident.",
        wrong: "signals: [sign up] in two rules",
        right: "signals: [sign up] and signals: [open an account]")
    case .unexplainedRule:
      Explanation(
        rule: "A rule that leads to a destination is of a later stage and names what is explained before.",
        reason: "Explanation comes first.",
        wrong: "leads: go:sign-up without explains",
        right: "explains: [fees, risk]")
    case .unknownRegion:
      Explanation(
        rule: "A rule and a build name regions of site.yaml.",
        reason: "A rule for a region that is not there would hold nowhere.",
        wrong: "regions: [gb]",
        right: "regions: [uk]")
    case .unreachablePage:
      Explanation(
        rule: "Every guide and every destination is reached from a rule, directly or by pages that the rules lead to.",
        reason: "Nobody finds a page that nothing leads to.",
        wrong: "a guide that no rule, page or topic names",
        right: "leads: page:guides/selfie in a rule, or a link from a page that is reached")
    case .deadEnd:
      Explanation(
        rule: "A page that a rule leads to leads on.",
        reason: "A reader who has read it asks what comes next.",
        wrong: "the page of an explain rule without 'next' and without a later rule",
        right: "a later rule of the intent, or 'next' in the front matter")
    case .templateSyntax:
      Explanation(
        rule: "A layout's tags are complete.",
        reason: "A half tag would be shown as text, or swallow what follows.",
        wrong: "{{ title }",
        right: "{{ title }}")
    case .missingTemplate:
      Explanation(
        rule: "Every layout and partial that is named is there.",
        reason: "The page cannot be written without it.",
        wrong: "{{> fotter}}",
        right: "{{> footer}}")
    case .misplacedTemplate:
      Explanation(
        rule: "Templates lie in layouts/, partials/ and assets/.",
        reason: "A file elsewhere is used by nothing.",
        wrong: "Templates/guide.html",
        right: "Templates/layouts/guide.html")
    case .unknownVariable:
      Explanation(
        rule: "A layout shows only values that its pages have.",
        reason: "A misspelt name would leave a gap in every page.",
        wrong: "{{ page.titel }}",
        right: "{{ page.title }}")
    case .duplicateOutput:
      Explanation(
        rule: "Two sources never write one file.",
        reason: "One of them would be lost in silence.",
        wrong: "two pages with one address",
        right: "another file name for one of them")
    case .brokenLink:
      Explanation(
        rule: "Every internal link of the finished pages leads to a page and a part that are there.",
        reason: "Layouts can break a link, too, so the result is checked and not only the text.",
        wrong: "<a href=\"/fee/\"> in a layout",
        right: "<a href=\"/fees/\">")
    case .circularAssets:
      Explanation(
        rule: "No asset names itself, directly or by way of others.",
        reason: "The name of a published file comes from its content, which would hold its own name.",
        wrong: "a.css imports b.css, and b.css imports a.css",
        right: "a.css and b.css both import c.css")
    case .lostPermalink:
      Explanation(
        rule: "Every address that was ever published is still served, by a page or by an alias.",
        reason: "Others have linked to it and saved it.",
        wrong: "a renamed file without an alias",
        right: "aliases: [/guides/old-name/]")
    case .unlistedPermalink:
      Explanation(
        rule: "Every address of a page is in Content/permalinks.txt.",
        reason: "The list keeps later renames from breaking it.",
        wrong: "a new page that the list does not have",
        right: "guidelight permalinks, and the file committed")
    case .duplicateAnchor:
      Explanation(
        rule: "A name is used once in a page.",
        reason: "A link to it would lead to the first only.",
        wrong: "two parts with id=\"faq\"",
        right: "other words for the heading, or another id in the layout")
    }
  }
}
