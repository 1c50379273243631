// SPDX-License-Identifier: Apache-2.0
// The index of each section, split into pages; the glossary by first letters, questions by topics.

import SiteModel
import Templating

struct SectionIndexes {
  let index: SiteIndex
  let settings: SiteSettings
  let planner: PagePlanner

  /// The plans of all indexes, section by section.
  func plans() -> [PagePlan] {
    Section.allCases.flatMap(plans)
  }

  private func plans(of section: Section) -> [PagePlan] {
    let entries = entries(of: section)
    guard !entries.isEmpty else { return [] }
    let size = settings.output.entriesPerPage
    let count = (entries.count + size - 1) / size
    return (0..<count).map { number in
      plan(
        of: section, Array(entries[number * size..<min(entries.count, (number + 1) * size)]), number: number + 1,
        of: count)
    }
  }

  /// The pages of a section, each with the heading under which it stands.
  private func entries(of section: Section) -> [(group: String, page: Document)] {
    switch section {
    case .checks: return index.checkPages.map { ("", $0) }
    case .glossary:
      return index.documents(in: section).map { (firstLetter(of: $0), $0) }
        .sorted { ($0.group, $0.page.header.title.lowercased()) < ($1.group, $1.page.header.title.lowercased()) }
    case .faq:
      return index.documents(in: section).map { (firstTopic(of: $0), $0) }
        .sorted { ($0.group, $0.page.path) < ($1.group, $1.page.path) }
    default: return index.documents(in: section).map { ("", $0) }
    }
  }

  private func firstLetter(of page: Document) -> String {
    page.header.title.first { $0.isLetter || $0.isNumber }.map { $0.uppercased() } ?? ""
  }

  private func firstTopic(of page: Document) -> String {
    page.kind.topics.first.flatMap { index.document(at: "topics/\($0.value)") }?.header.title ?? ""
  }

  private func plan(
    of section: Section, _ entries: [(group: String, page: Document)], number: Int, of count: Int
  ) -> PagePlan {
    var groups: [(title: String, cards: [TemplateValue])] = []
    for entry in entries {
      if groups.last?.title != entry.group { groups.append((entry.group, [])) }
      groups[groups.count - 1].cards.append(planner.card(entry.page))
    }
    let title = number == 1 ? section.title : "\(section.title), page \(number)"
    var values = planner.values(
      title: title, summary: "\(section.title): \(index.count(of: section)) pages.",
      url: SectionIndexes.url(of: section, number), kind: "index", isIndexed: true)
    values["groups"] = .list(
      groups.map { ["title": .text($0.title), "entries": .list($0.cards)] })
    let needs = section == .start && number == 1 ? planner.needs : []
    values["needs"] = .list(needs)
    values["hasNeeds"] = .flag(!needs.isEmpty)
    values["pagination"] =
      count == 1
      ? .absent
      : [
        "number": .text(String(number)), "count": .text(String(count)),
        "previous": number > 1 ? .text(SectionIndexes.url(of: section, number - 1)) : .absent,
        "next": number < count ? .text(SectionIndexes.url(of: section, number + 1)) : .absent,
      ]
    return PagePlan(output: SectionIndexes.output(of: section, number), layout: "index", values: values)
  }

  static func url(of section: Section, _ number: Int) -> String {
    number == 1 ? section.url : "\(section.url)page/\(number)/"
  }

  private static func output(of section: Section, _ number: Int) -> OutputPath {
    // Names of sections and numbers are parts of a path as they are.
    OutputPath("\(url(of: section, number).dropFirst())index.html")!
  }
}
