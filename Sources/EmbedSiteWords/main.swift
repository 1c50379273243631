// SPDX-License-Identifier: Apache-2.0
// Build tool: what the command carries of the site that it was built with, as Swift source: the words of Content/ for
// findings, and the files that `init` writes. Called by the plugin with the package's folder and the file to write.

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

/// Folders and files of the package that a new site begins with.
let starterParts = ["Content/about/credits.md", "Content/checks", "Sources/Starter", "Templates"]

/// Every file of the parts, by its path, in the order of the paths.
func starterFiles() throws -> [(path: String, bytes: Data)] {
  try starterParts.flatMap { part in
    let place = URL(filePath: folder).appending(path: part)
    let below = FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
    let paths = place.hasDirectoryPath || !below.isEmpty ? below.sorted().map { "\(part)/\($0)" } : [part]
    return try paths.compactMap { path in
      let file = URL(filePath: folder).appending(path: path)
      let isFile = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false
      return isFile ? (path, try Data(contentsOf: file)) : nil
    }
  }
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
  let files = try starterFiles().map {
    "EmbeddedFile(path: \(literal($0.path)), base64: \"\($0.bytes.base64EncodedString())\")"
  }
  let carried = "\nlet builtInFiles: [EmbeddedFile] = [\n\(files.map { "  \($0),\n" }.joined())]\n"
  try (source + carried).write(toFile: output, atomically: true, encoding: .utf8)
} catch let failure as BuildFailure {
  print(ConsoleWriter(usesColour: false).text(for: failure.diagnostics), terminator: "")
  exit(1)
} catch {
  print("error: \(error)")
  exit(1)
}
