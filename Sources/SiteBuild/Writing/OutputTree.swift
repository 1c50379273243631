// SPDX-License-Identifier: Apache-2.0
// Publishing: a complete new tree is written beside the old one, then the two are exchanged in one step, so that readers
// never see half a site and a failure leaves the last good one in place.
//
// Goals, in order: (1) nothing that this program did not write is ever removed; (2) the exchange is one system call;
// (3) leftovers of a killed run are cleared by the next.

import CExchange
import Foundation
import Glibc
import SiteModel

/// Why a site could not be published; the earlier one is untouched.
public enum PublishError: Error, Equatable {
  /// Something else than a folder of its own is there: a file, or a link.
  case notAFolder(String)
  /// The folder holds files that no manifest lists.
  case foreignFiles(folder: String, example: String)
  case cannotWrite(path: String, reason: String)
}

extension PublishError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAFolder(let path): "'\(path)' is no folder; name another, or the folder itself where this is a link"
    case .foreignFiles(let folder, let example):
      "'\(folder)' holds files that guidelight did not write, such as '\(example)'; move them away or name another folder"
    case .cannotWrite(let path, let reason): "Cannot write '\(path)': \(reason)"
    }
  }
}

public struct OutputTree {
  private let folder: URL
  private let parent: URL
  /// The folder's own ignore file, which a build keeps.
  private static let keptFile = ".gitignore"
  private static let stagingPrefix = ".build-public-"

  public init(folder: String) {
    self.folder = URL(filePath: folder).standardizedFileURL
    parent = self.folder.deletingLastPathComponent()
  }

  /// Replaces the folder's content by `files`.
  public func publish(_ files: [OutputFile]) throws(PublishError) {
    try requireOwnFolder()
    clearLeftovers()
    let staging = parent.appending(path: OutputTree.stagingPrefix + String(getpid()))
    // Of an earlier process with this number: numbers come again.
    remove(staging)
    do {
      try write(files, to: staging)
      try keepIgnoreFile(in: staging)
      try exchange(staging)
    } catch {
      remove(staging)
      throw error
    }
    remove(staging)
  }
}

// MARK: - Steps

extension OutputTree {
  /// Every file in the folder stands in its manifest, or there is nothing to lose.
  private func requireOwnFolder() throws(PublishError) {
    guard OutputTree.isFolder(folder.path) ?? true else { throw .notAFolder(folder.path) }
    let present = OutputTree.files(below: folder)
    guard !present.isEmpty else { return }
    var own: Set<String> = [OutputTree.keptFile, Manifest.path]
    if let data = FileManager.default.contents(atPath: folder.appending(path: Manifest.path).path) {
      do {
        own.formUnion(try JSONDecoder().decode(Manifest.self, from: data).files.map(\.path))
      } catch {
        throw .foreignFiles(folder: folder.path, example: Manifest.path)
      }
    }
    if let foreign = present.first(where: { !own.contains($0) }) {
      throw .foreignFiles(folder: folder.path, example: foreign)
    }
  }

  private func write(_ files: [OutputFile], to staging: URL) throws(PublishError) {
    for file in files {
      let target = staging.appending(path: file.path)
      do {
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        throw .cannotWrite(path: target.path, reason: error.localizedDescription)
      }
      try OutputTree.write(file.bytes, to: target.path)
    }
  }

  private func keepIgnoreFile(in staging: URL) throws(PublishError) {
    let kept = folder.appending(path: OutputTree.keptFile).path
    guard let data = FileManager.default.contents(atPath: kept) else { return }
    try OutputTree.write(Array(data), to: staging.appending(path: OutputTree.keptFile).path)
  }

  /// Puts the new tree in the folder's place; the old one, if any, is at `staging` afterwards.
  private func exchange(_ staging: URL) throws(PublishError) {
    let isNew = !FileManager.default.fileExists(atPath: folder.path)
    let status =
      isNew
      ? rename(staging.path, folder.path)
      : renameat2(AT_FDCWD, staging.path, AT_FDCWD, folder.path, EXCHANGE_PATHS)
    if status != 0 {
      throw .cannotWrite(path: folder.path, reason: String(cString: strerror(errno)))
    }
  }

  /// Removes what runs that are no longer alive have left beside the folder.
  private func clearLeftovers() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix(OutputTree.stagingPrefix) {
      guard let process = pid_t(name.dropFirst(OutputTree.stagingPrefix.count)) else { continue }
      if kill(process, 0) != 0, errno == ESRCH { remove(parent.appending(path: name)) }
    }
  }

  /// Clears a staging tree. What cannot be removed is left to the next run.
  private func remove(_ staging: URL) {
    try? FileManager.default.removeItem(at: staging)
  }
}

// MARK: - Files

extension OutputTree {
  /// Whether a folder itself, not a link to one, is at a path; nil where there is nothing.
  private static func isFolder(_ path: String) -> Bool? {
    var information = stat()
    guard lstat(path, &information) == 0 else { return nil }
    return information.st_mode & S_IFMT == S_IFDIR
  }

  /// Paths of everything below a folder that is not a folder, links among it, from the folder, sorted.
  static func files(below folder: URL) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    var paths: [String] = []
    while let path = walk.nextObject() as? String {
      if isFolder("\(folder.path)/\(path)") != true { paths.append(path) }
    }
    return paths.sorted()
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(PublishError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
      guard count > 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
      written += count
    }
  }
}
