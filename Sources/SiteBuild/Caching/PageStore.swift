// SPDX-License-Identifier: Apache-2.0
// Where what is known of each page lies between builds: its document, and what links see of it. One file that only grows while
// a build goes on, so an edit writes one page's entry and reads those of the pages that it names.

import Digests
import Glibc
import SiteModel
import Synchronization

/// Where a page's entry lies, and what its bytes are known by.
struct PageEntryPlace: Hashable, Sendable {
  let offset: Int
  let length: Int
  let digest: ContentDigest
}

/// What is known of a page besides its body.
struct PageEntry {
  let document: Document
  let links: PageLinks
  let routes: FileRoutes
}

final class PageStore: Sendable {
  private enum Medium: Sendable {
    case file(descriptor: Int32, path: String)
    case memory
  }

  private let medium: Medium
  private let end: Atomic<Int>
  /// Entries in memory, by their offsets.
  private let kept = Mutex<[Int: [UInt8]]>([:])

  /// A store of a build that leaves nothing.
  init() {
    medium = .memory
    end = Atomic(0)
  }

  /// - Parameter isFresh: whether what the file holds is of no use any more.
  init(file path: String, isFresh: Bool) throws(FileError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | (isFresh ? O_TRUNC : 0), 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw FileError(path: path, code: errno) }
    medium = .file(descriptor: descriptor, path: path)
    end = Atomic(Int(information.st_size))
  }

  deinit {
    if case .file(let descriptor, _) = medium { close(descriptor) }
  }

  /// Bytes in the store, those of entries that nobody knows any more among them.
  var size: Int { end.load(ordering: .relaxed) }

  /// Adds a page. Safe to call from many threads.
  func add(
    _ document: Document, _ links: PageLinks, _ routes: FileRoutes
  ) throws(FileError) -> PageEntryPlace {
    var writer = ByteWriter()
    writer.value(document)
    writer.value(links)
    writer.value(routes)
    return try add(writer.bytes)
  }

  func add(_ bytes: [UInt8]) throws(FileError) -> PageEntryPlace {
    let offset = end.add(bytes.count, ordering: .relaxed).oldValue
    let place = PageEntryPlace(offset: offset, length: bytes.count, digest: ContentDigest(of: bytes))
    switch medium {
    case .memory:
      kept.withLock { $0[offset] = bytes }
    case .file(let descriptor, let path):
      var written = 0
      while written < bytes.count {
        let count = bytes.withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress! + written, bytes.count - written, off_t(offset + written))
        }
        guard count > 0 else { throw FileError(path: path, code: errno) }
        written += count
      }
    }
    return place
  }

  /// The bytes of an entry.
  ///
  /// - Returns: nil where the file does not hold what was written.
  func bytes(at place: PageEntryPlace) -> [UInt8]? {
    switch medium {
    case .memory: return kept.withLock { $0[place.offset] }
    case .file(let descriptor, _):
      let bytes = [UInt8](unsafeUninitializedCapacity: place.length) { buffer, count in
        count = 0
        while count < place.length {
          let got = pread(descriptor, buffer.baseAddress! + count, place.length - count, off_t(place.offset + count))
          guard got > 0 else { return }
          count += got
        }
      }
      return ContentDigest(of: bytes) == place.digest ? bytes : nil
    }
  }

  /// - Returns: nil for an entry that cannot be read: the page's file is then read.
  func entry(at place: PageEntryPlace, sourcePath: String) -> PageEntry? {
    guard let bytes = bytes(at: place) else { return nil }
    var reader = ByteReader(bytes[...], path: sourcePath)
    do {
      return PageEntry(document: try Document(from: &reader), links: try reader.value(), routes: try reader.value())
    } catch {
      return nil
    }
  }

  /// - Returns: nil for an entry that cannot be read.
  func document(at place: PageEntryPlace, sourcePath: String) -> Document? {
    guard let bytes = bytes(at: place) else { return nil }
    var reader = ByteReader(bytes[...], path: sourcePath)
    do { return try Document(from: &reader) } catch { return nil }
  }
}
