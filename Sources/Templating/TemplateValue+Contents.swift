// SPDX-License-Identifier: Apache-2.0

import SiteModel

extension TemplateValue {
  /// A table of contents: a list of `title`, `anchor`, `hasChildren` and `children`, which are like it.
  public init(contents entries: [Markup.ContentsEntry]) {
    self = .list(
      entries.map { entry in
        [
          "title": .text(entry.heading.text), "anchor": .text(entry.heading.anchor),
          "hasChildren": .flag(!entry.children.isEmpty), "children": TemplateValue(contents: entry.children),
        ]
      })
  }
}
