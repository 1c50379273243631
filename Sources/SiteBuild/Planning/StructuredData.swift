// SPDX-License-Identifier: Apache-2.0
// What machines are told about a page, in the words of schema.org: it says what the page shows and nothing else. `lastReviewed`
// and `reviewedBy` belong to WebPage; `dateModified` is the day of a change that readers were told of, never that of a review.

import Diagnostics
import Editorial
import SiteModel

struct StructuredData {
  let settings: SiteSettings

  /// A graph of the page, its breadcrumb and the publisher, safe inside a `script` element.
  func json(for document: Document, _ note: EditorialNote, crumbs: Breadcrumb) -> HTML {
    let url = settings.baseURL + document.path.url
    var json = JSONText()
    json.object {
      $0.member("@context", "https://schema.org")
      $0.array("@graph") { graph in
        graph.object { page(document, note, url: url, in: &$0) }
        if document.kind.reading != nil { graph.object { article(document, url: url, in: &$0) } }
        if !crumbs.steps.isEmpty { graph.object { breadcrumb(document, crumbs, url: url, in: &$0) } }
        graph.object { organization(in: &$0) }
      }
    }
    return HTML(trusted: json.bytes)
  }

  private func page(_ document: Document, _ note: EditorialNote, url: String, in json: inout JSONText) {
    json.member("@type", "WebPage")
    json.member("@id", url)
    json.member("url", url)
    json.member("name", document.header.title)
    json.member("description", document.header.summary)
    json.member("inLanguage", "en")
    // A review of another text is none of this one.
    if !note.standing.has(.edited) {
      json.member("lastReviewed", note.reviewed.iso)
      json.object("reviewedBy") {
        $0.member("@type", "Organization")
        $0.member("name", note.reviewer)
      }
    }
    if !note.sources.isEmpty {
      json.array("citation") { list in for source in note.sources { list.text(source.url) } }
    }
  }

  private func article(_ document: Document, url: String, in json: inout JSONText) {
    json.member("@type", "Article")
    json.member("headline", document.header.title)
    json.object("mainEntityOfPage") { $0.member("@id", url) }
    if let published = document.header.publication.published { json.member("datePublished", published.iso) }
    if let modified = document.header.publication.modified { json.member("dateModified", modified.iso) }
    json.object("author") { $0.member("@id", publisher) }
    json.object("publisher") { $0.member("@id", publisher) }
  }

  private func breadcrumb(_ document: Document, _ crumbs: Breadcrumb, url: String, in json: inout JSONText) {
    json.member("@type", "BreadcrumbList")
    json.array("itemListElement") { list in
      let last = (title: document.header.title, url: document.path.url)
      for (index, step) in (crumbs.steps + [last]).enumerated() {
        list.object {
          $0.member("@type", "ListItem")
          $0.member("position", index + 1)
          $0.member("name", step.title)
          $0.member("item", settings.baseURL + step.url)
        }
      }
    }
  }

  private func organization(in json: inout JSONText) {
    json.member("@type", "Organization")
    json.member("@id", publisher)
    json.member("name", settings.name)
    json.member("url", settings.baseURL + "/")
  }

  private var publisher: String { settings.baseURL + "/#publisher" }
}
