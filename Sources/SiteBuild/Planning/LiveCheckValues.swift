// SPDX-License-Identifier: Apache-2.0
// What the page's widget needs to know: where its module is, which digest it must carry, and the words for every outcome.

import Diagnostics
import SiteModel
import Templating

struct LiveCheckValues {
  /// The words for pictures, and those for the forms of details and retries: files of their own, loaded only when a reader
  /// asks for a check or opens a form.
  static let pictureWords = OutputPath(known: "live-check.json")
  static let detailWords = OutputPath(known: "details.json")

  let value: TemplateValue

  init(index: SiteIndex, settings: SiteSettings, sources: SiteSources, assets: SiteAssets) {
    let loader = assets[SiteAssets.loaderName]
    let module = assets[SiteAssets.moduleName]
    let networks = sources.networks.compactMap { network in
      assets[SiteAssets.networkName(network.file.path)].map { (role: network.role, asset: $0) }
    }
    let bytes = ([module, loader].compactMap(\.self) + networks.map(\.asset)).reduce(0) { $0 + $1.byteCount }
    value = [
      // A missing module is told by its own check.
      "module": .text(module?.url ?? "/assets/\(SiteAssets.moduleName)"),
      "networks": .text(networks.map { "\($0.role)=\($0.asset.url)" }.joined(separator: " ")),
      "loader": .text(loader?.url ?? "/assets/\(SiteAssets.loaderName)"),
      "catalogue": .text(index.checks.digest), "size": .text("\((bytes + 1023) / 1024) KB"),
      "words": .text("/\(LiveCheckValues.pictureWords.text)"),
      "detailWords": .text("/\(LiveCheckValues.detailWords.text)"),
    ]
  }

  /// The words as JSON.
  ///
  /// - Parameter areDetails: the words for the forms of details and retries, or those for pictures.
  static func words(index: SiteIndex, settings: SiteSettings, areDetails: Bool) -> [UInt8] {
    let answers = Set(index.checks.answers)
    let rows = index.checks.checks.filter { ($0.session == "identity") == areDetails }
    var json = JSONText()
    json.object {
      $0.object("checks") { checks in
        for check in rows.sorted(by: { $0.id < $1.id }) {
          guard let page = index.document(at: "checks/\(check.id)"), case .check(let fields) = page.kind else {
            continue
          }
          checks.object(check.id) {
            $0.member("cannotTell", fields.cannotTell)
            $0.object("causes") { causes in
              for (name, words) in fields.causes.sorted(by: { $0.key < $1.key }) { causes.member(name, words.value) }
            }
            $0.member("good", fields.good)
            $0.member("hint", fields.hint)
            $0.member("limit", check.goodRange)
            $0.member("strong", fields.strong)
            $0.member("title", page.header.title)
            $0.member("url", page.path.url)
          }
        }
      }
      $0.object("reasons") { reasons in
        for (name, words) in settings.reasons.sorted(by: { $0.key < $1.key })
        where answers.contains(name) == areDetails {
          reasons.member(name, words.value)
        }
      }
      $0.object("units") { units in
        let words = Dictionary(rows.map { ($0.unit, $0.unitWords) }) { first, _ in first }
        for (unit, text) in words.sorted(by: { $0.key < $1.key }) { units.member(unit, text) }
      }
    }
    return json.bytes
  }
}
