// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteModel

/// Why a site's files could not be read.
public enum SourceTreeError: Error, Equatable {
  case missingFolder(String)
  case unreadable(path: String)
  /// A link could lead out of the site.
  case link(path: String)
}

extension SourceTreeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingFolder(let path): "There is no folder '\(path)'; run this in a site's folder, or name it with --site"
    case .unreadable(let path): "Cannot read '\(path)'; check its permissions"
    case .link(let path): "'\(path)' is a link; put the file itself there"
    }
  }
}

extension SiteSources {
  /// Reads the site in `folder`: `Content/`, `Templates/`, and the module. Hidden files are not part of a site.
  ///
  /// - Parameter modulePath: relative to `folder`, or absolute.
  public static func read(folder: String, modulePath: String) throws(SourceTreeError) -> SiteSources {
    let root = URL(filePath: folder)
    let content = try files(in: "Content", root: root)
    let templates = try files(in: "Templates", root: root)
    return SiteSources(
      content: content,
      templates: templates.filter { !$0.path.hasPrefix("Templates/assets/") },
      assets: templates.filter { $0.path.hasPrefix("Templates/assets/") },
      module: try module(modulePath, root: root), modulePath: modulePath)
  }

  /// Reads only `Content/`.
  public static func readContent(folder: String) throws(SourceTreeError) -> [SourceFile] {
    try files(in: "Content", root: URL(filePath: folder))
  }

  private static func files(in name: String, root: URL) throws(SourceTreeError) -> [SourceFile] {
    let folder = root.appending(path: name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
      throw .missingFolder(folder.path)
    }
    var found: [SourceFile] = []
    for path in OutputTree.files(below: folder) where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") })
    {
      found.append(try file("\(name)/\(path)", at: folder.appending(path: path)))
    }
    return found
  }

  private static func file(_ path: String, at url: URL) throws(SourceTreeError) -> SourceFile {
    if (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) != nil { throw .link(path: path) }
    guard let data = FileManager.default.contents(atPath: url.path) else { throw .unreadable(path: path) }
    return SourceFile(path: path, bytes: Array(data))
  }

  private static func module(_ path: String, root: URL) throws(SourceTreeError) -> SourceFile? {
    let place = path.hasPrefix("/") ? path : root.appending(path: path).path
    guard FileManager.default.fileExists(atPath: place) else { return nil }
    guard let data = FileManager.default.contents(atPath: place) else { throw .unreadable(path: path) }
    return SourceFile(path: path, bytes: Array(data))
  }
}
