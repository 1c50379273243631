// SPDX-License-Identifier: Apache-2.0

/// Whether characters and their check digit agree, after ICAO Doc 9303-3, section 4.9: weights 7, 3, 1 from the left;
/// digits count as themselves, A…Z as 10…35, the filler as 0; modulo 10.
///
/// It only ever answers yes or no. The digit that would fit is not to be had from it, and is nowhere else either.
struct CheckSum {
  private var sum = 0
  private var position = 0

  @inline(never)
  mutating func add(_ character: UInt8) {
    let weight = position % 3 == 0 ? 7 : position % 3 == 1 ? 3 : 1
    sum += weight * MRZCharacter.value(character)
    position += 1
  }

  func agrees(with digit: UInt8) -> Bool {
    MRZCharacter.isDigit(digit) && (sum - MRZCharacter.value(digit)) % 10 == 0
  }
}

/// The 37 characters of a machine-readable zone, in ASCII.
enum MRZCharacter {
  static let filler = UInt8(ascii: "<")

  static func isDigit(_ character: UInt8) -> Bool { character >= 48 && character <= 57 }
  static func isLetter(_ character: UInt8) -> Bool { character >= 65 && character <= 90 }

  static func value(_ character: UInt8) -> Int {
    if isDigit(character) { return Int(character) - 48 }
    return isLetter(character) ? Int(character) - 55 : 0
  }
}
