// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Digests
import Editorial
import Markdown
import SiteModel

/// All of `Content/`, understood: the settings, and the pages by their paths.
struct ContentReader {
  let settings: SiteSettings?
  /// In the order of their paths.
  let pages: [ReadPage]
  let rules: [RoutingRule]
  /// Every address that was ever published; nil where no list is kept.
  let permalinks: [Located<String>]?
  /// Pages whose files are there but could not be understood: links to them are not to be blamed.
  let unreadable: Set<PagePath>
  /// The same, each with what is wrong with it.
  let unreadablePages: [UnreadablePage]
  /// Every file, in the order of their paths.
  let files: [FileRecord]
  let diagnostics: [Diagnostic]

  /// Reads every file that is not known from the last build.
  ///
  /// - Parameter shelf: where bodies wait; nil where nobody asks for them.
  init(
    _ entries: [SourceEntry], known: KnownPages = .none, shelf: BodyShelf? = nil, workers: Workers = Workers(count: 1)
  ) throws(SourceTreeError) {
    let plan = ContentPlan(entries)
    var diagnostics = plan.diagnostics
    var files: [FileRecord] = []
    func read(_ entry: SourceEntry) throws(SourceTreeError) -> SourceFile {
      let file = try entry.read()
      files.append(FileRecord(path: entry.path, signature: entry.signature, digest: ContentDigest(of: file.bytes)))
      return file
    }
    settings = try plan.settings.flatMap { entry throws(SourceTreeError) in
      SettingsReader.read(try read(entry), diagnostics: &diagnostics)
    }
    permalinks = try plan.permalinks.map { entry throws(SourceTreeError) in
      PermalinkList.read(try read(entry), diagnostics: &diagnostics)
    }
    let names = settings?.platforms ?? []
    let platforms = Platforms(names)
    let known = known.judged(by: names)
    var rules: [RoutingRule] = []
    for (entry, name) in plan.rules {
      if let rule = ManuscriptReader.readRule(
        try read(entry), name: name, platforms: platforms, diagnostics: &diagnostics)
      {
        rules.append(rule)
      }
    }
    self.rules = rules

    let hasTwins = settings?.output.markdownTwins ?? false
    let planned = plan.pages.sorted { $0.path < $1.path }
    let results = workers.map(planned.count) { index in
      Result { () throws(SourceTreeError) in
        try ReadPage.read(planned[index].entry, at: planned[index].path, known, platforms) {
          shelf?.add($0, withText: hasTwins)
        }
      }
    }
    var pages: [ReadPage] = []
    pages.reserveCapacity(results.count)
    var unreadable: [UnreadablePage] = []
    for (result, plan) in zip(results, planned) {
      let (page, faults) = try result.get()
      diagnostics += faults
      if let page {
        pages.append(page)
      } else {
        unreadable.append(UnreadablePage(path: plan.path, sourcePath: plan.entry.path, faults: faults))
      }
    }
    for page in pages {
      files.append(FileRecord(path: page.source.path, signature: page.source.signature, digest: page.digest))
    }
    self.pages = pages
    self.files = files.sorted { $0.path < $1.path }
    unreadablePages = unreadable
    self.unreadable = Set(unreadable.map(\.path))
    self.diagnostics = diagnostics
  }
}

extension [ReadPage] {
  /// Of pages in the order of their paths, the one at a path.
  func page(at path: PagePath) -> ReadPage? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].document.path < path { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].document.path == path ? self[low] : nil
  }
}

/// A page's document, and by what its file is known again.
struct ReadPage: Sendable {
  let document: Document
  let source: SourceEntry
  /// Of the file's bytes.
  let digest: ContentDigest
  /// Warnings about the text, which a later build repeats without reading it.
  let warnings: [Diagnostic]
  /// Where the body waits; nil where it has to be read again.
  var body: BodyShelf.Place?

  /// - Returns: no page, with the faults, where the file cannot be understood.
  fileprivate static func read(
    _ entry: SourceEntry, at path: PagePath, _ known: KnownPages, _ platforms: Platforms,
    shelve: (PageBody) -> BodyShelf.Place?
  ) throws(SourceTreeError) -> (ReadPage?, [Diagnostic]) {
    if let page = known.page(of: entry) { return (page, page.warnings) }
    let file = try entry.read()
    let digest = ContentDigest(of: file.bytes)
    if let page = known.page(of: entry, digest: digest) { return (page, page.warnings) }
    var diagnostics: [Diagnostic] = []
    let read = ManuscriptReader.read(file, at: path, platforms: platforms, diagnostics: &diagnostics)
    guard let read else { return (nil, diagnostics) }
    let page = ReadPage(
      document: read.document, source: entry, digest: digest,
      warnings: diagnostics.filter { $0.severity == .warning }, body: shelve(read.body))
    return (page, diagnostics)
  }
}
