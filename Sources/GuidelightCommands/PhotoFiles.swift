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
      let isThere = FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder)
      files += isThere && isFolder.boolValue ? try pictures(below: argument) : [argument]
    }
    return files
  }

  private static func pictures(below folder: String) throws(CommandFailure) -> [String] {
    // A link to a folder stands for the folder.
    let root = URL(filePath: folder, directoryHint: .isDirectory).resolvingSymlinksInPath()
    var unreadable: String?
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles]
    ) { place, _ in
      unreadable = place.path
      return false
    }
    var found: [String] = []
    for case let file as URL in walk.map(AnySequence.init) ?? AnySequence([]) {
      let isFile = (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile ?? false
      if isFile, extensions.contains(file.pathExtension.lowercased()) {
        found.append(String(file.path.dropFirst(root.path.count).drop { $0 == "/" }))
      }
    }
    if let unreadable {
      throw CommandFailure(
        status: .environment, message: "Cannot read the folder '\(unreadable)'; check its permissions")
    }
    guard !found.isEmpty else {
      throw CommandFailure(
        status: .usageOrInput, message: "\(folder): There is no JPEG, PNG, WebP, HEIC or AVIF picture in this folder")
    }
    let prefix = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    return found.sorted().map { "\(prefix)/\($0)" }
  }

  /// Whether two paths lead to one file, through links or otherwise.
  static func isSame(_ first: String, _ second: String) -> Bool {
    func identity(_ path: String) -> [Int]? {
      let place = URL(filePath: path).resolvingSymlinksInPath().path
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: place) else { return nil }
      return [attributes[.systemNumber], attributes[.systemFileNumber]].compactMap { ($0 as? NSNumber)?.intValue }
    }
    guard let first = identity(first), let second = identity(second) else { return false }
    return first == second
  }
}

/// A name without characters that would change the terminal or end the line.
func printable(_ name: String) -> String {
  String(name.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "?" : $0 })
}
