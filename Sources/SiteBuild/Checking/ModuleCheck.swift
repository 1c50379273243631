// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// The live check's module is there, is WebAssembly, and carries the command's own digest.
enum ModuleCheck {
  static func faults(in sources: SiteSources, checks: CheckList) -> [Diagnostic] {
    let place = SourceLocation(path: sources.modulePath)
    guard let module = sources.module else {
      return [
        Diagnostic(
          .error, .missingModule, at: place, "The live check's module is not there",
          fix: "Put LiveCheck.wasm beside the command, or name it with --module; in a checkout, run 'make module'")
      ]
    }
    guard module.bytes.starts(with: [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00]) else {
      return [
        Diagnostic(.error, .staleModule, at: place, "The file is not a WebAssembly module", fix: "Run 'make module'")
      ]
    }
    let digests = sealedDigests(in: module.bytes, mark: Array(checks.moduleMark.utf8), length: checks.digest.utf8.count)
    if digests == [checks.digest] { return [] }
    let found = digests.isEmpty ? "no digest" : "the digest \(digests.joined(separator: ", "))"
    return [
      Diagnostic(
        .error, .staleModule, at: place,
        "The module carries \(found); this command's catalogue has \(checks.digest)", fix: "Run 'make module'")
    ]
  }

  /// Every text that follows the mark.
  private static func sealedDigests(in bytes: [UInt8], mark: [UInt8], length: Int) -> [String] {
    var digests: [String] = []
    var start = 0
    while start + mark.count + length <= bytes.count, let first = bytes[start...].firstIndex(of: mark[0]) {
      let end = first + mark.count + length
      guard end <= bytes.count else { break }
      if bytes[first..<(first + mark.count)].elementsEqual(mark) {
        let digest = String(decoding: bytes[(first + mark.count)..<end], as: UTF8.self)
        if !digests.contains(digest) { digests.append(digest) }
      }
      start = first + 1
    }
    return digests
  }
}
