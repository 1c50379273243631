// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// Why a site's files could not be read.
public enum SourceTreeError: Error, Equatable {
  case missingFolder(String)
  case unreadable(path: String)
  /// A link could lead out of the site.
  case link(path: String)
  /// A file was edited while the site was built from it.
  case changed(path: String)
}

extension SourceTreeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingFolder(let path): "There is no folder '\(path)'; run this in a site's folder, or name it with --site"
    case .unreadable(let path): "Cannot read '\(path)'; check its permissions"
    case .link(let path): "'\(path)' is a link; put the file itself there"
    case .changed(let path): "'\(path)' was edited during the build; build again"
    }
  }
}

extension SiteSources {
  private static let assetFolder = "assets/"

  /// Lists the site in `folder` and reads its templates and its module. Hidden files are not part of a site.
  ///
  /// - Parameter modulePath: relative to `folder`, or absolute.
  public static func read(
    folder: String, modulePath: String, workers: Workers = Workers(count: 1)
  ) throws(SourceTreeError) -> SiteSources {
    let content = try entries(in: "Content", of: folder, workers)
    let templates = try entries(in: "Templates", of: folder, workers)
    var files: [SourceFile] = []
    for entry in templates where !isAsset(entry) { files.append(try entry.read()) }
    return SiteSources(
      content: content, templates: files, assets: templates.filter(isAsset),
      module: try module(modulePath, of: folder), modulePath: modulePath)
  }

  /// Reads only `Content/`.
  public static func readContent(folder: String) throws(SourceTreeError) -> [SourceEntry] {
    try entries(in: "Content", of: folder, Workers(count: 1))
  }

  private static func isAsset(_ entry: SourceEntry) -> Bool {
    entry.path.hasPrefix("Templates/\(assetFolder)")
  }

  private static func entries(
    in name: String, of folder: String, _ workers: Workers
  ) throws(SourceTreeError) -> [SourceEntry] {
    let place = "\(folder)/\(name)"
    guard FileSystem.look(place)?.kind == .folder else { throw .missingFolder(place) }
    let found: [FileSystem.Entry]
    do { found = try FileSystem.walk(place, skipsHidden: true, workers: workers) } catch {
      throw .unreadable(path: error.path)
    }
    if let odd = found.first(where: { !$0.isRegular }) { throw .link(path: "\(name)/\(odd.path)") }
    return found.map { SourceEntry(path: "\(name)/\($0.path)", disk: "\(place)/\($0.path)", $0.signature) }
  }

  private static func module(_ path: String, of folder: String) throws(SourceTreeError) -> SourceFile? {
    let place = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    do {
      return SourceFile(path: path, bytes: try FileSystem.read(place))
    } catch {
      if error.isAbsence { return nil }
      throw .unreadable(path: path)
    }
  }
}
