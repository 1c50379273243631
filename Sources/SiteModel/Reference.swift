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

  public init(_ scheme: Scheme, _ target: String) {
    self.scheme = scheme
    self.target = target
  }
}
