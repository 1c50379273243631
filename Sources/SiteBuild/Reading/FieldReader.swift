// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel
import YAML

/// Reads the fields of one YAML mapping into typed values, and collects everything that is wrong with it.
///
/// A field is known because it was asked for: whatever is left over at the end is an unknown key. A fault gives nil, so a
/// caller reads all its fields first and makes its value only when none is missing. Asked without a mapping, it describes the
/// keys instead (`FieldContract.swift`).
struct FieldReader {
  private let entries: [YAMLNode.Entry]
  private let location: SourceLocation
  /// What stands before a key in messages: `review.` for the fields of `review`.
  let prefix: String
  let isDescribing: Bool
  private var known: [String] = []
  private(set) var descriptions: [FieldDescription] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ node: YAMLNode, prefix: String = "") {
    location = node.location
    self.prefix = prefix
    isDescribing = false
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

  private init() {
    entries = []
    location = SourceLocation(path: "")
    prefix = ""
    isDescribing = true
  }

  /// A reader that records what it is asked.
  static var describing: FieldReader { FieldReader() }

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

// MARK: - Keys

extension FieldReader {
  /// The value of a key that may be missing.
  mutating func optional(_ key: String, _ type: @autoclosure () -> FieldType, _ about: String) -> YAMLNode? {
    if isDescribing {
      descriptions.append(FieldDescription(key: key, type: type(), isRequired: false, about: about))
      return nil
    }
    known.append(key)
    return entries.first { $0.key == key }?.value
  }

  /// The value of a key that must be there.
  mutating func required(
    _ key: String, _ type: @autoclosure () -> FieldType, ifMissing identifier: Diagnostic.Identifier = .missingKey,
    _ about: String
  ) -> YAMLNode? {
    if isDescribing {
      descriptions.append(FieldDescription(key: key, type: type(), isRequired: true, about: about))
      return nil
    }
    if let node = optional(key, type(), about) { return node }
    report(identifier, at: location, "'\(prefix)\(key)' is missing", fix: "Add '\(key):' with its value")
    return nil
  }

  mutating func report(
    _ identifier: Diagnostic.Identifier, at location: SourceLocation, _ summary: String, fix: String
  ) {
    diagnostics.append(Diagnostic(.error, identifier, at: location, summary, fix: fix))
  }

  mutating func take(_ faults: [Diagnostic]) {
    diagnostics += faults
  }
}

// MARK: - Text

extension FieldReader {
  /// Text that must be there and not be empty.
  mutating func text(_ key: String, _ about: String) -> String? {
    locatedText(key, about)?.value
  }

  mutating func locatedText(_ key: String, _ about: String) -> Located<String>? {
    required(key, .text, about).flatMap { scalar($0, key) }
  }

  mutating func optionalText(_ key: String, _ about: String) -> String? {
    optional(key, .text, about).flatMap { scalar($0, key)?.value }
  }

  mutating func optionalLocatedText(_ key: String, _ about: String) -> Located<String>? {
    optional(key, .text, about).flatMap { scalar($0, key) }
  }

  /// An address on the web: `https://`, a host, and what may follow.
  mutating func webAddress(_ key: String, _ about: String) -> String? {
    guard let text = required(key, .webAddress, about).flatMap({ scalar($0, key) }) else { return nil }
    if WebAddress(text.value) != nil { return text.value }
    report(
      .unsafeLink, at: text.location, "'\(text.value)' in '\(prefix)\(key)' is not an address on the web",
      fix: "Write https:// and the host")
    return nil
  }

  /// The address of a whole site: `https://` and a host.
  mutating func siteAddress(_ key: String, _ about: String) -> String? {
    guard let text = required(key, .webAddress, about).flatMap({ scalar($0, key) }) else { return nil }
    if let address = WebAddress(text.value), address.rest.isEmpty { return text.value }
    report(
      .invalidValue, at: text.location, "'\(text.value)' is not the address of a whole site",
      fix: "Write https:// and the host, and nothing after it")
    return nil
  }

  /// The digest that a review was bound to.
  mutating func optionalDigest(_ key: String, _ about: String) -> ReviewDigest? {
    guard let text = optional(key, .text, about).flatMap({ scalar($0, key) }) else { return nil }
    if let digest = ReviewDigest(hex: text.value) { return digest }
    report(
      .invalidValue, at: text.location, "'\(text.value)' in '\(prefix)\(key)' is not a digest",
      fix: "Leave it to 'guidelight review mark', which writes its 32 digits")
    return nil
  }

  func scalarText(_ node: YAMLNode) -> String? {
    if case .scalar(let text) = node.content { text } else { nil }
  }

  mutating func scalar(_ node: YAMLNode, _ key: String) -> Located<String>? {
    guard let text = scalarText(node) else {
      report(
        .invalidValue, at: node.location, "'\(prefix)\(key)' must be one piece of text", fix: "Write it on one line")
      return nil
    }
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      report(.invalidValue, at: node.location, "'\(prefix)\(key)' is empty", fix: "Write its text")
      return nil
    }
    return Located(text, at: node.location)
  }
}

// MARK: - Choices and numbers

extension FieldReader {
  /// One of the values of an enumeration.
  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, of type: Value.Type, _ about: String
  ) -> Value? where Value.RawValue == String {
    guard let node = required(key, .choice(type.allCases.map(\.rawValue)), about) else { return nil }
    return scalar(node, key).flatMap { choice($0, key) }
  }

  mutating func locatedChoice<Value: RawRepresentable & CaseIterable>(
    _ key: String, of type: Value.Type, _ about: String
  ) -> Located<Value>? where Value.RawValue == String {
    guard let node = required(key, .choice(type.allCases.map(\.rawValue)), about) else { return nil }
    guard let text = scalar(node, key), let value: Value = choice(text, key) else { return nil }
    return Located(value, at: text.location)
  }

  /// - Returns: nil, with the fault reported, where the text is none of the values.
  mutating func choice<Value: RawRepresentable & CaseIterable>(_ text: Located<String>, _ key: String) -> Value?
  where Value.RawValue == String {
    if let value = Value(rawValue: text.value) { return value }
    let names = Value.allCases.map(\.rawValue)
    let near = suggestion(for: text.value, among: names)
    report(
      .invalidValue, at: text.location,
      "'\(text.value)' is not a \(prefix)\(key)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      fix: "Write one of \(names.joined(separator: ", "))")
    return nil
  }

  /// `true` or `false`; false where the key is missing.
  mutating func flag(_ key: String, default value: Bool = false, _ about: String) -> Bool {
    guard let node = optional(key, .flag, about), let text = scalar(node, key) else { return value }
    if text.value == "true" { return true }
    if text.value != "false" {
      report(
        .invalidValue, at: text.location, "'\(text.value)' in '\(prefix)\(key)' is neither true nor false",
        fix: "Write true or false")
    }
    return false
  }

  /// A whole number; the default where the key is missing.
  mutating func number(_ key: String, in range: ClosedRange<Int>, default value: Int, _ about: String) -> Int {
    guard let node = optional(key, .number(range), about), let text = scalar(node, key) else { return value }
    if let number = Int(text.value), range.contains(number) { return number }
    report(
      .invalidValue, at: text.location,
      "'\(text.value)' in '\(prefix)\(key)' is not a number from \(range.lowerBound) to \(range.upperBound)",
      fix: "Write such a number")
    return value
  }

  /// A number of days, written `30 days`.
  mutating func days(_ key: String, _ about: String) -> Int? {
    required(key, .days, about).flatMap { days($0, key) }
  }

  mutating func optionalDays(_ key: String, _ about: String) -> Int? {
    optionalLocatedDays(key, about)?.value
  }

  mutating func optionalLocatedDays(_ key: String, _ about: String) -> Located<Int>? {
    guard let node = optional(key, .days, about), let days = days(node, key) else { return nil }
    return Located(days, at: node.location)
  }

  private mutating func days(_ node: YAMLNode, _ key: String) -> Int? {
    guard let text = scalar(node, key) else { return nil }
    let parts = text.value.split(separator: " ")
    if parts.count == 2, parts[1] == "days" || parts[1] == "day", let days = Int(parts[0]), (1...3660).contains(days) {
      return days
    }
    report(
      .invalidValue, at: text.location, "'\(text.value)' is not a number of days", fix: "Write it like '30 days'")
    return nil
  }
}

// MARK: - Dates

extension FieldReader {
  mutating func date(_ key: String, _ about: String) -> Located<CivilDate>? {
    required(key, .date, about).flatMap { date($0, key) }
  }

  mutating func optionalDate(_ key: String, _ about: String) -> Located<CivilDate>? {
    optional(key, .date, about).flatMap { date($0, key) }
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
