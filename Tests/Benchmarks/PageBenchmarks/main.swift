// SPDX-License-Identifier: Apache-2.0
// What reading one guide costs, step by step, on one thread: `make bench`. Medians over rounds of many pages; the machine is
// noisy, so compare rows of one run with each other. What a whole page costs is the site benchmark's.

import Diagnostics
import Foundation
import Markdown
import SiteBuild
import SiteModel
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

let yaml = try median { _ = try YAMLReader.read(frontMatter[...], path: path, firstLine: 2) }
let markdown = median { _ = MarkdownReader.read(body[...], path: path, firstLine: 1) }

func row(_ name: String, _ microseconds: Double, _ note: String) {
  print("\(name.padding(toLength: 22, withPad: " ", startingAt: 0))\(String(format: "%7.1f", microseconds)) µs   \(note)")
}
row("YAML front matter", yaml, "\(frontMatter.count) bytes to nodes with their places")
row("Markdown", markdown, "\(body.count) bytes to HTML with its references")
