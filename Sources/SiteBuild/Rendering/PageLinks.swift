// SPDX-License-Identifier: Apache-2.0
// What a finished page offers to links and asks of them, read from its bytes: whatever wrote a link, text, layout or engine,
// it is seen here.

import Glibc
import SiteModel

struct PageLinks: Equatable, Sendable {
  /// Names of parts, in the order of the page; a second one of a name is a fault.
  let anchors: [String]
  /// Addresses of this site that the page names, each once, sorted: `/guides/x/`, `/guides/x/#part`, `#part`.
  let targets: [String]

  init(anchors: [String], targets: [String]) {
    self.anchors = anchors
    self.targets = targets
  }

  /// Attributes that hold an address, and the one that names a part.
  private enum Attribute {
    case address, anchor
  }

  init(in html: [UInt8]) {
    var anchors: [String] = []
    var targets: [String] = []
    html.withUnsafeBufferPointer { bytes in
      var addresses: [UnsafeBufferPointer<UInt8>] = []
      var position = 0
      // Every attribute is written name="value": text never holds a bare quotation mark.
      while let equals = PageLinks.next(UInt8(ascii: "="), in: bytes, from: position) {
        position = equals + 1
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { continue }
        let start = position + 1
        guard let end = PageLinks.next(UInt8(ascii: "\""), in: bytes, from: start) else { break }
        position = end + 1
        guard end > start else { continue }
        let value = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if PageLinks.isNamed("id", bytes, before: equals) {
          anchors.append(PageLinks.text(value))
        } else if value[0] == UInt8(ascii: "/") && !(value.count > 1 && value[1] == UInt8(ascii: "/"))
          || value[0] == UInt8(ascii: "#") && PageLinks.isNamed("href", bytes, before: equals)
        {
          addresses.append(value)
        }
      }
      targets = PageLinks.targets(addresses)
    }
    self.init(anchors: anchors, targets: targets)
  }

  /// Each address once, sorted. A page names most of its addresses more than once, so bytes are compared before texts are made.
  private static func targets(_ addresses: [UnsafeBufferPointer<UInt8>]) -> [String] {
    // Where one can be written in two ways, and beyond ASCII, only texts tell.
    guard addresses.allSatisfy({ $0.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "&") } }) else {
      return Set(addresses.map(text)).sorted()
    }
    var targets: [String] = []
    var last: UnsafeBufferPointer<UInt8>?
    for address in addresses.sorted(by: { order($0, $1) < 0 }) {
      if let last, order(last, address) == 0 { continue }
      last = address
      targets.append(text(address))
    }
    return targets
  }

  /// By their bytes, as texts of ASCII are: less than, equal to or more than 0.
  private static func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    let common = Int(memcmp(left.baseAddress!, right.baseAddress!, min(left.count, right.count)))
    return common != 0 ? common : left.count - right.count
  }

  private static func next(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private static func isNamed(_ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, before equals: Int) -> Bool {
    let count = name.utf8CodeUnitCount
    guard equals > count, bytes[equals - count - 1] == UInt8(ascii: " ") || bytes[equals - count - 1] == 10 else {
      return false
    }
    return name.withUTF8Buffer { $0.elementsEqual(bytes[equals - count..<equals]) }
  }

  /// Of the references that an address can hold, only that of the ampersand is written by this program.
  private static func text(_ value: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: value, as: UTF8.self)
    return value.contains(UInt8(ascii: "&")) ? text.replacing("&amp;", with: "&") : text
  }
}

extension PageLinks: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(anchors: try reader.list(ByteReader.readText), targets: try reader.list(ByteReader.readText))
  }

  func write(to writer: inout ByteWriter) {
    writer.list(anchors) { $0.text($1) }
    writer.list(targets) { $0.text($1) }
  }
}
