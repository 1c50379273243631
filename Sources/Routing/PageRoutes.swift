// SPDX-License-Identifier: Apache-2.0
// What the proof has to know of one finished file: kept between builds, because most pages do not change. Offsets are bytes of
// the finished file, so they say what stands before what.

/// The conversion links of a finished file, what it explains, and words that it may not use.
public struct PageRoutes: Equatable, Sendable {
  /// Whether search engines may list it.
  public var isIndexed: Bool
  /// Links to conversion targets, of whatever form, in the order of the file.
  public var conversions: [ConversionLink] = []
  /// What shows that something is explained, in the order of the file.
  public var evidence: [Evidence] = []
  /// Links to the site's own pages of destinations, earlier addresses among them.
  public var destinationLinks: [DestinationLink] = []
  /// Links that lead elsewhere than they may.
  public var strayLinks: [StrayLink] = []
  public var words: [WordHit] = []

  public init(isIndexed: Bool = true) {
    self.isIndexed = isIndexed
  }

  /// Whether the proof has nothing to look at here: so it is for nearly every page.
  public var isPlain: Bool {
    conversions.isEmpty && destinationLinks.isEmpty && strayLinks.isEmpty && words.isEmpty
  }
}

/// A link to a conversion target.
public struct ConversionLink: Equatable, Sendable {
  /// In what it stands: `a href`, `form action`, `text`, `script`, `comment`.
  public let form: String
  public let address: String
  public let offset: Int
  public let line: Int
  /// The destination that it says it is: the value of its `data-go`.
  public let go: String?
  /// The words of `rel`, in lower case.
  public let rel: [String]
  /// Whether its address is that of the destination that it says it is.
  public let isDeclared: Bool
  /// How many characters of text stand between the destination's disclosure and the link; nil where it is not before it.
  public let disclosureDistance: Int?

  public init(
    form: String, address: String, offset: Int, line: Int, go: String? = nil, rel: [String] = [],
    isDeclared: Bool = false, disclosureDistance: Int? = nil
  ) {
    self.form = form
    self.address = address
    self.offset = offset
    self.line = line
    self.go = go
    self.rel = rel
    self.isDeclared = isDeclared
    self.disclosureDistance = disclosureDistance
  }
}

/// Something in a section about a gate that makes it an explanation.
public struct Evidence: Equatable, Sendable {
  public let gate: String
  /// The fact that the section shows; nil where it says that something is unknown.
  public let fact: String?
  public let offset: Int

  public init(gate: String, fact: String?, offset: Int) {
    self.gate = gate
    self.fact = fact
    self.offset = offset
  }
}

public struct DestinationLink: Equatable, Sendable {
  /// The address, without a part: `/start/sign-up/`.
  public let url: String
  public let offset: Int
  public let line: Int

  public init(url: String, offset: Int, line: Int) {
    self.url = url
    self.offset = offset
    self.line = line
  }
}

/// A link that leads elsewhere than it may.
public struct StrayLink: Equatable, Sendable {
  public enum Reason: String, Sendable {
    /// Its host only looks like that of a target, or hides the real one.
    case lookAlike
    /// Neither a source nor a destination of the site.
    case undeclared
    /// A page of this site with its host before it: such a link would not be seen as one of the site's own.
    case own
  }

  public let address: String
  public let reason: Reason
  public let line: Int

  public init(address: String, reason: Reason, line: Int) {
    self.address = address
    self.reason = reason
    self.line = line
  }
}

/// Words that the settings or a rule forbid.
public struct WordHit: Equatable, Sendable {
  public enum Kind: String, Sendable {
    /// The site's wording list.
    case wording
    /// An invitation in the words of a link to a destination.
    case call
    /// A limit of some rule, which counts on the page that it leads to.
    case limit
  }

  public let phrase: String
  public let kind: Kind
  /// Whether somebody else's words are shown: inside a quotation.
  public let isQuoted: Bool
  public let line: Int

  public init(phrase: String, kind: Kind, isQuoted: Bool, line: Int) {
    self.phrase = phrase
    self.kind = kind
    self.isQuoted = isQuoted
    self.line = line
  }
}
