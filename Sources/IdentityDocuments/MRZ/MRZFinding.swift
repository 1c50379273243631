// SPDX-License-Identifier: Apache-2.0

/// Something about a zone's characters that a person should look at, or that is good to know.
public struct MRZFinding: BitwiseCopyable, Equatable, Sendable {
  public let kind: Kind
  /// Line and characters to compare, counted from 1.
  public let line: Int
  public let first: Int
  public let last: Int

  public enum Kind: UInt8, BitwiseCopyable, CaseIterable, Sendable {
    // What cannot be as it was typed.
    case number, birth, expiry, optional, composite
    case birthNotADate, expiryNotADate, nameMissing, codeNotLetters
    // What was typed beside the zone, and is another in it.
    case birthDiffers, expiryDiffers
    // What is good to know.
    case documentCodeUnlisted, issuerUnlisted, nationalityUnlisted, sexUnlisted
    case specimen, visa, nameDigits, nameTruncated, birthUnknown, expiryFarAhead, longNumber, longNumberWithFiller
  }

  public init(_ kind: Kind, line: Int, first: Int, last: Int) {
    self.kind = kind
    self.line = line
    self.first = first
    self.last = last
  }
}

extension MRZFinding.Kind {
  /// Whether something was probably typed otherwise than it is printed.
  public var isDisagreement: Bool { rawValue <= MRZFinding.Kind.expiryDiffers.rawValue }

  public var name: TextPart {
    @inline(never) get { CaseNames(MRZFinding.Kind.names)[rawValue] }
  }

  private static let names: StaticString = """
    number birth expiry optional composite birthNotADate expiryNotADate nameMissing codeNotLetters
    birthDiffers expiryDiffers documentCodeUnlisted issuerUnlisted nationalityUnlisted sexUnlisted
    specimen visa nameDigits nameTruncated birthUnknown expiryFarAhead longNumber longNumberWithFiller
    """
}

/// The findings of one zone, in the order in which they were made: no more than there are kinds of them.
public struct MRZFindings {
  public private(set) var count = 0
  private let findings: UnsafeMutableBufferPointer<MRZFinding>

  static let most = 24

  init(_ memory: MRZMemory) {
    findings = memory.findings
  }

  public subscript(_ index: Int) -> MRZFinding {
    precondition(index < count)
    return findings[index]
  }

  @inline(never)
  public func contains(_ kind: MRZFinding.Kind) -> Bool {
    for index in 0..<count where findings[index].kind == kind { return true }
    return false
  }

  /// How many groups of characters disagree.
  public var disagreementCount: Int {
    var number = 0
    for index in 0..<count where findings[index].kind.isDisagreement { number += 1 }
    return number
  }

  /// Adds a finding, each kind once: a second of the same kind is told by the first.
  @inline(never)
  mutating func add(_ kind: MRZFinding.Kind, at place: MRZPlace) {
    if contains(kind) { return }
    findings[count] = MRZFinding(kind, line: place.line, first: place.first, last: place.last)
    count += 1
  }
}
