// SPDX-License-Identifier: Apache-2.0

import IdentityDocuments

/// Why an identity check has no answer.
public enum IdentityReason: UInt8, CaseIterable, Sendable {
  /// A name is missing on one side.
  case noName
  /// A name has more letters than a name has, or is no text.
  case nameUnreadable
  /// The names are in scripts that cannot be compared.
  case scriptUnsupported
  /// Several things differ at once.
  case namesUnclear
  /// Nobody said which document is asked for.
  case nothingAsked
  /// Neither a zone nor a kind of document, or no date of expiry, was given.
  case noDocument
  /// The zone's code does not say what the document is, or its date is none.
  case documentUnclear
  /// No machine-readable zone was given.
  case noMRZ
  /// What was given is no machine-readable zone.
  case mrzUnreadable
  /// The zone is of an older national format.
  case nationalFormat

  public var name: TextPart {
    @inline(never) get { CaseNames(IdentityReason.names)[rawValue] }
  }

  private static let names: StaticString = """
    noName nameUnreadable scriptUnsupported namesUnclear nothingAsked noDocument documentUnclear noMRZ
    mrzUnreadable nationalFormat
    """
}

/// What came of one identity check: a number in the unit of its check, or why there is none.
public enum IdentityMeasurement: Equatable, Sendable {
  case measured(Int)
  case notMeasurable(IdentityReason)
}

/// What came of comparing two names: the rule that holds, and the letters to mark.
public struct NameFinding {
  public let rule: NameRule
  public let differences: NameDifferences
}

/// What came of reading a zone: its format and what about it does not agree.
public struct MRZResult {
  public let format: MRZFormat
  public let isSpecimen: Bool
  public let findings: MRZFindings
}

/// What the identity session found. It holds no name, number or date: only rules, places and differences.
public struct IdentityReport {
  public static let checkCount = 4

  /// In the catalogue's order, the identity checks only.
  private(set) var measurements: InlineArray<4, IdentityMeasurement>
  /// The account's name against the document's; nil where there was nothing to compare.
  public private(set) var names: NameFinding?
  /// The document's printed name against its zone; nil where one of them is missing.
  public private(set) var witness: NameFinding?
  /// What came of the zone; nil where none was given.
  public private(set) var mrz: Result<MRZResult, MRZFault>?

  init() {
    measurements = InlineArray(repeating: .notMeasurable(.noDocument))
  }

  /// - Parameter check: 0…3, in the catalogue's order of the identity checks.
  public func measurement(_ check: Int) -> IdentityMeasurement { measurements[check] }

  mutating func set(_ check: Int, _ measurement: IdentityMeasurement) { measurements[check] = measurement }
  mutating func set(names finding: NameFinding) { names = finding }
  mutating func set(witness finding: NameFinding) { witness = finding }
  mutating func set(mrz result: Result<MRZResult, MRZFault>) { mrz = result }

  /// What a check's measurement means; nil where there is none.
  @inline(never)
  func verdict(_ check: Int) -> Verdict? {
    guard case .measured(let value) = measurements[check] else { return nil }
    return IdentityReport.row(check).limits(for: .selfie).judge(value)
  }

  /// The catalogue's row of an identity check.
  static func row(_ check: Int) -> Check {
    var number = 0
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].session == .identity {
      if number == check { return CheckCatalogue.checks[index] }
      number += 1
    }
    preconditionFailure("the catalogue has fewer identity checks")
  }

  /// The one thing to change now: strong before hint, then the catalogue's order; nil where nothing asks for a change.
  public var first: Int? {
    first(.strong) ?? first(.hint)
  }

  private func first(_ verdict: Verdict) -> Int? {
    for check in 0..<IdentityReport.checkCount where self.verdict(check) == verdict { return check }
    return nil
  }
}
