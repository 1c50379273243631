// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteModel

/// Files that commands write for editors, beside what a build writes.
enum NewFile {
  /// A path in a folder, as people write it.
  static func place(_ path: String, in folder: String) -> String {
    if folder == "." { return path }
    return URL(filePath: folder, directoryHint: .isDirectory).appending(path: path).relativePath
  }

  /// Writes a file with the folders above it, whole or not at all.
  ///
  /// - Parameter replaces: whether it may take another file's place.
  static func write(_ file: SourceFile, in folder: String, replaces: Bool) throws(CommandFailure) {
    let place = URL(filePath: NewFile.place(file.path, in: folder))
    do {
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: place, options: replaces ? .atomic : .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw CommandFailure(
        status: .usageOrInput,
        message: "'\(place.relativePath)' is there already, and stays as it is; choose another name")
    } catch {
      throw CommandFailure(
        status: .environment, message: "Cannot write '\(place.relativePath)': \(error.localizedDescription)")
    }
  }
}
