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

  init(_ destination: String) {
    if destination.first == "#" {
      self = .anchor(String(destination.dropFirst()))
      return
    }
    guard let colon = destination.firstIndex(of: ":"),
      !destination[..<colon].contains(where: { $0 == "/" || $0 == "?" || $0 == "#" })
    else {
      self = destination.hasPrefix("//") ? .unsafe(scheme: "//") : .untyped
      return
    }
    let scheme = destination[..<colon].lowercased()
    if let known = Reference.Scheme(rawValue: scheme) {
      self = .reference(Reference(known, String(destination[destination.index(after: colon)...])))
    } else if scheme == "mailto" || WebAddress(destination) != nil {
      self = .external
    } else {
      self = .unsafe(scheme: scheme)
    }
  }
}
