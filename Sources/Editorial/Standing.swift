// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// How a page stands on a day.
public struct Standing: Equatable, Sendable {
  /// The most urgent first; empty for a page that is fresh.
  public let findings: [ReviewFinding]
  /// The nearest of the days on which the page, a fact, a source or a check of it has to be looked at again. On that day it is
  /// not overdue yet. Nil for a review that cannot be understood.
  public let due: CivilDate?
  /// In so many days after a review the page is due again, if its facts and sources are looked at, too.
  public let periodDays: Int?
  /// Of what the page tells its readers now, with the facts and answers that it shows.
  public let digest: ReviewDigest

  init(_ findings: [ReviewFinding], due: CivilDate?, periodDays: Int?, digest: ReviewDigest) {
    self.findings =
      findings.count < 2
      ? findings
      : findings.enumerated().sorted { ($0.element.state, $0.offset) < ($1.element.state, $1.offset) }.map(\.element)
    self.due = due
    self.periodDays = periodDays
    self.digest = digest
  }

  public var state: ReviewState { findings.first?.state ?? .fresh }

  public func has(_ state: ReviewState) -> Bool { findings.contains { $0.state == state } }

  /// Why the page is not fresh, the most urgent reason first.
  public var reason: String { findings.map(\.words).joined(separator: "; ") }
}
