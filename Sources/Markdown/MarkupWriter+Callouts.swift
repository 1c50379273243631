// SPDX-License-Identifier: Apache-2.0
// A quote whose first line is `[!NOTE]` is a callout: a remark beside the text, set apart by its kind.

import CCMark
import Diagnostics

/// The kinds of callouts, as they are widely known.
enum CalloutKind: String, CaseIterable {
  case note, tip, important, warning, caution

  var openTag: StaticString {
    switch self {
    case .note: "<aside class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-title\">Note</p>\n"
    case .tip: "<aside class=\"callout callout-tip\" role=\"note\">\n<p class=\"callout-title\">Tip</p>\n"
    case .important:
      "<aside class=\"callout callout-important\" role=\"note\">\n<p class=\"callout-title\">Important</p>\n"
    case .warning: "<aside class=\"callout callout-warning\" role=\"note\">\n<p class=\"callout-title\">Warning</p>\n"
    case .caution: "<aside class=\"callout callout-caution\" role=\"note\">\n<p class=\"callout-title\">Caution</p>\n"
    }
  }
}

extension MarkupWriter {
  mutating func enterQuote(_ node: Node) -> Walk {
    guard let mark = calloutMark(in: node) else {
      raw("<blockquote>\n")
      return .into
    }
    let name = mark.name.uppercased()
    guard let kind = CalloutKind(rawValue: mark.name.lowercased()) else {
      let known = CalloutKind.allCases.map { $0.rawValue.uppercased() }
      let near = suggestion(for: name, among: known)
      report(
        .unknownCallout, at: positions.blockLocation(of: mark.paragraph),
        "'\(mark.name)' is not a kind of callout" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: near.map { "Write [!\($0)]" } ?? "Use one of \(known.joined(separator: ", "))")
      raw("<blockquote>\n")
      return .into
    }
    let lineBreak = mark.text.next
    if !mark.isAlone || (lineBreak != nil && lineBreak?.kind != CMARK_NODE_SOFTBREAK) {
      report(
        .malformedCallout, at: positions.blockLocation(of: mark.paragraph),
        "The words of a callout stand below its kind",
        fix: "Begin a line, with its >, after [!\(name)]")
    } else if lineBreak == nil, mark.paragraph.next == nil {
      report(
        .malformedCallout, at: positions.blockLocation(of: mark.paragraph), "The callout has no words",
        fix: "Write them on the next line, after >")
    }
    calloutMarks = lineBreak.map { [mark.text, $0] } ?? [mark.paragraph]
    raw(kind.openTag)
    return .into
  }

  mutating func leaveQuote(_ node: Node) {
    let isCallout = calloutMark(in: node).flatMap { CalloutKind(rawValue: $0.name.lowercased()) } != nil
    if isCallout { raw("</aside>\n") } else { raw("</blockquote>\n") }
  }

  private struct CalloutMark {
    let paragraph: Node
    let text: Node
    let name: String
    /// Whether nothing follows the mark in its text.
    let isAlone: Bool
  }

  /// The `[!NAME]` with which a quote begins.
  private func calloutMark(in quote: Node) -> CalloutMark? {
    guard let paragraph = quote.firstChild, paragraph.kind == CMARK_NODE_PARAGRAPH,
      let text = paragraph.firstChild, text.kind == CMARK_NODE_TEXT
    else { return nil }
    let words = text.literal
    guard words.starts(with: "[!".utf8), let end = words.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let name = words[2..<end]
    let isName = name.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 && $0 < 0x80 }
    guard !name.isEmpty, isName else { return nil }
    return CalloutMark(
      paragraph: paragraph, text: text, name: String(decoding: name, as: UTF8.self), isAlone: end == words.count - 1)
  }
}
