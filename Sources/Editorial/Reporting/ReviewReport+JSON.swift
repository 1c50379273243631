// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension ReviewReport {
  /// The report for other programs: one line a page. Keys are never removed or given another meaning while `version` is 1.
  public var json: String {
    var json = JSONText()
    json.object {
      $0.member("version", 1)
      $0.member("asOf", asOf.iso)
      $0.object("counts") { list in
        for (state, count) in counts { list.member(state.rawValue, count) }
      }
      $0.array("pages") { list in
        for row in rows {
          list.newline()
          list.object { row.write(to: &$0) }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }
}

extension ReviewReport.Row {
  fileprivate func write(to json: inout JSONText) {
    json.member("page", name)
    json.member("path", location.path)
    json.member("state", state.rawValue)
    json.member("reason", reason)
    if let due { json.member("due", due.iso) }
    if let days { json.member("days", days) }
    if let owner { json.member("owner", owner) }
    if let reviewClass { json.member("class", reviewClass) }
    if let reviewed { json.member("reviewed", reviewed.iso) }
    if let reviewer { json.member("by", reviewer) }
    if let digest { json.member("digest", digest.hex) }
  }
}
