// SPDX-License-Identifier: Apache-2.0

import Routing

/// What the proof of the routes has to know of a page's files; kept between builds.
struct FileRoutes: Equatable, Sendable {
  var page: PageRoutes
  /// Of the page's Markdown; nil where it has none.
  var twin: PageRoutes?

  init(page: PageRoutes, twin: PageRoutes? = nil) {
    self.page = page
    self.twin = twin
  }

  var isPlain: Bool { page.isPlain && twin?.isPlain ?? true }
}
