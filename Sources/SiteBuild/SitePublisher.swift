// SPDX-License-Identifier: Apache-2.0
// A build into a folder: what has not changed since the last one is neither rendered nor written.

import Diagnostics
import Digests
import SiteModel
import Synchronization

/// A site that stands in its folder.
public struct PublishedSite: Sendable {
  public let pageCount: Int
  /// In the order of their paths.
  public let files: [PublishedFile]
  /// Files that were written anew; the others were taken over from the last build.
  public let writtenCount: Int
  public let warnings: [Diagnostic]

  public var fileCount: Int { files.count }
}

public enum SitePublisher {
  /// Builds a site and puts it in the folder's place.
  ///
  /// - Throws: `BuildFailure` with everything that is wrong; `SourceTreeError`; `PublishError`. The folder is then as it was.
  public static func publish(_ request: BuildRequest, to tree: OutputTree) throws -> PublishedSite {
    do {
      let result = try build(request, tree)
      let written = result.outputs.count { $0.place == nil }
      try tree.publish(result, surroundings: request.surroundingsDigest, workers: request.workers)
      return PublishedSite(
        pageCount: result.pageCount, files: result.outputs.map(PublishedFile.init), writtenCount: written,
        warnings: result.warnings)
    } catch {
      tree.abandon()
      if let error = error as? FileError { throw PublishError(error) }
      throw error
    }
  }

  private static func build(_ request: BuildRequest, _ tree: OutputTree) throws -> BuildResult {
    let sink: BuildRun.Sink = { file throws(FileError) in try tree.stage(file) }
    if let record = tree.record, tree.isAsRecorded, let edit = try LocalEdit(request, since: record, tree.store),
      let result = try edit.run(sink), !request.refuses(result.warnings)
    {
      return result
    }
    let previous = tree.isAsRecorded ? tree.record : tree.record?.withoutOutputs
    return try BuildRun(request, previous: previous, store: tree.store, shelf: tree.shelf).run(sink)
  }
}

extension SitePublisher {
  /// Builds the site from nothing and holds every byte against what stands in the folder.
  ///
  /// - Returns: paths whose files differ, or that only one of the two has, sorted; none for a folder that is right.
  public static func differences(of request: BuildRequest, in tree: OutputTree) throws -> [String] {
    let differing = Mutex<Set<String>>([])
    let result = try BuildRun(request, previous: nil, store: PageStore()).run { file throws(FileError) in
      let found: [UInt8]?
      do throws(FileError) { found = try FileSystem.read("\(tree.folder)/\(file.path.text)") } catch {
        guard error.isAbsence else { throw error }
        found = nil
      }
      if found != file.bytes { _ = differing.withLock { $0.insert(file.path.text) } }
    }
    let expected = Set(result.outputs.map(\.path.text))
    let present = try tree.publishedPaths()
    return differing.withLock { $0.union(present.subtracting(expected)) }.sorted()
  }
}

extension BuildRequest {
  /// Of everything that the build is asked for and reads, besides the content and the assets.
  var surroundingsDigest: ContentDigest {
    var writer = ByteWriter()
    writer.raw(program)
    writer.value(asOf)
    writer.flag(includesDrafts)
    writer.optional(region) { $0.text($1) }
    writer.text(checks.digest)
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
