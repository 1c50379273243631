// SPDX-License-Identifier: Apache-2.0

import SiteModel
import Templating

/// The way from the home page down to a page, without the page itself.
struct Breadcrumb {
  let steps: [(title: String, url: String)]

  static let home = (title: "Home", url: "/")

  init(of path: PagePath) {
    guard path != .home else {
      steps = []
      return
    }
    steps = [Breadcrumb.home] + (path.section.map { [(title: $0.title, url: $0.url)] } ?? [])
  }

  var value: [TemplateValue] {
    steps.map { ["title": .text($0.title), "url": .text($0.url)] }
  }
}
