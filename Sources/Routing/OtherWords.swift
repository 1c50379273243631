// SPDX-License-Identifier: Apache-2.0
// Nearly every word of a page begins like no phrase that is looked for. Here such words are passed by, eight bytes at a time, by
// a look at the first three letters of each.
//
// Goals, in order: (1) no word that a phrase can begin with is passed by; (2) no branch that depends on how long words are, for
// a processor guesses those wrongly.

struct OtherWords {
  let bytes: UnsafeBufferPointer<UInt8>
  let classes: UnsafeBufferPointer<UInt8>
  let beginnings: UnsafeBufferPointer<UInt64>
  /// A byte that ends the text; 0 for none.
  let stop: UInt8

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  /// The highest bit of each byte, which stands for the byte in every mask.
  private static let marks: UInt64 = 0x8080_8080_8080_8080

  /// - Parameter start: where a word may begin.
  /// - Returns: a place no further than `end` before which no phrase begins, and at which a word may begin: that of a phrase,
  ///   one with letters that are written as something else, or none.
  func end(from start: Int, to end: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    // Where the word that runs into these eight bytes began.
    var wordStart = start
    var runsOn: UInt64 = 0
    while index < end, index &+ 8 <= raw.count {
      let group = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      var ends = OtherWords.others(group)
      if stop != 0 { ends |= OtherWords.equal(group, stop) }
      let length = min(8, end &- index, ends.trailingZeroBitCount &>> 3)
      let inside: UInt64 = length == 8 ? ~0 : 1 &<< UInt64(truncatingIfNeeded: 8 &* length) &- 1
      let letters = OtherWords.letters(group) & inside
      var starts = letters & ~(letters &<< 8 | runsOn)
      while starts != 0 {
        wordStart = index &+ starts.trailingZeroBitCount &>> 3
        if mayBegin(at: wordStart, before: end) { return wordStart }
        starts &= starts &- 1
      }
      if length < 8 {
        index += length
        // A word that goes on with something else than plain letters is read from its beginning.
        let isInWord = length > 0 ? letters >> UInt64(8 * length - 1) & 1 != 0 : runsOn != 0
        return isInWord && index < end && bytes[index] != stop ? wordStart : index
      }
      runsOn = (letters &>> 63) &* 0x80
      index &+= 8
    }
    return runsOn != 0 && index < end ? wordStart : min(index, end)
  }

  /// Whether the word at a place may begin as a phrase does. One that goes on with something else than plain letters is read
  /// from its beginning anyway.
  @inline(__always)
  private func mayBegin(at place: Int, before end: Int) -> Bool {
    guard place &+ 3 <= end else { return true }
    let second = classes[Int(bytes[place &+ 1])]
    let third = second == 0 ? 0 : classes[Int(bytes[place &+ 2])]
    let beginning = WordTable.beginning(classes[Int(bytes[place])], second, third)
    return beginnings[beginning >> 6] >> UInt64(beginning & 63) & 1 != 0
  }

  // MARK: - Eight bytes at once

  /// Letters and digits of ASCII.
  @inline(__always)
  private static func letters(_ group: UInt64) -> UInt64 {
    let low = group & ~marks
    let small = low | ones &* 0x20
    let isLetter = (small &+ ones &* (0x80 - 0x61)) & ~(small &+ ones &* (0x80 - 0x7B))
    let isDigit = (low &+ ones &* (0x80 - 0x30)) & ~(low &+ ones &* (0x80 - 0x3A))
    return (isLetter | isDigit) & ~group & marks
  }

  /// Bytes with which a character may be written otherwise, or that are beyond ASCII. Right up to the first of them.
  @inline(__always)
  private static func others(_ group: UInt64) -> UInt64 {
    group & marks | equal(group, UInt8(ascii: "&")) | equal(group, UInt8(ascii: "%")) | equal(group, UInt8(ascii: "\\"))
  }

  /// Right up to the first byte that is equal.
  @inline(__always)
  private static func equal(_ group: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = group ^ ones &* UInt64(byte)
    return (difference &- ones) & ~difference & marks
  }
}
