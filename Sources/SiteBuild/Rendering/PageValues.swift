// SPDX-License-Identifier: Apache-2.0
// What templates can say about a page: ApprovedDocument → the values of its layout. A template names these and no others.

import Diagnostics
import Editorial
import SiteModel
import Templating

/// Makes the values of each page's layout.
struct PageValues {
  private let index: SiteIndex
  private let settings: SiteSettings
  private let asOf: CivilDate
  private let liveCheck: LiveCheckValues
  private let site: TemplateValue

  init(index: SiteIndex, settings: SiteSettings, asOf: CivilDate, liveCheck: LiveCheckValues) {
    self.index = index
    self.settings = settings
    self.asOf = asOf
    self.liveCheck = liveCheck
    site = [
      "name": .text(settings.name), "tagline": .text(settings.tagline), "role": .text(settings.role),
      "sourceOfTruth": .text(settings.sourceOfTruth),
    ]
  }

  /// - Returns: nil for the page of a check that the core does not have, which is reported elsewhere.
  func values(of approved: ApprovedDocument) -> [String: TemplateValue]? {
    let document = approved.document
    var values: [String: TemplateValue] = [
      "site": site,
      "page": page(document),
      "body": .html(html(of: document)),
      "editorial": editorial(approved.note),
      "asOf": date(asOf),
    ]
    switch document.kind {
    case .home:
      for section in Section.allCases { values[section.rawValue] = list(of: section) }
    case .guide(let fields):
      values.merge(guide(document, fields)) { first, _ in first }
    case .check(let fields):
      guard let check = check(document, fields) else { return nil }
      values.merge(check) { first, _ in first }
    case .glossaryTerm, .faqEntry, .about:
      break
    }
    return values
  }
}

// MARK: - Every page

extension PageValues {
  private func page(_ document: Document) -> TemplateValue {
    [
      "title": .text(document.header.title), "summary": .text(document.header.summary),
      "url": .text(document.path.url), "canonical": .text(settings.baseURL + document.path.url),
      "kind": .text(document.kind.layout),
    ]
  }

  private func editorial(_ note: EditorialNote) -> TemplateValue {
    [
      "reviewed": date(note.reviewed), "due": date(note.due), "cadence": .text("\(note.cadenceDays) days"),
      "reviewer": .text(note.reviewer), "hasSources": .flag(!note.sources.isEmpty),
      "sources": .list(
        note.sources.map { source in
          [
            "title": .text(source.title), "url": .text(source.url), "kind": .text(source.kind.rawValue),
            "published": source.published.map(date) ?? .absent, "checked": source.checked.map(date) ?? .absent,
          ]
        }),
    ]
  }

  private func date(_ date: CivilDate) -> TemplateValue {
    ["iso": .text(date.iso), "long": .text(date.long)]
  }

  private func list(of section: Section) -> TemplateValue {
    let pages = section == .checks ? index.checkPages : index.documents(in: section)
    return .list(pages.map(card))
  }

  private func card(_ document: Document) -> TemplateValue {
    .record(cardFields(document))
  }

  private func cardFields(_ document: Document) -> [String: TemplateValue] {
    [
      "title": .text(document.header.title), "url": .text(document.path.url),
      "summary": .text(document.header.summary),
    ]
  }

  /// The body with its references resolved. Those that lead nowhere were reported before; their words stay.
  private func html(of document: Document) -> HTML {
    document.body.resolved { placed in
      guard let target = index.target(of: placed.reference) else { return (HTML(trusted: ""), HTML(trusted: "")) }
      let url = HTML(escaping: target.path.url).text
      let attributes =
        switch placed.reference.scheme {
        case .check: " class=\"check\" data-check=\"\(HTML(escaping: placed.reference.target).text)\""
        case .term: " class=\"term\" title=\"\(HTML(escaping: target.header.summary).text)\""
        case .faq, .page, .fact, .go: ""
        }
      return (HTML(trusted: "<a href=\"\(url)\"\(attributes)>"), HTML(trusted: "</a>"))
    }
  }
}

// MARK: - Guides and checks

extension PageValues {
  private func guide(_ document: Document, _ fields: GuideFields) -> [String: TemplateValue] {
    let required = fields.requires.compactMap { index.document(at: $0.value) }
    var next: [String: TemplateValue] = ["text": .text(fields.next.text), "title": .absent, "url": .absent]
    if let target = index.document(at: fields.next.page.value) {
      next.merge(cardFields(target).filter { $0.key != "summary" }) { _, new in new }
    }
    return [
      "audience": .list(fields.audience.map(TemplateValue.text)),
      "requires": .list(required.map(card)), "hasRequires": .flag(!required.isEmpty),
      "keyChecks": .list(keyChecks(of: document)),
      "faq": .list(fields.faq.compactMap { index.document(at: "faq/\($0.value)") }.map(faqEntry)),
      "next": .record(next),
      "liveCheck": liveCheck.value,
    ]
  }

  private func faqEntry(_ entry: Document) -> TemplateValue {
    [
      "id": .text(entry.slug), "title": .text(entry.header.title), "url": .text(entry.path.url),
      "body": .html(html(of: entry)),
    ]
  }

  /// The checks that a guide's steps name, in the order of the steps: "Key checks" is never written by hand.
  private func keyChecks(of guide: Document) -> [TemplateValue] {
    var order: [String] = []
    var steps: [String: [Int]] = [:]
    for placed in guide.stepReferences {
      let id = placed.reference.target
      if steps[id] == nil { order.append(id) }
      if let step = placed.step, steps[id]?.last != step { steps[id, default: []].append(step) }
    }
    return order.compactMap { id in
      guard let page = index.document(at: "checks/\(id)"), let numbers = steps[id] else { return nil }
      var fields = cardFields(page)
      fields["id"] = .text(id)
      fields["steps"] = .text((numbers.count == 1 ? "step " : "steps ") + joined(numbers))
      return .record(fields)
    }
  }

  private func joined(_ numbers: [Int]) -> String {
    let texts = numbers.map(String.init)
    guard texts.count > 1 else { return texts[0] }
    return texts.dropLast().joined(separator: ", ") + " and " + texts[texts.count - 1]
  }

  private func check(_ document: Document, _ fields: CheckFields) -> [String: TemplateValue]? {
    guard let order = index.checks.checks.firstIndex(where: { $0.id == document.slug }) else { return nil }
    let check = index.checks.checks[order]
    return [
      "check": [
        "id": .text(check.id), "session": .text(check.session), "measure": .text(check.measure),
        "unit": .text(check.unitWords), "component": check.component.map(TemplateValue.text) ?? .absent,
        "order": .text(String(order + 1)), "needsFace": .flag(check.needsFace),
      ],
      "limits": .list(
        check.limits.map { limit in
          [
            "when": .text(limit.level == .hint ? "Look here" : "Change this"),
            "value": .text("\(limit.words) \(check.unitWords)"),
          ]
        }),
      "words": [
        "good": .text(fields.good), "hint": .text(fields.hint), "strong": .text(fields.strong),
        "cannotTell": .text(fields.cannotTell),
      ],
      "steps": .list(steps(naming: check.id)),
    ]
  }

  private func steps(naming check: String) -> [TemplateValue] {
    index.documents(in: .guides).flatMap { guide -> [TemplateValue] in
      let steps = Set(guide.stepReferences.filter { $0.reference.target == check }.compactMap(\.step))
      return steps.sorted().map { step in
        ["title": .text(guide.header.title), "url": .text(guide.path.url), "step": .text(String(step))]
      }
    }
  }
}
