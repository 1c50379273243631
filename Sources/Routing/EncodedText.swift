// SPDX-License-Identifier: Apache-2.0
// Characters that are written as something else: references in HTML, escapes in JSON and scripts, encoded bytes in addresses.

enum EncodedText {
  /// The character that begins at a place, where it is written as something else.
  ///
  /// - Returns: its UTF-8 bytes and how many bytes it is written with; nil where it is written as it is.
  static func character(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> (character: Unicode.Scalar, length: Int)? {
    switch bytes[start] {
    case UInt8(ascii: "&"): reference(at: start, in: bytes, end: end)
    case UInt8(ascii: "%"): encodedByte(at: start, in: bytes, end: end)
    case UInt8(ascii: "\\"): escape(at: start, in: bytes, end: end)
    default: unencoded(at: start, in: bytes, end: end)
    }
  }

  private static func encodedByte(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> (character: Unicode.Scalar, length: Int)? {
    guard start + 2 < end, let high = bytes[start + 1].hexValue, let low = bytes[start + 2].hexValue, high < 8 else {
      return nil
    }
    return (Unicode.Scalar(high << 4 | low), 3)
  }

  /// `\u0062`, `\x62`, and `\/`.
  private static func escape(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> (character: Unicode.Scalar, length: Int)? {
    guard start + 1 < end else { return nil }
    if bytes[start + 1] == UInt8(ascii: "/") { return ("/", 2) }
    let digits = bytes[start + 1] == UInt8(ascii: "u") ? 4 : bytes[start + 1] == UInt8(ascii: "x") ? 2 : 0
    guard digits > 0, start + 2 + digits <= end else { return nil }
    var value: UInt32 = 0
    for index in start + 2..<start + 2 + digits {
      guard let digit = bytes[index].hexValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return Unicode.Scalar(value).map { ($0, 2 + digits) }
  }

  /// Characters beyond ASCII that stand between words, or that show nothing: the rest are letters, byte by byte.
  private static func unencoded(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> (character: Unicode.Scalar, length: Int)? {
    if bytes[start] == 0xC2, start + 1 < end, 0x80...0xBF ~= bytes[start + 1] {
      return (Unicode.Scalar(bytes[start + 1]), 2)
    }
    guard bytes[start] == 0xE2, start + 2 < end else { return nil }
    let value = 0x2000 | UInt32(bytes[start + 1] & 0x3F) << 6 | UInt32(bytes[start + 2] & 0x3F)
    return Unicode.Scalar(value).map { ($0, 3) }
  }

  private static func reference(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> (character: Unicode.Scalar, length: Int)? {
    guard start + 2 < end else { return nil }
    if bytes[start + 1] == UInt8(ascii: "#") { return number(at: start, in: bytes, end: end) }
    for (name, character) in names where start + 1 + name.count <= end {
      guard bytes[start + 1..<start + 1 + name.count].elementsEqual(name) else { continue }
      let hasEnd = start + 1 + name.count < end && bytes[start + 1 + name.count] == UInt8(ascii: ";")
      return (character, 1 + name.count + (hasEnd ? 1 : 0))
    }
    return nil
  }

  private static func number(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> (character: Unicode.Scalar, length: Int)? {
    var index = start + 2
    let isHex = index < end && bytes[index] | 0x20 == UInt8(ascii: "x")
    if isHex { index += 1 }
    let first = index
    var value: UInt32 = 0
    while index < end, let digit = isHex ? bytes[index].hexValue : bytes[index].isDigit ? bytes[index] - 48 : nil {
      value = min(value, 0xFF_FFFF) * (isHex ? 16 : 10) + UInt32(digit)
      index += 1
    }
    guard index > first, let character = Unicode.Scalar(value) else { return nil }
    if index < end, bytes[index] == UInt8(ascii: ";") { index += 1 }
    return (character, index - start)
  }

  /// Those that an address or a word can be hidden with.
  private static let names: [([UInt8], Unicode.Scalar)] = [
    ("amp", "&"), ("colon", ":"), ("sol", "/"), ("bsol", "\\"), ("period", "."), ("Tab", "\t"), ("NewLine", "\n"),
    ("commat", "@"), ("percnt", "%"), ("num", "#"), ("quest", "?"), ("equals", "="), ("shy", "\u{AD}"),
    ("ZeroWidthSpace", "\u{200B}"), ("nbsp", "\u{A0}"), ("lowbar", "_"), ("hyphen", "-"), ("dash", "-"),
    ("quot", "\""), ("apos", "'"), ("lt", "<"), ("gt", ">"),
  ].map { (Array($0.0.utf8), $0.1) }

  /// A text without references and escapes; encoded bytes of addresses stay, for they belong to the address.
  static func decoded(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var plain: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\\"),
        let (character, length) = character(at: index, in: bytes, end: range.upperBound)
      {
        text.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
        plain = []
        text.append(character)
        index += length
      } else {
        plain.append(byte)
        index += 1
      }
    }
    text.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
    return String(text)
  }
}
