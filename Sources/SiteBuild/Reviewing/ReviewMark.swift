// SPDX-License-Identifier: Apache-2.0
// A review, written down: the day, the reviewer and the digest of what was read, into the page's front matter. Every other byte
// of the file stays as it was.

import Diagnostics
import Editorial
import SiteModel
import YAML

/// What a reviewer states.
public struct ReviewMark: Sendable {
  public let day: CivilDate
  /// Identifier of a reviewer.
  public let reviewer: String
  /// For a page that has no class yet, or another one.
  public let reviewClass: String?
  public let note: String?

  public init(day: CivilDate, reviewer: String, reviewClass: String?, note: String?) {
    self.day = day
    self.reviewer = reviewer
    self.reviewClass = reviewClass
    self.note = note
  }
}

/// Why a review cannot be written down.
public enum MarkFault: Error, Equatable {
  case unknownPage(PagePath)
  /// The page cannot be understood, or the review would not stand.
  case faults([Diagnostic])
  /// The front matter is written so that nothing can be put in safely.
  case notEditable(path: String)
  /// The note of the last review would be taken for one of this.
  case oldNote(path: String)
}

extension MarkFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownPage(let path): "There is no page '\(path.reviewName)'"
    case .faults(let faults): "The review would not stand: \(faults.first?.summary ?? "the page cannot be read")"
    case .notEditable(let path):
      "'review' in '\(path)' is written in a way that cannot be changed safely; write it by hand"
    case .oldNote(let path): "'\(path)' has the note of its last review; say with --note what this one found"
    }
  }
}

extension ReviewedSite {
  /// A page's file with a review of what it says now.
  ///
  /// - Throws: `MarkFault`; `SourceTreeError`.
  public func marked(_ path: PagePath, _ mark: ReviewMark) throws -> (file: SourceFile, digest: ReviewDigest) {
    guard let sourcePath = sourcePath(of: path), let file = try file(sourcePath) else {
      throw MarkFault.unknownPage(path)
    }
    if mark.note == nil, document(at: path)?.header.review.note != nil { throw MarkFault.oldNote(path: sourcePath) }
    var stamp: [YAMLAssignment] = []
    if let name = mark.reviewClass { stamp.append(YAMLAssignment("class", name)) }
    stamp += [YAMLAssignment("reviewed", mark.day.iso), YAMLAssignment("by", mark.reviewer)]
    let signed = try ReviewedSite.setting(stamp, in: file)
    var faults: [Diagnostic] = []
    guard let (document, _) = ManuscriptReader.read(signed, at: path, diagnostics: &faults) else {
      throw MarkFault.faults(faults.filter { $0.severity == .error })
    }
    faults = []
    guard Review(review).approve(document, diagnostics: &faults) != nil else { throw MarkFault.faults(faults) }
    let digest = review.standing(of: document).digest
    let note = mark.note.map { [YAMLAssignment("note", $0)] } ?? []
    return (try ReviewedSite.setting([YAMLAssignment("digest", digest.hex)] + note, in: signed), digest)
  }

  private static func setting(_ stamp: [YAMLAssignment], in file: SourceFile) throws -> SourceFile {
    var faults: [Diagnostic] = []
    guard let manuscript = ManuscriptReader.split(file, diagnostics: &faults) else { throw MarkFault.faults(faults) }
    let edited: [UInt8]?
    do {
      edited = try YAMLEdit.setting(stamp, at: ["review"], in: manuscript.frontMatter)
    } catch {
      throw MarkFault.faults([error.diagnostic])
    }
    guard let edited else { throw MarkFault.notEditable(path: file.path) }
    let bytes =
      file.bytes[..<manuscript.frontMatter.startIndex] + edited + file.bytes[manuscript.frontMatter.endIndex...]
    return SourceFile(path: file.path, bytes: Array(bytes))
  }

  /// `site.yaml` with the day on which sources were read; nil where all of them say so already.
  public func settings(checking sources: [String], on day: CivilDate) throws -> SourceFile? {
    guard let file = try file(ContentPlan.settingsPath) else { return nil }
    var bytes = file.bytes
    for id in sources {
      if let checked = review.settings.sources[id]?.checked, checked >= day { continue }
      let edited: [UInt8]?
      do {
        edited = try YAMLEdit.setting([YAMLAssignment("checked", day.iso)], at: ["sources", id], in: bytes[...])
      } catch {
        throw MarkFault.faults([error.diagnostic])
      }
      guard let edited else { throw MarkFault.notEditable(path: file.path) }
      bytes = edited
    }
    return bytes == file.bytes ? nil : SourceFile(path: file.path, bytes: bytes)
  }
}
