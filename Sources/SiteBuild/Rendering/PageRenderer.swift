// SPDX-License-Identifier: Apache-2.0
// PagePlan and body → RenderedPage.

import Diagnostics
import SiteModel
import Templating

/// A finished page, and what it offers to links and asks of them.
struct RenderedPage: Sendable {
  let html: [UInt8]
  let links: PageLinks
  let diagnostics: [Diagnostic]
}

struct PageRenderer: Sendable {
  private let templates: TemplateLibrary
  private let shared: SharedValues
  private let assets: SiteAssets

  init(templates: TemplateLibrary, shared: SharedValues, assets: SiteAssets) {
    self.templates = templates
    self.shared = shared
    self.assets = assets
  }

  /// - Parameter body: nil for a page without one.
  func render(_ plan: PagePlan, body: Markup?) -> RenderedPage {
    let own: TemplateRecord = body.map { ["body": .html(resolved($0, plan.linkTags))] } ?? [:]
    var diagnostics: [Diagnostic] = []
    let html = templates.render(
      layout: plan.layout, scopes: [shared.values, own, plan.values], diagnostics: &diagnostics)
    return RenderedPage(html: html, links: PageLinks(in: html), diagnostics: diagnostics)
  }

  private func resolved(_ body: Markup, _ tags: [PagePlan.LinkTags]) -> HTML {
    var next = 0
    let enclosing = { (_: PlacedReference) -> (open: HTML, close: HTML) in
      defer { next += 1 }
      return (tags[next].open, tags[next].close)
    }
    let html = body.resolved(imageSize: { assets.size(of: $0.source) }, enclosing)
    return body.images.isEmpty ? html : assets.naming(html)
  }
}
