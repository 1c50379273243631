// SPDX-License-Identifier: Apache-2.0
// Where the proof of the routes gets what it asks for: files that are not plain, and, only where a page that is no entry leads
// to a conversion, how all pages lead to each other.

import Diagnostics
import Editorial
import Routing
import SiteModel

/// What the proof is given, besides the pages themselves.
struct ProofInput {
  var files: [ProvedFile] = []
  /// Pages without a document.
  fileprivate var companions: [(url: String, place: SourceLocation, routes: PageRoutes, targets: [String])] = []
  /// Files that list addresses: feed, sitemap, overview.
  fileprivate var lists: [[UInt8]] = []

  private static let textEndings = ["xml", "txt", "json", "webmanifest", "js", "mjs", "css", "svg", "html", "md"]

  mutating func add(_ page: RenderedPage, of plan: PagePlan, at place: SourceLocation, _ scanner: PageScanner?) {
    guard let scanner else { return }
    let routes = scanner.scan(html: page.html)
    companions.append((plan.output.url, place, routes, page.links.targets))
    guard !routes.isPlain else { return }
    files.append(
      ProvedFile(
        url: plan.output.url, output: plan.output.text, place: place, stage: nil, mayConvert: false, routes: routes))
  }

  /// Files that the program writes, and assets.
  mutating func add(_ outputs: [OutputFile], _ scanner: PageScanner?) {
    guard let scanner else { return }
    for file in outputs where ProofInput.textEndings.contains(where: { file.path.text.hasSuffix(".\($0)") }) {
      let isAsset = file.path.text.hasPrefix("assets/")
      if !isAsset { lists.append(file.bytes) }
      let routes = file.path.text.hasSuffix(".html") ? scanner.scan(html: file.bytes) : scanner.scan(text: file.bytes)
      guard !routes.isPlain else { continue }
      let place = SourceLocation(path: isAsset ? "Templates/assets" : "Public/\(file.path.text)")
      files.append(
        ProvedFile(
          url: file.path.url, output: file.path.text, place: place, stage: nil, mayConvert: false, routes: routes))
    }
  }

  /// Whether a feed, a sitemap or an overview names an address.
  fileprivate func names(_ address: String) -> Bool {
    let wanted = Array(address.utf8)
    return lists.contains { $0.firstRange(of: wanted) != nil }
  }
}

extension Workshop {
  /// The files of a page that the proof has to look at.
  func provedFiles(
    _ plan: PagePlan, _ approved: ApprovedDocument, _ source: ReadPage, _ routes: FileRoutes
  ) -> [ProvedFile] {
    guard scanner != nil, !routes.isPlain else { return [] }
    let trace = SourceTrace(source: source.source, templates: request.sources.templates)
    let twin = PageTwin.path(of: approved.document, planner.settings)
    return [(plan.output, Optional(routes.page)), (twin ?? plan.output, routes.twin)].compactMap { output, routes in
      guard let routes, !routes.isPlain else { return nil }
      return ProvedFile(
        url: output.url, output: output.text, place: approved.document.start, stage: approved.document.kind.stage,
        mayConvert: approved.note.mayCarryConversionLink, routes: routes, trace: trace.place)
    }
  }

  func prove(_ input: ProofInput, _ product: inout Product) {
    guard let policy = scanner?.policy else { return }
    let baseURL = planner.settings.baseURL
    let pages = product.pages
    // What a search engine shows, what a server shows for a wrong address, and what a list of this site names.
    let isEntry = { (url: String, routes: PageRoutes) in
      routes.isIndexed || url == PagePath.notFound.url || input.names("\(baseURL)\(url)")
    }
    let proof = RoutingProof(
      policy: policy, isCurrent: isCurrent, isEntry: { isEntry($0.url, $0.routes) },
      pages: { leadingPages(pages, input, isEntry) })
    product.diagnostics += proof.diagnostics(input.files)
    product.dependsOnPaths = proof.dependsOnPaths(input.files)
  }

  /// Whether a fact holds on the day of the build, or is known to be unknown; nil where there is none.
  private func isCurrent(_ name: String) -> Bool? {
    guard case .fact(let fact)? = planner.index.document(in: .facts, named: name)?.kind else { return nil }
    guard fact.value != nil else { return true }
    return fact.checked.map { $0.adding(days: fact.cadenceDays) >= request.asOf } ?? false
  }

  private func leadingPages(
    _ pages: [PageRecord], _ input: ProofInput, _ isEntry: (String, PageRoutes) -> Bool
  ) -> [LeadingPage] {
    let own = pages.compactMap { record -> LeadingPage? in
      guard let entry = store.entry(at: record.entry, sourcePath: record.sourcePath) else { return nil }
      let url = record.path.url
      return LeadingPage(
        url: url, place: entry.document.start, isEntry: isEntry(url, entry.routes.page), targets: entry.links.targets)
    }
    return own
      + input.companions.map { page in
        LeadingPage(
          url: page.url, place: page.place, isEntry: isEntry(page.url, page.routes), targets: page.targets)
      }
  }
}

/// Where words of a finished page come from: its source, else a template.
private struct SourceTrace: Sendable {
  let source: SourceEntry
  let templates: [SourceFile]

  func place(of text: String) -> SourceLocation? {
    let wanted = Array(text.lowercased().utf8)
    guard !wanted.isEmpty else { return nil }
    var files = templates
    // A file that is gone by now cannot say more than that.
    do { files.insert(try source.read(), at: 0) } catch { return nil }
    for file in files {
      let lower = file.bytes.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
      guard let range = lower.firstRange(of: wanted) else { continue }
      let before = file.bytes[..<range.lowerBound]
      let line = before.count { $0 == 10 } + 1
      let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
      let column = String(decoding: file.bytes[lineStart..<range.lowerBound], as: UTF8.self).unicodeScalars.count + 1
      return SourceLocation(path: file.path, line: line, column: column)
    }
    return nil
  }
}
