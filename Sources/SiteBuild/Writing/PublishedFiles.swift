// SPDX-License-Identifier: Apache-2.0

import Digests
import SiteModel

/// A file of a published site, and by what its bytes are known.
public struct PublishedFile: Equatable, Sendable {
  public let path: OutputPath
  let digest: ContentDigest

  init(_ output: OutputRecord) {
    path = output.path
    digest = output.digest
  }
}

/// What is different from the site that was there before.
public struct PublishedChange: Sendable {
  /// New files, and those with other bytes.
  public let changed: [OutputFile]
  public let removed: [OutputPath]
}

/// What somebody who holds a site in memory knows of it: what is served is what was published, and of a site that is
/// published again only the files with other bytes are read.
public struct PublishedFiles: Sendable {
  private var digests: [OutputPath: ContentDigest] = [:]

  public init() {}

  /// Reads the files that are not known.
  ///
  /// - Parameter tree: the folder that the files stand in, still held: nobody else writes there meanwhile.
  public mutating func update(
    to files: [PublishedFile], in tree: OutputTree
  ) throws(PublishError) -> PublishedChange {
    var changed: [OutputFile] = []
    for file in files where digests[file.path] != file.digest {
      do {
        changed.append(OutputFile(path: file.path, bytes: try FileSystem.read("\(tree.folder)/\(file.path.text)")))
      } catch {
        throw PublishError(error)
      }
    }
    let now = Dictionary(files.map { ($0.path, $0.digest) }) { first, _ in first }
    let removed = digests.keys.filter { now[$0] == nil }.sorted()
    digests = now
    return PublishedChange(changed: changed, removed: removed)
  }
}
