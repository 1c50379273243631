// SPDX-License-Identifier: Apache-2.0
// What the page's widget needs to know: where its parts are, which digest the module must carry, and the words for every
// outcome. The page itself names only what is loaded first; the rest stands in a file that is loaded when a reader asks.

import Diagnostics
import SiteModel
import Templating

struct LiveCheckValues {
  /// Parts and words for pictures, and words for the forms of details and retries: files of their own, loaded only when a
  /// reader asks for a check or opens a form.
  static let pictureWords = OutputPath(known: "live-check.json")
  static let detailWords = OutputPath(known: "details.json")

  let value: TemplateValue

  init(index: SiteIndex, sources: SiteSources, assets: SiteAssets) {
    let loader = assets[SiteAssets.loaderName]
    let bytes = LiveCheckParts(sources: sources, assets: assets).byteCount + (loader?.byteCount ?? 0)
    value = [
      // What is missing is told by a check of its own.
      "module": .text(assets[SiteAssets.moduleName]?.url ?? "/assets/\(SiteAssets.moduleName)"),
      "loader": .text(loader?.url ?? "/assets/\(SiteAssets.loaderName)"),
      "catalogue": .text(index.checks.digest), "size": .text("\((bytes + 1023) / 1024) KB"),
      "words": .text("/\(LiveCheckValues.pictureWords.text)"),
      "detailWords": .text("/\(LiveCheckValues.detailWords.text)"),
    ]
  }

  /// The words as JSON.
  ///
  /// - Parameter parts: nil for the words for details and retries, else those for pictures stand beside these parts.
  static func words(index: SiteIndex, settings: SiteSettings, parts: LiveCheckParts?) -> [UInt8] {
    let areDetails = parts == nil
    let answers = Set(index.checks.answers)
    let rows = index.checks.checks.filter { ($0.session == "identity") == areDetails }
    var json = JSONText()
    json.object {
      if let parts { $0.parts(parts) }
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

/// The files that the live check is made of. What is missing is told by a check of its own.
struct LiveCheckParts: Sendable {
  let worker: PublishedAsset?
  let module: PublishedAsset?
  /// In the order in which the module takes them, by the numbers by which it knows them.
  let networks: [(role: Int, asset: PublishedAsset)]

  init(sources: SiteSources, assets: SiteAssets) {
    worker = assets[SiteAssets.workerName]
    module = assets[SiteAssets.moduleName]
    networks = sources.networks.compactMap { network in
      assets[SiteAssets.networkName(network.file.path)].map { (network.role, $0) }
    }
  }

  var byteCount: Int {
    ([worker, module].compactMap(\.self) + networks.map(\.asset)).reduce(0) { $0 + $1.byteCount }
  }
}

extension JSONText {
  /// Where the parts are, how long they are, and what proves their bytes.
  fileprivate mutating func parts(_ parts: LiveCheckParts) {
    if let worker = parts.worker { object("worker") { $0.part(worker) } }
    if let module = parts.module { object("module") { $0.part(module) } }
    array("networks") { networks in
      for (role, asset) in parts.networks {
        networks.object {
          $0.member("role", role)
          $0.part(asset)
        }
      }
    }
  }

  private mutating func part(_ asset: PublishedAsset) {
    member("url", asset.url)
    member("bytes", asset.byteCount)
    member("integrity", asset.integrity)
  }
}
