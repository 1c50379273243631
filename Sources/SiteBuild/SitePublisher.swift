// SPDX-License-Identifier: Apache-2.0
// A build into a folder: what has not changed since the last one is neither rendered nor written.

import Diagnostics
import Digests
import SiteModel

/// A site that stands in its folder.
public struct PublishedSite: Sendable {
  public let pageCount: Int
  public let fileCount: Int
  /// Files that were written anew; the others were taken over from the last build.
  public let writtenCount: Int
  public let warnings: [Diagnostic]
}

public enum SitePublisher {
  /// Builds a site and puts it in the folder's place.
  ///
  /// - Throws: `BuildFailure` with everything that is wrong; `SourceTreeError`; `PublishError`. The folder is then as it was.
  public static func publish(_ request: BuildRequest, to tree: OutputTree) throws -> PublishedSite {
    let inputs = request.inputsDigest(known: tree.record)
    if let record = tree.record, tree.isAsRecorded, let inputs, record.inputs == inputs,
      !request.refuses(record.warnings)
    {
      return PublishedSite(
        pageCount: record.pageCount, fileCount: record.outputs.count, writtenCount: 0, warnings: record.warnings)
    }
    let previous = tree.isAsRecorded ? tree.record : tree.record?.withoutOutputs
    do {
      let result = try BuildRun(request, previous: previous).run { file throws(FileError) in try tree.stage(file) }
      let written = result.outputs.count { $0.place == nil }
      try tree.publish(result, inputs: request.digest(of: result.files.map(\.digest)), workers: request.workers)
      return PublishedSite(
        pageCount: result.pageCount, fileCount: result.outputs.count, writtenCount: written, warnings: result.warnings)
    } catch {
      tree.abandon()
      if let error = error as? FileError { throw PublishError(error) }
      throw error
    }
  }
}

// MARK: - What a build reads

extension BuildRequest {
  /// Of everything that the build reads and is asked for, found without reading what has not been touched; nil where a file
  /// has to be read to know.
  fileprivate func inputsDigest(known record: BuildRecord?) -> ContentDigest? {
    guard let record else { return nil }
    let known = KnownFiles(record)
    var digests: [ContentDigest] = []
    for entry in sources.content + sources.assets {
      guard let digest = known.digest(of: entry) else { return nil }
      digests.append(digest)
    }
    return digest(of: digests)
  }

  /// - Parameter digests: of the content and the assets, in their order.
  fileprivate func digest(of digests: [ContentDigest]) -> ContentDigest {
    var writer = ByteWriter()
    writer.raw(program)
    writer.value(asOf)
    writer.flag(includesDrafts)
    writer.text(checks.digest)
    for (entry, digest) in zip(sources.content + sources.assets, digests) {
      writer.text(entry.path)
      writer.value(digest)
    }
    for file in sources.templates + [sources.module].compactMap(\.self) + sources.networks.map(\.file) {
      writer.text(file.path)
      writer.value(ContentDigest(of: file.bytes))
    }
    writer.list(sources.networks.map(\.role)) { $0.number($1) }
    return ContentDigest(of: writer.bytes)
  }
}

extension BuildRecord {
  /// What the record knows of sources, where the folder is no longer what was written.
  fileprivate var withoutOutputs: BuildRecord {
    var record = self
    record.outputs = []
    return record
  }
}
