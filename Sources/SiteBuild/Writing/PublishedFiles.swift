// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// The files of a published site, read back by its manifest: what is served is what was published.
public enum PublishedFiles {
  /// - Throws: `PublishError` where the folder is no published site.
  public static func read(folder: String) throws(PublishError) -> [OutputFile] {
    let manifest = OutputFile(path: Manifest.path, bytes: try bytes(of: Manifest.path, in: folder))
    let paths: Set<String>
    do { paths = try Manifest.paths(in: manifest.bytes) } catch {
      throw PublishError.foreignFiles(folder: folder, example: Manifest.path.text)
    }
    var files = [manifest]
    for path in paths.sorted() {
      guard let output = OutputPath(path) else { throw PublishError.foreignFiles(folder: folder, example: path) }
      files.append(OutputFile(path: output, bytes: try bytes(of: output, in: folder)))
    }
    return files
  }

  private static func bytes(of path: OutputPath, in folder: String) throws(PublishError) -> [UInt8] {
    do { return try FileSystem.read("\(folder)/\(path.text)") } catch { throw PublishError(error) }
  }
}
