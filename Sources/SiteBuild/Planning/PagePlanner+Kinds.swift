// SPDX-License-Identifier: Apache-2.0
// What each kind of page shows.

import SiteModel
import Templating

// MARK: - Pages to read

extension PagePlanner {
  func reading(_ document: Document, _ fields: ReadingFields) -> TemplateRecord {
    let required = fields.requires.compactMap { index.document(at: $0.value) }
    let steps = CheckSteps(of: document)
    let named = steps.ids.compactMap(index.order(of:))
    let modes = liveCheckModes(fields, naming: named)
    let checks = keyChecks(steps) + furtherChecks(fields, modes, besides: named)
    let faq = fields.faq.compactMap { index.document(in: .faq, named: $0.value).flatMap(faqEntry) }
    return [
      "hasAudience": .flag(!fields.audience.isEmpty), "audience": .list(fields.audience.map(TemplateValue.text)),
      "hasRequires": .flag(!required.isEmpty), "requires": .list(required.map(card)),
      "hasKeyChecks": .flag(!checks.isEmpty), "keyChecks": .list(checks),
      "hasLiveCheck": .flag(!modes.isEmpty), "liveCheckModes": .text(modes.map(\.rawValue).joined(separator: " ")),
      "hasDetails": .flag(named.contains { index.checks.checks[$0].session == "identity" }),
      "hasQuestions": .flag(!faq.isEmpty), "faq": .list(faq),
    ]
  }

  private func faqEntry(_ entry: Document) -> TemplateValue? {
    guard case .faqEntry(let fields) = entry.kind else { return nil }
    return [
      "id": .text(entry.slug), "title": .text(entry.header.title), "url": .text(entry.path.url),
      "body": .html(html(of: fields.answer)),
    ]
  }

  /// The checks that a guide's steps name, in the order of the steps: "Key checks" is never written by hand.
  private func keyChecks(_ steps: CheckSteps) -> [TemplateValue] {
    zip(steps.ids, steps.numbers).compactMap { id, numbers in
      checkCard(id, steps: .text((numbers.count == 1 ? "step " : "steps ") + joined(numbers)))
    }
  }

  private func checkCard(_ id: String, steps: TemplateValue) -> TemplateValue? {
    guard var fields = cardFields(ofCheck: id) else { return nil }
    fields["id"] = .text(id)
    fields["steps"] = steps
    return .record(fields)
  }

  /// What the live check on a page can look at: what the steps ask for, and what the page states; first what most steps
  /// ask for.
  ///
  /// - Parameter named: places in the catalogue of the checks that the steps name.
  private func liveCheckModes(_ fields: ReadingFields, naming named: [Int]) -> [LiveCheckMode] {
    let checks = index.checks.checks
    var modes = Set(fields.liveCheck)
    let ofFaces = named.count { checks[$0].needsFace }
    let ofDocuments = named.count { LiveCheckMode.document.sessions.contains(checks[$0].session) }
    if ofFaces > 0 { modes.formUnion([.camera, .picture, .rehearsal]) }
    if ofDocuments > 0 { modes.insert(.document) }
    let inOrder = LiveCheckMode.allCases.filter(modes.contains)
    guard ofDocuments > ofFaces else { return inOrder }
    return [.document] + inOrder.filter { $0 != .document }
  }

  /// The checks that a live check runs and no step of the page names, in the catalogue's order: only on a page that itself
  /// states what the live check looks at.
  private func furtherChecks(
    _ fields: ReadingFields, _ modes: [LiveCheckMode], besides named: [Int]
  ) -> [TemplateValue] {
    guard !fields.liveCheck.isEmpty else { return [] }
    let sessions = Set(modes.flatMap(\.sessions))
    let checks = index.checks.checks
    return checks.indices.compactMap { place in
      guard sessions.contains(checks[place].session), !named.contains(place) else { return nil }
      return checkCard(checks[place].id, steps: .absent)
    }
  }

  private func joined(_ numbers: [Int]) -> String {
    let texts = numbers.map(String.init)
    guard texts.count > 1 else { return texts[0] }
    return texts.dropLast().joined(separator: ", ") + " and " + texts[texts.count - 1]
  }
}

/// The checks that a guide's steps name, in the order of the steps, each with the numbers of its steps.
private struct CheckSteps {
  private(set) var ids: [String] = []
  private(set) var numbers: [[Int]] = []

  init(of guide: Document) {
    for item in guide.outline.references where item.reference.scheme == .check {
      guard let step = item.pathStep else { continue }
      if let known = ids.firstIndex(of: item.reference.target) {
        if numbers[known].last != step { numbers[known].append(step) }
      } else {
        ids.append(item.reference.target)
        numbers.append([step])
      }
    }
  }
}

// MARK: - Checks

extension PagePlanner {
  func check(_ document: Document, _ fields: CheckFields) -> TemplateRecord? {
    guard let order = index.order(of: document.slug) else { return nil }
    let check = index.checks.checks[order]
    return [
      "check": [
        "id": .text(check.id), "session": .text(check.session), "measure": .text(check.measure),
        "unit": .text(check.unitWords), "component": check.component.map(TemplateValue.text) ?? .absent,
        "order": .text(String(order + 1)), "needsFace": .flag(check.needsFace),
      ],
      "limits": limits(check.limits, check),
      "strict": check.strictLimits == check.limits ? .absent : ["limits": limits(check.strictLimits, check)],
      "words": [
        "good": .text(fields.good), "hint": .text(fields.hint), "strong": .text(fields.strong),
        "cannotTell": .text(fields.cannotTell),
        "causes": .list(check.causes.compactMap { fields.causes[$0].map { ["text": .text($0.value)] } }),
      ],
      "steps": .list(
        index.steps(naming: check.id).prefix(PagePlanner.shownSteps).map { place in
          let guide = index.guide(of: place)
          return ["title": .text(guide.header.title), "url": .text(guide.path.url), "step": .text(String(place.step))]
        }),
    ]
  }

  private func limits(_ limits: [CheckDescription.Limit], _ check: CheckDescription) -> TemplateValue {
    .list(
      limits.map { limit in
        [
          "when": .text(limit.level == .hint ? "Look here" : "Change this"),
          "value": .text("\(limit.words) \(check.unitWords)"),
        ]
      })
  }

  /// Steps that a check's page lists: a check that ten thousand guides name does not list them all.
  private static let shownSteps = 50
}

// MARK: - Topics and facts

extension PagePlanner {
  /// Entries of a section that a topic shows.
  private static let shownEntries = 100

  /// A topic gathers what names it, section by section.
  func topic(_ document: Document, _ fields: TopicHubFields) -> TemplateRecord {
    let path = fields.path.compactMap { index.document(at: $0.value) }
    let members = Dictionary(grouping: index.documents(on: document.slug)) { $0.path.section }
    let groups = Section.allCases.compactMap { section -> TemplateValue? in
      guard let pages = members[section] else { return nil }
      return [
        "title": .text(section.title), "url": .text(section.url),
        "entries": .list(pages.prefix(PagePlanner.shownEntries).map(card)),
        "hasMore": .flag(pages.count > PagePlanner.shownEntries),
      ]
    }
    return ["hasPath": .flag(!path.isEmpty), "path": .list(path.map(card)), "groups": .list(groups)]
  }

  func fact(_ document: Document, _ fact: Fact) -> TemplateRecord {
    let source = fact.source.flatMap { settings.sources[$0.value] }
    return [
      "fact": [
        "text": .text(fact.text), "isKnown": .flag(fact.value != nil), "cadence": .text("\(fact.cadenceDays) days"),
        "source": source.map(self.source) ?? .absent, "checked": fact.checked.map(date) ?? .absent,
      ],
      "uses": .list(index.documents(using: document.slug).prefix(PagePlanner.shownEntries).map(card)),
    ]
  }
}
