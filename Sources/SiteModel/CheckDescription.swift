// SPDX-License-Identifier: Apache-2.0
// The core's catalogue as the site sees it: a value that the command hands over, so that the site never imports the core.

/// The checks of the core, in their order, and the digest by which a module is told to belong to them.
public struct CheckList: Equatable, Sendable {
  /// 16 hexadecimal digits.
  public let digest: String
  public let checks: [CheckDescription]
  /// Names of the reasons for which a number can be missing.
  public let reasons: [String]
  /// Names of what the forms for details and retries can answer; words for them stand beside the reasons.
  public let answers: [String]
  /// What stands before the digest in a module.
  public let moduleMark: String

  public init(digest: String, checks: [CheckDescription], reasons: [String], answers: [String] = [], moduleMark: String)
  {
    self.digest = digest
    self.checks = checks
    self.reasons = reasons
    self.answers = answers
    self.moduleMark = moduleMark
  }
}

public struct CheckDescription: Equatable, Sendable {
  public let id: String
  public let session: String
  public let measure: String
  public let unit: String
  /// The unit in words: `thousandths of a stop`.
  public let unitWords: String
  public let limits: [Limit]
  /// The same for a photograph for a document.
  public let strictLimits: [Limit]
  /// The range in which nothing has to change, in words without the unit: `at least 480`.
  public let goodRange: String
  /// The same for a photograph for a document.
  public let strictRange: String
  /// Component of ISO/IEC 29794-5; nil where the measure follows none.
  public let component: String?
  public let needsFace: Bool
  /// Names of the causes of which a finding tells one; empty for checks that tell none.
  public let causes: [String]

  /// One limit in words, for people: `Look here`, `below 240`.
  public struct Limit: Equatable, Sendable {
    public enum Level: String, Sendable {
      case hint, strong
    }

    public let level: Level
    public let words: String

    public init(level: Level, words: String) {
      self.level = level
      self.words = words
    }
  }

  public init(
    id: String, session: String, measure: String, unit: String, unitWords: String, limits: [Limit],
    strictLimits: [Limit]? = nil, goodRange: String, strictRange: String? = nil, component: String?, needsFace: Bool,
    causes: [String] = []
  ) {
    self.id = id
    self.session = session
    self.measure = measure
    self.unit = unit
    self.unitWords = unitWords
    self.limits = limits
    self.strictLimits = strictLimits ?? limits
    self.goodRange = goodRange
    self.strictRange = strictRange ?? goodRange
    self.component = component
    self.needsFace = needsFace
    self.causes = causes
  }
}
