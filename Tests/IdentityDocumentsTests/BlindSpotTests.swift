// SPDX-License-Identifier: Apache-2.0
// What check digits can see and what they cannot, on every specimen whose digits agree: all substitutions of one character,
// all swaps of neighbours. The shares stand in the module's documentation.

import Foundation
import IdentityDocuments
import TestSupport
import Testing

@Suite struct BlindSpotTests {
  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
  private let desk = ZoneDesk()

  private struct Specimen {
    let id: String
    let lines: [[Character]]
    let format: MRZFormat
  }

  /// Specimens whose digits all agree; long document numbers, whose digit stands elsewhere, are left to their own test.
  private func specimens() throws -> [Specimen] {
    try Vector.all().compactMap { vector in
      let document = try desk.read(vector.lines.joined(separator: "\n"))
      if document.longNumberCount > 0 || seesSomething(document) { return nil }
      // Nor an empty personal number whose digit is a filler: any letter in it is seen for the digit that is missing.
      if document.format == .td3, document.text(.optionalDigit).isEmpty { return nil }
      return Specimen(id: vector.id, lines: vector.lines.map { Array($0) }, format: document.format)
    }
  }

  private func seesSomething(_ document: MRZDocument) -> Bool {
    MRZField.allCases.contains { document.agreement(of: $0) == .disagrees }
  }

  private func value(_ character: Character) -> Int { character == "<" ? 0 : Int(String(character), radix: 36)! }

  /// Whether some digit is computed from a character, by the published layout and not by the code under test.
  private func isCovered(_ format: MRZFormat, _ line: Int, _ position: Int) -> Bool {
    switch (format, line) {
    case (.td1, 1): position >= 6
    case (.td1, 2): position != 8 && !(16...18).contains(position)
    case (.td2, 2): position < 11 || (14...36).contains(position) && position != 21
    case (.td3, 2): position < 11 || (14...44).contains(position) && position != 21
    case (.mrvA, 2), (.mrvB, 2): position < 11 || (14...28).contains(position) && position != 21
    default: false
    }
  }

  private func isDigitPlace(_ format: MRZFormat, _ line: Int, _ position: Int) -> Bool {
    let fields: [MRZField] = [.numberDigit, .birthDigit, .expiryDigit, .optionalDigit, .compositeDigit]
    return fields.compactMap { format.place(of: $0) }.contains { $0.line == line && $0.first == position }
  }

  private func sees(_ lines: [[Character]]) throws -> Bool {
    seesSomething(try desk.read(lines.map { String($0) }.joined(separator: "\n")))
  }

  private struct Share: CustomStringConvertible {
    var seen = 0
    var all = 0

    mutating func add(_ isSeen: Bool) {
      all += 1
      if isSeen { seen += 1 }
    }

    var description: String { "\(seen) of \(all) (\(String(format: "%.1f", Double(seen) * 100 / Double(all))) %)" }
  }

  @Test func `a character of a covered field that is replaced by one of another class is always seen, one of the same class never`() throws {
    var (everywhere, covered) = (Share(), Share())
    for specimen in try specimens() {
      for (row, line) in specimen.lines.enumerated() {
        for column in line.indices where row > 0 || column > 1 {
          for replacement in BlindSpotTests.alphabet where replacement != line[column] {
            var lines = specimen.lines
            lines[row][column] = replacement
            let isSeen = try sees(lines)
            everywhere.add(isSeen)
            guard isCovered(specimen.format, row + 1, column + 1) else {
              if isSeen { Issue.record("\(specimen.id) \(row + 1):\(column + 1) \(replacement) is covered by no digit") }
              continue
            }
            covered.add(isSeen)
            let isSameClass = value(line[column]) % 10 == value(replacement) % 10
            // In the place of a digit a letter is seen for being none.
            let isDigitPlace = isDigitPlace(specimen.format, row + 1, column + 1)
            if !isSameClass, !isSeen { Issue.record("\(specimen.id) \(row + 1):\(column + 1) \(replacement) is not seen") }
            if isSameClass, !isDigitPlace, isSeen { Issue.record("\(specimen.id) \(row + 1):\(column + 1) \(replacement) is seen") }
          }
        }
      }
    }
    print("substitutions seen: everywhere \(everywhere), in covered fields \(covered)")
    #expect("\(everywhere)" == "27490 of 63072 (43.6 %)" && "\(covered)" == "27490 of 29916 (91.9 %)")
  }

  @Test func `of letters and digits that look alike, five pairs pass unseen and five are seen`() throws {
    for (one, other) in [("G", "6"), ("S", "8"), ("L", "1"), ("U", "0"), ("K", "<")] as [(Character, Character)] {
      try expectSeen(one, other, false)
    }
    for (one, other) in [("O", "0"), ("I", "1"), ("B", "8"), ("Z", "2"), ("S", "5")] as [(Character, Character)] {
      try expectSeen(one, other, true)
    }
  }

  /// Looks for a specimen with the one character in a covered field that is no digit's place, and puts the other there.
  private func expectSeen(_ one: Character, _ other: Character, _ isSeen: Bool) throws {
    var tried = 0
    for specimen in try specimens() {
      for (row, line) in specimen.lines.enumerated() {
        for column in line.indices where [one, other].contains(line[column]) {
          guard isCovered(specimen.format, row + 1, column + 1), !isDigitPlace(specimen.format, row + 1, column + 1) else { continue }
          var lines = specimen.lines
          lines[row][column] = line[column] == one ? other : one
          #expect(try sees(lines) == isSeen, "\(specimen.id) \(row + 1):\(column + 1)")
          tried += 1
        }
      }
    }
    #expect(tried > 0, "\(one)/\(other)")
  }

  @Test func `neighbours of one field that changed places are seen unless their values differ by a multiple of five`() throws {
    var (everywhere, fields) = (Share(), Share())
    for specimen in try specimens() {
      for (row, line) in specimen.lines.enumerated() {
        for column in line.indices.dropLast() where line[column] != line[column + 1] && (row > 0 || column > 1) {
          var lines = specimen.lines
          lines[row].swapAt(column, column + 1)
          let isSeen = try sees(lines)
          everywhere.add(isSeen)
          guard let field = field(of: specimen.format, row + 1, column + 1), field == self.field(of: specimen.format, row + 1, column + 2) else { continue }
          fields.add(isSeen)
          let difference = abs(value(line[column]) - value(line[column + 1]))
          if (difference % 5 == 0) == isSeen { Issue.record("\(specimen.id) \(row + 1):\(column + 1)") }
        }
      }
    }
    print("swaps seen: everywhere \(everywhere), within one covered field \(fields)")
    #expect("\(everywhere)" == "557 of 1053 (52.9 %)" && "\(fields)" == "369 of 396 (93.2 %)")
  }

  /// The covered field of a character, digits left out.
  private func field(of format: MRZFormat, _ line: Int, _ position: Int) -> MRZField? {
    let fields: [MRZField] = [.number, .birth, .expiry, .optional, .secondOptional]
    return fields.first { field in
      guard let place = format.place(of: field), isCovered(format, line, position) else { return false }
      return place.line == line && (place.first...place.last).contains(position)
    }
  }

  @Test func `a long document number is seen as a whole, by the rule of ICAO and by the older Belgian one`() throws {
    let long = try Vector.all().filter { $0.expected.checks.numberRule != nil && $0.expected.checks.birth }
    #expect(long.count == 2)
    for vector in long {
      let line = Array(vector.lines[0])
      for column in Array(5...13) + Array(15...18) {
        for replacement in BlindSpotTests.alphabet.prefix(10) where value(line[column]) % 10 != value(replacement) % 10 {
          var lines = vector.lines.map { Array($0) }
          lines[0][column] = replacement
          let document = try desk.read(lines.map { String($0) }.joined(separator: "\n"))
          // Either rule is accepted, so one change in ten may please the other; the composite digit sees it all the same.
          #expect(seesSomething(document), "\(vector.id) \(column + 1) \(replacement)")
        }
      }
    }
  }
}
