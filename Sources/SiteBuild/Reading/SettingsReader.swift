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
  mutating func siteSettings() -> SiteSettings? {
    let name = text("name", "The site's name.")
    let tagline = text("tagline", "What it is, in a few words.")
    let baseURL = siteAddress("baseURL", "https:// and the host, nothing behind it.")
    let role = text("role", "What the site is for: it stands on every page.")
    let sourceOfTruth = text("sourceOfTruth", "Who has the last word when a rule changes.")
    let reviewers = table("reviewers", "Who may sign a review, by a short name.") { fields, _ in
      fields.reviewer()
    }
    let classes = table("reviewClasses", "Pages that go stale at the same pace.") { fields, _ in
      fields.reviewClass()
    }
    let owners = optionalTextTable(
      "owners", "Who sees to a section's pages: a reviewer by section, 'default' for the rest.")
    let sources = table("sources", "What pages rest on, by a short name.") { $0.source(at: $1) }
    let reasons = textTable("reasons", "Words for each reason for which a measure can be missing.")
    let platforms = optionalTexts("platforms", "Exchanges that the site writes about: a number about one is a fact.")
    let conversion = optionalRecord("conversion", "Which links make customers, and what stands before them.") {
      $0.conversionSettings()
    }
    let output = optionalRecord("output", "Files beside the pages.") { $0.outputSettings() } ?? OutputSettings()
    guard let name, let tagline, let baseURL, let role, let sourceOfTruth, let reviewers, let classes, let sources,
      let reasons, let platforms, let owners
    else { return nil }
    return SiteSettings(
      name: name, tagline: tagline, baseURL: baseURL, role: role, sourceOfTruth: sourceOfTruth,
      reviewers: reviewers, reviewClasses: classes, owners: owners, sources: sources, reasons: reasons.value,
      reasonsLocation: reasons.location, platforms: platforms.map(\.value), conversion: conversion, output: output)
  }

  private mutating func reviewer() -> Reviewer? {
    let name = text("name", "The name that pages show.")
    let classes = optionalTexts(
      "classes", isNeeded: true, "The review classes that they may review; all where it is left out.")
    guard let name, let classes else { return nil }
    return Reviewer(name: name, classes: classes)
  }

  private mutating func reviewClass() -> ReviewClass? {
    let cadence = days("cadence", "How often they are read again: '30 days'.")
    let lead = optionalDays("dueSoon", "How long before its day a page is due soon; 14 days where it is left out.")
    return cadence.map { ReviewClass(cadenceDays: $0, leadDays: lead ?? ReviewClass.standardLeadDays) }
  }

  private mutating func source(at location: SourceLocation) -> Source? {
    let title = text("title", "What the source calls itself.")
    let url = webAddress("url", "Its address.")
    let kind = choice("kind", of: Source.Kind.self, "Who speaks there.")
    let published = optionalDate("published", "The day that the source itself names.")
    let checked = optionalDate("checked", "The day on which somebody read it; left out where nobody could.")
    let cadence = optionalDays("cadence", "How long that reading holds: '30 days'.")
    guard let title, let url, let kind else { return nil }
    return Source(
      title: title, url: url, kind: kind, published: published?.value, checked: checked?.value,
      cadenceDays: cadence, location: location)
  }

  private mutating func outputSettings() -> OutputSettings? {
    let standard = OutputSettings()
    let entries = number(
      "entriesPerPage", in: 5...1000, default: standard.entriesPerPage, "Entries on a page of an index.")
    let twins = flag("markdownTwins", default: standard.markdownTwins, "index.md beside each page, and llms.txt.")
    let feed = flag("feed", default: standard.feed, "feed.xml, of reviews and changes.")
    let compression = choices("compression", of: OutputSettings.Compression.self, "Compressed siblings of text files.")
    return OutputSettings(
      entriesPerPage: entries, markdownTwins: twins, feed: feed, compression: Set(compression ?? []))
  }
}
