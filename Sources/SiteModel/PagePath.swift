// SPDX-License-Identifier: Apache-2.0

/// Where a page lives on the site: the empty path for the home page, else `section/slug`.
public struct PagePath: Hashable, Sendable {
  /// Without slashes at the ends: `guides/face-verification`.
  public let text: String

  public static let home = PagePath(unchecked: "")
  /// The page that a server shows where there is none.
  public static let notFound = PagePath(unchecked: "404")

  public init(section: Section, slug: Slug) {
    self.init(unchecked: "\(section.rawValue)/\(slug.text)")
  }

  /// Reads `section/slug`.
  public init?(_ text: String) {
    // By bytes, as everything here: a site has tens of thousands of paths. A slug holds no slash.
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")), Section(rawValue: String(text[..<slash])) != nil,
      Slug(String(text[text.utf8.index(after: slash)...])) != nil
    else { return nil }
    self.init(unchecked: text)
  }

  /// Reads what `text` gives: the paths of the two pages that lie in no section, too.
  public init?(anyPage text: String) {
    switch text {
    case PagePath.home.text: self = .home
    case PagePath.notFound.text: self = .notFound
    default: self.init(text)
    }
  }

  private init(unchecked text: String) {
    self.text = text
  }

  /// The page's address from the site's root: `/guides/face-verification/`.
  public var url: String {
    switch self {
    case .home: "/"
    case .notFound: "/404.html"
    default: "/\(text)/"
    }
  }

  /// The page's file in the output: `guides/face-verification/index.html`.
  public var outputFile: OutputPath { OutputPath(page: self) }

  /// The section that the page lies in; nil for the home page and the page of what is not found.
  public var section: Section? {
    text.utf8.firstIndex(of: UInt8(ascii: "/")).flatMap { Section(rawValue: String(text[..<$0])) }
  }

  /// The last part: `face-verification`; empty for the home page.
  public var slug: String {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[text.utf8.index(after: $0)...]) } ?? text
  }
}

extension PagePath: Comparable {
  public static func < (left: PagePath, right: PagePath) -> Bool { left.text < right.text }
}

/// One part of an address: lower-case letters, digits and single hyphens between them.
///
/// Nothing else can be written, so no address needs encoding, none climbs out of its folder, and two never differ by case.
public struct Slug: Hashable, Sendable {
  public let text: String

  public init?(_ text: String) {
    var previous = UInt8(ascii: "-")
    for byte in text.utf8 {
      let isWord = (97...122).contains(byte) || (48...57).contains(byte)
      guard isWord || (byte == UInt8(ascii: "-") && previous != byte) else { return nil }
      previous = byte
    }
    guard previous != UInt8(ascii: "-") else { return nil }
    self.text = text
  }
}
