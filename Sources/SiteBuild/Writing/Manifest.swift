// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteModel

/// What a build wrote: the list by which a folder is known as this program's own, and by which the site is served.
struct Manifest: Codable, Equatable {
  static let path = "build-manifest.json"

  var format = 1
  let asOf: String
  let catalogue: String
  /// In the order of their paths; the manifest itself is not among them.
  let files: [File]

  struct File: Codable, Equatable {
    let path: String
    let bytes: Int
  }

  init(asOf: CivilDate, catalogue: String, files: [OutputFile]) {
    self.asOf = asOf.iso
    self.catalogue = catalogue
    self.files = files.map { File(path: $0.path, bytes: $0.bytes.count) }
  }

  /// Sorted keys and no dates of its own, so equal sites have equal manifests.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Strings and numbers only: encoding cannot fail.
    return Array(try! encoder.encode(self)) + [10]
  }
}
