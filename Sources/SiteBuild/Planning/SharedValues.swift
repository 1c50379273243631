// SPDX-License-Identifier: Apache-2.0

import SiteModel
import Templating

/// What is the same on every page: the site, and the live check.
struct SharedValues: Sendable {
  let values: TemplateRecord

  /// Sections that the bar on every page leads to: where somebody who is stuck would look first.
  private static let navigation: [Section] = [.guides, .fix, .fees, .safety, .faq]

  init(index: SiteIndex, settings: SiteSettings, sources: SiteSources, assets: SiteAssets) {
    let links = SharedValues.navigation.filter { index.count(of: $0) > 0 }.map { section -> TemplateValue in
      ["title": .text(section.title), "url": .text(section.url)]
    }
    values = [
      "site": [
        "name": .text(settings.name), "tagline": .text(settings.tagline), "role": .text(settings.role),
        "url": .text(settings.baseURL), "sourceOfTruth": .text(settings.sourceOfTruth),
        "hasFeed": .flag(settings.output.feed), "navigation": .list(links),
        "contentPolicy": .text(PagePolicy.content),
        "about": .list(
          index.documents(in: .about).map { ["title": .text($0.header.title), "url": .text($0.path.url)] }),
      ],
      "liveCheck": LiveCheckValues(index: index, sources: sources, assets: assets).value,
    ]
  }
}
