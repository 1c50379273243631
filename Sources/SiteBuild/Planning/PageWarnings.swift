// SPDX-License-Identifier: Apache-2.0

import Editorial
import SiteModel

/// The pages that readers are warned about, for the lists that lead to them.
struct PageWarnings: Sendable {
  private let warnings: [PagePath: EditorialNote.Warning]

  init(_ approved: [ApprovedDocument]) {
    warnings = approved.reduce(into: [:]) { table, page in table[page.document.path] = page.note.warning }
  }

  subscript(_ path: PagePath) -> EditorialNote.Warning? { warnings.isEmpty ? nil : warnings[path] }
}
