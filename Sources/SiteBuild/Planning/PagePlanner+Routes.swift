// SPDX-License-Identifier: Apache-2.0
// What pages show of the routing rules.

import Routing
import SiteModel
import Templating

extension PagePlanner {
  /// The next move.
  func onward(from document: Document) -> TemplateValue {
    guard let next = routes.next(from: document) else { return .absent }
    let isDestination = if case .destination = next.document.kind { true } else { false }
    return [
      "text": next.text.map(TemplateValue.text) ?? .absent, "title": .text(next.document.header.title),
      "url": .text(next.document.path.url), "isDestination": .flag(isDestination),
      "hasBefore": .flag(!next.before.isEmpty), "before": .list(next.before.map(card)),
    ]
  }

  /// What readers may need: a question each, its answer, and what comes after that.
  var needs: [TemplateValue] {
    routes.needs.map { need in
      let later = need.pages.dropFirst()
      return [
        "question": .text(need.question), "title": .text(need.pages[0].header.title),
        "url": .text(need.pages[0].path.url), "hasLater": .flag(!later.isEmpty), "later": .list(later.map(card)),
      ]
    }
  }

  /// A destination's official place; without a link where the region refuses it.
  func place(_ destination: ShownDestination, _ kind: Destination.Kind) -> TemplateValue {
    let link: TemplateValue = [
      "go": .text(destination.name), "address": .text(destination.address),
      "rel": .text(destination.isAffiliate ? "sponsored nofollow noopener" : "nofollow noopener"),
    ]
    return [
      "kind": .text(kind.rawValue), "host": .text(WebAddress(destination.address)?.host ?? destination.address),
      "disclosure": .text(destination.disclosure), "isAffiliate": .flag(destination.isAffiliate),
      "link": routes.refusesCalls ? .absent : link,
    ]
  }
}
