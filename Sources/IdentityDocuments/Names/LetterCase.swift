// SPDX-License-Identifier: Apache-2.0

/// Capital letters of the scripts that tell them from small ones: Latin, Greek, Cyrillic, Armenian.
enum LetterCase {
  /// The one capital of a letter; the letter itself where it has none, or several. After Turkish, Azeri and every other
  /// reading alike, i, ı, İ and I are one letter.
  static func capital(of scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x61...0x7A: scalar - 32
    case 0x80..<0x370: latin(scalar)
    case 0x370..<0x400: greek(scalar)
    case 0x400..<0x530: cyrillic(scalar)
    case 0x561...0x586: scalar - 48
    case 0x1E00...0x1E95, 0x1EA0...0x1EFF: lower(scalar, isOdd: true)
    default: scalar
    }
  }

  /// Alphabets in which capitals and small letters alternate: the small one follows its capital.
  private static func lower(_ scalar: UInt32, isOdd: Bool) -> UInt32 {
    (scalar % 2 == 1) == isOdd ? scalar - 1 : scalar
  }

  private static func latin(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x130, 0x131: 0x49
    case 0x17F: 0x53
    case 0xDF: 0x1E9E
    case 0xE0...0xF6, 0xF8...0xFE: scalar - 32
    case 0xFF: 0x178
    case 0x138: scalar
    case 0x100...0x137, 0x14A...0x177, 0x1DE...0x1EF, 0x1F8...0x21F, 0x222...0x233: lower(scalar, isOdd: true)
    case 0x139...0x148, 0x179...0x17E, 0x1CD...0x1DC: lower(scalar, isOdd: false)
    case 0x1A1, 0x1F5: scalar - 1
    case 0x1B0: 0x1AF
    case 0x1C5, 0x1C6: 0x1C4
    case 0x1C8, 0x1C9: 0x1C7
    case 0x1CB, 0x1CC: 0x1CA
    case 0x1F2, 0x1F3: 0x1F1
    case 0x259: 0x18F
    default: scalar
    }
  }

  private static func greek(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x3AC: 0x386
    case 0x3AD...0x3AF: scalar - 37
    case 0x3B1...0x3C1, 0x3C3...0x3CB: scalar - 32
    case 0x3C2: 0x3A3
    case 0x3CC: 0x38C
    case 0x3CD, 0x3CE: scalar - 63
    default: scalar
    }
  }

  private static func cyrillic(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x430...0x44F: scalar - 32
    case 0x450...0x45F: scalar - 80
    case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: lower(scalar, isOdd: true)
    case 0x4C1...0x4CE: lower(scalar, isOdd: false)
    case 0x4CF: 0x4C0
    default: scalar
    }
  }
}
