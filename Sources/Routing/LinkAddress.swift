// SPDX-License-Identifier: Apache-2.0
// An address as a browser understands it (WHATWG URL), not as it is written: tabs inside it, backslashes, other cases, encoded
// letters, user names before the host, ports and dots behind it change nothing about where it leads.

/// Where a link leads.
struct LinkAddress: Equatable {
  enum Place: Equatable {
    /// A page on the web.
    case web
    /// Another scheme: `mailto`, `javascript`, an app's own.
    case scheme(String)
    /// An address that is read from the page that it stands on.
    case relative
  }

  let place: Place
  /// In lower case, without port, user name and dots at the end; Unicode where it was Punycode. Empty for other schemes.
  let host: String
  /// The parts of the path, decoded and in lower case; `..` is resolved.
  let path: [String]
  let hasQuery: Bool
  /// Whether something before an `@` pretends to be the host.
  let hasCredentials: Bool

  init(_ text: String) {
    let bytes = Array(text.utf8).filter { $0 != 9 && $0 != 10 && $0 != 13 }.trimmed
    let (scheme, rest) = LinkAddress.scheme(of: bytes)
    let slashes = rest.prefix { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.count
    let isWeb = scheme == "http" || scheme == "https" || scheme == "ws" || scheme == "wss" || scheme == "ftp"
    guard isWeb || scheme == nil && slashes >= 2 else {
      place = scheme.map(Place.scheme) ?? .relative
      (host, path, hasQuery, hasCredentials) = ("", [], false, false)
      return
    }
    let afterSlashes = rest.dropFirst(slashes)
    let authority = afterSlashes.prefix { !"/\\?#".utf8.contains($0) }
    let name = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
    place = .web
    hasCredentials = name.count < authority.count
    host = LinkAddress.host(name)
    let tail = afterSlashes.dropFirst(authority.count)
    let encodedPath = tail.prefix { !"?#".utf8.contains($0) }
    path = LinkAddress.parts(of: encodedPath)
    hasQuery = tail.dropFirst(encodedPath.count).first == UInt8(ascii: "?")
  }

  private static func scheme(of bytes: [UInt8]) -> (String?, ArraySlice<UInt8>) {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, bytes[0].isLetter,
      bytes[..<colon].allSatisfy({ $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) })
    else { return (nil, bytes[...]) }
    return (String(decoding: bytes[..<colon], as: UTF8.self).lowercased(), bytes[(colon + 1)...])
  }

  private static func host(_ name: ArraySlice<UInt8>) -> String {
    let decoded = String(decoding: Array(name).percentDecoded, as: UTF8.self)
    // What browsers take for a dot, and what they take out.
    let dotted = decoded.unicodeScalars.map { "\u{3002}\u{FF0E}\u{FF61}".unicodeScalars.contains($0) ? "." : $0 }
      .filter { $0.value != 0xAD && !(0x200B...0x200F ~= $0.value) && $0.value != 0x2060 }
    let wide = dotted.map { scalar in
      0xFF01...0xFF5E ~= scalar.value ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    }
    let text = String(String.UnicodeScalarView(wide)).lowercased()
    let withoutPort = text.prefix { $0 != ":" }
    return withoutPort.split(separator: ".").map { Punycode.decoded(label: String($0)) }.joined(separator: ".")
  }

  private static func parts(of path: ArraySlice<UInt8>) -> [String] {
    let parts = Array(path).percentDecoded.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    var kept: [String] = []
    for part in parts {
      switch String(decoding: part, as: UTF8.self).lowercased() {
      case ".": continue
      case "..": _ = kept.popLast()
      case let name: kept.append(name)
      }
    }
    return kept
  }
}

extension [UInt8] {
  /// Without control characters and spaces at both ends.
  fileprivate var trimmed: [UInt8] {
    Array(drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
  }

  /// Every `%41` as the byte that it stands for, once.
  var percentDecoded: [UInt8] {
    guard contains(UInt8(ascii: "%")) else { return self }
    var decoded: [UInt8] = []
    var index = 0
    while index < count {
      if self[index] == UInt8(ascii: "%"), index + 2 < count, let high = self[index + 1].hexValue,
        let low = self[index + 2].hexValue
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(self[index])
        index += 1
      }
    }
    return decoded
  }
}

extension UInt8 {
  var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  var hexValue: UInt8? {
    if isDigit { return self - UInt8(ascii: "0") }
    let letter = self | 0x20
    return UInt8(ascii: "a")...UInt8(ascii: "f") ~= letter ? letter - UInt8(ascii: "a") + 10 : nil
  }
}

/// Labels of hosts with letters beyond ASCII (RFC 3492).
enum Punycode {
  /// - Returns: the label itself where it is not encoded, or wrongly.
  static func decoded(label: String) -> String {
    guard label.hasPrefix("xn--") else { return label }
    let text = Array(label.utf8.dropFirst(4))
    let split = text.lastIndex(of: UInt8(ascii: "-"))
    var scalars = (split.map { text[..<$0] } ?? []).map { Unicode.Scalar($0) }
    var (code, place, bias) = (128, 0, 72)
    var position = split.map { $0 + 1 } ?? 0
    while position < text.count {
      let before = place
      var (weight, step) = (1, 36)
      while true {
        guard position < text.count, let digit = digit(text[position]), weight < 1 << 30 else { return label }
        position += 1
        place += digit * weight
        let threshold = min(max(step - bias, 1), 26)
        if digit < threshold { break }
        weight *= 36 - threshold
        step += 36
      }
      let count = scalars.count + 1
      bias = adapted(place - before, count, isFirst: before == 0)
      code += place / count
      place %= count
      guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return label }
      scalars.insert(scalar, at: place)
      place += 1
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func digit(_ byte: UInt8) -> Int? {
    if byte.isDigit { return Int(byte - UInt8(ascii: "0")) + 26 }
    return byte.isLetter ? Int((byte | 0x20) - UInt8(ascii: "a")) : nil
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var step = 0
    while delta > 455 {
      delta /= 35
      step += 36
    }
    return step + 36 * delta / (delta + 38)
  }
}
