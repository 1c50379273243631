// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The command as a user runs it.
enum GuidelightProgram {
  /// Built beside this test.
  static let path = Bundle.main.executableURL!.deletingLastPathComponent().appending(path: "guidelight").path

  static func run(_ arguments: String..., in folder: URL = Places.root) throws -> Program {
    try Program.run(path, arguments, in: folder)
  }
}
