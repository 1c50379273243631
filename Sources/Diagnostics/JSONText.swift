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
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes += [UInt8(ascii: "\\"), byte]
      case 10: bytes += "\\n".utf8
      case ..<0x20, UInt8(ascii: "<"), 0x7F:
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
