// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// Every reference leads somewhere: those in bodies, and those that the front matter lists.
struct ReferenceCheck {
  private let index: SiteIndex
  private let settings: SiteSettings?
  private let assets: SiteAssets
  private(set) var diagnostics: [Diagnostic] = []

  init(index: SiteIndex, settings: SiteSettings?, assets: SiteAssets) {
    self.index = index
    self.settings = settings
    self.assets = assets
  }

  /// Everything that leads nowhere, page by page.
  static func faults(
    index: SiteIndex, settings: SiteSettings?, assets: SiteAssets, workers: Workers
  ) -> [Diagnostic] {
    let documents = index.documents
    return workers.map(documents.count) { number in
      var check = ReferenceCheck(index: index, settings: settings, assets: assets)
      check.check(documents[number])
      return check.diagnostics
    }.flatMap(\.self)
  }

  private mutating func check(_ document: Document) {
    for item in document.outline.references {
      check(item.reference, at: document.location(of: item))
      if item.reference.scheme == .go { check(goOn: document, at: document.location(of: item)) }
      if item.reference.scheme == .fact { check(factWords: item, at: document.location(of: item)) }
    }
    for image in document.outline.images { check(image: image) }
    for anchor in document.outline.anchors { check(anchor: anchor, in: document) }
    for topic in document.kind.topics { check(topic: topic) }
    switch document.kind {
    case .faqEntry:
      if let heading = document.outline.headings.first { report(headingInAnswer: heading) }
    case .topic(let fields):
      for page in fields.path { check(Reference(.page, page.value), at: page.location) }
    case .fact(let fact):
      check(fact, of: document)
    default: break
    }
    guard let fields = document.kind.reading else { return }
    for faq in fields.faq { check(Reference(.faq, faq.value), at: faq.location) }
    for page in fields.requires { check(Reference(.page, page.value), at: page.location) }
    if let next = fields.next { check(Reference(.page, next.page.value), at: next.page.location) }
  }
}

// MARK: - Pages and headings

extension ReferenceCheck {
  private mutating func check(_ reference: Reference, at location: SourceLocation) {
    if let target = index.target(of: reference), reference.scheme != .check || index.order(of: reference.target) != nil
    {
      if let anchor = reference.anchor { check(anchor: anchor, of: target, for: reference, at: location) }
      return
    }
    // A check without a page is reported once, for its page, not at every link.
    if reference.scheme == .check, index.order(of: reference.target) != nil { return }
    // A page that could not be understood is reported for what is wrong with it.
    if index.isUnreadable(reference.pagePath) { return }
    if index.isDraft(reference.pagePath) {
      return report(
        .linkToDraft, at: location, "'\(reference.target)' is a draft, which is not published",
        fix: "Publish it first, or remove the link")
    }
    report(unknown: reference, at: location)
  }

  private mutating func check(
    anchor: String, of target: Document, for reference: Reference, at location: SourceLocation
  ) {
    let anchors = target.outline.headings.map(\.anchor)
    if anchors.contains(anchor) { return }
    let near = suggestion(for: anchor, among: anchors)
    let link = "\(reference.scheme.rawValue):\(reference.target)"
    report(
      .unknownAnchor, at: location,
      "'#\(anchor)' is not a heading of \(target.path.text)" + (near.map { "; did you mean '#\($0)'?" } ?? ""),
      fix: near.map { "Change the link to \(link)#\($0)" } ?? "Link to \(link)")
  }

  private mutating func check(anchor: Markup.LocatedText, in document: Document) {
    let anchors = document.outline.headings.map(\.anchor)
    if anchors.contains(anchor.text) { return }
    let near = suggestion(for: anchor.text, among: anchors)
    report(
      .unknownAnchor, at: anchor.location,
      "'#\(anchor.text)' is not a heading of this page" + (near.map { "; did you mean '#\($0)'?" } ?? ""),
      fix: near.map { "Change the link to #\($0)" } ?? "Use the words of a heading, in lower case with hyphens")
  }

  private mutating func check(topic: Located<String>) {
    if index.document(in: .topics, named: topic.value) != nil { return }
    let path = "topics/\(topic.value)"
    if index.isUnreadable(path) || index.isDraft(path) { return }
    let near = suggestion(for: topic.value, among: index.documents(in: .topics).map(\.slug))
    report(
      .unknownTopic, at: topic.location,
      "'\(topic.value)' is not a topic" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      fix: near.map { "Write '\($0)'" } ?? "Write Content/topics/\(topic.value).md")
  }

  private mutating func report(headingInAnswer heading: Markup.Heading) {
    report(
      .headingInAnswer, at: heading.location, "An FAQ entry has no headings: guides show it below its question",
      fix: "Write it as a paragraph, or make a guide of it")
  }

  /// Why a reference leads nowhere, for its author.
  private mutating func report(unknown reference: Reference, at location: SourceLocation) {
    let (identifier, what, known) = kind(of: reference.scheme)
    let near = suggestion(for: reference.target, among: known)
    report(
      identifier, at: location,
      "'\(reference.target)' is not \(what)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      fix: near.map { "Change the link to \(reference.scheme.rawValue):\($0)" } ?? fix(among: known))
  }

  private func fix(among known: [String]) -> String {
    switch known.count {
    case 0: "Remove the link"
    case ...20: "Use one of \(known.joined(separator: ", "))"
    default: "Use the name of one of the \(known.count) that there are"
    }
  }

  private func kind(of scheme: Reference.Scheme) -> (Diagnostic.Identifier, String, [String]) {
    switch scheme {
    case .check: (.unknownCheck, "a check", index.checks.checks.map(\.id))
    case .term: (.unknownTerm, "a glossary term", index.documents(in: .glossary).map(\.slug))
    case .faq: (.unknownFAQ, "an FAQ entry", index.documents(in: .faq).map(\.slug))
    case .page: (.unknownPage, "a page", index.documents.filter { $0.path.section != nil }.map(\.path.text))
    case .fact: (.unknownFact, "a fact", index.documents(in: .facts).map(\.slug))
    case .go: (.unknownDestination, "a destination", index.documents(in: .start).map(\.slug))
    }
  }
}

// MARK: - Conversion links

extension ReferenceCheck {
  /// Explanations lead to no destination; answers and checks are shown on pages that explain.
  private mutating func check(goOn document: Document, at location: SourceLocation) {
    let isShownElsewhere =
      switch document.kind {
      case .faqEntry, .check: true
      default: false
      }
    guard document.kind.stage == .explain || isShownElsewhere else { return }
    report(
      .conversionNotAllowed, at: location, "A page that explains does not lead to a destination",
      fix: "Link to the page that explains the next step")
  }
}

// MARK: - Facts and pictures

extension ReferenceCheck {
  /// A page that prints a fact prints its value: one that has changed would otherwise live on in the words of a link.
  private mutating func check(factWords item: OutlineReference, at location: SourceLocation) {
    guard let words = item.words, !words.isEmpty, case .fact(let fact) = index.target(of: item.reference)?.kind else {
      return
    }
    if words.replacing("\u{A0}", with: " ").contains(fact.text) { return }
    report(
      .factWords, at: location, "The fact '\(item.reference.target)' is '\(fact.text)'; the text says '\(words)'",
      fix:
        "Write [\(fact.text)](fact:\(item.reference.target)), or [](fact:\(item.reference.target)) to have it filled in"
    )
  }

  private mutating func check(_ fact: Fact, of document: Document) {
    if let source = fact.source {
      guard let settings, settings.sources[source.value] == nil else { return }
      let near = suggestion(for: source.value, among: settings.sources.keys)
      report(
        .unknownSource, at: source.location,
        "'\(source.value)' is not a source" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: near.map { "Write '\($0)'" } ?? "Add it to 'sources' in Content/site.yaml")
    } else if fact.value != nil {
      report(
        .missingKey, at: document.start, "A fact with a value names the source that states it",
        fix: "Add 'source:', or write 'value: unknown'")
    }
  }

  private mutating func check(image: Markup.LocatedText) {
    guard assets.published(image.text) != nil else {
      return report(
        .unknownAsset, at: image.location, "'\(image.text)' is not a file of Templates/assets",
        fix: "Put the picture there and write /assets/NAME")
    }
    if assets.size(of: image.text) != nil { return }
    report(
      .unreadableImage, at: image.location, "'\(image.text)' does not tell how large it is",
      fix: "Use a PNG, JPEG or WebP file, or an SVG with width and height or a viewBox")
  }

  private mutating func report(
    _ identifier: Diagnostic.Identifier, at location: SourceLocation, _ summary: String, fix: String
  ) {
    diagnostics.append(Diagnostic(.error, identifier, at: location, summary, fix: fix))
  }
}
