// SPDX-License-Identifier: Apache-2.0
// `feed.xml`: an Atom feed (RFC 4287) of reviews and of changes that readers are told of. Its only dates are those of its
// entries, so equal content gives equal bytes.

import Editorial
import SiteModel

struct Feed {
  let settings: SiteSettings

  static let path = OutputPath(known: "feed.xml")
  private static let shownEntries = 50

  private struct Entry {
    let date: CivilDate
    let page: Document
    let isReview: Bool
    let text: String
    let warning: EditorialNote.Warning?
  }

  func file(for pages: [ApprovedDocument]) -> OutputFile {
    let entries = entries(of: pages)
    var xml = XMLText()
    xml.open("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"])
    xml.element("title", settings.name)
    xml.element("subtitle", settings.tagline)
    xml.element("id", "\(settings.baseURL)/")
    xml.empty("link", ["rel": "self", "type": "application/atom+xml", "href": "\(settings.baseURL)/\(Feed.path.text)"])
    xml.empty("link", ["rel": "alternate", "type": "text/html", "href": "\(settings.baseURL)/"])
    // A feed has a date even where nothing has happened yet.
    xml.element("updated", Feed.instant(entries.first?.date ?? CivilDate(daysSinceEpoch: 0)!))
    xml.open("author", [:])
    xml.element("name", settings.name)
    xml.close("author")
    for entry in entries { write(entry, to: &xml) }
    xml.close("feed")
    return OutputFile(path: Feed.path, bytes: xml.bytes)
  }

  /// The newest, by day and then by path.
  private func entries(of pages: [ApprovedDocument]) -> [Entry] {
    // Only days that can be among the newest are made into entries: a site has ten thousand reviews.
    var entries: [Entry] = []
    for page in pages where page.document.path != .notFound && !page.document.header.publication.isDraft {
      let words = page.document.header.review.note ?? "The page was read again from beginning to end."
      entries.append(
        Entry(date: page.note.reviewed, page: page.document, isReview: true, text: words, warning: page.note.warning))
      for change in page.document.header.publication.changes {
        entries.append(
          Entry(date: change.date, page: page.document, isReview: false, text: change.text, warning: page.note.warning))
      }
    }
    return Array(
      entries.sorted { ($1.date, $0.page.path, $0.isReview ? 1 : 0) < ($0.date, $1.page.path, $1.isReview ? 1 : 0) }
        .prefix(Feed.shownEntries))
  }

  private func write(_ entry: Entry, to xml: inout XMLText) {
    let url = settings.baseURL + entry.page.path.url
    xml.open("entry", [:])
    xml.element("title", "\(entry.isReview ? "Reviewed" : "Changed"): \(entry.page.header.title)")
    xml.element("id", "\(url)#\(entry.isReview ? "reviewed" : "changed")-\(entry.date.iso)")
    xml.empty("link", ["rel": "alternate", "type": "text/html", "href": url])
    xml.element("updated", Feed.instant(entry.date))
    if let warning = entry.warning { xml.empty("category", ["term": warning.rawValue]) }
    xml.element("summary", entry.warning.map { "This page is \($0.rawValue). \(entry.text)" } ?? entry.text)
    xml.close("entry")
  }

  /// Atom knows instants only: the beginning of the day in UTC.
  private static func instant(_ date: CivilDate) -> String { "\(date.iso)T00:00:00Z" }
}
