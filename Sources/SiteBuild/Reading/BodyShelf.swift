// SPDX-License-Identifier: Apache-2.0
// Where bodies wait from the reading of all pages, when each is parsed, until its own page is made. A file without a name: the
// bodies of a large site do not fit into the memory that a build may take, and to parse them again costs more than to read
// them back (a tenth of a build from nothing).

import Glibc
import SiteModel
import Synchronization

/// A page's body, and its Markdown.
struct PageBody {
  let markup: Markup
  /// Empty where nobody asks for it.
  let text: ArraySlice<UInt8>
}

final class BodyShelf: Sendable {
  /// Where a body lies.
  struct Place: Sendable {
    fileprivate let offset: Int
    fileprivate let length: Int
  }

  private let descriptor: Int32
  private let end = Atomic<Int>(0)
  /// - Parameter path: a name that the file has for a moment.
  /// - Returns: nil where no such file can be made; bodies are then parsed again.
  init?(path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    unlink(path)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Puts a body aside. Safe to call from many threads.
  ///
  /// - Parameter withText: whether its Markdown is asked for, too.
  /// - Returns: nil where there is no room; the body is then parsed again.
  func add(_ body: PageBody, withText: Bool) -> Place? {
    var writer = ByteWriter()
    writer.value(body.markup)
    writer.raw(withText ? body.text : [])
    let bytes = writer.bytes
    let place = Place(offset: end.add(bytes.count, ordering: .relaxed).oldValue, length: bytes.count)
    let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, bytes.count, off_t(place.offset)) }
    return count == bytes.count ? place : nil
  }

  /// - Parameter sourcePath: the file that the body was parsed from.
  /// - Returns: nil where it cannot be read back.
  func body(at place: Place, of sourcePath: String) -> PageBody? {
    let bytes = [UInt8](unsafeUninitializedCapacity: place.length) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, place.length, off_t(place.offset)))
    }
    var reader = ByteReader(bytes[...], path: sourcePath)
    do { return PageBody(markup: try reader.value(), text: try reader.slice()) } catch { return nil }
  }
}
