// SPDX-License-Identifier: Apache-2.0
// What is installed beside the command: the module that pages load, and the face networks. Whoever takes the command
// elsewhere puts `LiveCheck.wasm` and `networks/` into the same folder; in a checkout, `make` links them there.

import Foundation

enum Installation {
  /// Where the module is looked for unless it is named: beside the command, else where `make module` puts it in the site.
  static let module = beside("LiveCheck.wasm") ?? ".build-wasm/release/LiveCheck.wasm"

  /// Where the networks are looked for unless they are named: beside the command, else where `make networks` puts them.
  static let networks = beside("networks") ?? ".build-networks"

  /// What a new site cannot be built without, in one line; nil where it is there.
  static var missing: String? {
    if beside("LiveCheck.wasm") != nil { return nil }
    return "LiveCheck.wasm does not lie beside the command; put it there, or name it: guidelight build --module FILE"
  }

  private static func beside(_ name: String) -> String? {
    // The file itself, not the link by which it was called.
    let command = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let place = command.deletingLastPathComponent().appending(path: name).path
    return FileManager.default.fileExists(atPath: place) ? place : nil
  }
}
