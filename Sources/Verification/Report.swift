// SPDX-License-Identifier: Apache-2.0

import CaptureQuality

/// What came of one check.
public struct CheckResult: Equatable, Sendable {
  /// Position of the check in the catalogue.
  public let check: Int
  public let measurement: Measurement
  public let profile: Profile
  /// Why the value is as it is; nil where there is no finding, and for checks that tell none.
  public let cause: BlurCause?

  public init(check: Int, measurement: Measurement, profile: Profile = .selfie, cause: BlurCause? = nil) {
    self.check = check
    self.measurement = measurement
    self.profile = profile
    self.cause = cause
  }

  /// What the measurement means; nil where nothing could be measured.
  public var verdict: Verdict? {
    switch measurement {
    case .measured(let value): CheckCatalogue.checks[check].limits(for: profile).judge(value)
    case .good: .good
    case .notMeasurable: nil
    }
  }
}

/// What a session found in one frame: a result for each of its checks, in the catalogue's order.
///
/// A report holds measures and findings, never a picture, a landmark or anything that could recognise a person.
public struct Report: Sendable {
  public let session: Session
  public let profile: Profile
  public let width: Int
  public let height: Int
  private var results: InlineArray<38, CheckResult>
  public private(set) var resultCount = 0

  public init(session: Session, profile: Profile = .selfie, width: Int, height: Int) {
    self.session = session
    self.profile = profile
    self.width = width
    self.height = height
    results = InlineArray(repeating: CheckResult(check: 0, measurement: .notMeasurable(.noFace)))
  }

  /// Adds the result of the next check.
  public mutating func append(_ result: CheckResult) {
    results[resultCount] = result
    resultCount += 1
  }

  public func result(_ index: Int) -> CheckResult {
    precondition(index < resultCount)
    return results[index]
  }

  /// Calls `body` with each result that asks for a change, the one to change now first: strong hints before hints, each
  /// in the catalogue's order of impact.
  public func forEachFinding(_ body: (CheckResult) -> Void) {
    forEachResult(.strong, body)
    forEachResult(.hint, body)
  }

  private func forEachResult(_ verdict: Verdict, _ body: (CheckResult) -> Void) {
    for index in 0..<resultCount where results[index].verdict == verdict { body(results[index]) }
  }

  /// The one thing to change now; nil when nothing that could be measured asks for a change.
  public var first: CheckResult? {
    var first: CheckResult?
    forEachFinding { finding in if first == nil { first = finding } }
    return first
  }
}
