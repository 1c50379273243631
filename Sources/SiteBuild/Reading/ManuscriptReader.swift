// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Editorial
import Markdown
import SiteModel
import YAML

/// SourceFile → Manuscript → Document and its body.
enum ManuscriptReader {
  /// Reads one page.
  ///
  /// - Parameter platforms: exchanges whose limits and fees are kept as facts.
  /// - Returns: nil, with every reason in `diagnostics`, when the page cannot be understood.
  static func read(
    _ source: SourceFile, at path: PagePath, platforms: Platforms = .none, diagnostics: inout [Diagnostic]
  ) -> (document: Document, body: PageBody)? {
    guard let manuscript = split(source, diagnostics: &diagnostics) else { return nil }
    // The page of a fact is where its number is kept.
    let platforms = path.section == .facts ? .none : platforms
    let body = body(of: manuscript, in: path.section, platforms, diagnostics: &diagnostics)
    guard let (header, kind) = frontMatter(of: manuscript, at: path, body, platforms, diagnostics: &diagnostics) else {
      return nil
    }
    let document = Document(
      sourcePath: source.path, path: path, header: header, kind: kind, outline: Outline(of: body),
      textDigest: PageText(header: header, kind: kind, body: body).digest)
    return (document, PageBody(markup: body, text: manuscript.body))
  }

  /// Reads only the body of a page that was understood before.
  ///
  /// - Returns: nil when the file is no longer the page that it was.
  static func readBody(_ source: SourceFile) -> PageBody? {
    var faults: [Diagnostic] = []
    return split(source, diagnostics: &faults).map {
      PageBody(markup: body(of: $0, in: nil, .none, diagnostics: &faults), text: $0.body)
    }
  }

  /// Reads a routing rule, whose question is shown to readers.
  static func readRule(
    _ source: SourceFile, name: String, platforms: Platforms = .none, diagnostics: inout [Diagnostic]
  ) -> RoutingRule? {
    guard let manuscript = split(source, diagnostics: &diagnostics) else { return nil }
    let why = body(of: manuscript, in: nil, .none, diagnostics: &diagnostics)
    if why.html.isEmpty {
      diagnostics.append(
        Diagnostic(
          .error, .missingReason, at: source.location(line: manuscript.bodyLine),
          "The rule does not say why it is right",
          fix: "Write the reason below the front matter"))
    }
    guard let header = fields(of: manuscript, platforms, diagnostics: &diagnostics, { $0.routeHeader() }) else {
      return nil
    }
    let reason = String(decoding: manuscript.body, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return RoutingRule(
      sourcePath: source.path, name: name, intent: header.intent, question: header.question, stage: header.stage,
      signals: header.signals, explains: header.explains, target: header.target, regions: header.regions,
      avoids: header.avoids, reason: reason.joined(separator: " "))
  }

  /// Splits a file at its `---` lines.
  static func split(_ source: SourceFile, diagnostics: inout [Diagnostic]) -> Manuscript? {
    let bytes = source.bytes
    if let fault = source.invalidUTF8() {
      diagnostics.append(fault)
      return nil
    }
    var lines = Lines(bytes)
    guard let first = lines.next(), isFence(bytes[first]) else {
      diagnostics.append(
        Diagnostic(
          .error, .missingFrontMatter, at: source.location(), "A page begins with front matter between two '---' lines",
          fix: "Put '---' on the first line, then the keys, then '---'"))
      return nil
    }
    let start = first.upperBound
    var line = 2
    while let range = lines.next() {
      if isFence(bytes[range]) {
        return Manuscript(
          source: source, frontMatter: bytes[start..<range.lowerBound], frontMatterLine: 2,
          body: bytes[range.upperBound...], bodyLine: line + 1)
      }
      line += 1
    }
    diagnostics.append(
      Diagnostic(
        .error, .missingFrontMatter, at: source.location(), "The front matter is never closed",
        fix: "Put '---' on a line of its own after the last key"))
    return nil
  }

  /// The highest grade at which pages read that people come to in a hurry.
  private static let readingGradeLimit = 8

  private static func body(
    of manuscript: Manuscript, in section: Section?, _ platforms: Platforms, diagnostics: inout [Diagnostic]
  ) -> Markup {
    let isHurried = section == .guides || section == .fix
    let (markup, faults) = MarkdownReader.read(
      manuscript.body, path: manuscript.source.path, firstLine: manuscript.bodyLine,
      readingGradeLimit: isHurried ? readingGradeLimit : nil, platforms: platforms)
    diagnostics += faults
    return markup
  }

  private static func frontMatter(
    of manuscript: Manuscript, at path: PagePath, _ body: Markup, _ platforms: Platforms,
    diagnostics: inout [Diagnostic]
  ) -> (PageHeader, PageKind)? {
    fields(of: manuscript, platforms, diagnostics: &diagnostics) { fields in
      let header = fields.pageHeader(in: path.section)
      let kind = path == .notFound ? .notFound : fields.pageKind(in: path.section, answer: body)
      guard let header, let kind else { return nil }
      return (header, kind)
    }
  }

  /// Reads the front matter's keys; nil where anything is wrong with them.
  private static func fields<Value>(
    of manuscript: Manuscript, _ platforms: Platforms, diagnostics: inout [Diagnostic],
    _ read: (inout FieldReader) -> Value?
  ) -> Value? {
    do {
      let node = try YAMLReader.read(
        manuscript.frontMatter, path: manuscript.source.path, firstLine: manuscript.frontMatterLine)
      var fields = FieldReader(node)
      let value = read(&fields)
      let faults = fields.finish()
      diagnostics += faults
      if platforms.areNamed(in: manuscript.frontMatter) { platforms.addNumbers(in: node, to: &diagnostics) }
      return faults.isEmpty ? value : nil
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    line.reversed().drop { $0 == 10 || $0 == 13 || $0 == 32 }.elementsEqual("---".utf8)
  }
}

extension Platforms {
  /// Keys whose texts readers never see.
  private static let unseenKeys: Set<String> = ["signals", "avoids", "note"]

  /// Adds what is found about them in texts of the front matter.
  fileprivate func addNumbers(in node: YAMLNode, to diagnostics: inout [Diagnostic]) {
    switch node.content {
    case .scalar(let text):
      // Names and addresses are one word.
      guard text.utf8.contains(UInt8(ascii: " ")) else { return }
      diagnostics += MarkdownReader.platformNumbers(in: text, at: node.location, platforms: self)
    case .sequence(let nodes): for node in nodes { addNumbers(in: node, to: &diagnostics) }
    case .mapping(let entries):
      for entry in entries where !Platforms.unseenKeys.contains(entry.key) {
        addNumbers(in: entry.value, to: &diagnostics)
      }
    }
  }
}

/// The lines of a file, each with its line break.
private struct Lines: IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is not part of the first line.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    position = (bytes[start...].firstIndex(of: 10) ?? bytes.count - 1) + 1
    return start..<position
  }
}
