// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Routing
import SiteModel

/// The routing rules of a site, with the pages that they lead to.
public struct RoutedSite: Sendable {
  public let table: RouteTable
  /// What is wrong with the content and the rules.
  public let diagnostics: [Diagnostic]
  private let routes: SiteRoutes

  /// Reads the site's content; nothing is rendered.
  ///
  /// - Throws: `SourceTreeError`; `BuildFailure` where there are no settings to read the rules by.
  public init(_ request: BuildRequest) throws {
    let content = try ContentReader(request.sources.content, workers: request.workers)
    guard let settings = content.settings else { throw BuildFailure(diagnostics: content.diagnostics) }
    let index = SiteIndex(
      content.pages.map { PageStub($0.document) }, unreadable: content.unreadable, checks: request.checks,
      includesDrafts: request.includesDrafts)
    routes = SiteRoutes(rules: content.rules, settings: settings, index: index, request: request)
    table = routes.table
    diagnostics = (content.diagnostics.filter { $0.severity == .error } + routes.faults()).withoutRepeats
  }

  /// The page behind a reference.
  public func page(_ reference: Reference) -> RoutedPage? { routes.page(reference) }
}
