// SPDX-License-Identifier: Apache-2.0

import Foundation
import IdentityDocuments
import Raster
import TestSupport

/// A name as two fields.
struct Name: CustomStringConvertible {
  let given: String
  let family: String

  init(_ given: String, _ family: String) {
    self.given = given
    self.family = family
  }

  var description: String { "\(given)/\(family)" }

  func fill(_ side: NameSide) throws {
    side.clear()
    for (field, text) in [(NameField.given, given), (.family, family)] {
      try Array(text.utf8).withUnsafeBufferPointer { try side.add(field, $0) }
    }
  }
}

/// The memory of comparisons, as a session has it.
struct NameDesk {
  private let account: NameSide
  private let document: NameSide
  private let memory: NameMemory
  private let differences: NameDifferences

  init() {
    var arena = Arena(byteCount: 2 * NameSide.arenaBytes + NameMemory.arenaBytes + NameDifferences.arenaBytes)
    account = NameSide(arena: &arena)
    document = NameSide(arena: &arena)
    memory = NameMemory(arena: &arena)
    differences = NameDifferences(arena: &arena)
  }

  func compare(_ one: Name, _ other: Name, isCutOff: Bool = false) throws -> NameAnswer {
    try one.fill(account)
    try other.fill(document)
    let comparison = NameComparison(account, document, isCutOff: isCutOff, memory: memory)
    var differences = differences
    differences.fill(from: comparison)
    let marked = (0..<differences.count).map { index in
      let difference = differences[index]
      let name = difference.side == .account ? one : other
      let scalars = Array((difference.field == .given ? name.given : name.family).unicodeScalars)
      return String(String.UnicodeScalarView(scalars[difference.first..<difference.end]))
    }
    return NameAnswer(
      rule: "\(comparison.rule.id)", outcome: comparison.rule.outcome, answer: "\(comparison.rule.answer)", marked: marked)
  }
}

/// What came of comparing two names.
struct NameAnswer: Equatable, CustomStringConvertible {
  let rule: String
  let outcome: NameOutcome
  let answer: String
  /// The marked letters, account before document.
  let marked: [String]

  var description: String { "\(rule) \(outcome.name) \(answer) \(marked)" }
}

/// A row of the labelled pairs.
struct LabelledPair {
  let id: String
  let account: Name
  let document: Name
  let isCutOff: Bool
  let outcome: String
  let answer: String
  let rule: String

  static func all() throws -> [LabelledPair] {
    let file = Places.root.appending(path: "Tests/IdentityDocumentsTests/Fixtures/pairs.csv")
    return try CommaSeparated.rows(of: file).map { row in
      LabelledPair(
        id: row["id"]!, account: Name(row["account_given"]!, row["account_family"]!),
        document: Name(row["doc_given"]!, row["doc_family"]!),
        isCutOff: row["name_field_full"] == "1" && row["doc_form"] == "mrz",
        outcome: row["expected_outcome"]!, answer: row["expected_class"]!.replacing("_", with: "-"), rule: row["rule"]!)
    }
  }
}

/// Files of comma-separated values with a line of names, and quotes where a comma is meant.
enum CommaSeparated {
  static func rows(of file: URL) throws -> [[String: String]] {
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map(cells)
    return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
  }

  private static func cells(of line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}

/// Whether letters are one but for their case.
struct LetterDesk {
  fileprivate let desk = NameDesk()

  /// Letters of Latin Extended-B and later that the project knows; the others are nobody's name.
  func isKnown(_ value: UInt32) -> Bool { value >= 0x370 || [0x1A1, 0x1B0, 0x1CE, 0x1DF, 0x1F5, 0x1F9, 0x21B, 0x223].contains(value) }

  func areOne(_ one: String, _ other: String) -> Bool {
    (try? desk.compare(Name(one, "x"), Name(other, "x")).rule) == "R02"
  }
}

extension NameDesk {
  static var letters: LetterDesk { LetterDesk() }
}
