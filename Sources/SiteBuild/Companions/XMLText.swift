// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// XML as it is said, one element a line. Text is escaped by the same rule as HTML's, whose references XML shares but for that
/// of the apostrophe, which is written as a number.
struct XMLText {
  private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

  mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    tag(name, attributes, end: ">\n")
  }

  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    tag(name, attributes, end: "/>\n")
  }

  mutating func close(_ name: String) {
    bytes += "</\(name)>\n".utf8
  }

  mutating func element(_ name: String, _ text: String) {
    bytes += "<\(name)>".utf8
    bytes.appendEscaped(text)
    close(name)
  }

  private mutating func tag(_ name: String, _ attributes: KeyValuePairs<String, String>, end: String) {
    bytes += "<\(name)".utf8
    for (key, value) in attributes {
      bytes += " \(key)=\"".utf8
      bytes.appendEscaped(value)
      bytes += "\"".utf8
    }
    bytes += end.utf8
  }
}
