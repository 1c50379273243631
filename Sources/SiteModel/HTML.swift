// SPDX-License-Identifier: Apache-2.0

/// Text that is HTML already: every part of it was written by the engine or escaped on its way in.
///
/// This type is what keeps escaping honest: a template inserts `HTML` as it is and escapes everything else, so there is no
/// way to ask for "unescaped" in a template.
public struct HTML: Equatable, Sendable {
  public var bytes: [UInt8]

  /// Takes bytes that the caller answers for.
  public init(trusted bytes: [UInt8]) {
    self.bytes = bytes
  }

  public init(trusted text: String) {
    bytes = Array(text.utf8)
  }

  public init(escaping text: String) {
    bytes = []
    bytes.appendEscaped(text)
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension [UInt8] {
  /// Appends text so that it means itself in HTML content and in quoted attribute values.
  ///
  /// The one escaper of the generator. `&`, `<`, `>` and both quotes become references.
  public mutating func appendEscaped(_ text: String) {
    var text = text
    text.withUTF8 { appendEscaped($0) }
  }

  /// Appends UTF-8 bytes so that they mean themselves in HTML content and in quoted attribute values.
  public mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for (index, byte) in bytes.enumerated() {
      let reference: StaticString
      switch byte {
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      case UInt8(ascii: "\""): reference = "&quot;"
      case UInt8(ascii: "'"): reference = "&#39;"
      default: continue
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      append(contentsOf: UnsafeBufferPointer(start: reference.utf8Start, count: reference.utf8CodeUnitCount))
      start = index + 1
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
  }
}
