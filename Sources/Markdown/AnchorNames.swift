// SPDX-License-Identifier: Apache-2.0

/// Makes the names of a page's headings.
struct AnchorNames {
  private var used: Set<String> = []
  /// The number to try next for words that were there before.
  private var nextNumber: [String: Int] = [:]

  /// Letters and digits of the words, lower case, everything else one hyphen; a number makes it unique.
  mutating func name(for words: [UInt8]) -> String {
    let slug = AnchorNames.slug(words)
    if used.insert(slug).inserted { return slug }
    var number = nextNumber[slug] ?? 2
    while !used.insert("\(slug)-\(number)").inserted { number += 1 }
    nextNumber[slug] = number + 1
    return "\(slug)-\(number)"
  }

  private static func slug(_ words: [UInt8]) -> String {
    guard words.allSatisfy({ $0 < 0x80 }) else { return slug(String(decoding: words, as: UTF8.self)) }
    var slug: [UInt8] = []
    slug.reserveCapacity(words.count)
    for byte in words {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): slug.append(byte)
      case UInt8(ascii: "'"): break
      default: if let last = slug.last, last != UInt8(ascii: "-") { slug.append(UInt8(ascii: "-")) }
      }
    }
    while slug.last == UInt8(ascii: "-") { slug.removeLast() }
    return slug.isEmpty ? "section" : String(decoding: slug, as: UTF8.self)
  }

  private static func slug(_ words: String) -> String {
    var slug = ""
    for character in words.lowercased() {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if character != "'" && character != "’" && slug.last != "-" && !slug.isEmpty {
        slug.append("-")
      }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? "section" : slug
  }
}
