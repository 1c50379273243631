// SPDX-License-Identifier: Apache-2.0
// `Content/permalinks.txt`: every address that was ever published, one a line. It is what makes a renamed page without a
// redirect an error, in a fresh clone, too.

import Diagnostics
import SiteModel

public enum PermalinkList {
  public static let path = "Content/permalinks.txt"

  /// What a new list begins with.
  public static let heading = """
    # Every address that was ever published. A page that moves names its old address in 'aliases'.
    # Written by 'guidelight permalinks'; commit it.

    """

  /// The addresses with their places; a line that is none is a fault.
  static func read(_ file: SourceFile, diagnostics: inout [Diagnostic]) -> [Located<String>] {
    if let fault = file.invalidUTF8() {
      diagnostics.append(fault)
      return []
    }
    var addresses: [Located<String>] = []
    for (number, line) in file.bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let text = String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
      let location = file.location(line: number + 1)
      if text.isEmpty || text.first == "#" { continue }
      if text == "/" || SitePath.isValid(text) {
        addresses.append(Located(text, at: location))
      } else {
        diagnostics.append(
          Diagnostic(
            .error, .invalidValue, at: location, "'\(text)' is not an address of this site",
            fix: "Write it from the root, with slashes at both ends: /guides/selfie/"))
      }
    }
    return addresses
  }

  /// Every address that a site serves: of pages, of indexes, and earlier ones that lead to a page. A draft has none yet.
  ///
  /// - Throws: `BuildFailure` where the content cannot be understood; `SourceTreeError`.
  public static func addresses(of content: [SourceEntry], checks: CheckList) throws -> [String] {
    let reader = try ContentReader(content)
    let errors = reader.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw BuildFailure(diagnostics: errors) }
    let index = SiteIndex(
      reader.pages.map { PageStub($0.document) }, unreadable: reader.unreadable, checks: checks, includesDrafts: false)
    let aliases = index.documents.flatMap { $0.header.publication.aliases.map(\.value) }
    return Set(index.addresses.keys).subtracting([PagePath.notFound.url]).union(aliases).sorted()
  }

  /// The list with further addresses, sorted; lines that say something else stay on top.
  public static func text(adding addresses: some Sequence<String>, to text: String) -> String {
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
    let comments = lines.filter { $0.first == "#" }
    let all = Set(lines.filter { $0.first == "/" }).union(addresses)
    return (comments + all.sorted()).map { $0 + "\n" }.joined()
  }
}
