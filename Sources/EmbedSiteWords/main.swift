// SPDX-License-Identifier: Apache-2.0
// Build tool: the words of Content/ as Swift source, so that the command carries the words of the site that it was built
// with. Called by the plugin with the package's folder and the file to write.

import Diagnostics
import Foundation
import SiteBuild

let folder = CommandLine.arguments[1]
let output = CommandLine.arguments[2]

/// A Swift string literal.
func literal(_ text: String) -> String {
  "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
}

/// A Swift dictionary literal with an entry a line.
func dictionary(_ entries: [String], indent: Int = 2) -> String {
  let margin = String(repeating: " ", count: indent)
  return entries.isEmpty ? "[:]" : "[\n" + entries.map { "\(margin)  \($0),\n" }.joined() + "\(margin)]"
}

do {
  let words = try SiteWords(content: SiteSources.readContent(folder: folder))
  let checks = words.checks.sorted { $0.key < $1.key }.map { id, check in
    let fields = [check.words.good, check.words.hint, check.words.strong, check.words.cannotTell].map(literal)
    let causes = check.words.causes.sorted { $0.key < $1.key }.map { name, words in
      "\(literal(name)): Located(\(literal(words.value)), at: SourceLocation(path: \(literal(words.location.path))))"
    }
    return "\(literal(id)): SiteWords.CheckWords(title: \(literal(check.title)), url: \(literal(check.url)), "
      + "words: CheckFields(good: \(fields[0]), hint: \(fields[1]), strong: \(fields[2]), cannotTell: \(fields[3]), "
      + "causes: \(dictionary(causes, indent: 4))))"
  }
  let reasons = words.reasons.sorted { $0.key < $1.key }.map { "\(literal($0.key)): \(literal($0.value))" }
  let source =
    "import Diagnostics\nimport SiteBuild\nimport SiteModel\n\n"
    + "let builtInWords = SiteWords(\n  checks: \(dictionary(checks)),\n  reasons: \(dictionary(reasons)))\n"
  try source.write(toFile: output, atomically: true, encoding: .utf8)
} catch let failure as BuildFailure {
  print(ConsoleWriter(usesColour: false).text(for: failure.diagnostics), terminator: "")
  exit(1)
} catch {
  print("error: \(error)")
  exit(1)
}
