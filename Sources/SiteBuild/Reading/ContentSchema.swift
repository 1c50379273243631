// SPDX-License-Identifier: Apache-2.0
// The content contract as JSON Schema (2020-12), for editors' completion and for other programs. It is written from what the
// readers say of themselves, so it cannot differ from what a build accepts in its keys, and it is never stricter in its values:
// YAML's numbers are text to a build where a text is asked for.

import Diagnostics
import SiteModel

public enum ContentSchema {
  /// One file for `site.yaml`, for the pages of each section, for those that lie in none, and for routing rules.
  public static var files: [SourceFile] {
    [
      file("site", "Content/site.yaml", ContentContract.siteKeys),
      file("home", "Front matter of Content/index.md and Content/404.md", ContentContract.keys(of: nil)),
    ]
      + Section.allCases.map {
        file($0.rawValue, "Front matter of a page in Content/\($0.rawValue)/", ContentContract.keys(of: $0))
      }
      + [
        file(
          Section.routesFolder, "Front matter of a rule in Content/\(Section.routesFolder)/", ContentContract.routeKeys)
      ]
  }

  private static func file(_ name: String, _ title: String, _ keys: [FieldDescription]) -> SourceFile {
    var json = JSONText()
    json.object {
      $0.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      $0.member("title", title)
      $0.record(keys)
    }
    return SourceFile(path: "schemas/\(name).schema.json", bytes: json.bytes + [10])
  }

  /// The expressions of ECMA 262 for what the readers check in Swift.
  fileprivate enum Pattern {
    static let notEmpty = #"\S"#
    static let date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    static let days = "^0*[1-9][0-9]{0,3} +days?$"
    static let slug = "^[a-z0-9]+(-[a-z0-9]+)*$"
    static let sitePath = "^(/[a-z0-9]+(-[a-z0-9]+)*)+/$"
    static let webAddress = #"^[Hh][Tt][Tt][Pp][Ss]://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?([/?#][^\s\\]*)?$"#
  }
}

extension JSONText {
  /// The members that describe a mapping.
  fileprivate mutating func record(_ keys: [FieldDescription]) {
    member("type", "object")
    member("additionalProperties", false)
    array("required") { names in
      for key in keys where key.isRequired { names.text(key.key) }
    }
    object("properties") { properties in
      for key in keys {
        properties.newline()
        properties.object(key.key) {
          $0.member("description", key.about)
          $0.type(key.type)
        }
      }
    }
  }

  private mutating func type(_ type: FieldType) {
    switch type {
    case .text:
      array("type") { types in
        for name in ["string", "number", "boolean"] { types.text(name) }
      }
      member("pattern", ContentSchema.Pattern.notEmpty)
    case .date:
      string(ContentSchema.Pattern.date)
      member("format", "date")
    case .days: string(ContentSchema.Pattern.days)
    case .webAddress: string(ContentSchema.Pattern.webAddress)
    case .sitePath: string(ContentSchema.Pattern.sitePath)
    case .slug: string(ContentSchema.Pattern.slug)
    case .flag: member("type", "boolean")
    case .number(let range):
      member("type", "integer")
      member("minimum", range.lowerBound)
      member("maximum", range.upperBound)
    case .choice(let names):
      array("enum") { values in
        for name in names { values.text(name) }
      }
    case .list(let item, let isNeeded):
      member("type", "array")
      member("uniqueItems", true)
      if isNeeded { member("minItems", 1) }
      object("items") { $0.type(item) }
    case .record(let keys): record(keys)
    case .table(let value):
      member("type", "object")
      object("additionalProperties") { $0.type(value) }
    }
  }

  private mutating func string(_ pattern: String) {
    member("type", "string")
    member("pattern", pattern)
  }
}
