// SPDX-License-Identifier: Apache-2.0
// What a build leaves for the next one: by what each source is known again, what each page was made from, and what was written.
//
// Goals, in order: (1) nothing is taken from it that a build from nothing would not have made: whatever cannot be shown to be
// the same is made again, and a record that is damaged or of another program is none; (2) a build that changes nothing reads
// it and stops.

import Diagnostics
import Digests
import SiteModel

struct BuildRecord: Sendable {
  /// Of everything that the build was asked for and read, besides the content and the assets.
  var surroundings: ContentDigest
  /// The file system's time when the build began to read, in nanoseconds.
  var began: Int64
  var pageCount: Int
  /// Whether the proof of the routes rests on how pages lead to each other.
  var dependsOnPaths: Bool
  var warnings: [Diagnostic]
  /// Names of the exchanges by which the pages' texts were judged.
  var platforms: [String]
  /// Every file of the content and every asset, in the order of their paths.
  var files: [FileRecord]
  /// In the order of their paths.
  var pages: [PageRecord]
  /// By the name in `Templates/assets`, in the order of the names.
  var assets: [PublishedAsset]
  /// Every file of the site, in the order of their paths.
  var outputs: [OutputRecord]
  /// Every folder of the site, with the time of its last change.
  var folders: [FolderPlace]
  /// Files that the spare tree has otherwise, or has not.
  var lag: TreeLag
  /// Whether there is a spare tree that lags by just that.
  var hasSpare: Bool
}

/// A folder of the output as it was left: whatever is added to it, replaced or removed changes its time.
struct FolderPlace: Sendable {
  /// From the output's root; empty for the root itself.
  let path: String
  let modified: Int64
}

/// A file that was read.
struct FileRecord: Sendable {
  let path: String
  /// What it was like before it was read; nil in memory.
  let signature: FileSignature?
  let digest: ContentDigest
}

/// A page and what was made of it.
struct PageRecord: Sendable {
  let sourcePath: String
  let path: PagePath
  let isDraft: Bool
  /// Where its document and its links lie.
  let entry: PageEntryPlace
  let warnings: [Diagnostic]
  /// Of everything that the page was rendered from.
  let key: ContentDigest
  /// Paths of its files.
  let outputs: [OutputPath]

  /// The same with its entry in another place.
  func moved(to place: PageEntryPlace) -> PageRecord { with(place, warnings) }

  /// The same with what is found in its text now: settings decide that, too.
  func warned(of warnings: [Diagnostic]) -> PageRecord { with(entry, warnings) }

  private func with(_ entry: PageEntryPlace, _ warnings: [Diagnostic]) -> PageRecord {
    PageRecord(
      sourcePath: sourcePath, path: path, isDraft: isDraft, entry: entry, warnings: warnings, key: key, outputs: outputs
    )
  }
}

/// A file that was written.
struct OutputRecord: Sendable {
  let path: OutputPath
  let digest: ContentDigest
  let size: Int
  /// What the file on the disk was like afterwards; nil in memory.
  var place: OutputPlace?
}

/// A file of the output as it was left. The time of the last change to its record is not part of it: links change that.
struct OutputPlace: Hashable, Sendable {
  let size: Int64
  let inode: UInt64
  let modified: Int64

  init(size: Int64, inode: UInt64, modified: Int64) {
    self.size = size
    self.inode = inode
    self.modified = modified
  }

  init(_ signature: FileSignature) {
    self.init(size: signature.size, inode: signature.inode, modified: signature.modified)
  }
}

/// In what two trees differ.
struct TreeLag: Sendable {
  var changed: [OutputPath]
  var removed: [OutputPath]

  static let none = TreeLag(changed: [], removed: [])
}

// MARK: - What is known

/// The files of the last build.
struct KnownFiles: Sendable {
  private let record: BuildRecord?
  private let records: [String: FileRecord]

  init(_ record: BuildRecord?) {
    self.record = record
    records = Dictionary((record?.files ?? []).map { ($0.path, $0) }) { first, _ in first }
  }

  /// The digest of a file that has not been touched since it was read; nil where only reading it can tell.
  func digest(of entry: SourceEntry) -> ContentDigest? {
    guard let record, let file = records[entry.path], record.knows(entry, as: file) else { return nil }
    return file.digest
  }

  /// Whether a file holds what it held in the last build.
  func holdsTheSame(_ path: String, _ digest: ContentDigest) -> Bool {
    records[path]?.digest == digest
  }
}

extension BuildRecord {
  /// The steps of file systems' clocks are some milliseconds.
  private static let clockStep: Int64 = 50_000_000

  /// Files that changed at this time or later may have changed again within the clock's step.
  private var trustedBefore: Int64 { began - BuildRecord.clockStep }

  /// Whether a file has certainly not been touched since it was read.
  func knows(_ entry: SourceEntry, as file: FileRecord) -> Bool {
    guard let signature = entry.signature else { return false }
    return signature.changed < trustedBefore && signature.modified < trustedBefore && file.signature == signature
  }

  /// Whether a file was so new when it was read that only reading it again can tell.
  var hasRecentFiles: Bool {
    files.contains { file in file.signature.map { max($0.changed, $0.modified) >= trustedBefore } ?? false }
  }
}

extension [OutputRecord] {
  /// Of files in the order of their paths, where the one at a path stands.
  func place(of path: OutputPath) -> Int? { place { $0.path < path }.flatMap { self[$0].path == path ? $0 : nil } }
}

extension [PageRecord] {
  /// Of pages in the order of their paths, the one at a path.
  func page(at path: PagePath) -> PageRecord? {
    place { $0.path < path }.flatMap { self[$0].path == path ? self[$0] : nil }
  }
}

extension Array {
  /// The first place from which on the elements no longer lie before something; nil where all do.
  fileprivate func place(after isBefore: (Element) -> Bool) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low < count ? low : nil
  }
}

/// The pages of the last build, by their sources.
struct KnownPages: Sendable {
  let files: KnownFiles
  private let pages: [String: PageRecord]
  private let platforms: [String]
  private let store: PageStore

  static let none = KnownPages(nil, PageStore())

  init(_ record: BuildRecord?, _ store: PageStore) {
    files = KnownFiles(record)
    pages = Dictionary((record?.pages ?? []).map { ($0.sourcePath, $0) }) { first, _ in first }
    platforms = record?.platforms ?? []
    self.store = store
  }

  /// Those whose warnings these platforms would give again: all or none.
  func judged(by platforms: [String]) -> KnownPages { platforms == self.platforms ? self : .none }

  /// The page of a file that has not been touched since it was read.
  func page(of entry: SourceEntry) -> ReadPage? {
    guard let digest = files.digest(of: entry) else { return nil }
    return page(of: entry, digest: digest)
  }

  /// The page of a file that holds what it held before.
  func page(of entry: SourceEntry, digest: ContentDigest) -> ReadPage? {
    guard files.holdsTheSame(entry.path, digest), let page = pages[entry.path],
      let document = store.document(at: page.entry, sourcePath: page.sourcePath)
    else { return nil }
    return ReadPage(document: document, source: entry, digest: digest, warnings: page.warnings)
  }
}

extension Document: ByteCodable {
  convenience init(from reader: inout ByteReader) throws(DamagedRecord) {
    guard let path = PagePath(anyPage: try reader.text()) else { throw DamagedRecord() }
    self.init(
      sourcePath: reader.path, path: path, header: try reader.value(), kind: try reader.value(),
      outline: try reader.value(), textDigest: try reader.value())
  }

  func write(to writer: inout ByteWriter) {
    writer.text(path.text)
    writer.value(header)
    writer.value(kind)
    writer.value(outline)
    writer.value(textDigest)
  }
}
