// SPDX-License-Identifier: Apache-2.0

import Editorial
import SiteModel

/// The pages that readers are warned about, for the lists that lead to them.
struct PageWarnings: Sendable {
  private let source: Source

  private enum Source: Sendable {
    case known([PagePath: EditorialNote.Warning])
    case asked(@Sendable (Document) -> EditorialNote.Warning?)
  }

  /// Of all pages of a site.
  init(_ approved: [ApprovedDocument]) {
    source = .known(approved.reduce(into: [:]) { table, page in table[page.document.path] = page.note.warning })
  }

  /// Of those few that a build asks about.
  init(asking ask: @escaping @Sendable (Document) -> EditorialNote.Warning?) {
    source = .asked(ask)
  }

  func warning(about document: Document) -> EditorialNote.Warning? {
    switch source {
    case .known(let warnings): warnings.isEmpty ? nil : warnings[document.path]
    case .asked(let ask): ask(document)
    }
  }
}
