// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel
import YAML

/// Reads `Content/site.yaml`.
enum SettingsReader {
  static func read(_ source: SourceFile, diagnostics: inout [Diagnostic]) -> SiteSettings? {
    if let fault = source.invalidUTF8() {
      diagnostics.append(fault)
      return nil
    }
    do {
      let node = try YAMLReader.read(source.bytes[...], path: source.path, firstLine: 1)
      var fields = FieldReader(node)
      let settings = fields.siteSettings()
      let faults = fields.finish()
      diagnostics += faults
      return faults.isEmpty ? settings : nil
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }
}

extension FieldReader {
  fileprivate mutating func siteSettings() -> SiteSettings? {
    let name = text("name")
    let tagline = text("tagline")
    let baseURL = siteAddress("baseURL")
    let role = text("role")
    let sourceOfTruth = text("sourceOfTruth")
    let reviewers = table("reviewers") { fields, _ in fields.text("name").map(Reviewer.init) }
    let classes = table("reviewClasses") { fields, _ in fields.days("cadence").map(ReviewClass.init) }
    let sources = table("sources") { fields, location in fields.source(at: location) }
    let reasons = textTable("reasons")
    guard let name, let tagline, let baseURL, let role, let sourceOfTruth, let reviewers, let classes, let sources,
      let reasons
    else { return nil }
    return SiteSettings(
      name: name, tagline: tagline, baseURL: baseURL, role: role, sourceOfTruth: sourceOfTruth,
      reviewers: reviewers, reviewClasses: classes, sources: sources, reasons: reasons.value,
      reasonsLocation: reasons.location)
  }

  fileprivate mutating func source(at location: SourceLocation) -> Source? {
    let title = text("title")
    let url = webAddress("url")
    let kind = choice("kind", of: Source.Kind.self)
    let published = optionalDate("published")
    let checked = optionalDate("checked")
    guard let title, let url, let kind else { return nil }
    return Source(
      title: title, url: url, kind: kind, published: published?.value, checked: checked?.value,
      location: location)
  }
}
