// SPDX-License-Identifier: Apache-2.0
// What only the finished page shows: two parts of one name, where layout and text meet, and files that are not there.

import Diagnostics
import SiteModel

struct PageCheck {
  /// Names of the site's published assets, as pages write them: `/assets/site.css`.
  private let assets: Set<String>

  private static let idMark = Array(" id=\"".utf8)
  private static let assetMark = Array("=\"/assets/".utf8)
  private static let quote = UInt8(ascii: "\"")

  init(sources: SiteSources) {
    // A missing module is told by its own check.
    assets = Set(sources.assetFiles.map { "/\($0.path)" }).union(["/\(LiveCheckValues.modulePath)"])
  }

  func faults(in page: [UInt8], of document: Document) -> [Diagnostic] {
    var faults: [Diagnostic] = []
    var ids: Set<String> = []
    for id in values(after: PageCheck.idMark, keeping: 0, in: page) where !ids.insert(id).inserted {
      let heading = document.body.headings.first { $0.anchor == id }
      faults.append(
        Diagnostic(
          .error, .duplicateAnchor, at: heading?.location ?? document.start,
          "Two parts of the page have the name '\(id)'",
          fix: heading == nil ? "Rename one of them in the layout" : "Choose other words for this heading"))
    }
    for asset in Set(values(after: PageCheck.assetMark, keeping: "/assets/".utf8.count, in: page)).sorted()
    where !assets.contains(asset) {
      faults.append(
        Diagnostic(
          .error, .unknownAsset, at: SourceLocation(path: "Templates\(asset)"),
          "Pages ask for '\(asset)', which is not there",
          fix: "Write Templates\(asset), or correct the layout"))
    }
    return faults
  }

  /// The texts between a mark and the next quote, with the last bytes of the mark.
  private func values(after mark: [UInt8], keeping kept: Int, in page: [UInt8]) -> [String] {
    var values: [String] = []
    var position = 0
    page.withUnsafeBufferPointer { bytes in
      while position + mark.count <= bytes.count {
        guard bytes[position] == mark[0], bytes[position..<position + mark.count].elementsEqual(mark) else {
          position += 1
          continue
        }
        position += mark.count
        let end = bytes[position...].firstIndex(of: PageCheck.quote) ?? bytes.count
        values.append(String(decoding: bytes[(position - kept)..<end], as: UTF8.self))
        position = end
      }
    }
    return values
  }
}
