// SPDX-License-Identifier: Apache-2.0
// Where pages are made, on all threads at once: each from its plan and its source, or taken over from the last build when
// plan, source and everything shared are what they were.
//
// Goals, in order: (1) a page that is taken over is the page that would be made; (2) no finished page is kept in memory longer
// than it takes to hand it on; (3) speed.

import Diagnostics
import Digests
import Editorial
import Routing
import SiteModel
import Templating

struct Workshop: Sendable {
  let request: BuildRequest
  let last: LastBuild
  let store: PageStore
  let shelf: BodyShelf?
  let planner: PagePlanner
  let templates: TemplateLibrary
  let shared: SharedValues
  let sink: BuildRun.Sink
  /// Nil where the site has nothing to prove.
  let scanner: PageScanner?

  /// What came of a build.
  struct Product {
    var pages: [PageRecord] = []
    var outputs: [OutputRecord] = []
    var diagnostics: [Diagnostic] = []
    var dependsOnPaths = false
  }

  /// A page that was made or taken over.
  struct Made: Sendable {
    let record: PageRecord
    let outputs: [OutputRecord]
    /// Links whose targets' parts are not known yet.
    let pending: [LinkToPart]
    /// Its files that the proof of the routes has to look at.
    let proved: [ProvedFile]
    let diagnostics: [Diagnostic]
  }

  /// - Parameter pages: what the documents were read from, in the order of their paths.
  func make(_ approved: [ApprovedDocument], from pages: [ReadPage]) throws -> Product {
    let base = baseDigest
    let companions = Companions(
      settings: planner.settings, index: planner.index, planner: planner, assets: planner.assets,
      parts: LiveCheckParts(sources: request.sources, assets: planner.assets), approved: approved)
    let plans = companions.plans()
    let files =
      companions.files(indexes: plans.filter { $0.layout == "index" }.map(\.output.url)) + planner.assets.files
    let check = LinkCheck(served: served(approved, plans, files))

    let renderer = PageRenderer(templates: templates, shared: shared, assets: planner.assets)
    let made = request.workers.map(approved.count) { number in
      Result { () throws -> Made? in
        guard let source = pages.page(at: approved[number].document.path) else { return nil }
        return try make(approved[number], source, base: base, check, renderer)?.page
      }
    }
    var product = Product()
    var pending: [LinkToPart] = []
    var proof = ProofInput()
    for result in made {
      guard let page = try result.get() else { continue }
      product.pages.append(page.record)
      product.outputs += page.outputs
      product.diagnostics += page.diagnostics
      pending += page.pending
      proof.files += page.proved
    }
    let parts = try makeCompanions(plans, renderer, check, &product, &pending, &proof)
    for file in files { product.outputs += try handOn(file) }
    product.diagnostics += faults(of: pending, parts: parts, pages: product.pages)
    proof.add(files, scanner)
    prove(proof, &product)
    try finish(&product)
    return product
  }

  private func served(_ approved: [ApprovedDocument], _ plans: [PagePlan], _ files: [OutputFile]) -> ServedAddresses {
    var paths: Set<OutputPath> = [Manifest.path]
    for page in approved {
      paths.insert(page.document.path.outputFile)
      if let twin = PageTwin.path(of: page.document, planner.settings) { paths.insert(twin) }
    }
    for plan in plans { paths.insert(plan.output) }
    for file in files { paths.insert(file.path) }
    return ServedAddresses(paths)
  }
}

// MARK: - Pages

extension Workshop {
  /// - Returns: nil for the page of a check that the core does not have, which is reported elsewhere.
  func make(
    _ approved: ApprovedDocument, _ source: ReadPage, base: ContentDigest, _ check: LinkCheck, _ renderer: PageRenderer
  ) throws -> (page: Made, entry: PageEntry)? {
    let document = approved.document
    guard let plan = planner.plan(approved) else { return nil }
    let key = pageKey(base: base, source: source.digest, plan: plan.digest)
    if let (record, outputs) = last.page(document.path, key: key),
      let entry = store.entry(at: record.entry, sourcePath: record.sourcePath)
    {
      let (faults, pending) = check.faults(in: linked(plan, document, entry.links))
      let proved = provedFiles(plan, approved, source, entry.routes)
      let made = Made(
        record: record.warned(of: source.warnings), outputs: outputs, pending: pending, proved: proved,
        diagnostics: faults)
      return (made, entry)
    }
    let body = try body(of: source)
    let page = renderer.render(plan, body: body.markup)
    var outputs = try handOn(OutputFile(path: plan.output, bytes: page.html))
    var routes = FileRoutes(page: scanner?.scan(html: page.html) ?? PageRoutes())
    if let twin = PageTwin(planner: planner).file(of: approved, markup: body.markup, body: body.text) {
      routes.twin = scanner?.scan(text: twin.bytes)
      outputs += try handOn(twin)
    }
    let record = PageRecord(
      sourcePath: document.sourcePath, path: document.path, isDraft: document.header.publication.isDraft,
      entry: try store.add(document, page.links, routes), warnings: source.warnings, key: key,
      outputs: outputs.map(\.path))
    let (faults, pending) = check.faults(in: linked(plan, document, page.links))
    let made = Made(
      record: record, outputs: outputs, pending: pending, proved: provedFiles(plan, approved, source, routes),
      diagnostics: page.diagnostics + faults)
    return (made, PageEntry(document: document, links: page.links, routes: routes))
  }

  /// A page's body, as it was put aside or as it stands in the file.
  private func body(of page: ReadPage) throws -> PageBody {
    if let place = page.body, let body = shelf?.body(at: place, of: page.source.path) { return body }
    let file = try page.source.read()
    guard ContentDigest(of: file.bytes) == page.digest, let body = ManuscriptReader.readBody(file) else {
      throw SourceTreeError.changed(path: file.path)
    }
    return body
  }

  private func linked(_ plan: PagePlan, _ document: Document, _ links: PageLinks) -> LinkedPage {
    LinkedPage(url: plan.output.url, place: document.start, headings: document.outline.headings, links: links)
  }

  /// Of what every page is made from.
  var baseDigest: ContentDigest {
    var writer = ByteWriter()
    writer.raw(request.program)
    writer.list(request.sources.templates) {
      $0.text($1.path)
      $0.raw($1.bytes)
    }
    writer.value(planner.assets.digest)
    writer.optional(scanner?.policy) { $0.value($1) }
    writer.list(planner.settings.output.compression.map(\.rawValue).sorted()) { $0.text($1) }
    writer.value(TemplateValue.record(shared.values))
    return ContentDigest(of: writer.bytes)
  }

  private func pageKey(base: ContentDigest, source: ContentDigest, plan: ContentDigest) -> ContentDigest {
    var writer = ByteWriter()
    for digest in [base, source, plan] { writer.value(digest) }
    return ContentDigest(of: writer.bytes)
  }

  /// Hands a file on, and its compressed siblings, unless the last build wrote the very same.
  func handOn(_ file: OutputFile) throws(FileError) -> [OutputRecord] {
    let record = OutputRecord(
      path: file.path, digest: ContentDigest(of: file.bytes), size: file.bytes.count, place: nil)
    let same = last[file.path].flatMap { $0.digest == record.digest && $0.size == record.size ? $0 : nil }
    if same == nil { try sink(file) }
    var records = [same ?? record]
    for compression in planner.settings.output.compression.sorted(by: { $0.rawValue < $1.rawValue }) {
      if same != nil, let sibling = OutputPath(file.path.text + compression.suffix).flatMap({ last[$0] }) {
        records.append(sibling)
      } else if let sibling = compression.sibling(of: file) {
        records.append(
          OutputRecord(
            path: sibling.path, digest: ContentDigest(of: sibling.bytes), size: sibling.bytes.count, place: nil))
        try sink(sibling)
      }
    }
    return records
  }
}

// MARK: - Companions

extension Workshop {
  /// - Returns: the parts of each of these pages, by address.
  private func makeCompanions(
    _ plans: [PagePlan], _ renderer: PageRenderer, _ check: LinkCheck, _ product: inout Product,
    _ pending: inout [LinkToPart], _ proof: inout ProofInput
  ) throws -> [String: [String]] {
    let pages = request.workers.map(plans.count) { renderer.render(plans[$0], body: nil) }
    var parts: [String: [String]] = [:]
    for (plan, page) in zip(plans, pages) {
      product.outputs += try handOn(OutputFile(path: plan.output, bytes: page.html))
      let place = SourceLocation(path: "Templates/layouts/\(plan.layout).html")
      let (faults, open) = check.faults(
        in: LinkedPage(url: plan.output.url, place: place, headings: [], links: page.links))
      product.diagnostics += page.diagnostics + faults
      pending += open
      proof.add(page, of: plan, at: place, scanner)
      parts[plan.output.url] = page.links.anchors
    }
    return parts
  }

  /// Links to parts that the finished pages do not have. An address that is no page, such as a feed, has no parts to check.
  func faults(of pending: [LinkToPart], parts: [String: [String]], pages: [PageRecord]) -> [Diagnostic] {
    guard !pending.isEmpty else { return [] }
    let records = Dictionary(pages.map { ($0.path.url, $0) }) { first, _ in first }
    var known = parts
    return pending.compactMap { link in
      if known[link.address] == nil, let record = records[link.address] {
        known[link.address] = store.entry(at: record.entry, sourcePath: record.sourcePath)?.links.anchors
      }
      return known[link.address]?.contains(link.anchor) == false ? link.fault : nil
    }
  }

  /// Sorts the files, refuses two for one path, and adds the manifest.
  func finish(_ product: inout Product) throws {
    product.outputs.removeAll { $0.path.text.hasPrefix(Manifest.path.text) }
    product.outputs.sort { $0.path < $1.path }
    product.diagnostics += sharedPlaces(of: product.outputs)
    guard !product.diagnostics.hasErrors else { return }
    let manifest = Manifest(asOf: request.asOf, catalogue: request.checks.digest, outputs: product.outputs)
    product.outputs += try handOn(manifest.file)
    product.outputs.sort { $0.path < $1.path }
  }

  private func sharedPlaces(of outputs: [OutputRecord]) -> [Diagnostic] {
    // Sorted, so that equal ones stand together: a site of plain paths needs no table.
    if outputs.allSatisfy(\.path.isFolded), zip(outputs, outputs.dropFirst()).allSatisfy({ $0.path != $1.path }) {
      return []
    }
    var owners: [String: OutputPath] = [:]
    owners.reserveCapacity(outputs.count)
    return outputs.compactMap { output in
      guard let first = owners.updateValue(output.path, forKey: output.path.folded) else { return nil }
      return Diagnostic(
        .error, .duplicateOutput, at: SourceLocation(path: "Public/\(output.path.text)"),
        first == output.path
          ? "Two sources write '\(output.path.text)'"
          : "'\(first.text)' and '\(output.path.text)' are one file where case does not count",
        fix: "Rename one of them")
    }
  }
}

/// What the last build wrote.
struct LastBuild: Sendable {
  /// Both in the order of their paths.
  private let outputs: [OutputRecord]
  private let pages: [PageRecord]

  static let none = LastBuild(nil)

  init(_ record: BuildRecord?) {
    outputs = record?.outputs ?? []
    pages = record?.pages ?? []
  }

  subscript(path: OutputPath) -> OutputRecord? { outputs.place(of: path).map { outputs[$0] } }

  var paths: some Sequence<OutputPath> { outputs.lazy.map(\.path) }

  /// A page that was made from the same, with all its files.
  func page(_ path: PagePath, key: ContentDigest) -> (PageRecord, [OutputRecord])? {
    guard let record = pages.page(at: path), record.key == key else { return nil }
    let files = record.outputs.compactMap { self[$0] }
    return files.count == record.outputs.count ? (record, files) : nil
  }
}
