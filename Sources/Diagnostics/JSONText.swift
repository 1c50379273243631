// SPDX-License-Identifier: Apache-2.0

/// JSON (RFC 8259) in the order in which it is said: objects keep the order of their members, so equal values give equal bytes.
///
/// `<` is written as an escape, so that the text can stand in a `script` element.
public struct JSONText: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public mutating func object(_ members: (inout JSONText) -> Void) {
    enclose("{", members, "}")
  }

  public mutating func array(_ items: (inout JSONText) -> Void) {
    enclose("[", items, "]")
  }

  public mutating func object(_ key: String, _ members: (inout JSONText) -> Void) {
    self.key(key)
    object(members)
  }

  public mutating func array(_ key: String, _ items: (inout JSONText) -> Void) {
    self.key(key)
    array(items)
  }

  public mutating func member(_ key: String, _ value: String) {
    self.key(key)
    text(value)
  }

  public mutating func member(_ key: String, _ value: Int) {
    self.key(key)
    number(value)
  }

  public mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    separate()
    bytes += (value ? "true" : "false").utf8
    needsComma = true
  }

  public mutating func number(_ value: Int) {
    separate()
    bytes += String(value).utf8
    needsComma = true
  }

  public mutating func text(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  /// A break in a long list, for people who read the file.
  public mutating func newline() {
    if needsComma {
      bytes.append(UInt8(ascii: ","))
      needsComma = false
    }
    bytes.append(10)
  }

  private mutating func key(_ key: String) {
    separate()
    quote(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func enclose(_ open: Unicode.Scalar, _ inside: (inout JSONText) -> Void, _ close: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    inside(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func quote(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      // What needs no escape is copied in runs.
      var start = 0
      for (index, byte) in utf8.enumerated() where JSONText.isEscaped(byte) {
        bytes.append(contentsOf: utf8[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 10: bytes += "\\n".utf8
    default: bytes += "\\u00".utf8 + [JSONText.digit(byte >> 4), JSONText.digit(byte & 15)]
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
