// SPDX-License-Identifier: Apache-2.0

/// Named values, in the order in which they were given. Every page is given a few dozen, most of which are looked up once at the
/// most: a list of short names is searched as fast as a table, and costs nothing to make.
public struct TemplateRecord: Sendable {
  public private(set) var fields: [(name: String, value: TemplateValue)]

  init(_ fields: [(String, TemplateValue)]) {
    self.fields = fields
  }

  public var names: [String] { fields.map(\.name) }

  /// The value of a name. Nil for one that is not in the record; a name that is given nil leaves it.
  public subscript(name: String) -> TemplateValue? {
    get {
      for field in fields where field.name == name { return field.value }
      return nil
    }
    set {
      let place = fields.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): fields[place].value = value
      case (nil, let value?): fields.append((name, value))
      case (let place?, nil): fields.remove(at: place)
      case (nil, nil): break
      }
    }
  }

  /// Adds values under names that are new.
  public mutating func add(_ others: TemplateRecord) {
    fields += others.fields
  }
}

extension TemplateRecord: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self.init(elements)
  }
}
