// SPDX-License-Identifier: Apache-2.0

/// Looks at every word of a range.
struct WordScan {
  let bytes: UnsafeBufferPointer<UInt8>
  private let table: WordTable
  private let classes: [UInt8]

  init(_ scanner: PageScanner, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    table = scanner.words
    classes = WordTable.classes
  }

  /// - Parameter found: is told each phrase that is met, and where its first word ends. It may not ask for a scan itself.
  /// - Returns: where the scan ended: before the first `<` where it is asked to stop there.
  @discardableResult
  mutating func scan(
    from start: Int, to end: Int, stopsAtTag: Bool = false,
    _ found: (UnsafeBufferPointer<UInt8>, WordTable.Phrase, Int) -> Void
  ) -> Int {
    let stop = stopsAtTag ? UInt8(ascii: "<") : 0
    var index = start
    var hash = WordTable.basis
    classes.withUnsafeBufferPointer { classes in
      table.withUnsafeBits { filter, beginnings in
        let others = OtherWords(bytes: bytes, classes: classes, beginnings: beginnings, stop: stop)
        while true {
          var kind: UInt8 = 0
          var length = 1
          if hash == WordTable.basis { index = others.end(from: index, to: end) }
          if index < end {
            kind = classes[Int(bytes[index])]
            if kind > 1 {
              hash = (hash ^ UInt64(kind)) &* WordTable.prime
              index += 1
              continue
            }
            if kind == 1, let (letter, written) = encoded(at: index, end) {
              length = written
              if letter == WordScan.nothing {
                index += length
                continue
              }
              if letter > 1 {
                hash = (hash ^ UInt64(letter)) &* WordTable.prime
                index += length
                continue
              }
            }
          }
          if hash != WordTable.basis {
            if filter[Int(hash >> 6 & 63)] & (1 << (hash & 63)) != 0 { report(hash, index, end, found) }
            hash = WordTable.basis
          }
          guard index < end, bytes[index] != stop || stop == 0 else { return }
          index += length
        }
      }
    }
    return index
  }

  /// Stands for characters that show nothing and part no word.
  private static let nothing: UInt8 = 1

  /// What an encoded character is to a word: a letter, 0 between words, or nothing at all.
  private func encoded(at index: Int, _ end: Int) -> (letter: UInt8, length: Int)? {
    guard let (character, length) = EncodedText.character(at: index, in: bytes, end: end) else {
      // A byte of a letter beyond ASCII.
      return bytes[index] >= 0x80 ? (bytes[index], 1) : nil
    }
    let value = character.value
    if value == 0xAD || 0x200B...0x200F ~= value || value == 0x2060 || value == 0xFEFF {
      return (WordScan.nothing, length)
    }
    if value < 0x80 {
      let kind = WordTable.classes[Int(value)]
      return (kind > 1 ? kind : 0, length)
    }
    return (0, length)
  }

  private func report(
    _ hash: UInt64, _ wordEnd: Int, _ end: Int, _ found: (UnsafeBufferPointer<UInt8>, WordTable.Phrase, Int) -> Void
  ) {
    for phrase in table.phrases(beginningWith: hash) where follows(phrase.rest, wordEnd, end) {
      found(bytes, phrase, wordEnd)
    }
  }

  /// Whether the words behind a place are these, with nothing but spaces, marks and tags between them.
  private func follows(_ words: [UInt64], _ start: Int, _ end: Int) -> Bool {
    var index = start
    for word in words {
      while index < bytes.count, WordTable.classes[Int(bytes[index])] < 2 {
        if bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "\"") { return false }
        if bytes[index] == UInt8(ascii: "<") {
          while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
        }
        index += 1
      }
      var hash = WordTable.basis
      while index < bytes.count, WordTable.classes[Int(bytes[index])] > 1 {
        hash = (hash ^ UInt64(WordTable.classes[Int(bytes[index])])) &* WordTable.prime
        index += 1
      }
      if hash != word { return false }
    }
    return true
  }
}
