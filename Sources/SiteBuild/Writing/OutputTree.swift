// SPDX-License-Identifier: Apache-2.0
// Publishing: what has changed is written beside the site, checked, and then a complete new tree takes the old one's place in
// one system call, so that readers never see half a site.
//
// Two trees take turns. The one that was public before stays as the spare: the next build gives it what the public one has
// newer, then its own changes, and exchanges the two. So a build costs what it changes. Files that both have are one file with
// two names; nothing is ever written into a file that stands in a tree.
//
// Beside `Public/` lies `.build-Public/`: `lock` (one build at a time), `staging/` (files of the run that goes on), `spare/`,
// `spare-open` (a mark: the spare is being changed, and after a kill is not to be trusted), `record`, and `pages` (what is known
// of each page).
//
// Goals, in order: (1) nothing that this program did not write is ever removed; (2) the exchange is one system call, and a kill
// at any moment leaves a whole site; (3) what is taken over from the last build is what the last build wrote.

import CExchange
import Digests
import Foundation
import Glibc
import SiteModel

public struct OutputTree: Sendable {
  let folder: String
  private let workspace: String
  private let lock: Int32
  /// What the last build left, if all of it is still as it was left.
  let record: BuildRecord?
  /// What is known of pages; those of this run are added to it.
  let store: PageStore
  /// Whether the folder still is what the record says, file by file.
  let isAsRecorded: Bool
  /// The file system's time when this run began, in nanoseconds.
  let began: Int64

  /// The folder's own ignore file, which a build keeps.
  private static let keptFile = ".gitignore"

  private var staging: String { "\(workspace)/staging" }
  private var spare: String { "\(workspace)/spare" }
  private var openMark: String { "\(workspace)/spare-open" }
  private var recordFile: String { "\(workspace)/record" }
  private var pagesFile: String { "\(workspace)/pages" }

  /// Takes the folder for this run; until `close()` no other may.
  public init(folder: String, workers: Workers = Workers(count: 1)) throws(PublishError) {
    let place = URL(filePath: folder).standardizedFileURL
    self.folder = place.path
    workspace = place.deletingLastPathComponent().appending(path: ".build-\(place.lastPathComponent)").path
    guard OutputTree.isFolderOrNothing(self.folder) else { throw .notAFolder(self.folder) }
    guard OutputTree.isFolderOrNothing(workspace) else { throw .notAFolder(workspace) }
    lock = try OutputTree.takeLock(in: workspace, for: self.folder)
    do throws(FileError) {
      FileSystem.removeTree("\(workspace)/staging")
      // A file that was touched now tells what time it is where files are.
      try FileSystem.write([], to: "\(workspace)/clock")
      began = FileSystem.look("\(workspace)/clock")?.signature.modified ?? 0
      record = try OutputTree.readRecord("\(workspace)/record")
      store = try PageStore(file: "\(workspace)/pages", isFresh: record == nil)
    } catch {
      Glibc.close(lock)
      throw PublishError(error)
    }
    isAsRecorded = record.map { OutputTree.isUnchanged(place.path, $0, workers) } ?? false
    if !isAsRecorded {
      do throws(PublishError) { try requireOwnFolder() } catch {
        Glibc.close(lock)
        throw error
      }
    }
  }

  /// The site that stands in the folder, where it is still as the last build left it; nil otherwise.
  public var lastSite: [PublishedFile]? {
    isAsRecorded ? record?.outputs.map(PublishedFile.init) : nil
  }

  /// A new one for this run.
  var shelf: BodyShelf? { BodyShelf(path: "\(workspace)/bodies") }

  /// Lets other runs in.
  public func close() {
    // By name: a process that is being started holds a copy of the lock's file for a moment, and closing ours is not enough.
    flock(lock, LOCK_UN)
    Glibc.close(lock)
  }

  private static func isFolderOrNothing(_ path: String) -> Bool {
    FileSystem.look(path).map { $0.kind == .folder } ?? true
  }

  private static func takeLock(in workspace: String, for folder: String) throws(PublishError) -> Int32 {
    if mkdir(workspace, 0o755) != 0, errno != EEXIST {
      throw PublishError(FileError(path: workspace, code: errno))
    }
    let path = "\(workspace)/lock"
    let lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw PublishError(FileError(path: path, code: errno)) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(lock)
      throw .busy(folder: folder)
    }
    return lock
  }

  private static func readRecord(_ path: String) throws(FileError) -> BuildRecord? {
    do throws(FileError) { return BuildRecord(bytes: try FileSystem.read(path)) } catch {
      if error.isAbsence { return nil }
      throw error
    }
  }
}

// MARK: - What is there

extension OutputTree {
  /// Whether every file of the record is as it was left, and no folder has got or lost anything since.
  private static func isUnchanged(_ folder: String, _ record: BuildRecord, _ workers: Workers) -> Bool {
    guard let tree = OpenFolder(folder) else { return false }
    let files = workers.map(record.outputs.count) { index in
      let output = record.outputs[index]
      return tree.look(output.path.text).map(OutputPlace.init) == output.place
    }
    guard files.allSatisfy(\.self) else { return false }
    let folders = workers.map(record.folders.count) { index in
      let place = record.folders[index]
      return tree.look(place.path)?.modified == place.modified
    }
    return folders.allSatisfy(\.self)
  }

  /// Every file in the folder stands in its manifest, or there is nothing to lose.
  private func requireOwnFolder() throws(PublishError) {
    guard FileSystem.look(folder) != nil else { return }
    let present: [FileSystem.Entry]
    do { present = try FileSystem.walk(folder, skipsHidden: false) } catch { throw PublishError(error) }
    guard !present.isEmpty else { return }
    var own: Set<String> = [OutputTree.keptFile, Manifest.path.text]
    if present.contains(where: { $0.path == Manifest.path.text }) {
      do {
        own.formUnion(try Manifest.paths(in: FileSystem.read("\(folder)/\(Manifest.path.text)")))
      } catch {
        throw .foreignFiles(folder: folder, example: Manifest.path.text)
      }
    }
    if let foreign = present.first(where: { !own.contains($0.path) || !$0.isRegular }) {
      throw .foreignFiles(folder: folder, example: foreign.path)
    }
  }
}

extension OutputTree {
  /// Every file in the folder but its ignore file.
  func publishedPaths() throws(PublishError) -> Set<String> {
    do {
      return Set(try FileSystem.walk(folder, skipsHidden: false).map(\.path)).subtracting([OutputTree.keptFile])
    } catch {
      throw PublishError(error)
    }
  }
}

// MARK: - Staging

extension OutputTree {
  /// Writes a file of this run beside the site. Safe to call from many threads.
  func stage(_ file: OutputFile) throws(FileError) {
    let target = "\(staging)/\(file.path.text)"
    do throws(FileError) {
      try FileSystem.write(file.bytes, to: target)
    } catch {
      guard error.isAbsence else { throw error }
      try makeFolder(around: target)
      try FileSystem.write(file.bytes, to: target)
    }
  }

  /// Makes the folder of a staged file: a site's pages lie side by side, so the one around it is nearly always there.
  private func makeFolder(around target: String) throws(FileError) {
    guard target != staging, let slash = target.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
    let folder = String(target[..<slash])
    do throws(FileError) {
      try FileSystem.makeFolder(folder)
    } catch {
      guard error.isAbsence else { throw error }
      try makeFolder(around: folder)
      try FileSystem.makeFolder(folder)
    }
  }

  /// Leaves the site as it is.
  func abandon() {
    FileSystem.removeTree(staging)
  }
}

// MARK: - The exchange

extension OutputTree {
  /// Puts the site of a build in the folder's place.
  ///
  /// - Parameters:
  ///   - result: all outputs; those with a place are in the folder already, the others are staged.
  ///   - surroundings: by what the next build knows that nothing but content and assets has changed.
  func publish(_ result: BuildResult, surroundings: ContentDigest, workers: Workers) throws(PublishError) {
    do throws(FileError) {
      if let record, isAsRecorded {
        try update(from: record, to: result, surroundings, workers)
      } else {
        try FileSystem.makeFolder(staging)
        try replace(by: result, surroundings, workers)
      }
    } catch {
      FileSystem.removeTree(staging)
      throw PublishError(error)
    }
  }

  /// The staged tree is complete: it becomes the folder, and the old one goes.
  private func replace(by result: BuildResult, _ surroundings: ContentDigest, _ workers: Workers) throws(FileError) {
    try FileSystem.remove(file: recordFile)
    try FileSystem.remove(file: openMark)
    let outputs = located(result.outputs, in: staging, workers)
    try keepIgnoreFile(in: staging)
    let folders = OutputTree.folders(of: outputs.map(\.path))
    if FileSystem.look(folder) == nil {
      try FileSystem.rename(staging, to: folder)
    } else {
      try exchange(staging)
      FileSystem.removeTree(staging)
    }
    FileSystem.removeTree(spare)
    try writeRecord(result, surroundings, outputs, folders, lag: .none, hasSpare: false, workers)
  }

  /// The spare gets what has changed, and takes the folder's place.
  private func update(
    from record: BuildRecord, to result: BuildResult, _ surroundings: ContentDigest, _ workers: Workers
  ) throws(FileError) {
    let added = Set(OutputTree.paths(of: result.outputs, missingIn: record.outputs))
    let removed = OutputTree.paths(of: record.outputs, missingIn: result.outputs)
    let staged = result.outputs.filter { $0.place == nil }.map(\.path)
    if staged.isEmpty, removed.isEmpty {
      // Files that were touched are known by their new times from now on.
      if result.files.map(\.signature) == record.files.map(\.signature), surroundings == record.surroundings,
        !record.hasRecentFiles
      {
        return
      }
      return try writeRecord(
        result, surroundings, result.outputs, record.folders.map(\.path), lag: record.lag, hasSpare: record.hasSpare,
        workers)
    }
    let isTrusted = record.hasSpare && FileSystem.look(openMark) == nil
    try FileSystem.write([], to: openMark)
    if isTrusted { try catchUp(record.lag) } else { try rebuildSpare(record.outputs.map(\.path), workers) }
    for path in removed { try remove(path, from: spare) }
    for path in staged {
      if added.contains(path) { try makeFolders(of: path, in: spare) }
      try FileSystem.rename("\(staging)/\(path.text)", to: "\(spare)/\(path.text)")
    }
    let outputs = located(result.outputs, in: spare, workers)
    try keepIgnoreFile(in: spare)
    try FileSystem.remove(file: recordFile)
    try exchange(spare)
    FileSystem.removeTree(staging)
    let isSameTree = added.isEmpty && removed.isEmpty
    try writeRecord(
      result, surroundings, outputs,
      isSameTree ? record.folders.map(\.path) : OutputTree.folders(of: outputs.map(\.path)),
      lag: TreeLag(changed: staged, removed: removed), hasSpare: true, workers)
    try FileSystem.remove(file: openMark)
  }

  /// Puts a tree in the folder's place; the folder is where the tree was afterwards.
  private func exchange(_ tree: String) throws(FileError) {
    if renameat2(AT_FDCWD, tree, AT_FDCWD, folder, EXCHANGE_PATHS) != 0 {
      throw FileError(path: folder, code: errno)
    }
  }

  private func keepIgnoreFile(in tree: String) throws(FileError) {
    let target = "\(tree)/\(OutputTree.keptFile)"
    try FileSystem.remove(file: target)
    if FileSystem.look("\(folder)/\(OutputTree.keptFile)")?.kind == .file {
      try FileSystem.link("\(folder)/\(OutputTree.keptFile)", to: target)
    }
  }
}

// MARK: - The spare

extension OutputTree {
  /// Gives the spare what the folder has newer.
  private func catchUp(_ lag: TreeLag) throws(FileError) {
    for path in lag.removed { try remove(path, from: spare) }
    for path in lag.changed {
      try FileSystem.remove(file: "\(spare)/\(path.text)")
      try makeFolders(of: path, in: spare)
      try FileSystem.link("\(folder)/\(path.text)", to: "\(spare)/\(path.text)")
    }
  }

  private func rebuildSpare(_ paths: [OutputPath], _ workers: Workers) throws(FileError) {
    FileSystem.removeTree(spare)
    try FileSystem.makeFolder(spare)
    for path in OutputTree.folders(of: paths) where !path.isEmpty { try FileSystem.makeFolder("\(spare)/\(path)") }
    let links = workers.map(paths.count) { index in
      Result { () throws(FileError) in
        try FileSystem.link("\(folder)/\(paths[index].text)", to: "\(spare)/\(paths[index].text)")
      }
    }
    for link in links { try link.get() }
  }

  private func makeFolders(of path: OutputPath, in tree: String) throws(FileError) {
    for folder in path.folders { try FileSystem.makeFolder("\(tree)/\(folder)") }
  }

  /// Removes a file, and the folders that are empty without it.
  private func remove(_ path: OutputPath, from tree: String) throws(FileError) {
    try FileSystem.remove(file: "\(tree)/\(path.text)")
    for folder in path.folders.reversed() where rmdir("\(tree)/\(folder)") != 0 { return }
  }
}

// MARK: - The record

extension OutputTree {
  /// The outputs with what their files are like in a tree.
  private func located(_ outputs: [OutputRecord], in tree: String, _ workers: Workers) -> [OutputRecord] {
    let tree = OpenFolder(tree)
    return workers.map(outputs.count) { index in
      var output = outputs[index]
      if output.place == nil { output.place = tree?.look(output.path.text).map(OutputPlace.init) }
      return output
    }
  }

  /// The paths of one list of files that another has not; both in the order of their paths.
  private static func paths(of outputs: [OutputRecord], missingIn others: [OutputRecord]) -> [OutputPath] {
    var missing: [OutputPath] = []
    var next = 0
    for output in outputs {
      while next < others.count, others[next].path < output.path { next += 1 }
      if next == others.count || others[next].path != output.path { missing.append(output.path) }
    }
    return missing
  }

  /// Every folder of a tree, the tree itself first.
  private static func folders(of paths: [OutputPath]) -> [String] {
    var folders: Set<String> = [""]
    for path in paths { folders.formUnion(path.folders) }
    return folders.sorted()
  }

  private func writeRecord(
    _ result: BuildResult, _ surroundings: ContentDigest, _ outputs: [OutputRecord], _ folders: [String],
    lag: TreeLag, hasSpare: Bool, _ workers: Workers
  ) throws(FileError) {
    let pages = try compacted(result.pages)
    let tree = OpenFolder(folder)
    let record = BuildRecord(
      surroundings: surroundings, began: began, pageCount: result.pageCount,
      dependsOnPaths: result.dependsOnPaths, warnings: result.warnings,
      platforms: result.platforms, files: result.files, pages: pages, assets: result.assets, outputs: outputs,
      folders: workers.map(folders.count) { index in
        FolderPlace(path: folders[index], modified: tree?.look(folders[index])?.modified ?? 0)
      },
      lag: lag, hasSpare: hasSpare)
    let fresh = "\(recordFile)-new"
    try FileSystem.write(record.bytes, to: fresh)
    try FileSystem.rename(fresh, to: recordFile)
  }

  /// A store that holds mostly what nobody knows any more is written anew.
  private func compacted(_ pages: [PageRecord]) throws(FileError) -> [PageRecord] {
    let live = pages.reduce(0) { $0 + $1.entry.length }
    guard store.size > 2 * live + OutputTree.spareStoreBytes else { return pages }
    let fresh = try PageStore(file: "\(pagesFile)-new", isFresh: true)
    var moved: [PageRecord] = []
    for page in pages {
      guard let bytes = store.bytes(at: page.entry) else { return pages }
      moved.append(page.moved(to: try fresh.add(bytes)))
    }
    try FileSystem.rename("\(pagesFile)-new", to: pagesFile)
    return moved
  }

  private static let spareStoreBytes = 1 << 20
}
