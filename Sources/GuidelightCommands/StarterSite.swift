// SPDX-License-Identifier: Apache-2.0
// The site that `init` writes. Its own pages lie in Sources/Starter; templates, the pages of the checks and the credits are
// those of the site that this command was built with. All of them were embedded at build time (`EmbedSiteWords`).

import Foundation
import SiteBuild
import SiteModel

enum StarterSite {
  private static let starterFolder = "Sources/Starter/"

  /// Every file, by its path in the new site.
  static func files() throws -> [SourceFile] {
    var files: [SourceFile] = []
    for embedded in builtInFiles {
      let isOwn = embedded.path.hasPrefix(starterFolder)
      let path = isOwn ? String(embedded.path.dropFirst(starterFolder.count)) : embedded.path
      files.append(SourceFile(path: path, bytes: isOwn ? filledIn(embedded.bytes) : embedded.bytes))
    }
    files = try signed(files)
    let content = files.filter { $0.path.hasPrefix("Content/") }.map { SourceEntry($0) }
    let addresses = try PermalinkList.addresses(of: content, checks: .core)
    let permalinks = PermalinkList.text(adding: addresses, to: PermalinkList.heading)
    files.append(SourceFile(path: PermalinkList.path, bytes: Array(permalinks.utf8)))
    return (files + ContentSchema.files).sorted { $0.path < $1.path }
  }

  /// Binds the reviews of the starter's own pages to what they say: the catalogue's words are a part of it, so their digests
  /// are known only now.
  private static func signed(_ files: [SourceFile]) throws -> [SourceFile] {
    let content = files.filter { $0.path.hasPrefix("Content/") }.map { SourceEntry($0) }
    let stamps = try ReviewedSite(content: content, asOf: .todayUTC).documents.map(\.header.review)
    // As of the day of the last review, so that a clock that is late does not matter.
    let site = try ReviewedSite(content: content, asOf: stamps.map(\.reviewed.value).max() ?? .todayUTC)
    var signed: [String: SourceFile] = [:]
    for document in site.documents where document.header.review.digest == nil {
      let stamp = document.header.review
      let mark = ReviewMark(
        day: stamp.reviewed.value, reviewer: stamp.reviewer.value, reviewClass: nil, note: stamp.note)
      signed[document.sourcePath] = try site.marked(document.path, mark).file
    }
    return files.map { signed[$0.path] ?? $0 }
  }

  /// A check's page, as it came with the command.
  static func checkPage(_ check: String) throws(CommandFailure) -> SourceFile {
    let path = "Content/checks/\(check).md"
    guard let page = builtInFiles.first(where: { $0.path == path }) else {
      throw CommandFailure(
        status: .usageOrInput, message: "'\(check)' is not a check; 'guidelight checks' lists them")
    }
    return SourceFile(path: path, bytes: page.bytes)
  }

  /// Puts the catalogue into a page: what the core measures is not written down a second time.
  private static func filledIn(_ bytes: [UInt8]) -> [UInt8] {
    let names = CheckList.core.reasons + CheckList.core.answers
    let reasons = names.map { "  \($0): \(quoted(builtInWords.reasons[$0] ?? $0))\n" }
    let steps = CheckList.core.checks.enumerated().map { number, check in
      let page = builtInWords.checks[check.id]
      return
        "\(number + 1). [\(page?.title ?? check.id)](check:\(check.id)): \(firstSentence(page?.words.hint ?? check.measure))\n"
    }
    return Array(
      String(decoding: bytes, as: UTF8.self)
        .replacing("{{reasons}}\n", with: reasons.joined())
        .replacing("{{steps}}\n", with: steps.joined()).utf8)
  }

  /// What to do; what follows it in a hint is about one picture.
  private static func firstSentence(_ text: String) -> Substring {
    guard let end = text.firstIndex(where: { ".?!".contains($0) }) else { return text[...] }
    return text[...end]
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

/// A file that this command carries.
struct EmbeddedFile {
  let path: String
  let base64: String

  var bytes: [UInt8] {
    guard let data = Data(base64Encoded: base64) else { preconditionFailure("an embedded file is damaged") }
    return Array(data)
  }
}
