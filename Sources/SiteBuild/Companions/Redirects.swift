// SPDX-License-Identifier: Apache-2.0
// Earlier addresses: a page for each that leads to where its text is now, and the guard that none is forgotten.

import Diagnostics
import SiteModel
import Templating

struct Redirects {
  let index: SiteIndex
  let planner: PagePlanner

  func plans() -> [PagePlan] {
    index.documents.flatMap { document in
      document.header.publication.aliases.compactMap { alias in
        guard let output = OutputPath("\(alias.value.dropFirst())index.html") else { return nil }
        var values = planner.values(
          title: document.header.title, summary: document.header.summary, url: document.path.url, kind: "redirect",
          isIndexed: false)
        values["target"] = ["title": .text(document.header.title), "url": .text(document.path.url)]
        return PagePlan(output: output, layout: "redirect", values: values)
      }
    }
  }

  // MARK: - Addresses

  /// An address that two pages claim, or that was published once and is no longer served.
  func faults(permalinks: [Located<String>]?) -> [Diagnostic] {
    var owners = index.addresses
    var faults: [Diagnostic] = []
    for document in index.documents {
      for alias in document.header.publication.aliases {
        guard let owner = owners.updateValue(document.sourcePath, forKey: alias.value) else { continue }
        faults.append(
          Diagnostic(
            .error, .duplicateOutput, at: alias.location, "'\(alias.value)' is an address of \(owner) already",
            fix: "Remove it here or there"))
      }
    }
    guard let permalinks else { return faults }
    for address in permalinks where owners[address.value] == nil {
      faults.append(
        Diagnostic(
          .error, .lostPermalink, at: address.location, "'\(address.value)' was published, and no page serves it now",
          fix: "Add it to the 'aliases' of the page that took its place"))
    }
    let listed = Set(permalinks.map(\.value))
    for document in index.documents
    where document.path != .notFound && !document.header.publication.isDraft && !listed.contains(document.path.url) {
      faults.append(
        Diagnostic(
          .warning, .unlistedPermalink, at: document.start,
          "The address '\(document.path.url)' is not in \(PermalinkList.path)",
          fix: "Run 'guidelight permalinks', and commit the file"))
    }
    return faults
  }
}

extension SiteIndex {
  /// The addresses of pages and indexes, and whose they are.
  var addresses: [String: String] {
    var owners: [String: String] = [:]
    for document in documents { owners[document.path.url] = document.sourcePath }
    for section in Section.allCases where count(of: section) > 0 {
      owners[section.url] = "the index of \(section.rawValue)"
    }
    return owners
  }
}
