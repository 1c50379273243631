// SPDX-License-Identifier: Apache-2.0
// What only finished pages show: whether every address of this site that they name is served, part and all, and two parts of
// one name, where layout and text meet.

import Diagnostics
import SiteModel

/// A finished page as links see it.
struct LinkedPage: Sendable {
  let url: String
  /// Where to tell its author: the source, or the layout for a page that has none.
  let place: SourceLocation
  let headings: [Markup.Heading]
  let links: PageLinks
}

struct LinkCheck {
  /// Addresses that the site serves: pages, assets and the rest.
  let served: Set<String>
  /// Parts of pages, by address.
  private let anchors: [String: Set<String>]

  /// - Parameter pages: those whose parts links may name.
  init(served: Set<String>, pages: [LinkedPage]) {
    self.served = served
    anchors = Dictionary(pages.map { ($0.url, Set($0.links.anchors)) }) { first, _ in first }
  }

  func faults(in page: LinkedPage) -> [Diagnostic] {
    var faults = repeatedAnchors(in: page)
    for target in page.links.targets {
      let hash = target.firstIndex(of: "#")
      let address = String(target[..<(hash ?? target.endIndex)])
      if !address.isEmpty, !served.contains(address) {
        faults.append(missing(address, on: page))
      } else if let hash, let parts = anchors[address.isEmpty ? page.url : address] {
        let anchor = String(target[target.index(after: hash)...])
        if anchor.isEmpty || parts.contains(anchor) { continue }
        faults.append(
          Diagnostic(
            .error, .brokenLink, at: page.place, "The page links to '\(target)', and no part there has this name",
            fix: "Correct the link, in the text or in the layout"))
      }
    }
    return faults
  }

  private func repeatedAnchors(in page: LinkedPage) -> [Diagnostic] {
    var seen: Set<String> = []
    return page.links.anchors.filter { !seen.insert($0).inserted }.map { id in
      let heading = page.headings.first { $0.anchor == id }
      return Diagnostic(
        .error, .duplicateAnchor, at: heading?.location ?? page.place, "Two parts of the page have the name '\(id)'",
        fix: heading == nil ? "Rename one of them in the layout" : "Choose other words for this heading")
    }
  }

  private func missing(_ address: String, on page: LinkedPage) -> Diagnostic {
    if address.hasPrefix("/assets/") {
      return Diagnostic(
        .error, .unknownAsset, at: SourceLocation(path: "Templates\(address)"),
        "Pages ask for '\(address)', which is not there", fix: "Write Templates\(address), or correct the layout")
    }
    return Diagnostic(
      .error, .brokenLink, at: page.place, "The page links to '\(address)', which is not there",
      fix: "Correct the link, in the text or in the layout")
  }
}
