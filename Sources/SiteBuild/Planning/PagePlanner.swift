// SPDX-License-Identifier: Apache-2.0
// ApprovedDocument → PagePlan: everything that a page shows besides its own body. A template names these values and no others.

import Diagnostics
import Digests
import Editorial
import SiteModel
import Templating

/// All that a page is rendered from, besides its own source and the templates. Whatever else of the site it shows has become a
/// value here, so equal plans of equal sources are equal pages: the incremental build rests on this type.
struct PagePlan: Sendable {
  let output: OutputPath
  let layout: String
  /// Without the body, and without what is the same on every page.
  let values: TemplateRecord
  /// The tags around the words of each reference of the body, in the order of the text.
  var linkTags: [LinkTags] = []

  struct LinkTags: Sendable {
    let open: HTML
    let close: HTML
  }

  /// Equal for equal plans.
  var digest: ContentDigest {
    var writer = ByteWriter()
    writer.value(output)
    writer.text(layout)
    writer.value(TemplateValue.record(values))
    writer.list(linkTags) {
      $0.raw($1.open.bytes)
      $0.raw($1.close.bytes)
    }
    return ContentDigest(of: writer.bytes)
  }
}

/// Makes the plan of each page. A class, as the index is: every thread asks the same one, and copies none of its parts.
final class PagePlanner: Sendable {
  let index: SiteIndex
  let settings: SiteSettings
  let assets: SiteAssets
  let warnings: PageWarnings
  let routes: SiteRoutes
  /// What lists show of each check's page, by the check: every guide has such a list.
  private let checkCards: [String: Once<TemplateRecord?>]

  init(index: SiteIndex, settings: SiteSettings, assets: SiteAssets, warnings: PageWarnings, routes: SiteRoutes) {
    self.index = index
    self.settings = settings
    self.assets = assets
    self.warnings = warnings
    self.routes = routes
    checkCards = Dictionary(
      index.checks.checks.map { check in
        let card = Once {
          index.document(in: .checks, named: check.id).map { PagePlanner.cardFields($0, warnings) }
        }
        return (check.id, card)
      }
    ) { first, _ in first }
  }

  /// - Returns: nil for the page of a check that the core does not have, which is reported elsewhere.
  func plan(_ approved: ApprovedDocument) -> PagePlan? {
    let document = approved.document
    var values = values(of: document, approved.note)
    switch document.kind {
    case .home:
      values["sections"] = .list(homeSections)
      values["needs"] = .list(needs)
      values["hasNeeds"] = .flag(!routes.table.rules.isEmpty)
    case .guide(let fields), .article(let fields):
      values.add(reading(document, fields))
    case .destination(let fields, let destination):
      values.add(reading(document, fields))
      values["destination"] = place(routes.shown(document, destination), destination.kind)
    case .check(let fields):
      guard let check = check(document, fields) else { return nil }
      values.add(check)
    case .topic(let fields): values.add(topic(document, fields))
    case .fact(let fact): values.add(self.fact(document, fact))
    case .glossaryTerm, .faqEntry, .about, .notFound: break
    }
    return PagePlan(
      output: document.path.outputFile, layout: document.kind.layout, values: values,
      linkTags: document.outline.references.map { tags($0.reference, isEmpty: $0.words?.isEmpty ?? false) })
  }
}

// MARK: - Every page

extension PagePlanner {
  private func values(of document: Document, _ note: EditorialNote) -> TemplateRecord {
    let crumbs = Breadcrumb(of: document.path)
    let neighbours = index.neighbours(of: document.path)
    return [
      "page": page(document),
      "breadcrumb": .list(crumbs.value),
      "editorial": editorial(note),
      "contents": TemplateValue(contents: document.outline.headings.tableOfContents),
      "topics": .list(topics(of: document)),
      "changes": .list(
        document.header.publication.changes.map { ["date": date($0.date), "text": .text($0.text)] }),
      "previous": neighbours.previous.map(card) ?? .absent,
      "next": neighbours.next.map(card) ?? .absent,
      "onward": onward(from: document),
      "structuredData": .html(
        StructuredData(settings: settings).json(for: document, note, crumbs: crumbs)),
    ]
  }

  private func page(_ document: Document) -> TemplateValue {
    let publication = document.header.publication
    return [
      "title": .text(document.header.title), "summary": .text(document.header.summary),
      "url": .text(document.path.url), "canonical": .text(settings.baseURL + document.path.url),
      "kind": .text(document.kind.layout), "stage": document.kind.stage.map { .text($0.rawValue) } ?? .absent,
      "isIndexed": .flag(document.path != .notFound && !publication.isDraft),
      "isDraft": .flag(publication.isDraft),
      "twin": PageTwin.url(of: document, settings).map(TemplateValue.text) ?? .absent,
      "published": publication.published.map(date) ?? .absent,
      "modified": publication.modified.map(date) ?? .absent,
    ]
  }

  private func editorial(_ note: EditorialNote) -> TemplateValue {
    let unread = note.sources.count { $0.checked == nil }
    return [
      "reviewed": date(note.reviewed), "due": date(note.due), "cadence": .text("\(note.cadenceDays) days"),
      "reviewer": .text(note.reviewer), "hasSources": .flag(!note.sources.isEmpty),
      "sources": .list(note.sources.map(source)), "sourceCount": .text("\(note.sources.count)"),
      "unverifiedCount": unread == 0 ? .absent : .text("\(unread)"),
      "isEdited": .flag(note.standing.has(.edited)),
      "hasNewerSource": .flag(note.hasNewerSource), "isOverdue": .flag(note.isPastDue),
    ]
  }

  func source(_ source: Source) -> TemplateValue {
    [
      "title": .text(source.title), "url": .text(source.url), "kind": .text(source.kind.rawValue),
      "published": source.published.map(date) ?? .absent, "checked": source.checked.map(date) ?? .absent,
    ]
  }

  func date(_ date: CivilDate) -> TemplateValue {
    ["iso": .text(date.iso), "long": .text(date.long)]
  }

  func card(_ document: Document) -> TemplateValue {
    .record(PagePlanner.cardFields(document, warnings))
  }

  /// What lists show of a check's page; nil where there is none.
  func cardFields(ofCheck id: String) -> TemplateRecord? {
    if let card = checkCards[id] { return card() }
    // A page of a check that the core does not have is reported elsewhere.
    return index.document(in: .checks, named: id).map { PagePlanner.cardFields($0, warnings) }
  }

  private static func cardFields(_ document: Document, _ warnings: PageWarnings) -> TemplateRecord {
    [
      "title": .text(document.header.title), "url": .text(document.path.url),
      "summary": .text(document.header.summary),
      "warning": warnings.warning(about: document).map { .text($0.rawValue) } ?? .absent,
    ]
  }

  private func topics(of document: Document) -> [TemplateValue] {
    document.kind.topics.compactMap { topic in
      index.document(at: "topics/\(topic.value)").map { ["title": .text($0.header.title), "url": .text($0.path.url)] }
    }
  }
}

// MARK: - Links

extension PagePlanner {
  /// The tags around a reference's words. One that leads nowhere was reported before; its words stay.
  ///
  /// - Parameter isEmpty: whether the link has no words: a fact then prints its value.
  func tags(_ reference: Reference, isEmpty: Bool) -> PagePlan.LinkTags {
    guard let target = index.target(of: reference) else {
      return PagePlan.LinkTags(open: HTML(trusted: []), close: HTML(trusted: []))
    }
    var open: [UInt8] = []
    open.reserveCapacity(128)
    open += "<a href=\"".utf8
    open.appendEscaped(target.path.url)
    if let anchor = reference.anchor {
      open.append(UInt8(ascii: "#"))
      open.appendEscaped(anchor)
    }
    open += "\"".utf8
    switch target.kind {
    case .check where reference.scheme == .check:
      open += " class=\"check\" data-check=\"".utf8
      open += reference.target.utf8
      open += "\"".utf8
    case .glossaryTerm where reference.scheme == .term:
      open += " class=\"term\" title=\"".utf8
      open.appendEscaped(target.header.summary)
      open += "\"".utf8
    case .fact(let fact) where reference.scheme == .fact:
      open += " class=\"fact\" title=\"".utf8
      open.appendEscaped(evidence(of: fact))
      open += "\"".utf8
    case .destination where reference.scheme == .go:
      open += " class=\"onward\"".utf8
    default: break
    }
    open += ">".utf8
    if isEmpty, case .fact(let fact) = target.kind { open.appendEscaped(fact.text) }
    return PagePlan.LinkTags(open: HTML(trusted: open), close: HTML(trusted: "</a>"))
  }

  /// What a fact rests on, in a few words.
  func evidence(of fact: Fact) -> String {
    guard let id = fact.source?.value, let source = settings.sources[id] else {
      return "No dated official source states it"
    }
    guard let checked = fact.checked else { return "\(source.title); unverified: not read by us" }
    return "\(source.title); read by us on \(checked.long)"
  }

  /// An answer as HTML, on whatever page it is shown.
  func html(of answer: Markup) -> HTML {
    let enclosing = { [self] (placed: PlacedReference) -> (open: HTML, close: HTML) in
      let around = tags(placed.reference, isEmpty: placed.words.isEmpty)
      return (around.open, around.close)
    }
    let html = answer.resolved(imageSize: { [assets] in assets.size(of: $0.source) }, enclosing)
    return answer.images.isEmpty ? html : assets.naming(html)
  }
}

// MARK: - The home page

extension PagePlanner {
  /// Entries of a section that the home page shows before it leads to the section's index.
  private static let shownEntries = 24

  private var homeSections: [TemplateValue] {
    Section.allCases.compactMap { section in
      let pages = section == .checks ? index.checkPages : index.documents(in: section)
      guard !pages.isEmpty else { return nil }
      return [
        "name": .text(section.rawValue), "title": .text(section.title), "url": .text(section.url),
        "count": .text(String(pages.count)), "entries": .list(pages.prefix(PagePlanner.shownEntries).map(card)),
        "hasMore": .flag(pages.count > PagePlanner.shownEntries),
      ]
    }
  }
}
