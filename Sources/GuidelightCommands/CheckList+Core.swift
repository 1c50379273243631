// SPDX-License-Identifier: Apache-2.0
// The one place where the two wings meet: the core's catalogue becomes the value that the site is built with.

import CaptureQuality
import IdentityDocuments
import SiteModel
import Verification

extension CheckList {
  /// The catalogue of the core that is compiled into this command.
  static var core: CheckList {
    let digest = CatalogueDigest.compute().hex
    let sealed = String(CatalogueDigest.sealed)
    return CheckList(
      digest: digest,
      checks: (0..<CheckCatalogue.count).map { CheckDescription(CheckCatalogue.checks[$0]) },
      reasons: Measurement.Reason.allCases.map { String($0.name) }
        + Measurement.Ground.allCases.map { String($0.name) } + Direction.allCases.map { String($0.name) }
        + LiveState.allCases.filter { $0 != .hint }.map { String($0.name) }
        + Movement.allCases.map { String($0.name) } + RehearsalPhase.allCases.map { String($0.name) }
        + RehearsalAdvice.allCases.map { String($0.name) },
      answers: DetailAnswers.names,
      moduleMark: String(sealed.dropLast(CatalogueDigest.hexDigits)))
  }

  /// Refuses a command whose source was sealed with another catalogue than it has.
  static func requireSealedCore() throws(CommandFailure) {
    let digest = CatalogueDigest.compute().hex
    guard String(CatalogueDigest.sealed).hasSuffix(":\(digest)") else {
      throw CommandFailure(
        status: .environment,
        message: "The catalogue's digest is \(digest), but another is sealed in the source; "
          + "write \(digest) in Sources/Verification/CatalogueDigest.swift and build again")
    }
  }
}

extension CatalogueDigest {
  /// 16 hexadecimal digits, as the report writes them.
  var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: CatalogueDigest.hexDigits - digits.count) + digits
  }
}

extension CheckDescription {
  fileprivate init(_ check: Check) {
    self.init(
      id: String(check.id), session: String(check.session.name), measure: String(check.measure),
      unit: String(check.unit.name), unitWords: check.unit.words, limits: check.limits(for: .selfie).described,
      strictLimits: check.limits(for: .passportStrict).described,
      goodRange: check.limits(for: .selfie).goodRange, strictRange: check.limits(for: .passportStrict).goodRange,
      component: check.component.utf8CodeUnitCount == 0 ? nil : String(check.component),
      needsFace: check.needs == .face || check.needs == .background,
      causes: check.tellsCause ? BlurCause.allCases.map { String($0.name) } : [])
  }
}

extension Unit {
  fileprivate var words: String {
    switch self {
    case .faces: "faces"
    case .pixels: "pixels"
    case .degrees: "degrees"
    case .levels: "levels of 255"
    case .thousandths: "thousandths"
    case .gradient: "steps of brightness"
    case .labUnits: "steps of colour"
    case .millistops: "thousandths of a stop"
    case .grades: "grades of difference"
    case .days: "days"
    case .groups: "groups"
    case .edges: "edges"
    case .pixelsPerInch: "pixels an inch"
    }
  }
}

extension Limits {
  /// The one value that is good, where only one is.
  private var only: Int? {
    guard let atLeast, let atMost, atLeast == atMost, atLeast.hint == atLeast.strong else { return nil }
    return atLeast.hint
  }

  fileprivate var described: [CheckDescription.Limit] {
    if let only { return [CheckDescription.Limit(level: .strong, words: "other than \(only)")] }
    var limits: [CheckDescription.Limit] = []
    if let atLeast {
      limits.append(CheckDescription.Limit(level: .hint, words: "below \(atLeast.hint)"))
      if let strong = atLeast.strong {
        limits.append(CheckDescription.Limit(level: .strong, words: "below \(strong)"))
      }
    }
    if let atMost {
      limits.append(CheckDescription.Limit(level: .hint, words: "above \(atMost.hint)"))
      if let strong = atMost.strong {
        limits.append(CheckDescription.Limit(level: .strong, words: "above \(strong)"))
      }
    }
    return limits
  }

  fileprivate var goodRange: String {
    if let only { return "exactly \(only)" }
    let least = atLeast.map { "at least \($0.hint)" }
    let most = atMost.map { "at most \($0.hint)" }
    return [least, most].compactMap(\.self).joined(separator: ", ")
  }
}

extension String {
  init(_ name: StaticString) {
    self = name.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }
}
