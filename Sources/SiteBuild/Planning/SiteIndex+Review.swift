// SPDX-License-Identifier: Apache-2.0

import Editorial
import SiteModel

extension SiteIndex {
  /// What it takes to judge some pages: the facts, answers and checks that they name, those that these name, and so on.
  func pages(judgedWith documents: [Document]) -> [Document] {
    var found: [Document] = []
    var seen: Set<String> = []
    var open = documents
    while let document = open.popLast() {
      let answers = (document.kind.reading?.faq ?? []).map { "faq/\($0.value)" }
      let named = document.outline.references.map(\.reference).filter { $0.scheme == .fact || $0.scheme == .check }
      for path in answers + named.map(\.pagePath) where seen.insert(path).inserted {
        guard let page = self.document(at: path) else { continue }
        found.append(page)
        open.append(page)
      }
      // A fact's page shows the fact.
      if case .fact = document.kind, seen.insert(document.path.text).inserted { found.append(document) }
    }
    return found
  }
}
