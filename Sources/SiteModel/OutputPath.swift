// SPDX-License-Identifier: Apache-2.0

/// The path of a file in the output, from its root.
///
/// Contained by construction: one or more parts joined by single slashes; no part is empty, `.` or `..`; no NUL, no control
/// character, no backslash; at most 255 bytes a part and 1,024 in all. Two paths that differ only by case are one and the
/// same place on some file systems, so whoever collects paths compares their `folded` forms.
public struct OutputPath: Hashable, Sendable {
  public let text: String

  /// - Returns: nil where the text is no such path.
  public init?(_ text: String) {
    // By bytes: a site has tens of thousands of paths.
    var length = 0
    var dots = 0
    var total = 0
    for byte in text.utf8 {
      total += 1
      if byte == UInt8(ascii: "/") {
        guard length > 0, !(dots == length && length <= 2) else { return nil }
        (length, dots) = (0, 0)
        continue
      }
      guard byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "\\") else { return nil }
      length += 1
      dots += byte == UInt8(ascii: ".") ? 1 : 0
      guard length <= 255, total <= 1024 else { return nil }
    }
    guard length > 0, !(dots == length && length <= 2), total <= 1024 else { return nil }
    self.text = text
  }

  init(page: PagePath) {
    text =
      switch page {
      case .home: "index.html"
      case .notFound: "404.html"
      default: "\(page.text)/index.html"
      }
  }

  /// A path that this program itself spells.
  public init(known text: StaticString) {
    self.init("\(text)")!
  }

  /// The form in which file systems that ignore case compare it.
  public var folded: String { text.lowercased() }

  /// Whether it is plain enough to be its own folded form: no capital letter, nothing beyond ASCII.
  public var isFolded: Bool { text.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) } }

  /// The folders above it, outermost first: `a`, `a/b` for `a/b/c`.
  public var folders: [String] {
    var folders: [String] = []
    for index in text.utf8.indices where text.utf8[index] == UInt8(ascii: "/") {
      folders.append(String(text[..<index]))
    }
    return folders
  }

  /// The address from the site's root; a folder's index is the folder.
  public var url: String {
    if text == "index.html" { return "/" }
    guard text.hasSuffix("/index.html") else { return "/\(text)" }
    return "/\(text[..<text.utf8.index(text.utf8.endIndex, offsetBy: -"index.html".utf8.count)])"
  }
}

extension OutputPath: Comparable {
  public static func < (left: OutputPath, right: OutputPath) -> Bool { left.text < right.text }
}
