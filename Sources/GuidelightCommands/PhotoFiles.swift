// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files that the arguments of a check mean.
enum PhotoFiles {
  private static let extensions: Set<String> = ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif"]

  /// Files as they are; of a folder all pictures below it by their endings, sorted, hidden ones left out.
  static func all(in arguments: [String]) throws(CommandFailure) -> [String] {
    var files: [String] = []
    for argument in arguments {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder), isFolder.boolValue else {
        files.append(argument)
        continue
      }
      let found = (FileManager.default.enumerator(atPath: argument)?.compactMap { $0 as? String } ?? []).filter {
        path in
        !path.split(separator: "/").contains { $0.hasPrefix(".") }
          && extensions.contains(URL(filePath: path).pathExtension.lowercased())
      }
      guard !found.isEmpty else {
        throw CommandFailure(
          status: .usageOrInput,
          message: "\(argument): There is no JPEG, PNG, WebP, HEIC or AVIF picture in this folder")
      }
      let folder = argument.hasSuffix("/") ? String(argument.dropLast()) : argument
      files += found.sorted().map { "\(folder)/\($0)" }
    }
    return files
  }
}
