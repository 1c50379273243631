// SPDX-License-Identifier: Apache-2.0

/// The exchanges that a site writes about, ready to be found in texts: as whole words, in capitals or small letters.
public struct Platforms: Sendable {
  private let names: [Name]
  /// Letters of which a text holds one where it names a platform, each eight times.
  private let marks: [UInt64]
  private let longest: Int

  private struct Name: Sendable {
    let text: String
    /// With small letters.
    let bytes: [UInt8]
    /// The place of its rarest letter, which is looked for first.
    let markIndex: Int
  }

  public static let none = Platforms([])

  public init(_ names: [String]) {
    self.names = names.filter { !$0.isEmpty }.map { text in
      let bytes = text.utf8.map(Platforms.folded)
      let markIndex = bytes.indices.max { Platforms.rarity(of: bytes[$0]) < Platforms.rarity(of: bytes[$1]) }
      return Name(text: text, bytes: bytes, markIndex: markIndex ?? 0)
    }
    let letters = Set(self.names.map { $0.bytes[$0.markIndex] | 0x20 })
    longest = self.names.map(\.bytes.count).max() ?? 0
    marks = letters.sorted().map { UInt64($0) &* 0x0101_0101_0101_0101 }
  }

  /// Whether a text names one of them.
  public func areNamed(in text: ArraySlice<UInt8>) -> Bool { firstNamed(in: text) != nil }

  /// Letters of English text, the most frequent first; whatever else is in a name is rarer.
  private static let frequent = Array("etaoinshrdlcumwfgypbvkjxqz ".utf8)

  private static func rarity(of byte: UInt8) -> Int {
    if byte == UInt8(ascii: " ") { return -1 }
    return frequent.firstIndex(of: byte) ?? frequent.count
  }

  static func folded(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}

// MARK: - Searching

extension Platforms {
  /// The platform that a text names first; nil where it names none.
  ///
  /// - Complexity: O(text), some operations for eight bytes where no letter of a name is.
  func firstNamed(in text: some Collection<UInt8>) -> String? {
    if names.isEmpty { return nil }
    return text.withContiguousStorageIfAvailable { firstNamed(in: UnsafeRawBufferPointer($0)) }
      ?? Array(text).withUnsafeBytes { firstNamed(in: $0) }
  }

  private func firstNamed(in text: UnsafeRawBufferPointer) -> String? {
    var first: (place: Int, name: String)?
    var index = 0
    while index < text.count {
      let end = min(index + 8, text.count)
      if end - index < 8 || hasMark(text.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
        for place in index..<end { note(text, mark: place, in: &first) }
      }
      // A name that begins earlier may show its letter later, though never by more than its length.
      if let first, index > first.place + longest { break }
      index = end
    }
    return first?.name
  }

  private func hasMark(_ bytes: UInt64) -> Bool {
    let small = bytes | 0x2020_2020_2020_2020
    for mark in marks {
      // A byte of the difference is zero where the letter is.
      let difference = small ^ mark
      if (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0 { return true }
    }
    return false
  }

  private func note(
    _ text: UnsafeRawBufferPointer, mark place: Int, in first: inout (place: Int, name: String)?
  ) {
    let byte = Platforms.folded(text[place])
    for name in names where name.bytes[name.markIndex] == byte {
      let start = place - name.markIndex
      guard start >= 0, start < first?.place ?? Int.max, isNamed(name, at: start, in: text) else { continue }
      first = (start, name.text)
    }
  }

  private func isNamed(_ name: Name, at start: Int, in text: UnsafeRawBufferPointer) -> Bool {
    let end = start + name.bytes.count
    guard end <= text.count, start == 0 || !isWord(text[start - 1]), end == text.count || !isWord(text[end]) else {
      return false
    }
    // A name of two words may stand on two lines.
    for (index, byte) in name.bytes.enumerated() where Platforms.folded(text[start + index]) != byte {
      guard byte == UInt8(ascii: " "), text[start + index] == 0x0A || text[start + index] == 0x09 else { return false }
    }
    return true
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    // The first byte of curly quotes and dashes, and what is inside a letter of more than one byte.
    case 0xE2, 0xC2: false
    default: byte >= 0xC0
    }
  }
}
