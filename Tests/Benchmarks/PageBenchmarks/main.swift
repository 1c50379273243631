// SPDX-License-Identifier: Apache-2.0
// What one guide page costs, step by step, on one thread: `make bench`. Medians over rounds of many pages; the machine is
// noisy, so compare rows of one run with each other.

import Diagnostics
import Foundation
import Markdown
import SiteBuild
import SiteModel
import Templating
import YAML

/// Microseconds a page, the median of the rounds.
func median(rounds: Int = 15, pages: Int = 1000, _ step: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let times = try (0..<rounds).map { _ in
    try clock.measure { for _ in 0..<pages { try step() } } / .microseconds(1) / Double(pages)
  }
  return times.sorted()[rounds / 2]
}

let path = "Content/guides/face-verification.md"
let sources = try SiteSources.read(folder: ".", modulePath: "none")
guard let guide = sources.content.first(where: { $0.path == path }) else { fatalError("run this in the package's folder") }
// The front matter ends at the second line of three hyphens.
let text = String(decoding: try guide.read().bytes, as: UTF8.self)
let end = text.dropFirst(4).firstRange(of: "\n---\n")!
let frontMatter = Array(text[text.index(text.startIndex, offsetBy: 4)..<end.upperBound].utf8.dropLast(4))
let body = Array(text[end.upperBound...].utf8)

let (library, faults) = TemplateLibrary.read(sources.templates, folder: "Templates")
precondition(faults.isEmpty)
let (document, bodyFaults) = MarkdownReader.read(body[...], path: path, firstLine: 1)
precondition(!bodyFaults.hasErrors)
let html = document.resolved { _ in (HTML(trusted: "<a href=\"/\">"), HTML(trusted: "</a>")) }

/// What the guide's layout names, in the amounts of the guide that the benchmark reads.
let date: TemplateValue = ["iso": "2026-11-23", "long": "23 November 2026"]
let card: TemplateValue = ["title": "Sharp picture", "url": "/checks/sharpness/", "summary": "Fine detail somewhere."]
let values: [String: TemplateValue] = [
  "site": [
    "name": "Guidelight", "tagline": "Help", "role": "This site explains first.", "sourceOfTruth": "The exchange's.",
    "hasFeed": .flag(true), "navigation": [["title": "Guides", "url": "/guides/"], ["title": "Checks", "url": "/checks/"]],
  ],
  "page": [
    "title": "A guide", "summary": "A summary", "url": "/", "canonical": "https://a.example/", "kind": "guide",
    "isIndexed": .flag(true), "twin": "/index.md",
  ],
  "body": .html(html), "hasAudience": .flag(true), "audience": ["One", "Two", "Three"], "hasRequires": .flag(true),
  "requires": [card], "breadcrumb": [["title": "Home", "url": "/"]], "structuredData": .html(HTML(trusted: "{}")),
  "contents": [["title": "Suggested path", "anchor": "suggested-path"]], "topics": [["title": "The face check", "url": "/"]],
  "previous": card, "next": .absent, "hasKeyChecks": .flag(true), "hasQuestions": .flag(true),
  "editorial": [
    "reviewed": date, "due": date, "cadence": "90 days", "reviewer": "the team", "hasSources": .flag(true),
    "sources": [["title": "A", "url": "https://a.example", "kind": "official", "published": date, "checked": .absent]],
  ],
  "keyChecks": .list(
    Array(
      repeating: ["id": "a", "title": "Sharp picture", "url": "/", "summary": "Fine detail.", "steps": "step 3"], count: 13)),
  "faq": .list(Array(repeating: ["id": "a", "title": "A question?", "url": "/", "body": .html(html)], count: 3)),
  "onward": ["title": "Next", "url": "/", "text": "Go on."],
  "liveCheck": ["module": "/m", "networks": "0=/n 1=/o 2=/p", "loader": "/l", "catalogue": "0", "size": "33 KB", "words": .html(HTML(trusted: "{}"))],
]

let yaml = try median { _ = try YAMLReader.read(frontMatter[...], path: path, firstLine: 2) }
var renderFaults: [Diagnostic] = []
var pageBytes = 0
let template = median { pageBytes = library.render(layout: "guide", values: values, diagnostics: &renderFaults).count }
precondition(renderFaults.isEmpty, "\(renderFaults.first!)")
let markdown = median { _ = MarkdownReader.read(body[...], path: path, firstLine: 1) }

func row(_ name: String, _ microseconds: Double, _ note: String) {
  print("\(name.padding(toLength: 22, withPad: " ", startingAt: 0))\(String(format: "%7.1f", microseconds)) µs   \(note)")
}
row("YAML front matter", yaml, "\(frontMatter.count) bytes to nodes with their places")
row("template", template, "guide layout to \(pageBytes) bytes of HTML")
row("both together", yaml + template, "budget: about 80 µs")
row("Markdown", markdown, "\(body.count) bytes to HTML with its references")
