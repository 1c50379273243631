// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The core's identity report, read back from its bytes: what a person reads and what `--json` prints cannot differ.
struct DetailReport: Decodable {
  struct Check: Decodable {
    let id: String
    let state: String
    let value: Int?
    let unit: String?
    let reason: String?
  }

  struct Names: Decodable {
    struct Difference: Decodable {
      let side: String
      let field: String
      let from: Int
      let to: Int
    }

    let outcome: String
    let `class`: String
    let differences: [Difference]
  }

  struct Zone: Decodable {
    struct Finding: Decodable {
      let kind: String
      let line: Int
      let from: Int
      let to: Int
    }

    let format: String?
    let findings: [Finding]?
    let fault: String?
    let line: Int?
    let at: Int?
    let found: Int?
    let expected: Int?
  }

  let checks: [Check]?
  let first: String?
  let names: Names?
  let witness: Names?
  let mrz: Zone?
  /// What is wrong with the request itself.
  let fault: String?
  let line: Int?

  init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(DetailReport.self, from: Data(bytes))
  }
}

/// The names as they were typed, so that letters can be marked: the report holds places only.
struct TypedNames {
  private var values: [String: String] = [:]

  /// - Parameter request: the lines that the core read.
  init(_ request: [UInt8]) {
    for line in request.split(separator: UInt8(ascii: "\n")) {
      let parts = String(decoding: line, as: UTF8.self).split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let key = parts[0].trimmingCharacters(in: .whitespaces)
      if key == "mrz" { break }
      values[key] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\r"))
    }
  }

  func isTyped(_ side: String) -> Bool {
    !(values["\(side)-given"] ?? "").isEmpty || !(values["\(side)-family"] ?? "").isEmpty
  }

  /// A name with brackets around the letters that differ.
  func marked(_ side: String, _ differences: [DetailReport.Names.Difference]) -> String {
    ["given", "family"].map { field in
      let scalars = Array((values["\(side)-\(field)"] ?? "").unicodeScalars)
      var text = String.UnicodeScalarView()
      for (index, scalar) in scalars.enumerated() {
        let own = differences.filter { $0.side == side && $0.field == field }
        if own.contains(where: { $0.from == index }) { text.append("[") }
        text.append(scalar.properties.generalCategory == .control ? "?" : scalar)
        if own.contains(where: { $0.to == index + 1 }) { text.append("]") }
      }
      return String(text)
    }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
