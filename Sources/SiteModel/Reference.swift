// SPDX-License-Identifier: Apache-2.0

/// A link in prose whose scheme says what it means: `check:light-balance`, `term:kyc`, `page:guides/face-verification`.
public struct Reference: Hashable, Sendable {
  public enum Scheme: String, CaseIterable, Sendable {
    /// A check of the core's catalogue.
    case check
    /// A term of the glossary.
    case term
    /// An entry of the FAQ.
    case faq
    /// A page, by section and slug.
    case page
    /// A fact that is kept once.
    case fact
    /// A destination of the routing rules.
    case go
  }

  public let scheme: Scheme
  public let target: String
  /// The heading of the target that is meant, without the hash.
  public let anchor: String?

  /// - Parameter text: the name of what is meant, with `#anchor` behind it or not.
  public init(_ scheme: Scheme, _ text: String) {
    self.scheme = scheme
    let hash = text.firstIndex(of: "#")
    target = String(text[..<(hash ?? text.endIndex)])
    anchor = hash.map { String(text[text.index(after: $0)...]) }
  }

  /// The path of the page that it leads to, whether or not there is one.
  public var pagePath: String {
    switch scheme {
    case .check: "checks/\(target)"
    case .term: "glossary/\(target)"
    case .faq: "faq/\(target)"
    case .fact: "facts/\(target)"
    case .go: "start/\(target)"
    case .page: target
    }
  }
}
