// SPDX-License-Identifier: Apache-2.0
// Details as a person typed them → four checks → IdentityReport.
//
// The printed line of a document comes first; its machine-readable zone is a second witness, and stands in for the printed
// line only where that was not typed.

import IdentityDocuments
import Raster

/// Compares details, one request after another. Its memory is reserved once, when it is made; a check allocates nothing.
public struct IdentitySession {
  private let account: NameSide
  private let printed: NameSide
  private let zoneName: NameSide
  private let names: NameMemory
  private let mrz: MRZMemory
  private var differences: NameDifferences
  private var witnessDifferences: NameDifferences

  public init() {
    var arena = Arena(
      byteCount: 3 * NameSide.arenaBytes + NameMemory.arenaBytes + MRZMemory.arenaBytes + 2 * NameDifferences.arenaBytes
    )
    account = NameSide(arena: &arena)
    printed = NameSide(arena: &arena)
    zoneName = NameSide(arena: &arena)
    names = NameMemory(arena: &arena)
    mrz = MRZMemory(arena: &arena)
    differences = NameDifferences(arena: &arena)
    witnessDifferences = NameDifferences(arena: &arena)
  }

  /// Makes all that came of a request zero, so that nothing of it stays in memory.
  public func forget() {
    account.clear()
    printed.clear()
    zoneName.clear()
    mrz.clear()
  }

  /// Compares what a request holds. The report holds until the next check.
  ///
  /// - Complexity: O(bytes) for what is read, bounded for what is compared; no allocation.
  /// - Throws: what is wrong with the request itself; what is wrong with its values stands in the report.
  public mutating func check(_ bytes: UnsafeBufferPointer<UInt8>) throws(IdentityRequestFault) -> IdentityReport {
    forget()
    let request = try IdentityRequest(bytes)
    let zone = zone(of: request)
    var report = IdentityReport()
    switch zone {
    case .none: break
    case .fault(let fault): report.set(mrz: .failure(fault))
    case .document(let document):
      report.set(
        mrz: .success(
          MRZResult(format: document.format, isSpecimen: document.isSpecimen, findings: document.findings)))
    }
    compareNames(request, zone, &report)
    report.set(1, IdentitySession.documentType(request, zone))
    report.set(2, IdentitySession.expiry(request, zone))
    report.set(3, IdentitySession.agreement(report, zone))
    return report
  }

  /// Whether a machine-readable zone was given, and what was read.
  private enum Zone {
    case none
    case fault(MRZFault)
    case document(MRZDocument)
  }

  private func zone(of request: IdentityRequest) -> Zone {
    guard request.hasMRZ else { return .none }
    do {
      var document = try MRZDocument(request.value(.mrz), today: request.today, memory: mrz)
      document.compare(born: request.born, expires: request.expires, today: request.today)
      return .document(document)
    } catch {
      return .fault(error)
    }
  }
}

// MARK: - Names

extension IdentitySession {
  private mutating func compareNames(_ request: IdentityRequest, _ zone: Zone, _ report: inout IdentityReport) {
    do {
      try account.add(.given, request.value(.accountGiven))
      try account.add(.family, request.value(.accountFamily))
      try printed.add(.given, request.value(.documentGiven))
      try printed.add(.family, request.value(.documentFamily))
      var isCutOff = false
      if case .document(let document) = zone {
        try readName(of: document)
        if printed.isEmpty { isCutOff = document.isNameFull }
        if !printed.isEmpty, !zoneName.isEmpty {
          report.set(
            witness: IdentitySession.finding(
              printed, zoneName, isCutOff: document.isNameFull, names, &witnessDifferences))
        }
      }
      let document = printed.isEmpty ? zoneName : printed
      if account.isEmpty || document.isEmpty { return report.set(0, .notMeasurable(.noName)) }
      let found = IdentitySession.finding(account, document, isCutOff: isCutOff, names, &differences)
      report.set(names: found)
      report.set(0, IdentitySession.measurement(found.rule))
    } catch {
      report.set(0, .notMeasurable(.nameUnreadable))
    }
  }

  /// The name in a zone: the secondary identifier is the given name.
  private func readName(of document: MRZDocument) throws(NameFault) {
    guard let place = document.format.place(of: .name) else { return }
    let parts = document.nameParts
    try zoneName.add(.given, document.characters(place, parts.secondary))
    try zoneName.add(.family, document.characters(place, parts.primary))
  }

  @inline(never)
  private static func finding(
    _ one: NameSide, _ other: NameSide, isCutOff: Bool, _ memory: NameMemory, _ differences: inout NameDifferences
  ) -> NameFinding {
    let comparison = NameComparison(one, other, isCutOff: isCutOff, memory: memory)
    differences.fill(from: comparison)
    return NameFinding(rule: comparison.rule, differences: differences)
  }

  private static func measurement(_ rule: NameRule) -> IdentityMeasurement {
    switch rule.outcome {
    case .match: .measured(0)
    case .note: .measured(1)
    case .mismatch: .measured(2)
    case .cannotTell: .notMeasurable(rule.condition == .scriptUnsupported ? .scriptUnsupported : .namesUnclear)
    }
  }
}

// MARK: - Document

extension IdentitySession {
  private static func documentType(_ request: IdentityRequest, _ zone: Zone) -> IdentityMeasurement {
    var held = request.held
    switch zone {
    case .document(let document):
      // A visa in a passport says nothing about the passport: the other page is asked for.
      guard let kind = document.kind else { return .notMeasurable(.documentUnclear) }
      if kind == .visa { return .measured(2) }
      held = kind
    case .fault where held == nil: return .notMeasurable(.mrzUnreadable)
    case .fault, .none: break
    }
    guard let asked = request.asked else { return .notMeasurable(.nothingAsked) }
    guard let held else { return .notMeasurable(.noDocument) }
    return .measured(held.difference(fromAsked: asked))
  }

  private static func expiry(_ request: IdentityRequest, _ zone: Zone) -> IdentityMeasurement {
    if let expires = request.expires { return .measured(expires.number - request.today.number) }
    switch zone {
    case .none: return .notMeasurable(.noDocument)
    case .fault: return .notMeasurable(.mrzUnreadable)
    case .document(let document):
      guard let expires = document.expiry, document.agreement(of: .expiry) == .agrees else {
        return .notMeasurable(.documentUnclear)
      }
      return .measured(expires.number - request.today.number)
    }
  }

  /// Groups that disagree; one more where the printed name and the zone's are not one name.
  private static func agreement(_ report: IdentityReport, _ zone: Zone) -> IdentityMeasurement {
    switch zone {
    case .none: return .notMeasurable(.noMRZ)
    case .fault(.national): return .notMeasurable(.nationalFormat)
    case .fault: return .notMeasurable(.mrzUnreadable)
    case .document(let document):
      let isOtherName = report.witness?.rule.outcome == .mismatch
      return .measured(document.findings.disagreementCount + (isOtherName ? 1 : 0))
    }
  }
}
