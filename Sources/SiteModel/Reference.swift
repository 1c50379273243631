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
    // By bytes: this runs for every link of every page.
    guard let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")) else {
      target = text
      anchor = nil
      return
    }
    target = String(text[..<hash])
    anchor = String(text[text.utf8.index(after: hash)...])
  }

  init(_ scheme: Scheme, target: String, anchor: String?) {
    self.scheme = scheme
    self.target = target
    self.anchor = anchor
  }

  /// The section in which the target is a name; nil where the target is a whole path.
  public var section: Section? {
    switch scheme {
    case .check: .checks
    case .term: .glossary
    case .faq: .faq
    case .fact: .facts
    case .go: .start
    case .page: nil
    }
  }

  /// The path of the page that it leads to, whether or not there is one.
  public var pagePath: String {
    section.map { "\($0.rawValue)/\(target)" } ?? target
  }
}
