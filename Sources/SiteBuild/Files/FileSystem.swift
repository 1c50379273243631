// SPDX-License-Identifier: Apache-2.0
// The build's way to the disk: plain system calls, because a site is ten thousand small files and Foundation takes half a
// millisecond for each that it writes.

import Glibc

/// Why a call on a file failed.
public struct FileError: Error, Equatable, Sendable {
  public let path: String
  /// The system's number for it.
  public let code: Int32

  public var reason: String { String(cString: strerror(code)) }
}

/// What tells that a file is still the one that was seen: size, inode, and the times of the last change to its bytes and to
/// its record, in nanoseconds.
struct FileSignature: Hashable, Sendable {
  let size: Int64
  let inode: UInt64
  let modified: Int64
  let changed: Int64
}

enum FileSystem {
  enum Kind {
    case file, folder, other
  }

  struct Entry: Sendable {
    /// From the folder that was walked, with forward slashes.
    let path: String
    let signature: FileSignature
    let isRegular: Bool
  }

  /// What is at a path itself, not behind a link; nil where there is nothing.
  static func look(_ path: String) -> (kind: Kind, signature: FileSignature)? {
    var information = stat()
    guard lstat(path, &information) == 0 else { return nil }
    return (kind(information), FileSignature(information))
  }

  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(file) }
    var information = stat()
    guard fstat(file, &information) == 0 else { throw FileError(path: path, code: errno) }
    let size = Int(information.st_size)
    var failure: Int32 = 0
    // With room for one byte more: a file of this size ends where the first read does, which need not be asked again.
    var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      let got = Glibc.read(file, buffer.baseAddress!, size + 1)
      if got < 0 { failure = errno }
      count = max(0, got)
    }
    // What grew since it was looked at, what came in parts, and what has no size of its own, is read to its end.
    if failure == 0, bytes.count != size || size == 0 {
      var more = [UInt8](repeating: 0, count: 4096)
      while true {
        let got = Glibc.read(file, &more, more.count)
        if got < 0 { failure = errno }
        guard got > 0 else { break }
        bytes += more[..<got]
      }
    }
    guard failure == 0 else { throw FileError(path: path, code: failure) }
    return bytes
  }

  /// Writes a file anew, in the place of whatever file was there.
  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
      guard count > 0 else { throw FileError(path: path, code: errno) }
      written += count
    }
  }

  /// Makes a folder; one that is there already is fine.
  static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw FileError(path: path, code: errno) }
  }

  static func remove(file path: String) throws(FileError) {
    if unlink(path) != 0, errno != ENOENT { throw FileError(path: path, code: errno) }
  }

  static func rename(_ path: String, to target: String) throws(FileError) {
    if Glibc.rename(path, target) != 0 { throw FileError(path: path, code: errno) }
  }

  static func link(_ path: String, to target: String) throws(FileError) {
    if Glibc.link(path, target) != 0 { throw FileError(path: path, code: errno) }
  }
}

/// A folder in which many files are looked at: by their paths inside it, which spares the system the way from the root for each.
final class OpenFolder: Sendable {
  private let descriptor: Int32

  /// - Returns: nil where there is no folder.
  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// What is at a path itself, not behind a link; nil where there is nothing. The empty path is the folder.
  func look(_ path: String) -> FileSignature? {
    var information = stat()
    guard fstatat(descriptor, path.isEmpty ? "." : path, &information, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return FileSignature(information)
  }
}

// MARK: - Trees

extension FileSystem {
  /// Everything below a folder that is not a folder, sorted by path.
  ///
  /// - Parameter skipsHidden: whether names that begin with a dot are left out, with all below them.
  static func walk(
    _ root: String, skipsHidden: Bool, workers: Workers = Workers(count: 1)
  ) throws(FileError) -> [Entry] {
    var entries: [Entry] = []
    try walk(root, prefix: "", skipsHidden: skipsHidden, workers, into: &entries)
    return entries.sorted { $0.path < $1.path }
  }

  private static func walk(
    _ folder: String, prefix: String, skipsHidden: Bool, _ workers: Workers, into entries: inout [Entry]
  ) throws(FileError) {
    guard let stream = opendir(folder) else { throw FileError(path: folder, code: errno) }
    defer { closedir(stream) }
    let descriptor = dirfd(stream)
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." || skipsHidden && name.utf8.first == UInt8(ascii: ".") { continue }
      names.append(name)
    }
    let looks = workers.map(names.count) { [names] index in
      Result { () throws(FileError) in
        var information = stat()
        guard fstatat(descriptor, names[index], &information, AT_SYMLINK_NOFOLLOW) == 0 else {
          throw FileError(path: "\(folder)/\(names[index])", code: errno)
        }
        return (kind: kind(information), signature: FileSignature(information))
      }
    }
    for (name, look) in zip(names, looks) {
      let (kind, signature) = try look.get()
      switch kind {
      case .folder:
        try walk(
          "\(folder)/\(name)", prefix: "\(prefix)\(name)/", skipsHidden: skipsHidden, workers, into: &entries)
      case .file, .other:
        entries.append(Entry(path: prefix + name, signature: signature, isRegular: kind == .file))
      }
    }
  }

  /// The names of the folders right inside a folder but for hidden ones; none where it cannot be read.
  static func folders(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.first != ".", look("\(folder)/\(name)")?.kind == .folder { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder with everything in it. What cannot be removed stays.
  static func removeTree(_ folder: String) {
    guard let stream = opendir(folder) else { return }
    var folders: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      if unlink("\(folder)/\(name)") != 0 { folders.append(name) }
    }
    closedir(stream)
    for name in folders { removeTree("\(folder)/\(name)") }
    rmdir(folder)
  }

  private static func kind(_ information: stat) -> Kind {
    switch information.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }
}

extension FileSignature {
  init(_ information: stat) {
    self.init(
      size: Int64(information.st_size), inode: UInt64(information.st_ino),
      modified: Int64(information.st_mtim.tv_sec) * 1_000_000_000 + Int64(information.st_mtim.tv_nsec),
      changed: Int64(information.st_ctim.tv_sec) * 1_000_000_000 + Int64(information.st_ctim.tv_nsec))
  }
}

extension FileError {
  /// Whether there is simply nothing at the path.
  var isAbsence: Bool { code == ENOENT || code == ENOTDIR }
}
