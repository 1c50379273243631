// SPDX-License-Identifier: Apache-2.0
// `sitemap.xml` by the protocol of sitemaps.org: at most 50,000 addresses a file. `lastmod` is the day of the last change that
// readers were told of; a page that states none has none, because a review is no change.

import SiteModel

struct Sitemap {
  let settings: SiteSettings

  static let path = OutputPath(known: "sitemap.xml")
  private static let addressesPerFile = 50_000
  private static let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

  struct Address: Sendable {
    let url: String
    let modified: CivilDate?
  }

  /// - Parameter limit: addresses a file; the protocol's, unless a test asks for fewer.
  func files(for addresses: [Address], limit: Int = addressesPerFile) -> [OutputFile] {
    let sorted = addresses.sorted { $0.url < $1.url }
    guard sorted.count > limit else { return [OutputFile(path: Sitemap.path, bytes: list(sorted[...]))] }
    let parts = stride(from: 0, to: sorted.count, by: limit).map { sorted[$0..<min(sorted.count, $0 + limit)] }
    let files = parts.enumerated().map { number, part in
      OutputFile(path: OutputPath("sitemap-\(number + 1).xml")!, bytes: list(part))
    }
    var xml = XMLText()
    xml.open("sitemapindex", ["xmlns": Sitemap.namespace])
    for file in files {
      xml.open("sitemap", [:])
      xml.element("loc", "\(settings.baseURL)/\(file.path.text)")
      xml.close("sitemap")
    }
    xml.close("sitemapindex")
    return [OutputFile(path: Sitemap.path, bytes: xml.bytes)] + files
  }

  private func list(_ addresses: ArraySlice<Address>) -> [UInt8] {
    var xml = XMLText()
    xml.open("urlset", ["xmlns": Sitemap.namespace])
    for address in addresses {
      xml.open("url", [:])
      xml.element("loc", settings.baseURL + address.url)
      if let modified = address.modified { xml.element("lastmod", modified.iso) }
      xml.close("url")
    }
    xml.close("urlset")
    return xml.bytes
  }
}
