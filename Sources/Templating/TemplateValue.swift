// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// A value that a template can show.
public enum TemplateValue: Sendable {
  /// Escaped when it is inserted.
  case text(String)
  /// Inserted as it is.
  case html(HTML)
  case flag(Bool)
  case list([TemplateValue])
  case record(TemplateRecord)
  /// A name that is known and has no value on this page.
  case absent
}

extension TemplateValue: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
}

extension TemplateValue: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .record(TemplateRecord(elements))
  }
}

extension TemplateValue: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
}
