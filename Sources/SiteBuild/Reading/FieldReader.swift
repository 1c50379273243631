// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel
import YAML

/// Reads the fields of one YAML mapping into typed values, and collects everything that is wrong with it.
///
/// A field is known because it was asked for: whatever is left over at the end is an unknown key. A fault gives nil, so a
/// caller reads all its fields first and makes its value only when none is missing.
struct FieldReader {
  private let entries: [YAMLNode.Entry]
  private let location: SourceLocation
  /// What stands before a key in messages: `review.` for the fields of `review`.
  private let prefix: String
  private var known: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ node: YAMLNode, prefix: String = "") {
    location = node.location
    self.prefix = prefix
    if case .mapping(let entries) = node.content {
      self.entries = entries
    } else {
      entries = []
      report(
        .invalidValue, at: node.location,
        "\(prefix.isEmpty ? "This" : "'\(prefix.dropLast())'") must be keys with values",
        fix: "Write 'key: value' lines")
    }
  }

  /// Reports the keys that nobody asked for.
  mutating func finish() -> [Diagnostic] {
    for entry in entries where !known.contains(entry.key) {
      let near = suggestion(for: entry.key, among: known)
      report(
        .unknownKey, at: entry.keyLocation,
        "'\(prefix)\(entry.key)' is not a key here" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: near.map { "Rename it to '\($0)'" } ?? "Remove it; the keys are \(known.joined(separator: ", "))")
    }
    return diagnostics
  }
}

// MARK: - Scalars

extension FieldReader {
  /// Text that must be there and not be empty.
  mutating func text(_ key: String) -> String? {
    locatedText(key)?.value
  }

  mutating func locatedText(_ key: String) -> Located<String>? {
    required(key).flatMap { scalar($0, key) }
  }

  mutating func optionalText(_ key: String) -> String? {
    optional(key).flatMap { scalar($0, key)?.value }
  }

  mutating func date(_ key: String) -> Located<CivilDate>? {
    required(key).flatMap { date($0, key) }
  }

  mutating func optionalDate(_ key: String) -> Located<CivilDate>? {
    optional(key).flatMap { date($0, key) }
  }

  /// An address on the web: `https://`, a host, and what may follow.
  mutating func webAddress(_ key: String) -> String? {
    guard let text = locatedText(key) else { return nil }
    if WebAddress(text.value) != nil { return text.value }
    report(
      .unsafeLink, at: text.location, "'\(text.value)' in '\(prefix)\(key)' is not an address on the web",
      fix: "Write https:// and the host")
    return nil
  }

  /// The address of a whole site: `https://` and a host.
  mutating func siteAddress(_ key: String) -> String? {
    guard let text = locatedText(key) else { return nil }
    if let address = WebAddress(text.value), address.rest.isEmpty { return text.value }
    report(
      .invalidValue, at: text.location, "'\(text.value)' is not the address of a whole site",
      fix: "Write https:// and the host, and nothing after it")
    return nil
  }

  /// One of the values of an enumeration.
  mutating func choice<Value: RawRepresentable & CaseIterable>(_ key: String, of type: Value.Type) -> Value?
  where Value.RawValue == String {
    guard let text = locatedText(key) else { return nil }
    if let value = Value(rawValue: text.value) { return value }
    let names = Value.allCases.map(\.rawValue)
    let near = suggestion(for: text.value, among: names)
    report(
      .invalidValue, at: text.location,
      "'\(text.value)' is not a \(prefix)\(key)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      fix: "Write one of \(names.joined(separator: ", "))")
    return nil
  }

  /// A number of days, written `30 days`.
  mutating func days(_ key: String) -> Int? {
    guard let text = locatedText(key) else { return nil }
    let parts = text.value.split(separator: " ")
    if parts.count == 2, parts[1] == "days" || parts[1] == "day", let days = Int(parts[0]), (1...3660).contains(days) {
      return days
    }
    report(
      .invalidValue, at: text.location, "'\(text.value)' is not a number of days", fix: "Write it like '30 days'")
    return nil
  }

  private mutating func scalar(_ node: YAMLNode, _ key: String) -> Located<String>? {
    guard case .scalar(let text) = node.content else {
      report(
        .invalidValue, at: node.location, "'\(prefix)\(key)' must be one piece of text", fix: "Write it on one line")
      return nil
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      report(.invalidValue, at: node.location, "'\(prefix)\(key)' is empty", fix: "Write its text")
      return nil
    }
    return Located(text, at: node.location)
  }

  private mutating func date(_ node: YAMLNode, _ key: String) -> Located<CivilDate>? {
    guard let text = scalar(node, key) else { return nil }
    if let date = CivilDate(iso: text.value) { return Located(date, at: text.location) }
    let what = prefix == "review." ? "Review date" : "Date"
    report(
      .invalidDate, at: text.location, "\(what) '\(text.value)' is not in the form YYYY-MM-DD",
      fix: monthFirst(text.value).map { "Write \($0.iso)" } ?? "Write a day that exists, like 2026-03-19")
    return nil
  }

  /// The day that was meant by the month-first form 3/19/2026: only for the suggestion.
  private func monthFirst(_ text: String) -> CivilDate? {
    let parts = text.split(separator: "/").map { Int($0) }
    guard parts.count == 3, let month = parts[0], let day = parts[1], let year = parts[2] else { return nil }
    // Both readings are days: nobody can tell which was meant.
    if month != day, CivilDate(year: year, month: day, day: month) != nil { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}

// MARK: - Lists and records

extension FieldReader {
  /// A list of texts, no two alike; it must be there and, unless `isNeeded`, may be empty.
  mutating func texts(_ key: String, isNeeded: Bool = false) -> [Located<String>]? {
    guard let node = required(key) else { return nil }
    guard case .sequence(let items) = node.content else {
      report(
        .invalidValue, at: node.location, "'\(prefix)\(key)' must be a list", fix: "Write '[one, two]' or '- one' lines"
      )
      return nil
    }
    if isNeeded, items.isEmpty {
      report(.invalidValue, at: node.location, "'\(prefix)\(key)' is empty", fix: "Name at least one")
    }
    let texts = items.compactMap { scalar($0, key) }
    var seen: Set<String> = []
    for text in texts where !seen.insert(text.value).inserted {
      report(
        .invalidValue, at: text.location, "'\(text.value)' stands in '\(prefix)\(key)' a second time",
        fix: "Remove it")
    }
    return texts
  }

  /// A list of short names: lower-case words joined by hyphens.
  mutating func slugs(_ key: String) -> [String]? {
    texts(key)?.compactMap { text in
      if Slug(text.value) != nil { return text.value }
      report(
        .invalidValue, at: text.location, "'\(text.value)' in '\(prefix)\(key)' is not a short name",
        fix: "Use lower-case letters, digits and hyphens")
      return nil
    }
  }

  /// Fields below a key.
  mutating func record<Value>(_ key: String, _ read: (inout FieldReader) -> Value?) -> Value? {
    guard let node = required(key) else { return nil }
    var reader = FieldReader(node, prefix: "\(prefix)\(key).")
    let value = read(&reader)
    diagnostics += reader.finish()
    return value
  }

  /// Records by a name that the author chooses.
  mutating func table<Value>(
    _ key: String, _ read: (inout FieldReader, SourceLocation) -> Value?
  ) -> [String: Value]? {
    guard let node = required(key) else { return nil }
    guard let entries = mapping(node, key) else { return nil }
    var values: [String: Value] = [:]
    for entry in entries {
      var reader = FieldReader(entry.value, prefix: "\(prefix)\(key).\(entry.key).")
      values[entry.key] = read(&reader, entry.keyLocation)
      diagnostics += reader.finish()
    }
    return values
  }

  /// Texts by a name that the author chooses, and where they stand.
  mutating func textTable(_ key: String) -> Located<[String: Located<String>]>? {
    guard let node = required(key), let entries = mapping(node, key) else { return nil }
    var values: [String: Located<String>] = [:]
    for entry in entries {
      guard let text = scalar(entry.value, "\(key).\(entry.key)") else { continue }
      values[entry.key] = Located(text.value, at: entry.keyLocation)
    }
    return Located(values, at: node.location)
  }

  private mutating func mapping(_ node: YAMLNode, _ key: String) -> [YAMLNode.Entry]? {
    if case .mapping(let entries) = node.content { return entries }
    report(
      .invalidValue, at: node.location, "'\(prefix)\(key)' must be keys with values",
      fix: "Write 'name: …' lines below it")
    return nil
  }
}

// MARK: - Keys

extension FieldReader {
  private mutating func optional(_ key: String) -> YAMLNode? {
    known.append(key)
    return entries.first { $0.key == key }?.value
  }

  private mutating func required(_ key: String) -> YAMLNode? {
    if let node = optional(key) { return node }
    report(.missingKey, at: location, "'\(prefix)\(key)' is missing", fix: "Add '\(key):' with its value")
    return nil
  }

  private mutating func report(
    _ identifier: Diagnostic.Identifier, at location: SourceLocation, _ summary: String, fix: String
  ) {
    diagnostics.append(Diagnostic(.error, identifier, at: location, summary, fix: fix))
  }
}
