// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel
import YAML

// MARK: - Lists

extension FieldReader {
  /// A list of texts, no two alike; it must be there and, unless `isNeeded`, may be empty.
  mutating func texts(_ key: String, isNeeded: Bool = false, _ about: String) -> [Located<String>]? {
    required(key, .list(of: .text, isNeeded: isNeeded), about).flatMap { texts($0, key, isNeeded: isNeeded) }
  }

  /// A list of texts, no two alike; empty where the key is missing, and only there where `isNeeded`.
  mutating func optionalTexts(_ key: String, isNeeded: Bool = false, _ about: String) -> [Located<String>]? {
    guard let node = optional(key, .list(of: .text, isNeeded: isNeeded), about) else { return [] }
    return texts(node, key, isNeeded: isNeeded)
  }

  /// A list of short names: lower-case words joined by hyphens.
  mutating func slugs(_ key: String, _ about: String) -> [Located<String>]? {
    guard let node = required(key, .list(of: .slug, isNeeded: false), about) else { return nil }
    return texts(node, key, isNeeded: false)?.filter { text in
      if Slug(text.value) != nil { return true }
      report(
        .invalidValue, at: text.location, "'\(text.value)' in '\(prefix)\(key)' is not a short name",
        fix: "Use lower-case letters, digits and hyphens")
      return false
    }
  }

  /// A list of addresses from the site's root; empty where the key is missing.
  mutating func sitePaths(_ key: String, _ about: String) -> [Located<String>]? {
    guard let node = optional(key, .list(of: .sitePath, isNeeded: false), about) else { return [] }
    return texts(node, key, isNeeded: false)?.filter { text in
      if SitePath.isValid(text.value) { return true }
      report(
        .invalidValue, at: text.location, "'\(text.value)' in '\(prefix)\(key)' is not an address of this site",
        fix: "Write it from the root, with slashes at both ends: /guides/selfie/")
      return false
    }
  }

  /// A list of values of an enumeration; empty where the key is missing.
  mutating func choices<Value: RawRepresentable & CaseIterable>(
    _ key: String, of type: Value.Type, _ about: String
  ) -> [Value]? where Value.RawValue == String {
    let names = type.allCases.map(\.rawValue)
    guard let node = optional(key, .list(of: .choice(names), isNeeded: false), about) else { return [] }
    return texts(node, key, isNeeded: false)?.compactMap { choice($0, key) }
  }

  /// A list of records; empty where the key is missing.
  mutating func records<Value>(_ key: String, _ about: String, _ read: (inout FieldReader) -> Value?) -> [Value]? {
    if isDescribing {
      _ = optional(key, .list(of: .record(FieldReader.keys(read)), isNeeded: false), about)
      return nil
    }
    guard let node = optional(key, .text, about) else { return [] }
    guard let items = items(of: node, key) else { return nil }
    return items.compactMap { item in
      var reader = FieldReader(item, prefix: "\(prefix)\(key).")
      let value = read(&reader)
      take(reader.finish())
      return value
    }
  }

  private mutating func items(of node: YAMLNode, _ key: String) -> [YAMLNode]? {
    if case .sequence(let items) = node.content { return items }
    report(
      .invalidValue, at: node.location, "'\(prefix)\(key)' must be a list", fix: "Write '[one, two]' or '- one' lines")
    return nil
  }

  private mutating func texts(_ node: YAMLNode, _ key: String, isNeeded: Bool) -> [Located<String>]? {
    guard let items = items(of: node, key) else { return nil }
    if isNeeded, items.isEmpty {
      report(.invalidValue, at: node.location, "'\(prefix)\(key)' is empty", fix: "Name at least one")
    }
    let texts = items.compactMap { scalar($0, key) }
    for (index, text) in texts.enumerated() where texts[..<index].contains(where: { $0.value == text.value }) {
      report(
        .invalidValue, at: text.location, "'\(text.value)' stands in '\(prefix)\(key)' a second time",
        fix: "Remove it")
    }
    return texts
  }
}

// MARK: - Records

extension FieldReader {
  /// Fields below a key.
  mutating func record<Value>(
    _ key: String, ifMissing identifier: Diagnostic.Identifier = .missingKey, _ about: String,
    _ read: (inout FieldReader) -> Value?
  ) -> Value? {
    if isDescribing {
      _ = required(key, .record(FieldReader.keys(read)), about)
      return nil
    }
    return required(key, .record([]), ifMissing: identifier, about).flatMap { record($0, key, read) }
  }

  mutating func optionalRecord<Value>(
    _ key: String, _ about: String, _ read: (inout FieldReader) -> Value?
  ) -> Value? {
    if isDescribing {
      _ = optional(key, .record(FieldReader.keys(read)), about)
      return nil
    }
    return optional(key, .record([]), about).flatMap { record($0, key, read) }
  }

  private mutating func record<Value>(
    _ node: YAMLNode, _ key: String, _ read: (inout FieldReader) -> Value?
  ) -> Value? {
    var reader = FieldReader(node, prefix: "\(prefix)\(key).")
    let value = read(&reader)
    take(reader.finish())
    return value
  }

  /// Records by a name that the author chooses.
  mutating func table<Value>(
    _ key: String, _ about: String, _ read: (inout FieldReader, SourceLocation) -> Value?
  ) -> [String: Value]? {
    if isDescribing {
      var reader = FieldReader.describing
      _ = read(&reader, SourceLocation(path: ""))
      _ = required(key, .table(of: .record(reader.descriptions)), about)
      return nil
    }
    guard let node = required(key, .table(of: .text), about), let entries = mapping(node, key) else { return nil }
    var values: [String: Value] = [:]
    for entry in entries {
      var reader = FieldReader(entry.value, prefix: "\(prefix)\(key).\(entry.key).")
      values[entry.key] = read(&reader, entry.keyLocation)
      take(reader.finish())
    }
    return values
  }

  /// Texts by a name that the author chooses, and where they stand.
  mutating func textTable(_ key: String, _ about: String) -> Located<[String: Located<String>]>? {
    guard let node = required(key, .table(of: .text), about) else { return nil }
    return textTable(node, key)
  }

  /// What `textTable` reads; empty where the key is missing.
  mutating func optionalTextTable(_ key: String, _ about: String) -> [String: Located<String>]? {
    guard let node = optional(key, .table(of: .text), about) else { return [:] }
    return textTable(node, key)?.value
  }

  private mutating func textTable(_ node: YAMLNode, _ key: String) -> Located<[String: Located<String>]>? {
    guard let entries = mapping(node, key) else { return nil }
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

  /// The keys that a reading asks for.
  private static func keys<Value>(_ read: (inout FieldReader) -> Value?) -> [FieldDescription] {
    var reader = FieldReader.describing
    _ = read(&reader)
    return reader.descriptions
  }
}

/// An address of a page, from the site's root.
enum SitePath {
  static func isValid(_ text: String) -> Bool {
    text.count > 2 && text.first == "/" && text.last == "/"
      && text.dropFirst().dropLast().split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { Slug(String($0)) != nil }
  }
}
