// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// The words of a site for findings: what the command line says about a check, in the site's own language.
public struct SiteWords: Sendable {
  /// By check.
  public let checks: [String: CheckWords]
  /// By reason for which a number can be missing.
  public let reasons: [String: String]

  public struct CheckWords: Sendable {
    public let title: String
    public let url: String
    public let words: CheckFields

    public init(title: String, url: String, words: CheckFields) {
      self.title = title
      self.url = url
      self.words = words
    }
  }

  public init(checks: [String: CheckWords], reasons: [String: String]) {
    self.checks = checks
    self.reasons = reasons
  }

  /// Reads the words out of a site's content.
  ///
  /// - Throws: `BuildFailure`; `SourceTreeError`.
  public init(content: [SourceEntry]) throws {
    let reader = try ContentReader(content)
    guard !reader.diagnostics.hasErrors, let settings = reader.settings else {
      throw BuildFailure(diagnostics: reader.diagnostics)
    }
    var checks: [String: CheckWords] = [:]
    for document in reader.pages.map(\.document) {
      guard case .check(let words) = document.kind else { continue }
      checks[document.slug] = CheckWords(
        title: document.header.title, url: settings.baseURL + document.path.url, words: words)
    }
    self.init(checks: checks, reasons: settings.reasons.mapValues(\.value))
  }
}
