// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// Every reference leads somewhere: those in bodies, and those that the front matter lists.
struct ReferenceCheck {
  private let index: SiteIndex
  private let assets: Set<String>
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter assets: names of the files in `Templates/assets`.
  init(index: SiteIndex, assets: Set<String>) {
    self.index = index
    self.assets = assets
    for document in index.documents { check(document) }
  }

  private mutating func check(_ document: Document) {
    for placed in document.body.references {
      check(placed.reference, at: placed.location)
    }
    for image in document.body.images { check(image: image) }
    for anchor in document.body.anchors { check(anchor: anchor, in: document) }
    if case .faqEntry = document.kind, let heading = document.body.headings.first {
      diagnostics.append(
        Diagnostic(
          .error, .headingInAnswer, at: heading.location,
          "An FAQ entry has no headings: guides show it below its question",
          fix: "Write it as a paragraph, or make a guide of it"))
    }
    if case .guide(let fields) = document.kind {
      for faq in fields.faq { check(Reference(.faq, faq.value), at: faq.location) }
      for page in fields.requires { check(Reference(.page, page.value), at: page.location) }
      check(Reference(.page, fields.next.page.value), at: fields.next.page.location)
    }
  }

  private mutating func check(_ reference: Reference, at location: SourceLocation) {
    // A check without a page is reported once, for its page, not at every link.
    if reference.scheme == .check, index.checks.checks.contains(where: { $0.id == reference.target }) { return }
    // A page that could not be understood is reported for what is wrong with it.
    if let path = index.path(of: reference), index.isUnreadable(path) { return }
    if index.target(of: reference) == nil { diagnostics.append(index.fault(in: reference, at: location)) }
  }

  private mutating func check(image: PlacedImage) {
    let name = image.source.hasPrefix("/assets/") ? String(image.source.dropFirst(8)) : ""
    if assets.contains(name) { return }
    diagnostics.append(
      Diagnostic(
        .error, .unknownAsset, at: image.location, "'\(image.source)' is not a file of Templates/assets",
        fix: "Put the picture there and write /assets/NAME"))
  }

  private mutating func check(anchor: Markup.LocatedText, in document: Document) {
    let anchors = document.body.headings.map(\.anchor)
    if anchors.contains(anchor.text) { return }
    let near = suggestion(for: anchor.text, among: anchors)
    diagnostics.append(
      Diagnostic(
        .error, .unknownAnchor, at: anchor.location,
        "'#\(anchor.text)' is not a heading of this page" + (near.map { "; did you mean '#\($0)'?" } ?? ""),
        fix: near.map { "Change the link to #\($0)" } ?? "Use the words of a heading, in lower case with hyphens"))
  }
}
