// SPDX-License-Identifier: Apache-2.0
// Waits until somebody edits a site, by the kernel's own notices (inotify).
//
// Notices rather than a look at every file again and again: a site of ten thousand pages is quiet for free, and an edit is
// seen at once. A notice only says that something happened: the build that follows looks at every file itself, so nothing
// depends on which notices came, or in which order. What happens while a build runs waits in the queue; a queue that ran over
// is a notice, too; and a new folder is watched before the build that it causes looks into it.

import Glibc

/// The folders of a site that a build reads. One thread waits; the kernel's queue is released with the value.
public final class FolderWatch {
  private let site: String
  private let queue: Int32
  /// The watch on the site's folder itself, in which `Content` and `Templates` may come and go.
  private var siteWatch: Int32 = -1

  private static let folders = ["Content", "Templates"]
  /// Edits come in bursts: a build begins when none has come for so long, and at the latest after so many times as long.
  private static let quietMilliseconds: Int32 = 40
  private static let longestBurst = 25

  /// - Throws: where the system has no watch left, or the folder cannot be read.
  public init(site: String) throws(FileError) {
    self.site = site
    queue = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard queue >= 0 else { throw FileError(path: site, code: errno) }
    do throws(FileError) { try watchFolders() } catch {
      close(queue)
      throw error
    }
  }

  deinit {
    close(queue)
  }

  /// Returns after the next edit, and after those that come with it.
  public func waitForEdit() throws(FileError) {
    while true {
      guard isReadable(within: -1) else { continue }
      if try takeNotices() { break }
    }
    var rounds = 0
    while rounds < FolderWatch.longestBurst, isReadable(within: FolderWatch.quietMilliseconds) {
      _ = try takeNotices()
      rounds += 1
    }
  }
}

// MARK: - Notices

extension FolderWatch {
  private func isReadable(within milliseconds: Int32) -> Bool {
    var state = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, milliseconds) > 0
  }

  /// Empties the queue.
  ///
  /// - Returns: whether any notice is about what a build reads.
  private func takeNotices() throws(FileError) -> Bool {
    var isEdit = false
    var hasOtherFolders = false
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = read(queue, &buffer, buffer.count)
      guard count > 0 else { break }
      for notice in FolderWatch.notices(in: buffer[..<count]) where concernsBuild(notice) {
        isEdit = true
        if notice.mask & UInt32(IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF) != 0 {
          hasOtherFolders = true
        }
      }
    }
    if hasOtherFolders { try watchFolders() }
    return isEdit
  }

  private func concernsBuild(_ notice: Notice) -> Bool {
    if notice.mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
    if notice.mask & UInt32(IN_IGNORED) != 0 { return false }
    if notice.watch == siteWatch { return FolderWatch.folders.contains(notice.name) }
    // A build does not read hidden files: editors keep theirs so.
    return notice.name.first != "."
  }

  private struct Notice {
    let watch: Int32
    let mask: UInt32
    let name: String
  }

  /// `struct inotify_event`: the watch, the mask, a cookie and the length of the name, four bytes each; then the name.
  private static func notices(in bytes: ArraySlice<UInt8>) -> [Notice] {
    func word(_ offset: Int) -> UInt32 {
      bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    var notices: [Notice] = []
    var offset = bytes.startIndex
    while offset + 16 <= bytes.endIndex {
      let end = offset + 16 + Int(word(offset + 12))
      let name = bytes[offset + 16..<end].prefix { $0 != 0 }
      notices.append(
        Notice(
          watch: Int32(bitPattern: word(offset)), mask: word(offset + 4), name: String(decoding: name, as: UTF8.self)))
      offset = end
    }
    return notices
  }
}

// MARK: - Folders

extension FolderWatch {
  private static let entriesMask = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
  private static let filesMask =
    entriesMask | UInt32(IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)

  /// Watches every folder that there is now; one that is watched already stays so.
  private func watchFolders() throws(FileError) {
    siteWatch = inotify_add_watch(queue, site, FolderWatch.entriesMask)
    guard siteWatch >= 0 else { throw FileError(path: site, code: errno) }
    for name in FolderWatch.folders { try watch("\(site)/\(name)") }
  }

  /// Watches a folder before it looks for those inside: one that comes later is told of.
  private func watch(_ folder: String) throws(FileError) {
    guard inotify_add_watch(queue, folder, FolderWatch.filesMask | UInt32(IN_ONLYDIR | IN_DONT_FOLLOW)) >= 0 else {
      let error = FileError(path: folder, code: errno)
      // It has gone meanwhile, or was never there: its own folder tells of it.
      if error.isAbsence || error.code == ELOOP { return }
      throw error
    }
    for name in FileSystem.folders(in: folder) { try watch("\(folder)/\(name)") }
  }
}
