// SPDX-License-Identifier: Apache-2.0
// A build after an edit that only the edited pages can show: the words of a body changed, and nothing that other pages, lists or
// feeds see of it. Then those pages are made, from the documents of the pages that they name, and all else is taken over
// without a look at it.
//
// Goals, in order: (1) whatever is not certainly such an edit is left to a whole build; (2) what is made is what a whole build
// would make; (3) the cost is that of the edit, in a site of any size.

import Diagnostics
import Digests
import Editorial
import Markdown
import Routing
import SiteModel
import Templating

struct LocalEdit {
  private let request: BuildRequest
  private let record: BuildRecord
  private let store: PageStore
  /// Files as they are now.
  private let files: [FileRecord]
  private let edits: [Edit]

  /// A page whose file holds something else than before.
  private struct Edit {
    let page: ReadPage
    /// Its place among the record's pages.
    let index: Int
    let before: PageEntry
  }

  /// - Returns: nil where more than words of bodies has changed, or may have.
  init?(_ request: BuildRequest, since record: BuildRecord, _ store: PageStore) throws(SourceTreeError) {
    self.request = request
    self.record = record
    self.store = store
    let entries = request.sources.content + request.sources.assets
    guard entries.count == record.files.count, request.surroundingsDigest == record.surroundings else { return nil }
    var files = record.files
    var changed: [SourceFile] = []
    for (number, entry) in entries.enumerated() {
      guard entry.path == record.files[number].path else { return nil }
      if record.knows(entry, as: record.files[number]) { continue }
      let file = try entry.read()
      let digest = ContentDigest(of: file.bytes)
      files[number] = FileRecord(path: entry.path, signature: entry.signature, digest: digest)
      if digest != record.files[number].digest { changed.append(file) }
    }
    self.files = files
    guard let edits = LocalEdit.edits(changed, entries, record, store) else { return nil }
    self.edits = edits
  }

  private static func edits(
    _ changed: [SourceFile], _ entries: [SourceEntry], _ record: BuildRecord, _ store: PageStore
  ) -> [Edit]? {
    guard !changed.isEmpty else { return [] }
    var places: [String: Int] = [:]
    for (index, page) in record.pages.enumerated() { places[page.sourcePath] = index }
    var edits: [Edit] = []
    // The settings, where they are listed, are as they were.
    let platforms = Platforms(record.platforms)
    for file in changed {
      guard let index = places[file.path], let entry = entries.first(where: { $0.path == file.path }),
        let before = store.entry(at: record.pages[index].entry, sourcePath: file.path)
      else { return nil }
      var diagnostics: [Diagnostic] = []
      let read = ManuscriptReader.read(
        file, at: record.pages[index].path, platforms: platforms, diagnostics: &diagnostics)
      guard let document = read?.document, !diagnostics.hasErrors, document.seenByOthers == before.document.seenByOthers
      else { return nil }
      edits.append(
        Edit(
          page: ReadPage(
            document: document, source: entry, digest: ContentDigest(of: file.bytes), warnings: diagnostics),
          index: index, before: before))
    }
    return edits
  }

  /// - Returns: nil where the finished pages have lost a part that others may name.
  func run(_ sink: @escaping BuildRun.Sink) throws -> BuildResult? {
    if edits.isEmpty { return result(record.pages, record.outputs, record.warnings) }
    guard let settings = try settings() else { return nil }
    let workshop = workshop(settings, try rules(), sink)
    let named = workshop.planner.index.pages(judgedWith: edits.map(\.page.document))
    let review = Review(SiteReview(settings: settings, asOf: request.asOf, documents: named))
    var pages = record.pages
    var outputs = record.outputs
    var warnings = record.warnings
    for edit in edits {
      guard let made = try make(edit, review, workshop) else { return nil }
      pages[edit.index] = made.record
      for output in made.outputs {
        guard let place = outputs.place(of: output.path) else { return nil }
        outputs[place] = output
      }
      let outdated = record.pages[edit.index].warnings
      warnings.removeAll(where: outdated.contains)
      warnings += edit.page.warnings
    }
    var product = Workshop.Product(pages: pages, outputs: outputs, diagnostics: [])
    try workshop.finish(&product)
    return product.diagnostics.hasErrors ? nil : result(pages, product.outputs, warnings.withoutRepeats)
  }

  private func make(_ edit: Edit, _ review: Review, _ workshop: Workshop) throws -> Workshop.Made? {
    var faults: [Diagnostic] = []
    guard let approved = review.approve(edit.page.document, diagnostics: &faults), faults.isEmpty,
      // How a page stands shows in lists and in the feed.
      review.standing(of: edit.before.document).state == approved.note.standing.state
    else { return nil }
    let renderer = PageRenderer(
      templates: workshop.templates, shared: workshop.shared, assets: workshop.planner.assets)
    let check = LinkCheck(served: ServedAddresses(workshop.last.paths))
    let made = try workshop.make(approved, edit.page, base: workshop.baseDigest, check, renderer)
    guard let (page, entry) = made, page.diagnostics.isEmpty, page.record.outputs == record.pages[edit.index].outputs,
      Set(edit.before.links.anchors).isSubset(of: entry.links.anchors),
      leavesRoutes(entry, edit.before),
      workshop.faults(of: page.pending, parts: [:], pages: record.pages).isEmpty
    else { return nil }
    return page
  }

  /// Whether the proof of the routes holds as it stands: the page has nothing that it looks at, and had nothing; where the
  /// proof rests on how pages lead to each other, the page leads where it led.
  private func leavesRoutes(_ now: PageEntry, _ before: PageEntry) -> Bool {
    now.routes.isPlain && before.routes.isPlain && now.routes.page.isIndexed == before.routes.page.isIndexed
      && (!record.dependsOnPaths || now.links.targets == before.links.targets)
  }

  // MARK: - What the pages are made with

  private func settings() throws -> SiteSettings? {
    var diagnostics: [Diagnostic] = []
    guard let entry = ContentPlan(besidePages: request.sources.content).settings else { return nil }
    return SettingsReader.read(try entry.read(), diagnostics: &diagnostics)
  }

  private func rules() throws -> [RoutingRule] {
    var diagnostics: [Diagnostic] = []
    return try ContentPlan(besidePages: request.sources.content).rules.compactMap { entry, name in
      ManuscriptReader.readRule(try entry.read(), name: name, diagnostics: &diagnostics)
    }
  }

  private func workshop(_ settings: SiteSettings, _ rules: [RoutingRule], _ sink: @escaping BuildRun.Sink) -> Workshop {
    let assets = SiteAssets(known: record)
    let edited = Dictionary(edits.map { ($0.index, $0.page.document) }) { first, _ in first }
    let stubs = record.pages.enumerated().map { index, page in
      edited[index].map { PageStub($0) } ?? stub(of: page)
    }
    let index = SiteIndex(stubs, unreadable: [], checks: request.checks, includesDrafts: request.includesDrafts)
    let asOf = request.asOf
    let warnings = PageWarnings(asking: { document in
      let site = SiteReview(settings: settings, asOf: asOf, documents: index.pages(judgedWith: [document]))
      var faults: [Diagnostic] = []
      return Review(site).approve(document, diagnostics: &faults)?.note.warning
    })
    let routes = SiteRoutes(rules: rules, settings: settings, index: index, request: request)
    return Workshop(
      request: request, last: LastBuild(record), store: store, shelf: nil,
      planner: PagePlanner(index: index, settings: settings, assets: assets, warnings: warnings, routes: routes),
      templates: request.templates(naming: assets).library,
      shared: SharedValues(index: index, settings: settings, sources: request.sources, assets: assets), sink: sink,
      scanner: routes.policy.map { PageScanner($0) })
  }

  private func stub(of page: PageRecord) -> PageStub {
    PageStub(
      path: page.path, isDraft: page.isDraft,
      recorded: Once { [store] in
        guard let document = store.document(at: page.entry, sourcePath: page.sourcePath) else {
          preconditionFailure("the entry of \(page.sourcePath) was changed while a build read it")
        }
        return document
      })
  }

  private func result(_ pages: [PageRecord], _ outputs: [OutputRecord], _ warnings: [Diagnostic]) -> BuildResult {
    BuildResult(
      files: files, pages: pages, assets: record.assets, outputs: outputs, warnings: warnings,
      platforms: record.platforms, pageCount: record.pageCount, dependsOnPaths: record.dependsOnPaths)
  }
}

extension Document {
  /// What other pages, lists and feeds see of it: everything but places, and the digest of its text, which counts by how the
  /// page stands with it.
  fileprivate var seenByOthers: [UInt8] {
    var writer = ByteWriter(omitsPlaces: true)
    writer.value(
      Document(
        sourcePath: sourcePath, path: path, header: header, kind: kind, outline: outline, textDigest: .zero))
    return writer.bytes
  }
}
