// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// What references can lead to, by name; and what pages say about each other. Every question is answered from a table that
/// was made once, so a page costs the same in a site of ten and of a hundred thousand.
struct SiteIndex: Sendable {
  /// Pages that are published, by their path.
  let documents: [Document]
  /// Pages that are there but could not be understood.
  let unreadable: Set<PagePath>
  let checks: CheckList
  private let byPath: [String: Int]
  private let bySection: [Section: Range<Int>]
  private let byTopic: [String: [Int]]
  private let drafts: Set<String>
  private let checkOrder: [String: Int]
  private let stepsOfChecks: [String: [CheckStep]]
  private let usesOfFacts: [String: [Int]]
  private let neighbours: [String: Neighbours]

  /// A step of a guide that names a check.
  struct CheckStep: Sendable {
    let guide: Int
    let step: Int
  }

  /// Where a page lies in a topic's path.
  struct Neighbours: Sendable {
    let previous: String?
    let next: String?
  }

  /// - Parameter documents: sorted by path.
  init(documents all: [Document], unreadable: Set<PagePath>, checks: CheckList, includesDrafts: Bool) {
    let documents = all.filter { includesDrafts || !$0.header.publication.isDraft }
    self.documents = documents
    self.unreadable = unreadable
    self.checks = checks
    drafts = includesDrafts ? [] : Set(all.filter(\.header.publication.isDraft).map(\.path.text))
    byPath = Dictionary(documents.enumerated().map { ($1.path.text, $0) }) { first, _ in first }
    checkOrder = Dictionary(checks.checks.enumerated().map { ($1.id, $0) }) { first, _ in first }
    bySection = SiteIndex.sections(of: documents)
    byTopic = SiteIndex.topics(of: documents)
    stepsOfChecks = SiteIndex.steps(of: documents)
    usesOfFacts = SiteIndex.facts(in: documents)
    neighbours = SiteIndex.paths(of: documents)
  }

  func document(at path: String) -> Document? {
    byPath[path].map { documents[$0] }
  }

  /// The pages of a section, by their path.
  func documents(in section: Section) -> ArraySlice<Document> {
    bySection[section].map { documents[$0] } ?? []
  }

  /// The pages that name a topic, by their path.
  func documents(on topic: String) -> [Document] {
    byTopic[topic].map { $0.map { documents[$0] } } ?? []
  }

  /// The pages that show a fact, by their path.
  func documents(using fact: String) -> [Document] {
    usesOfFacts[fact].map { $0.map { documents[$0] } } ?? []
  }

  /// The steps of guides that name a check.
  func steps(naming check: String) -> [CheckStep] { stepsOfChecks[check] ?? [] }

  /// The page before and the page after, in the topic's path that a page lies in.
  func neighbours(of path: PagePath) -> (previous: Document?, next: Document?) {
    let found = neighbours[path.text]
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
    document(at: reference.pagePath)
  }
}

// MARK: - Tables

extension SiteIndex {
  /// Documents are sorted by path, so those of a section stand together.
  private static func sections(of documents: [Document]) -> [Section: Range<Int>] {
    var ranges: [Section: Range<Int>] = [:]
    for (index, document) in documents.enumerated() {
      guard let section = document.path.section else { continue }
      ranges[section] = (ranges[section]?.lowerBound ?? index)..<index + 1
    }
    return ranges
  }

  private static func topics(of documents: [Document]) -> [String: [Int]] {
    documents.enumerated().reduce(into: [:]) { table, item in
      for topic in item.element.kind.topics { table[topic.value, default: []].append(item.offset) }
    }
  }

  private static func steps(of documents: [Document]) -> [String: [CheckStep]] {
    var table: [String: [CheckStep]] = [:]
    for (index, document) in documents.enumerated() {
      guard case .guide = document.kind else { continue }
      for reference in document.stepReferences {
        guard let step = reference.pathStep else { continue }
        let check = reference.reference.target
        if table[check]?.contains(where: { $0.guide == index && $0.step == step }) == true { continue }
        table[check, default: []].append(CheckStep(guide: index, step: step))
      }
    }
    return table
  }

  private static func facts(in documents: [Document]) -> [String: [Int]] {
    documents.enumerated().reduce(into: [:]) { table, item in
      for reference in item.element.outline.references where reference.reference.scheme == .fact {
        let fact = reference.reference.target
        if table[fact]?.last != item.offset { table[fact, default: []].append(item.offset) }
      }
    }
  }

  /// A page that lies in several paths belongs to the first.
  private static func paths(of documents: [Document]) -> [String: Neighbours] {
    var table: [String: Neighbours] = [:]
    for document in documents {
      guard case .topic(let fields) = document.kind else { continue }
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
