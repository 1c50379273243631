// SPDX-License-Identifier: Apache-2.0
// Earlier editions of a site's files, by the `git` program; nothing is ever written.

import Foundation
import SiteBuild
import SiteModel

/// Why there is no history to look into.
enum GitFault: Error, Equatable {
  case noProgram
  case noRepository(folder: String)
  case unknownRevision(String)
  case failed(String)
}

extension GitFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .noProgram: "The program 'git' is not there, so earlier editions cannot be shown"
    case .noRepository(let folder): "'\(folder)' is not in a git repository, so there are no earlier editions"
    case .unknownRevision(let name): "'\(name)' is not a revision of this repository"
    case .failed(let words): "git failed: \(words)"
    }
  }
}

struct GitHistory {
  private let folder: String

  /// - Parameter folder: the site's.
  init(folder: String) throws {
    self.folder = folder
    guard GitHistory.hasProgram else { throw GitFault.noProgram }
    guard try run(["rev-parse", "--is-inside-work-tree"]).status == 0 else {
      throw GitFault.noRepository(folder: folder)
    }
  }

  /// The commits that changed a file, the newest first, each with the file's path at that time.
  func editions(of path: String) throws -> [(commit: String, path: String)] {
    let answer = try run(["log", "--follow", "--relative", "--name-only", "--format=%x00%H", "-z", "--", path])
    guard answer.status == 0 else { throw GitFault.failed(answer.errors) }
    // ␀ hash ␊ ␀? path ␀: with -z every field ends with a zero.
    var editions: [(String, String)] = []
    var commit: String?
    for field in answer.output.split(separator: 0) {
      let text = String(decoding: field, as: UTF8.self).trimmingCharacters(in: .newlines)
      if text.count >= 40, text.allSatisfy(\.isHexDigit) {
        commit = text
      } else if let name = commit, !text.isEmpty {
        editions.append((name, text))
        commit = nil
      }
    }
    return editions
  }

  /// A file as it was; nil where it was not there.
  func file(_ path: String, at commit: String) throws -> [UInt8]? {
    let answer = try run(["cat-file", "blob", "\(commit):./\(path)"])
    return answer.status == 0 ? Array(answer.output) : nil
  }

  /// The full name of a revision.
  func commit(_ revision: String) throws -> String {
    let answer = try run(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"])
    guard answer.status == 0 else { throw GitFault.unknownRevision(revision) }
    return String(decoding: answer.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// All files of `Content/` as they were.
  func content(at commit: String) throws -> [SourceEntry] {
    let listing = try run(["ls-tree", "-r", "-z", "--format=%(objectname) %(path)", commit, "--", "Content"])
    guard listing.status == 0 else { throw GitFault.failed(listing.errors) }
    let files = listing.output.split(separator: 0).compactMap { line -> (object: Data, path: String)? in
      guard let space = line.firstIndex(of: 0x20) else { return nil }
      return (line[..<space], String(decoding: line[line.index(after: space)...], as: UTF8.self))
    }.filter { !$0.path.split(separator: "/").contains { $0.hasPrefix(".") } }
    let objects = try run(["cat-file", "--batch"], input: Data(files.flatMap { $0.object + [10] }))
    guard objects.status == 0 else { throw GitFault.failed(objects.errors) }
    // Each: `object type size ␊ bytes ␊`.
    var rest = objects.output[...]
    return try files.map { file in
      guard let end = rest.firstIndex(of: 10),
        let size = rest[..<end].split(separator: 0x20).last.flatMap({ Int(String(decoding: $0, as: UTF8.self)) })
      else { throw GitFault.failed("it did not give '\(file.path)'") }
      let bytes = rest[(end + 1)..<(end + 1 + size)]
      rest = rest[(end + 2 + size)...]
      return SourceEntry(SourceFile(path: file.path, bytes: Array(bytes)))
    }
  }

  /// Files of `Content/` that are not what they were at a commit, those not yet added among them.
  func changedFiles(since commit: String) throws -> Set<String> {
    var files: Set<String> = []
    for arguments in [
      ["diff", "--name-only", "--relative", "--no-renames", "-z", commit, "--", "Content"],
      ["ls-files", "--others", "--exclude-standard", "-z", "--", "Content"],
    ] {
      let answer = try run(arguments)
      guard answer.status == 0 else { throw GitFault.failed(answer.errors) }
      files.formUnion(answer.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    }
    return files
  }
}

// MARK: - The program

extension GitHistory {
  private struct Answer {
    let status: Int32
    let output: Data
    let errors: String
  }

  private static var hasProgram: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/git")
    }
  }

  private func run(_ arguments: [String], input: Data? = nil) throws -> Answer {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", folder, "-c", "core.quotePath=false", "-c", "log.showSignature=false"] + arguments
    // Files, because two pipes that nobody empties at once would stop a program that says much.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "guidelight-git-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: scratch) }
    func handle(_ name: String, holding data: Data = Data()) throws -> (URL, FileHandle) {
      let url = scratch.appending(path: name)
      try data.write(to: url)
      return (url, try FileHandle(forUpdating: url))
    }
    let (output, outputHandle) = try handle("output")
    let (errors, errorHandle) = try handle("errors")
    process.standardInput = try input.map { try handle("input", holding: $0).1 } ?? FileHandle.nullDevice
    process.standardOutput = outputHandle
    process.standardError = errorHandle
    try process.run()
    process.waitUntilExit()
    return Answer(
      status: process.terminationStatus, output: try Data(contentsOf: output),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self).trimmingCharacters(
        in: .whitespacesAndNewlines))
  }
}
