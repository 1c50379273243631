// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// A page as the index knows it: its path, and its document when that is asked for.
struct PageStub: Sendable {
  let path: PagePath
  let isDraft: Bool
  private let place: Place

  private enum Place: Sendable {
    case here(Document)
    case recorded(Once<Document>)
  }

  init(_ document: Document) {
    path = document.path
    isDraft = document.header.publication.isDraft
    place = .here(document)
  }

  init(path: PagePath, isDraft: Bool, recorded document: Once<Document>) {
    self.path = path
    self.isDraft = isDraft
    place = .recorded(document)
  }

  var document: Document {
    switch place {
    case .here(let document): document
    case .recorded(let once): once()
    }
  }
}

/// What references can lead to, by name; and what pages say about each other. Every question is answered from a table that
/// was made once, so a page costs the same in a site of ten and of a hundred thousand; a table that needs every document is
/// made when somebody asks.
final class SiteIndex: Sendable {
  /// Pages that are published, by their path.
  private let stubs: [PageStub]
  /// Pages that are there but could not be understood.
  let unreadable: Set<PagePath>
  let checks: CheckList
  private let byPath: [String: Int]
  /// Pages of the sections that references name by their last part alone.
  private let byName: [Name: Int]
  private let bySection: [Section: Range<Int>]
  private let drafts: Set<String>
  private let checkOrder: [String: Int]
  private let byTopic: Once<[String: [Int]]>
  private let stepsOfChecks: Once<[String: [CheckStep]]>
  private let usesOfFacts: Once<[String: [Int]]>
  private let neighbours: Once<[String: Neighbours]>

  /// A page by its section and its last part. One table for all sections: every thread asks it for every reference, and a
  /// table inside a table would have its references counted each time.
  private struct Name: Hashable {
    let section: Section
    let slug: String

    /// The last parts alone tell nearly all pages apart.
    func hash(into hasher: inout Hasher) { hasher.combine(slug) }
  }

  /// A step of a guide that names a check.
  struct CheckStep: Sendable {
    fileprivate let page: Int
    let step: Int
  }

  /// Where a page lies in a topic's path.
  struct Neighbours: Sendable {
    let previous: String?
    let next: String?
  }

  /// - Parameter pages: sorted by path.
  init(_ pages: [PageStub], unreadable: Set<PagePath>, checks: CheckList, includesDrafts: Bool) {
    let stubs = pages.filter { includesDrafts || !$0.isDraft }
    self.stubs = stubs
    self.unreadable = unreadable
    self.checks = checks
    drafts = includesDrafts ? [] : Set(pages.filter(\.isDraft).map(\.path.text))
    byPath = Dictionary(stubs.enumerated().map { ($1.path.text, $0) }) { first, _ in first }
    checkOrder = Dictionary(checks.checks.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let sections = SiteIndex.sections(of: stubs)
    bySection = sections
    let named = sections.filter { SiteIndex.namedSections.contains($0.key) }.flatMap { section, range in
      range.map { (Name(section: section, slug: stubs[$0].path.slug), $0) }
    }
    byName = Dictionary(named) { first, _ in first }
    byTopic = Once { SiteIndex.topics(of: stubs) }
    stepsOfChecks = Once { SiteIndex.steps(of: stubs, in: sections[.guides]) }
    usesOfFacts = Once { SiteIndex.facts(in: stubs) }
    neighbours = Once { SiteIndex.paths(of: stubs, in: sections[.topics]) }
  }

  private static let namedSections = Set(Reference.Scheme.allCases.compactMap { Reference($0, "").section } + [.topics])

  var count: Int { stubs.count }

  /// All pages, by their path.
  var documents: [Document] { stubs.map(\.document) }

  func document(at path: String) -> Document? {
    byPath[path].map { stubs[$0].document }
  }

  func hasPage(at path: String) -> Bool { byPath[path] != nil }

  /// The pages of a section, by their path.
  func documents(in section: Section) -> [Document] {
    bySection[section].map { stubs[$0].map(\.document) } ?? []
  }

  func count(of section: Section) -> Int { bySection[section]?.count ?? 0 }

  /// The pages that name a topic, by their path.
  func documents(on topic: String) -> [Document] {
    (byTopic()[topic] ?? []).map { stubs[$0].document }
  }

  /// The pages that show a fact, by their path.
  func documents(using fact: String) -> [Document] {
    (usesOfFacts()[fact] ?? []).map { stubs[$0].document }
  }

  /// The steps of guides that name a check.
  func steps(naming check: String) -> [CheckStep] { stepsOfChecks()[check] ?? [] }

  func guide(of step: CheckStep) -> Document { stubs[step.page].document }

  /// The page before and the page after, in the topic's path that a page lies in.
  func neighbours(of path: PagePath) -> (previous: Document?, next: Document?) {
    let found = neighbours()[path.text]
    return (found?.previous.flatMap(document(at:)), found?.next.flatMap(document(at:)))
  }

  /// The pages of the checks, in the order of the catalogue.
  var checkPages: [Document] {
    checks.checks.compactMap { document(at: "checks/\($0.id)") }
  }

  /// A check's place in the catalogue.
  func order(of check: String) -> Int? { checkOrder[check] }

  /// Whether a page that could not be understood is at a path.
  func isUnreadable(_ path: String) -> Bool {
    !unreadable.isEmpty && (PagePath(path).map(unreadable.contains) ?? false)
  }

  /// Whether a section has a page that could not be understood.
  func hasUnreadable(in section: Section) -> Bool {
    unreadable.contains { $0.section == section }
  }

  func isDraft(_ path: String) -> Bool { drafts.contains(path) }

  /// The page that a reference leads to; nil when there is none.
  func target(of reference: Reference) -> Document? {
    let place = reference.section.map { byName[Name(section: $0, slug: reference.target)] } ?? byPath[reference.target]
    return place.map { stubs[$0].document }
  }

  /// The page of a section by its last part.
  func document(in section: Section, named slug: String) -> Document? {
    byName[Name(section: section, slug: slug)].map { stubs[$0].document } ?? document(at: "\(section.rawValue)/\(slug)")
  }
}

// MARK: - Tables

extension SiteIndex {
  /// Pages are sorted by path, so those of a section stand together.
  private static func sections(of stubs: [PageStub]) -> [Section: Range<Int>] {
    var ranges: [Section: Range<Int>] = [:]
    for section in Section.allCases {
      let prefix = "\(section.rawValue)/"
      let start = partition(stubs) { $0.path.text >= prefix }
      let end = partition(stubs) { $0.path.text >= "\(section.rawValue)0" }
      // '0' follows '/'.
      if start < end { ranges[section] = start..<end }
    }
    return ranges
  }

  /// The first place from which on a condition holds.
  private static func partition(_ stubs: [PageStub], _ holds: (PageStub) -> Bool) -> Int {
    var (low, high) = (0, stubs.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(stubs[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func topics(of stubs: [PageStub]) -> [String: [Int]] {
    stubs.enumerated().reduce(into: [:]) { table, item in
      for topic in item.element.document.kind.topics { table[topic.value, default: []].append(item.offset) }
    }
  }

  private static func steps(of stubs: [PageStub], in guides: Range<Int>?) -> [String: [CheckStep]] {
    var table: [String: [CheckStep]] = [:]
    for page in guides ?? 0..<0 {
      for reference in stubs[page].document.stepReferences {
        guard let step = reference.pathStep else { continue }
        // A guide's steps come in their order, so a repeated one is the last.
        let last = table[reference.reference.target]?.last
        if last?.page == page, last?.step == step { continue }
        table[reference.reference.target, default: []].append(CheckStep(page: page, step: step))
      }
    }
    return table
  }

  private static func facts(in stubs: [PageStub]) -> [String: [Int]] {
    stubs.enumerated().reduce(into: [:]) { table, item in
      for reference in item.element.document.outline.references where reference.reference.scheme == .fact {
        let fact = reference.reference.target
        if table[fact]?.last != item.offset { table[fact, default: []].append(item.offset) }
      }
    }
  }

  /// A page that lies in several paths belongs to the first.
  private static func paths(of stubs: [PageStub], in topics: Range<Int>?) -> [String: Neighbours] {
    var table: [String: Neighbours] = [:]
    for topic in topics ?? 0..<0 {
      guard case .topic(let fields) = stubs[topic].document.kind else { continue }
      for (index, page) in fields.path.enumerated() where table[page.value] == nil {
        table[page.value] = Neighbours(
          previous: index > 0 ? fields.path[index - 1].value : nil,
          next: index + 1 < fields.path.count ? fields.path[index + 1].value : nil)
      }
    }
    return table
  }
}

extension Document {
  /// References to checks in the steps of the suggested path, in the order of the text.
  var stepReferences: [OutlineReference] {
    outline.references.filter { $0.reference.scheme == .check && $0.pathStep != nil }
  }
}
