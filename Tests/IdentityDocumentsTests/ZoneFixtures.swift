// SPDX-License-Identifier: Apache-2.0

import Foundation
import IdentityDocuments
import Raster
import TestSupport

/// A specimen with what every reader should find in it.
struct Vector: Decodable {
  struct Expected: Decodable {
    let format, documentCode, issuer, nationality, birth, sex, expiry, primary, secondary, documentNumber: String
    let nameFieldFull: Bool
    let optional1, optional2, personalNumber: String?
    let checks: Checks
  }

  struct Checks: Decodable {
    let number, birth, expiry: Bool
    let personal, composite: Bool?
    let numberRule: String?
  }

  let id: String
  let lines: [String]
  let expected: Expected

  static func all() throws -> [Vector] {
    struct File: Decodable { let vectors: [Vector] }
    let file = Places.root.appending(path: "Tests/IdentityDocumentsTests/Fixtures/mrz-vectors.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(File.self, from: Data(contentsOf: file)).vectors
  }
}

/// Reads zones, one after another, in memory that is reserved once.
struct ZoneDesk {
  private let memory: MRZMemory
  let today: CalendarDay

  init(today: CalendarDay = CalendarDay(year: 2026, month: 11, day: 25)!) {
    var arena = Arena(byteCount: MRZMemory.arenaBytes)
    memory = MRZMemory(arena: &arena)
    self.today = today
  }

  func read(_ text: String) throws -> MRZDocument {
    try read(Array(text.utf8))
  }

  func read(_ bytes: [UInt8]) throws -> MRZDocument {
    try bytes.withUnsafeBufferPointer { try MRZDocument($0, today: today, memory: memory) }
  }

  /// The fault of a text that is no zone; nil where it is one.
  func fault(_ text: String) -> MRZFault? {
    do {
      _ = try read(text)
      return nil
    } catch {
      return error as? MRZFault
    }
  }
}

extension MRZDocument {
  /// A field's characters, without the fillers at its end unless asked for.
  func text(_ field: MRZField, trimmed: Bool = true) -> String {
    guard let place = format.place(of: field) else { return "" }
    let characters = characters(place, 0..<(trimmed ? filledCount(place) : place.count))
    return String(decoding: characters, as: UTF8.self)
  }

  func name(_ part: Range<Int>) -> String {
    String(decoding: characters(format.place(of: .name)!, part), as: UTF8.self).replacing("<", with: " ")
  }

  /// Kinds of the findings, with line and characters.
  var found: [String] {
    (0..<findings.count).map { index in
      let finding = findings[index]
      return "\(name(of: finding.kind)) \(finding.line):\(finding.first)-\(finding.last)"
    }
  }

  private func name(of kind: MRZFinding.Kind) -> String {
    let name = kind.name
    return String(decoding: (0..<name.count).map { name[$0] }, as: UTF8.self)
  }
}
