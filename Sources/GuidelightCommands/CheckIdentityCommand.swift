// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import IdentityDocuments
import SiteBuild
import SiteModel
import Verification

struct CheckIdentityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity",
    abstract: "Compares the name of an account with a document, and the document with what is asked for.",
    discussion: """
      Nothing is logged and nothing is kept. A name is written with a slash between given and family name: \
      'Anna Maria/Eriksson'; a name of one word leaves one side empty. To keep details out of the shell's history, put them \
      in a file of 'key: value' lines and name it with --values: account-given, account-family, document-given, \
      document-family, asked, held, born, expires, and last mrz: with the lines below it. It says what probably was typed \
      correctly; it never says that a document is genuine. \
      Exit status: 0 nothing to change, 1 findings, 2 something that cannot be read.
      """)

  @Option(help: ArgumentHelp("The name of the account: given/family.", valueName: "name"))
  var accountName: String?

  @Option(help: ArgumentHelp("The name printed on the document: given/family.", valueName: "name"))
  var documentName: String?

  @Option(
    help: ArgumentHelp("A file with the document's machine-readable lines, or - for standard input.", valueName: "file")
  )
  var mrz: String?

  @Option(help: ArgumentHelp("The document that is asked for: passport, identity-card, …", valueName: "kind"))
  var asked: String?

  @Option(help: ArgumentHelp("The document at hand, where it has no machine-readable lines.", valueName: "kind"))
  var held: String?

  @Option(help: ArgumentHelp("The date of expiry that is printed (YYYY-MM-DD).", valueName: "date"))
  var expires: CivilDate?

  @Option(help: ArgumentHelp("The day to compare with (YYYY-MM-DD); today in UTC unless given.", valueName: "date"))
  var today: CivilDate?

  @Option(
    help: ArgumentHelp(
      "A file with all details, or - for standard input; instead of the options above.", valueName: "file"))
  var values: String?

  @Flag(help: "Print the core's own report as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("Take the words for answers from this site instead of the built-in ones.", valueName: "dir"))
  var site: String?

  func validate() throws {
    let isDetailed =
      accountName != nil || documentName != nil || mrz != nil || asked != nil || held != nil || expires != nil
    if values != nil, isDetailed { throw ValidationError("--values stands alone: put all details into the file") }
    if values == nil, !isDetailed { throw ValidationError("Name what to compare, or a file with --values") }
    for name in [accountName, documentName].compactMap(\.self) where name.count { $0 == "/" } != 1 {
      throw ValidationError(
        "Write given names, a slash, the family name: 'Anna Maria/Eriksson'; leave one side empty for a name of one word"
      )
    }
    for kind in [asked, held].compactMap(\.self) where !CheckIdentityCommand.kinds.contains(kind) {
      throw ValidationError(
        "'\(printable(kind))' is no kind of document; use one of \(CheckIdentityCommand.kinds.joined(separator: ", "))")
    }
  }

  private static let kinds = DocumentKind.allCases.map { String($0.name) }

  func run() throws {
    let request = try request()
    var session = IdentitySession()
    let bytes = [UInt8](unsafeUninitializedCapacity: IdentityReport.maximumBytes) { buffer, count in
      count = request.withUnsafeBufferPointer { session.check($0, into: buffer) }
    }
    let report = try DetailReport(bytes)
    if let fault = report.fault { throw failure(fault, line: report.line ?? 0) }
    if json {
      print(String(decoding: bytes, as: UTF8.self))
    } else {
      let writer = DetailReportWriter(words: try SiteWords.of(site: site), terminal: .standardOutput)
      print(writer.text(for: report, typed: TypedNames(request)), terminator: "")
    }
    if report.first != nil { throw CommandFailure(status: .findings, message: "") }
  }

  /// The request as the core reads it; the day stands first unless the file names one.
  private func request() throws -> [UInt8] {
    let day = "today: \((today ?? .todayUTC).iso)\n"
    if let values {
      let text = try TypedText.read(values)
      let namesDay = text.split(separator: UInt8(ascii: "\n")).contains { $0.starts(with: Array("today:".utf8)) }
      return namesDay && today == nil ? text : Array(day.utf8) + text
    }
    var lines = day
    for (side, name) in [("account", accountName), ("document", documentName)] {
      guard let parts = name?.split(separator: "/", omittingEmptySubsequences: false) else { continue }
      lines += "\(side)-given: \(oneLine(parts[0]))\n\(side)-family: \(oneLine(parts[1]))\n"
    }
    if let asked { lines += "asked: \(asked)\n" }
    if let held { lines += "held: \(held)\n" }
    if let expires { lines += "expires: \(expires.iso)\n" }
    guard let mrz else { return Array(lines.utf8) }
    return Array((lines + "mrz:\n").utf8) + (try TypedText.read(mrz))
  }

  private func oneLine(_ text: Substring) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func failure(_ fault: String, line: Int) -> CommandFailure {
    let what =
      switch fault {
      case "unknownKey": "This line has no key that is known; write 'key: value', see --help"
      case "repeatedKey": "This key stands twice; keep one of them"
      case "notADate": "This is no date; write it as YYYY-MM-DD"
      case "unknownKind":
        "This is no kind of document; use one of \(CheckIdentityCommand.kinds.joined(separator: ", "))"
      default: "The day is missing; write 'today: YYYY-MM-DD'"
      }
    return CommandFailure(status: .usageOrInput, message: "\(printable(values ?? "details")):\(line): \(what)")
  }
}
