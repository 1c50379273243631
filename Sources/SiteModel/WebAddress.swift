// SPDX-License-Identifier: Apache-2.0

/// An address on the web that a page may lead to: `https://`, a host, and the rest.
///
/// Narrower than what browsers accept: no user name, no space or control character, a host of letters, digits, dots and
/// hyphens.
public struct WebAddress: Equatable, Sendable {
  public let host: String
  /// Path, query and fragment; empty where the address ends with the host.
  public let rest: String

  private static let scheme = "https://"

  public init?(_ text: String) {
    guard text.lowercased().hasPrefix(WebAddress.scheme) else { return nil }
    let afterScheme = text.dropFirst(WebAddress.scheme.count)
    let authority = afterScheme.prefix { !"/?#".contains($0) }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0]
    let isHost =
      name.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      }
    guard !name.isEmpty, isHost, name.first != ".", name.first != "-" else { return nil }
    if parts.count == 2 {
      guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
        return nil
      }
    }
    rest = String(afterScheme.dropFirst(authority.count))
    guard rest.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }) else { return nil }
    host = String(authority)
  }
}
