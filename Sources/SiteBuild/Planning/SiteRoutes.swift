// SPDX-License-Identifier: Apache-2.0
// The routing rules with the pages that they lead to, for one build: which policy its finished pages are proved by, and where
// readers go from each page.

import Diagnostics
import Routing
import SiteModel

struct SiteRoutes: Sendable {
  let table: RouteTable
  let region: String
  private let settings: SiteSettings
  private let index: SiteIndex
  /// The first rule that leads to a page, by the page's path.
  private let rulesByPage: [String: RoutingRule]

  init(rules: [RoutingRule], settings: SiteSettings, index: SiteIndex, request: BuildRequest) {
    table = RouteTable(rules, settings: settings.conversion)
    region = request.region ?? Region.standardName
    self.settings = settings
    self.index = index
    rulesByPage = Dictionary(table.rules.map { ($0.target.value.pagePath, $0) }) { first, _ in first }
  }

  private var refusals: Set<Region.Refusal> { settings.conversion?.regions[region]?.refuses ?? [] }
  private var allowsReferral: Bool {
    settings.conversion?.allowsReferral == true && region != Region.standardName && !refusals.contains(.referral)
  }

  /// Whether the region refuses what invites.
  var refusesCalls: Bool { refusals.contains(.calls) }

  /// A destination as this build shows it.
  func shown(_ document: Document, _ destination: Destination) -> ShownDestination {
    let referral = allowsReferral ? destination.referral : nil
    return ShownDestination(
      name: document.slug, urls: [document.path.url] + document.header.publication.aliases.map(\.value),
      address: referral?.url ?? destination.url, disclosure: referral?.disclosure ?? destination.disclosure,
      isAffiliate: referral != nil)
  }

  /// What the finished pages are proved by; nil where the site says nothing about conversion.
  var policy: RoutePolicy? {
    guard let conversion = settings.conversion else { return nil }
    var limits: [String: [String]] = [:]
    for rule in table.rules where !rule.avoids.isEmpty {
      guard let page = index.target(of: rule.target.value) else { continue }
      limits[page.path.url, default: []] += rule.avoids.map(\.value)
    }
    return RoutePolicy(
      settings: conversion, baseURL: settings.baseURL, sources: Set(settings.sources.values.map(\.url)),
      destinations: destinations.map { shown($0.document, $0.destination) }, refusesCalls: refusesCalls, limits: limits)
  }

  private var destinations: [(document: Document, destination: Destination)] {
    index.documents(in: .start).compactMap { document in
      if case .destination(_, let destination) = document.kind { (document, destination) } else { nil }
    }
  }

  /// The page behind a reference, as the rules see it.
  func page(_ reference: Reference) -> RoutedPage? {
    index.target(of: reference).map {
      RoutedPage(url: $0.path.url, title: $0.header.title, summary: $0.header.summary, stage: $0.kind.stage)
    }
  }
}

// MARK: - Where readers go

extension SiteRoutes {
  /// Where readers go from a page.
  struct NextPage {
    let document: Document
    /// What the page's author says about it.
    let text: String?
    /// Pages to read before: those of the topics that the rule asks for.
    let before: [Document]
  }

  /// The next move from a page: by the rules, else by its front matter, else to its topic.
  func next(from document: Document) -> NextPage? {
    if let page = ruledNext(from: document) { return page }
    if let next = document.kind.reading?.next, let target = index.document(at: next.page.value) {
      return NextPage(document: target, text: next.text, before: [])
    }
    guard document.kind.stage != nil, let topic = document.kind.topics.first else { return nil }
    return index.document(in: .topics, named: topic.value).map { NextPage(document: $0, text: nil, before: []) }
  }

  /// From a page that explains or compares, only to the next explanation.
  private func ruledNext(from document: Document) -> NextPage? {
    guard let rule = rulesByPage[document.path.text] else { return nil }
    let rules = table.rules(of: rule.intent.value, in: region)
    guard let place = rules.firstIndex(where: { $0.name == rule.name }), place + 1 < rules.count else { return nil }
    let later = rules[place + 1]
    guard let target = index.target(of: later.target.value) else { return nil }
    let topics = later.explains.compactMap { index.document(in: .topics, named: $0.value) }
    let stage = document.kind.stage ?? .explain
    guard stage == .explain || stage == .compare else {
      return NextPage(document: target, text: nil, before: topics)
    }
    if !later.target.value.isDestination, topics.isEmpty { return NextPage(document: target, text: nil, before: []) }
    let own = Set(document.kind.topics.map(\.value))
    let open = topics.first { !own.contains($0.slug) } ?? (later.target.value.isDestination ? topics.last : target)
    return open.map { NextPage(document: $0, text: nil, before: []) }
  }

  /// An intent as a reader meets it: a question, and pages in the order in which to read them.
  struct Need {
    let question: String
    let pages: [Document]
  }

  var needs: [Need] {
    table.intents.compactMap { intent in
      let rules = table.rules(of: intent, in: region)
      let references = rules.flatMap { rule in
        rule.explains.map { Reference(.page, "\(Section.topics.rawValue)/\($0.value)") } + [rule.target.value]
      }
      let pages = references.compactMap(index.target(of:)).reduce(into: [Document]()) { pages, page in
        if !pages.contains(where: { $0.path == page.path }) { pages.append(page) }
      }
      guard let first = rules.first, !pages.isEmpty else { return nil }
      return Need(question: first.question, pages: pages)
    }
  }
}

// MARK: - Checks

extension SiteRoutes {
  private static let settingsPlace = SourceLocation(path: ContentPlan.settingsPath)
  /// Words by which people know that a link pays.
  private static let payingWords = ["commission", "paid", "pays", "pay us", "earn", "money"]

  /// What is wrong with the rules, with the destinations, and with how pages lead to them.
  func faults() -> [Diagnostic] {
    destinationFaults() + regionFaults() + earlyMoves() + ruleFaults()
  }

  private func ruleFaults() -> [Diagnostic] {
    guard !table.rules.isEmpty else { return [] }
    return table.faults(gates: settings.conversion?.gates ?? [], page: page) + lostReferences() + deadEnds()
      + unreachable()
  }

  private func regionFaults() -> [Diagnostic] {
    if table.regions.contains(region) { return [] }
    let near = suggestion(for: region, among: table.regions)
    return [
      Diagnostic(
        .error, .unknownRegion, at: SiteRoutes.settingsPlace,
        "'\(region)' is not a region" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: "Build for one of \(table.regions.joined(separator: ", "))")
    ]
  }

  private func destinationFaults() -> [Diagnostic] {
    var found: [Diagnostic] = []
    if settings.conversion == nil, let first = destinations.first {
      found.append(
        Diagnostic(
          .error, .missingConversion, at: first.document.start,
          "The site has a destination, and site.yaml does not say what a conversion target is",
          fix: "Add 'conversion:' to Content/site.yaml"))
    }
    for (document, destination) in destinations {
      if destination.url.contains("?") {
        found.append(
          Diagnostic(
            .error, .referralAddress, at: document.start,
            "'\(destination.url)' carries a query, which may be a referral",
            fix: "Write the plain address; one that pays belongs under 'destination.referral'"))
      }
      if let referral = destination.referral,
        !SiteRoutes.payingWords.contains(where: referral.disclosure.lowercased().contains)
      {
        found.append(
          Diagnostic(
            .error, .missingDisclosure, at: document.start,
            "The disclosure of the referral does not say in plain words that the link pays",
            fix: "Write 'We earn a commission if you …'"))
      }
    }
    return found
  }

  /// Pages that explain or compare, and go on to a destination by their front matter.
  private func earlyMoves() -> [Diagnostic] {
    index.documents.compactMap { document in
      guard let next = document.kind.reading?.next, next.page.value.hasPrefix("\(Section.start.rawValue)/"),
        document.kind.stage == .explain || document.kind.stage == .compare
      else { return nil }
      return Diagnostic(
        .error, .conversionNotAllowed, at: next.page.location,
        "A page of the stage '\(document.kind.stage?.rawValue ?? "")' leads on to a destination",
        fix: "Lead on to the next explanation")
    }
  }

  private func lostReferences() -> [Diagnostic] {
    table.rules.flatMap { rule -> [Diagnostic] in
      var found: [Diagnostic] = []
      let target = rule.target.value
      if index.target(of: target) == nil, !index.isUnreadable(target.pagePath) {
        found.append(
          Diagnostic(
            .error, target.scheme == .go ? .unknownDestination : .unknownPage, at: rule.target.location,
            "'\(target.target)' is not a \(target.scheme == .go ? "destination" : "page")",
            fix: "Lead to a page that is there, or write Content/\(target.pagePath).md"))
      }
      for topic in rule.explains where index.document(in: .topics, named: topic.value) == nil {
        if index.isUnreadable("topics/\(topic.value)") { continue }
        found.append(
          Diagnostic(
            .error, .unknownTopic, at: topic.location, "'\(topic.value)' is not a topic",
            fix: "Write Content/topics/\(topic.value).md"))
      }
      return found
    }
  }

  private func deadEnds() -> [Diagnostic] {
    table.rules.compactMap { rule in
      guard let page = index.target(of: rule.target.value), page.kind.stage != nil, next(from: page) == nil else {
        return nil
      }
      if case .destination = page.kind { return nil }
      return Diagnostic(
        .error, .deadEnd, at: rule.target.location, "'\(page.path.text)' leads nowhere on",
        fix: "Add a later rule for '\(rule.intent.value)', or 'next' to the page")
    }
  }

  /// Guides and destinations that nothing leads to, beginning with the rules.
  private func unreachable() -> [Diagnostic] {
    var reached: Set<String> = []
    var open = table.rules.flatMap { rule in
      [rule.target.value.pagePath] + rule.explains.map { "\(Section.topics.rawValue)/\($0.value)" }
    }
    while let path = open.popLast() {
      guard let page = index.document(at: path), reached.insert(path).inserted else { continue }
      open += leads(of: page)
    }
    return (index.documents(in: .guides) + index.documents(in: .start)).filter {
      !reached.contains($0.path.text) && !$0.header.publication.isDraft
    }
    .map { page in
      Diagnostic(
        .error, .unreachablePage, at: page.start,
        "No rule leads to '\(page.path.text)', nor a page that one leads to",
        fix: "Let a rule of Content/routes lead here, or link to it")
    }
  }

  private func leads(of page: Document) -> [String] {
    var paths = page.outline.references.map(\.reference.pagePath)
    paths += page.kind.topics.map { "\(Section.topics.rawValue)/\($0.value)" }
    if let reading = page.kind.reading {
      paths += reading.requires.map(\.value) + reading.faq.map { "\(Section.faq.rawValue)/\($0.value)" }
      if let next = reading.next { paths.append(next.page.value) }
    }
    if case .topic(let fields) = page.kind {
      paths += fields.path.map(\.value) + index.documents(on: page.slug).map(\.path.text)
    }
    return paths
  }
}
