// SPDX-License-Identifier: Apache-2.0
// What only finished pages show: whether every address of this site that they name is served, part and all, and two parts of
// one name, where layout and text meet.

import Diagnostics
import SiteModel

/// The addresses that a site serves, from its root and without parts: `/guides/x/`, `/feed.xml`.
struct ServedAddresses: Sendable {
  private let addresses: Set<String>

  init(_ paths: some Sequence<OutputPath>) {
    addresses = Set(paths.map(\.url))
  }

  func contains(_ address: String) -> Bool { addresses.contains(address) }
}

/// A finished page as links see it.
struct LinkedPage: Sendable {
  let url: String
  /// Where to tell its author: the source, or the layout for a page that has none.
  let place: SourceLocation
  let headings: [Markup.Heading]
  let links: PageLinks
}

/// A link to a part of another page, whose parts are known only once that page is finished.
struct LinkToPart: Sendable {
  let address: String
  let anchor: String
  let place: SourceLocation

  var fault: Diagnostic { LinkCheck.missingPart("\(address)#\(anchor)", at: place) }
}

struct LinkCheck: Sendable {
  let served: ServedAddresses

  /// - Returns: what is wrong by the page alone, and what depends on other pages.
  func faults(in page: LinkedPage) -> (faults: [Diagnostic], pending: [LinkToPart]) {
    var faults = repeatedAnchors(in: page)
    var pending: [LinkToPart] = []
    for target in page.links.targets {
      guard let hash = target.utf8.firstIndex(of: UInt8(ascii: "#")) else {
        if !served.contains(target) { faults.append(missing(target, on: page)) }
        continue
      }
      let address = String(target[..<hash])
      let anchor = String(target[target.utf8.index(after: hash)...])
      if !address.isEmpty, !served.contains(address) {
        faults.append(missing(address, on: page))
      } else if address.isEmpty || address == page.url {
        if !anchor.isEmpty, !page.links.anchors.contains(anchor) {
          faults.append(LinkCheck.missingPart(target, at: page.place))
        }
      } else if !anchor.isEmpty {
        pending.append(LinkToPart(address: address, anchor: anchor, place: page.place))
      }
    }
    return (faults, pending)
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

  fileprivate static func missingPart(_ target: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      .error, .brokenLink, at: place, "The page links to '\(target)', and no part there has this name",
      fix: "Correct the link, in the text or in the layout")
  }
}
