// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import SiteModel

/// What a build wrote: the list by which a folder is known as this program's own, and by which the site is served.
struct Manifest {
  static let path = OutputPath(known: "build-manifest.json")

  let asOf: CivilDate
  let catalogue: String
  /// In the order of their paths; the manifest itself is not among them.
  let outputs: [OutputRecord]

  /// One file a line, and no dates of its own, so equal sites have equal manifests.
  var file: OutputFile {
    var json = JSONText()
    json.object {
      $0.member("format", 1)
      $0.member("asOf", asOf.iso)
      $0.member("catalogue", catalogue)
      $0.array("files") { files in
        for output in outputs {
          files.newline()
          files.object {
            $0.member("path", output.path.text)
            $0.member("bytes", output.size)
          }
        }
      }
    }
    return OutputFile(path: Manifest.path, bytes: json.bytes + [10])
  }

  /// The paths that a manifest lists.
  ///
  /// - Throws: where the bytes are no manifest.
  static func paths(in bytes: [UInt8]) throws -> Set<String> {
    struct List: Decodable {
      struct File: Decodable { let path: String }
      let files: [File]
    }
    return Set(try JSONDecoder().decode(List.self, from: Data(bytes)).files.map(\.path))
  }
}
