// SPDX-License-Identifier: Apache-2.0
// Templates are a strict part of Mustache (https://mustache.github.io/mustache.5.html): {{name}}, {{a.b}}, {{.}},
// {{#section}}, {{^inverted}}, {{> partial}}, {{! comment}}. A tag other than a variable that stands alone on its line takes
// the line with it, as there. What is not in it, because a value's type decides about escaping: {{{unescaped}}}, {{&name}}.

import Diagnostics
import SiteModel

/// Reads one template file.
struct TemplateParser {
  private let source: SourceFile
  private var position = 0
  private(set) var diagnostics: [Diagnostic] = []
  /// Sections that are open, outermost first; the first is the file itself.
  private var open: [(tag: Tag?, nodes: [Template.Node])] = [(nil, [])]

  private struct Tag {
    let kind: UInt8
    let name: String
    /// Bytes of the tag with its braces.
    let range: Range<Int>
  }

  private init(_ source: SourceFile) {
    self.source = source
  }

  static func parse(_ source: SourceFile) -> (template: Template, diagnostics: [Diagnostic]) {
    if let fault = source.invalidUTF8() { return (Template(nodes: []), [fault]) }
    var parser = TemplateParser(source)
    parser.parse()
    return (Template(nodes: parser.open[0].nodes), parser.diagnostics)
  }

  private mutating func parse() {
    var text: [UInt8] = []
    while let tag = nextTag(text: &text) {
      if tag.kind != 0, let line = standaloneLine(around: tag.range) {
        text.removeLast(tag.range.lowerBound - line.lowerBound)
        position = line.upperBound
      }
      flush(&text)
      take(tag)
    }
    flush(&text)
    while open.count > 1 {
      let (tag, _) = open.removeLast()
      if let tag { report(at: tag.range.lowerBound, "'\(tag.name)' is never closed", "Add {{/\(tag.name)}}") }
    }
  }

  /// Collects text up to the next tag; nil at the end of the file.
  private mutating func nextTag(text: inout [UInt8]) -> Tag? {
    let bytes = source.bytes
    while position < bytes.count {
      guard bytes[position] == brace, position + 1 < bytes.count, bytes[position + 1] == brace else {
        text.append(bytes[position])
        position += 1
        continue
      }
      let start = position
      guard let end = endOfTag(from: start + 2) else {
        report(at: start, "A tag is never closed", "Add }}")
        position = bytes.count
        return nil
      }
      position = end + 2
      let inside = String(decoding: bytes[start + 2..<end], as: UTF8.self)
      if let tag = tag(inside, range: start..<position) { return tag }
    }
    return nil
  }

  private func endOfTag(from start: Int) -> Int? {
    let bytes = source.bytes
    return (start..<max(start, bytes.count - 1)).first {
      bytes[$0] == UInt8(ascii: "}") && bytes[$0 + 1] == UInt8(ascii: "}")
    }
  }

  private mutating func tag(_ inside: String, range: Range<Int>) -> Tag? {
    let trimmed = inside.trimmingSpaces()
    let first = trimmed.utf8.first ?? 0
    let kinds = Array("#^/>!".utf8)
    if first == brace || first == UInt8(ascii: "&") {
      report(
        at: range.lowerBound, "Unescaped tags do not exist; a value that is HTML is inserted as it is",
        "Write {{name}}")
      if first == brace { position += 1 }
      return nil
    }
    if first == UInt8(ascii: "=") {
      report(at: range.lowerBound, "Delimiters cannot be changed", "Remove the tag")
      return nil
    }
    guard kinds.contains(first) else { return Tag(kind: 0, name: trimmed, range: range) }
    return Tag(kind: first, name: String(trimmed.dropFirst()).trimmingSpaces(), range: range)
  }

  private mutating func take(_ tag: Tag) {
    let location = location(at: tag.range.lowerBound)
    switch tag.kind {
    case UInt8(ascii: "!"):
      break
    case UInt8(ascii: ">"):
      append(.partial(tag.name, location))
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      _ = name(of: tag)
      open.append((tag, []))
    case UInt8(ascii: "/"):
      close(tag)
    default:
      if let name = name(of: tag) { append(.variable(name)) }
    }
  }

  private mutating func close(_ tag: Tag) {
    guard open.count > 1, let opening = open.last?.tag else {
      return report(at: tag.range.lowerBound, "'\(tag.name)' is closed but not open", "Remove the tag")
    }
    if opening.name != tag.name {
      report(
        at: tag.range.lowerBound, "'\(tag.name)' is closed while '\(opening.name)' is open",
        "Write {{/\(opening.name)}} first")
    }
    let nodes = open.removeLast().nodes
    let name = Template.Name(parts: parts(of: opening.name), location: location(at: opening.range.lowerBound))
    append(opening.kind == UInt8(ascii: "#") ? .section(name, nodes) : .inverted(name, nodes))
  }

  private mutating func name(of tag: Tag) -> Template.Name? {
    let parts = parts(of: tag.name)
    guard !parts.contains("") && (tag.name == "." || !parts.isEmpty) else {
      report(at: tag.range.lowerBound, "'\(tag.name)' is not a name", "Write names joined by single dots")
      return nil
    }
    return Template.Name(parts: parts, location: location(at: tag.range.lowerBound))
  }

  private func parts(of name: String) -> [String] {
    name == "." ? [] : name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }
}

// MARK: - Text

extension TemplateParser {
  private var brace: UInt8 { UInt8(ascii: "{") }

  private mutating func append(_ node: Template.Node) {
    open[open.count - 1].nodes.append(node)
  }

  private mutating func flush(_ text: inout [UInt8]) {
    if !text.isEmpty { append(.text(text)) }
    text = []
  }

  /// The whole line of a tag that has nothing but white space beside it.
  private func standaloneLine(around tag: Range<Int>) -> Range<Int>? {
    let bytes = source.bytes
    var start = tag.lowerBound
    while start > 0, bytes[start - 1] == 32 || bytes[start - 1] == 9 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 10 else { return nil }
    var end = tag.upperBound
    while end < bytes.count, bytes[end] == 32 || bytes[end] == 9 || bytes[end] == 13 { end += 1 }
    guard end == bytes.count || bytes[end] == 10 else { return nil }
    return start..<min(end + 1, bytes.count)
  }

  private mutating func report(at offset: Int, _ summary: String, _ fix: String) {
    diagnostics.append(Diagnostic(.error, .templateSyntax, at: location(at: offset), summary, fix: fix))
  }

  private func location(at offset: Int) -> SourceLocation {
    var line = 1
    var column = 1
    for byte in source.bytes[..<offset] {
      if byte == 10 {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return source.location(line: line, column: column)
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
