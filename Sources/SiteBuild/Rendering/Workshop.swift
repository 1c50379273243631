// SPDX-License-Identifier: Apache-2.0
// Where pages are made, on all threads at once: each from its plan and its source, or taken over from the last build when
// plan, source and everything shared are what they were.
//
// Goals, in order: (1) a page that is taken over is the page that would be made; (2) no finished page is kept in memory longer
// than it takes to hand it on; (3) speed.

import Diagnostics
import Digests
import Editorial
import SiteModel
import Templating

struct Workshop: Sendable {
  let request: BuildRequest
  let previous: BuildRecord?
  let planner: PagePlanner
  let templates: TemplateLibrary
  let shared: SharedValues
  let assets: SiteAssets
  let sources: [PagePath: ReadPage]

  /// What came of it.
  struct Product {
    var pages: [PageRecord] = []
    var outputs: [OutputRecord] = []
    var diagnostics: [Diagnostic] = []
  }

  /// A page that was made or taken over.
  private struct Made: Sendable {
    let record: PageRecord?
    let outputs: [OutputRecord]
    let linked: LinkedPage?
    let diagnostics: [Diagnostic]
  }

  func make(_ approved: [ApprovedDocument], _ sink: @escaping BuildRun.Sink) throws -> Product {
    let base = baseDigest
    let last = LastOutputs(previous)
    var product = Product()

    let made = request.workers.map(
      approved.count, state: { PageRenderer(templates: templates, shared: shared, assets: assets) }
    ) {
      renderer, number in
      Result { try make(approved[number], base: base, last, renderer, sink) }
    }
    var linked: [LinkedPage] = []
    var urls: Set<String> = []
    for result in made {
      let page = try result.get()
      if let record = page.record { product.pages.append(record) }
      product.outputs += page.outputs
      product.diagnostics += page.diagnostics
      if let links = page.linked { linked.append(links) }
    }
    try makeCompanions(approved, last, sink, &product, &linked)
    for output in product.outputs { urls.insert(output.path.url) }
    product.diagnostics += linkFaults(linked, urls: urls)
    try finish(&product, last, sink)
    return product
  }
}

// MARK: - Pages

extension Workshop {
  private func make(
    _ approved: ApprovedDocument, base: ContentDigest, _ last: LastOutputs, _ renderer: PageRenderer,
    _ sink: BuildRun.Sink
  ) throws -> Made {
    guard let source = sources[approved.document.path], let plan = planner.plan(approved) else {
      return Made(record: nil, outputs: [], linked: nil, diagnostics: [])
    }
    let key = pageKey(base: base, source: source.digest, plan: plan.digest)
    if let (record, outputs) = last.page(approved.document.path, key: key) {
      return Made(record: record, outputs: outputs, linked: nil, diagnostics: [])
    }
    let file = try source.source.read()
    guard ContentDigest(of: file.bytes) == source.digest, let body = ManuscriptReader.readBody(file) else {
      throw SourceTreeError.changed(path: file.path)
    }
    let page = renderer.render(plan, body: body.markup)
    var outputs = [try handOn(OutputFile(path: plan.output, bytes: page.html), last, sink)]
    if let twin = PageTwin(planner: planner).file(of: approved, markup: body.markup, body: body.text) {
      outputs.append(try handOn(twin, last, sink))
    }
    let links = LinkedPage(
      url: plan.output.url, place: approved.document.start, headings: approved.document.outline.headings,
      links: page.links)
    let record = PageRecord(
      source, document: approved.document, key: key, links: page.links, outputs: outputs.map(\.path))
    return Made(record: record, outputs: outputs, linked: links, diagnostics: page.diagnostics)
  }

  /// Of what every page is made from.
  private var baseDigest: ContentDigest {
    var writer = ByteWriter()
    writer.raw(request.program)
    writer.list(request.sources.templates) {
      $0.text($1.path)
      $0.raw($1.bytes)
    }
    writer.value(assets.digest)
    writer.value(TemplateValue.record(shared.values))
    return ContentDigest(of: writer.bytes)
  }

  private func pageKey(base: ContentDigest, source: ContentDigest, plan: ContentDigest) -> ContentDigest {
    var writer = ByteWriter()
    for digest in [base, source, plan] { writer.value(digest) }
    return ContentDigest(of: writer.bytes)
  }

  /// Hands a file on unless the last build wrote the very same.
  private func handOn(_ file: OutputFile, _ last: LastOutputs, _ sink: BuildRun.Sink) throws(FileError) -> OutputRecord
  {
    let record = OutputRecord(
      path: file.path, digest: ContentDigest(of: file.bytes), size: file.bytes.count, place: nil)
    if let same = last[file.path], same.digest == record.digest, same.size == record.size { return same }
    try sink(file)
    return record
  }
}

// MARK: - Companions

extension Workshop {
  private func makeCompanions(
    _ approved: [ApprovedDocument], _ last: LastOutputs, _ sink: BuildRun.Sink, _ product: inout Product,
    _ linked: inout [LinkedPage]
  ) throws {
    let companions = Companions(
      settings: planner.settings, index: planner.index, planner: planner, assets: assets, approved: approved)
    let plans = companions.plans()
    let pages = request.workers.map(
      plans.count, state: { PageRenderer(templates: templates, shared: shared, assets: assets) }
    ) {
      renderer, number in renderer.render(plans[number], body: nil)
    }
    for (plan, page) in zip(plans, pages) {
      product.diagnostics += page.diagnostics
      product.outputs.append(try handOn(OutputFile(path: plan.output, bytes: page.html), last, sink))
      let place = SourceLocation(path: "Templates/layouts/\(plan.layout).html")
      linked.append(LinkedPage(url: plan.output.url, place: place, headings: [], links: page.links))
    }
    let indexes = plans.filter { $0.layout == "index" }.map(\.output.url)
    for file in companions.files(indexes: indexes) + assets.files {
      product.outputs.append(try handOn(file, last, sink))
    }
  }

  /// Sorts the files, refuses two for one path, and adds the manifest.
  private func finish(_ product: inout Product, _ last: LastOutputs, _ sink: BuildRun.Sink) throws {
    product.outputs.sort { $0.path < $1.path }
    var owners: [String: OutputPath] = [:]
    for output in product.outputs {
      guard let first = owners.updateValue(output.path, forKey: output.path.folded) else { continue }
      product.diagnostics.append(
        Diagnostic(
          .error, .duplicateOutput, at: SourceLocation(path: "Public/\(output.path.text)"),
          first == output.path
            ? "Two sources write '\(output.path.text)'"
            : "'\(first.text)' and '\(output.path.text)' are one file where case does not count",
          fix: "Rename one of them"))
    }
    guard !product.diagnostics.hasErrors else { return }
    let manifest = Manifest(asOf: request.asOf, catalogue: request.checks.digest, outputs: product.outputs)
    product.outputs.append(try handOn(manifest.file, last, sink))
    product.outputs.sort { $0.path < $1.path }
  }
}

// MARK: - Links

extension Workshop {
  /// Checks the links of pages that were made now; those of pages that were taken over held before, and hold as long as
  /// nothing that was there has gone.
  private func linkFaults(_ made: [LinkedPage], urls: Set<String>) -> [Diagnostic] {
    let before = Dictionary(
      (previous?.pages ?? []).map { ($0.path.url, $0) }
    ) { first, _ in first }
    let isGone = previous.map { record in
      record.outputs.contains { !urls.contains($0.path.url) && $0.path != Manifest.path }
        || made.contains { page in
          before[page.url].map { !Set($0.pageLinks.anchors).isSubset(of: page.links.anchors) } ?? false
        }
    }
    let madeURLs = Set(made.map(\.url))
    // Parts of pages that were taken over are looked up only where a link needs them.
    let named =
      isGone ?? true
      ? nil
      : Set(
        made.flatMap(\.links.targets).compactMap { $0.firstIndex(of: "#") != nil ? $0.prefix { $0 != "#" } : nil }.map(
          String.init))
    var known = made
    for record in before.values.sorted(by: { $0.path < $1.path })
    where !madeURLs.contains(record.path.url) && urls.contains(record.path.url)
      && named?.contains(record.path.url) != false
    {
      known.append(
        LinkedPage(
          url: record.path.url, place: SourceLocation(path: record.sourcePath), headings: [], links: record.pageLinks))
    }
    let check = LinkCheck(served: urls, pages: known)
    let checked = isGone == true ? known : made
    return request.workers.map(checked.count) { check.faults(in: checked[$0]) }.flatMap(\.self)
  }
}

/// What the last build wrote.
struct LastOutputs: Sendable {
  private let outputs: [OutputPath: OutputRecord]
  private let pages: [PagePath: PageRecord]

  init(_ record: BuildRecord?) {
    outputs = Dictionary((record?.outputs ?? []).map { ($0.path, $0) }) { first, _ in first }
    pages = Dictionary((record?.pages ?? []).map { ($0.path, $0) }) { first, _ in first }
  }

  subscript(path: OutputPath) -> OutputRecord? { outputs[path] }

  /// A page that was made from the same, with all its files.
  func page(_ path: PagePath, key: ContentDigest) -> (PageRecord, [OutputRecord])? {
    guard let record = pages[path], record.key == key else { return nil }
    let files = record.outputs.compactMap { outputs[$0] }
    return files.count == record.outputs.count ? (record, files) : nil
  }
}

extension PageRecord {
  init(_ page: ReadPage, document: Document, key: ContentDigest, links: PageLinks, outputs: [OutputPath]) {
    var text = ByteWriter()
    text.value(document)
    var linkBytes = ByteWriter()
    linkBytes.value(links)
    self.init(
      sourcePath: document.sourcePath, path: document.path, document: text.bytes[...], warnings: page.warnings,
      key: key,
      links: linkBytes.bytes[...], outputs: outputs)
  }

  /// The record's seal holds, so these are the bytes that this program wrote.
  var pageLinks: PageLinks {
    var reader = ByteReader(links)
    do { return try PageLinks(from: &reader) } catch { preconditionFailure("a sealed record cannot be read") }
  }
}
