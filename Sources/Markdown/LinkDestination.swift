// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// What a link's destination is, after the allow-list: whatever is not listed is refused.
enum LinkDestination: Equatable {
  case reference(Reference)
  /// `https:` or `mailto:`.
  case external
  /// A heading of the same page, without the hash.
  case anchor(String)
  /// A path that names no type: `/guides/x`, `../x`, `x.html`.
  case untyped
  case unsafe(scheme: String)

  init(_ destination: UnsafeBufferPointer<UInt8>) {
    if destination.first == UInt8(ascii: "#") {
      self = .anchor(String(decoding: destination.dropFirst(), as: UTF8.self))
      return
    }
    // A colon after one of / ? # does not end a scheme.
    let end = destination.firstIndex {
      $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
    }
    guard let end, destination[end] == UInt8(ascii: ":") else {
      self = destination.starts(with: "//".utf8) ? .unsafe(scheme: "//") : .untyped
      return
    }
    let scheme = destination[..<end]
    if let known = LinkDestination.referenceScheme(scheme) {
      self = .reference(Reference(known, String(decoding: destination[(end + 1)...], as: UTF8.self)))
    } else if LinkDestination.key(scheme) == LinkDestination.mailto
      || WebAddress(String(decoding: destination, as: UTF8.self)) != nil
    {
      self = .external
    } else {
      self = .unsafe(scheme: String(decoding: scheme, as: UTF8.self).lowercased())
    }
  }

  private static func referenceScheme(_ scheme: Slice<UnsafeBufferPointer<UInt8>>) -> Reference.Scheme? {
    guard let key = key(scheme) else { return nil }
    return schemes.first { $0.key == key }?.scheme
  }

  private static let schemes = Reference.Scheme.allCases.map { (key: key(Array($0.rawValue.utf8)), scheme: $0) }
  private static let mailto = key(Array("mailto".utf8))

  /// Up to eight ASCII letters in lower case as one number; nil for what cannot be one of the schemes here.
  private static func key(_ scheme: some Collection<UInt8>) -> UInt64? {
    guard 1...8 ~= scheme.count else { return nil }
    var key: UInt64 = 0
    for byte in scheme {
      guard UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20, byte < 0x80 else { return nil }
      key = key << 8 | UInt64(byte | 0x20)
    }
    return key
  }
}
