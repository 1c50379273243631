// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Editorial
import Foundation
import SiteBuild
import SiteModel

struct ReviewMarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Writes down that pages were reviewed: the day, by whom, and the digest of what was read.",
    discussion: """
      On a terminal it shows what changed and asks about each source. Elsewhere it needs --diff-read with the digest that \
      'guidelight review show' printed, so that nothing is signed that was not shown. Only the keys of the review are \
      written; sources that were read get their day in site.yaml. Nothing is written unless all pages can be signed.
      """)

  @OptionGroup var options: ReviewOptions

  @Argument(help: ArgumentHelp("The pages: guides/face-verification, or their files.", valueName: "page"))
  var pages: [String]

  @Option(help: ArgumentHelp("The reviewer, by the short name in site.yaml.", valueName: "name"))
  var by: String

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("The review class, for a page that has none or another.", valueName: "name"))
  var reviewClass: String?

  @Option(help: ArgumentHelp("What the review found; needed for several pages at once.", valueName: "words"))
  var note: String?

  @Option(help: ArgumentHelp("Digests of what was read, as 'review show' prints them.", valueName: "digest,…"))
  var diffRead: String?

  @Option(help: ArgumentHelp("Sources that were read on that day.", valueName: "id,…"))
  var sourcesChecked: String?

  func run() throws {
    let day = options.asOf ?? .todayUTC
    guard day <= .todayUTC else {
      throw refusal("\(day.long) has not come yet; a page is reviewed on the day on which it is read")
    }
    let site = try options.read()
    try requireReviewer(in: site)
    if pages.count > 1, note == nil { throw refusal("Several pages at once need --note: what did the review find?") }
    let paths = try pages.map { name in
      guard let path = ReviewedSite.page(named: name) else { throw ReviewOptions.unknown(page: name, in: site) }
      return path
    }
    var sources = try givenSources(for: paths, in: site)
    let mark = ReviewMark(day: day, reviewer: by, reviewClass: reviewClass, note: note)
    do {
      var files: [SourceFile] = []
      for path in paths {
        let (file, digest) = try site.marked(path, mark)
        try requireRead(path, digest, in: site, sources: &sources)
        files.append(file)
      }
      if let settings = try site.settings(checking: sources, on: day) { files.append(settings) }
      for file in files { try write(file) }
      print(
        "Marked \(counted(paths.count, "page")) as reviewed on \(day.long) by \(by)"
          + (sources.isEmpty ? "" : "; \(counted(sources.count, "source")) read"))
    } catch let fault as MarkFault {
      if case .faults(let faults) = fault { FindingsFormat.text.write(faults, site: options.site) }
      throw refusal(fault.description)
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
  }

  private func refusal(_ message: String) -> CommandFailure {
    CommandFailure(status: .usageOrInput, message: "\(message); nothing was marked")
  }

  private func requireReviewer(in site: ReviewedSite) throws {
    let known = site.review.settings.reviewers.keys
    guard !known.contains(by) else { return }
    let near = suggestion(for: by, among: known)
    throw refusal("'\(by)' is not a reviewer" + (near.map { "; did you mean '\($0)'?" } ?? "; site.yaml names them"))
  }

  /// The sources of the option: each is one of the pages'.
  private func givenSources(for paths: [PagePath], in site: ReviewedSite) throws -> [String] {
    let given = (sourcesChecked ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let known = paths.flatMap { site.document(at: $0)?.header.sources.map(\.value) ?? [] }
    for id in given where !known.contains(id) {
      throw refusal("'\(id)' is not a source of \(paths.count == 1 ? "this page" : "these pages")")
    }
    return given
  }

  /// What is signed was shown: by this command, or by `review show` before.
  private func requireRead(
    _ path: PagePath, _ digest: ReviewDigest, in site: ReviewedSite, sources: inout [String]
  ) throws {
    if let diffRead {
      let read = diffRead.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      if read.contains(digest.hex) { return }
      throw refusal(
        "'\(path.reviewName)' says something else than what was read; look at it again with 'guidelight review show \(path.reviewName)'"
      )
    }
    guard Terminal.standardOutput.isTerminal, Terminal.hasReader else {
      throw refusal(
        "'\(path.reviewName)' was not shown; run 'guidelight review show \(path.reviewName)', and give its digest with --diff-read"
      )
    }
    try ask(path, in: site, sources: &sources)
  }

  private func ask(_ path: PagePath, in site: ReviewedSite, sources: inout [String]) throws {
    if let document = site.document(at: path),
      let shown = try ReviewedEdition(of: document, in: site, folder: options.site)
    {
      print(shown.text(on: .standardOutput, site))
      for id in document.header.sources.map(\.value) where !sources.contains(id) {
        if Terminal.agrees("Have you read '\(id)' on this day?") { sources.append(id) }
      }
    } else {
      print("\(path.reviewName) has never been reviewed: read the whole page")
    }
    guard Terminal.agrees("Have you read all that '\(path.reviewName)' says now, and does it hold?") else {
      throw refusal("'\(path.reviewName)' stays as it is")
    }
  }

  private func write(_ file: SourceFile) throws {
    let place = "\(options.site)/\(file.path)"
    do {
      // The new file has the old one's permissions.
      let mode = try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions]
      try Data(file.bytes).write(to: URL(filePath: place), options: .atomic)
      if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place) }
    } catch {
      throw CommandFailure(status: .environment, message: "Cannot write '\(place)'; check its permissions")
    }
  }
}

extension Terminal {
  /// Whether somebody can answer.
  static var hasReader: Bool { isatty(STDIN_FILENO) == 1 }

  /// Asks until there is an answer; the end of the input is a no.
  static func agrees(_ question: String) -> Bool {
    while true {
      print("\(question) [y/n] ", terminator: "")
      fflush(nil)
      switch readLine()?.trimmingCharacters(in: .whitespaces).lowercased() {
      case "y", "yes": return true
      case "n", "no", nil: return false
      default: continue
      }
    }
  }
}
