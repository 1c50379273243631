// SPDX-License-Identifier: Apache-2.0
// What the page's widget needs to know: where its module is, which digest it must carry, and the words for every outcome.

import Foundation
import SiteModel
import Templating

struct LiveCheckValues {
  static let modulePath = "assets/live-check.wasm"
  static let loaderName = "live-check-session.js"

  let value: TemplateValue

  static func networkPath(_ name: String) -> String { "assets/networks/\(name)" }

  init(index: SiteIndex, settings: SiteSettings, sources: SiteSources) throws {
    let loader = sources.assets.first { $0.path.hasSuffix("/\(LiveCheckValues.loaderName)") }
    let parts = [sources.module, loader].compactMap(\.self) + sources.networks.map(\.file)
    let bytes = parts.reduce(0) { $0 + $1.bytes.count }
    let networks = sources.networks.map { "\($0.role)=/\(LiveCheckValues.networkPath($0.file.path))" }
    value = [
      "module": .text("/\(LiveCheckValues.modulePath)"), "networks": .text(networks.joined(separator: " ")),
      "loader": .text("/assets/\(LiveCheckValues.loaderName)"),
      "catalogue": .text(index.checks.digest), "size": .text("\((bytes + 1023) / 1024) KB"),
      "words": .html(try LiveCheckValues.words(index: index, settings: settings)),
    ]
  }

  /// The words as JSON that is safe inside a `script` element.
  private static func words(index: SiteIndex, settings: SiteSettings) throws -> HTML {
    var checks: [String: CheckWords] = [:]
    var units: [String: String] = [:]
    for check in index.checks.checks {
      units[check.unit] = check.unitWords
      guard let page = index.document(at: "checks/\(check.id)"), case .check(let fields) = page.kind else { continue }
      checks[check.id] = CheckWords(
        title: page.header.title, url: page.path.url, good: fields.good, hint: fields.hint, strong: fields.strong,
        cannotTell: fields.cannotTell, limit: check.goodRange)
    }
    let words = Words(checks: checks, reasons: settings.reasons.mapValues(\.value), units: units)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(words), as: UTF8.self)
    // In a script element only `<` can end the element or open a comment.
    return HTML(trusted: json.replacing("<", with: "\\u003c"))
  }

  private struct Words: Encodable {
    let checks: [String: CheckWords]
    let reasons: [String: String]
    let units: [String: String]
  }

  private struct CheckWords: Encodable {
    let title, url, good, hint, strong, cannotTell, limit: String
  }
}
