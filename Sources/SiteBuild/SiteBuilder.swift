// SPDX-License-Identifier: Apache-2.0
// The program: SourceFile → Manuscript → Document → ApprovedDocument → PagePlan → RenderedPage → OutputFile, each step named.

import Diagnostics
import Digests
import Editorial
import Routing
import SiteModel
import Synchronization
import Templating

public enum SiteBuilder {
  /// Builds the whole site in memory.
  public static func build(_ request: BuildRequest) throws -> BuiltSite {
    let files = CollectedFiles()
    let result = try BuildRun(request, previous: nil, store: PageStore()).run { files.add($0) }
    return BuiltSite(files: files.sorted, pageCount: result.pageCount, warnings: result.warnings)
  }

  /// Checks everything that a build checks, and keeps nothing.
  public static func check(_ request: BuildRequest) throws -> [Diagnostic] {
    try BuildRun(request, previous: nil, store: PageStore()).run { _ in }.warnings
  }
}

/// Files of a build that stays in memory.
private final class CollectedFiles: Sendable {
  private let files = Mutex<[OutputFile]>([])

  func add(_ file: OutputFile) {
    files.withLock { $0.append(file) }
  }

  var sorted: [OutputFile] {
    files.withLock { $0.sorted { $0.path < $1.path } }
  }
}

/// One build: from the sources, and from what the last build left, to files.
struct BuildRun {
  let request: BuildRequest
  let previous: BuildRecord?
  let store: PageStore
  /// Where bodies wait; nil where they are read again.
  let shelf: BodyShelf?

  /// Takes a file that the last build did not write, or wrote otherwise. Called from many threads.
  typealias Sink = @Sendable (OutputFile) throws(FileError) -> Void

  private static let nowhere: Sink = { _ in }

  init(_ request: BuildRequest, previous: BuildRecord?, store: PageStore, shelf: BodyShelf? = nil) {
    self.request = request
    self.previous = previous
    self.store = store
    self.shelf = shelf
  }

  /// - Throws: `BuildFailure` with everything that is wrong; `SourceTreeError`; `FileError` of the sink.
  func run(_ sink: @escaping Sink) throws -> BuildResult {
    var diagnostics: [Diagnostic] = []
    let content = try ContentReader(
      request.sources.content, known: KnownPages(previous, store), shelf: shelf, workers: request.workers)
    diagnostics += content.diagnostics
    let assets = try SiteAssets(request.sources)
    diagnostics += assets.diagnostics
    let (templates, templateFaults) = request.templates(naming: assets)
    diagnostics += templateFaults
    let index = SiteIndex(
      content.pages.map { PageStub($0.document) }, unreadable: content.unreadable, checks: request.checks,
      includesDrafts: request.includesDrafts)
    diagnostics += checks(index, content, assets)
    guard let settings = content.settings else { throw BuildFailure(diagnostics: diagnostics) }
    let approved = approve(index, settings, &diagnostics)

    // Pages are rendered even where something is wrong already, so that one run shows the templates' faults, too.
    let routes = SiteRoutes(rules: content.rules, settings: settings, index: index, request: request)
    diagnostics += routes.faults()
    let planner = PagePlanner(
      index: index, settings: settings, assets: assets, warnings: PageWarnings(approved), routes: routes)
    diagnostics += Redirects(index: index, planner: planner).faults(permalinks: content.permalinks)
    let shared = SharedValues(index: index, settings: settings, sources: request.sources, assets: assets)
    let workshop = Workshop(
      request: request, last: LastBuild(previous), store: store, shelf: shelf, planner: planner, templates: templates,
      shared: shared,
      sink: request.refuses(diagnostics) ? BuildRun.nowhere : sink, scanner: routes.policy.map { PageScanner($0) })
    let product = try workshop.make(
      approved, from: content.pages)
    diagnostics += product.diagnostics
    guard !request.refuses(diagnostics) else { throw BuildFailure(diagnostics: diagnostics.withoutRepeats) }
    return BuildResult(
      files: content.files + assets.sources, pages: product.pages, assets: assets.all, outputs: product.outputs,
      warnings: diagnostics.withoutRepeats, platforms: settings.platforms, pageCount: approved.count,
      dependsOnPaths: product.dependsOnPaths)
  }

  private func checks(_ index: SiteIndex, _ content: ContentReader, _ assets: SiteAssets) -> [Diagnostic] {
    ReferenceCheck.faults(
      index: index, settings: content.settings, assets: assets, workers: request.workers)
      + CatalogueSync(index: index, settings: content.settings).diagnostics
      + ModuleCheck.faults(in: request.sources, checks: request.checks)
  }

  private func approve(
    _ index: SiteIndex, _ settings: SiteSettings, _ diagnostics: inout [Diagnostic]
  ) -> [ApprovedDocument] {
    let documents = index.documents
    let review = Review(SiteReview(settings: settings, asOf: request.asOf, documents: documents))
    let judged = request.workers.map(documents.count) { number in
      var faults: [Diagnostic] = []
      let approved = review.approve(documents[number], diagnostics: &faults)
      return (approved, faults)
    }
    for (_, faults) in judged where !faults.isEmpty { diagnostics += faults }
    diagnostics += review.settingsFaults()
    return judged.compactMap(\.0)
  }
}

extension BuildRequest {
  /// The layouts and partials, their own text ready for pages.
  func templates(naming assets: SiteAssets) -> (library: TemplateLibrary, diagnostics: [Diagnostic]) {
    TemplateLibrary.read(sources.templates, folder: "Templates", preparing: TemplateText(assets: assets).prepared)
  }
}

/// What a build has made, and what the next one may know of it.
struct BuildResult {
  /// Every file of the content and every asset, in the order of the sources.
  let files: [FileRecord]
  let pages: [PageRecord]
  let assets: [PublishedAsset]
  /// Every file of the site, in the order of their paths.
  let outputs: [OutputRecord]
  /// In the order of their places.
  let warnings: [Diagnostic]
  /// Names of the exchanges by which the pages' texts were judged.
  let platforms: [String]
  let pageCount: Int
  /// Whether the proof of the routes rests on how pages lead to each other.
  let dependsOnPaths: Bool
}
