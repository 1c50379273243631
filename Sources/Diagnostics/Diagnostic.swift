// SPDX-License-Identifier: Apache-2.0

/// Something to tell the author of a file: what is wrong, where, and what to do about it.
///
/// A diagnostic is a value; writers print it. Summaries are headlines without a final full stop: the most specific thing
/// first, the rule rather than our failure, the author's own text in 'single quotes'.
public struct Diagnostic: Equatable, Sendable {
  public enum Severity: String, Sendable {
    case error, warning
  }

  public let severity: Severity
  public let identifier: Identifier
  public let location: SourceLocation
  public let summary: String
  /// What else to look at: the second place of a duplicate.
  public let notes: [Note]
  /// What to do, each a verb phrase.
  public let fixes: [String]

  /// Another place, and what is there.
  public struct Note: Equatable, Sendable {
    public let location: SourceLocation
    public let summary: String

    public init(at location: SourceLocation, _ summary: String) {
      self.location = location
      self.summary = summary
    }
  }

  public init(
    _ severity: Severity, _ identifier: Identifier, at location: SourceLocation, _ summary: String,
    notes: [Note] = [], fix: String? = nil
  ) {
    self.severity = severity
    self.identifier = identifier
    self.location = location
    self.summary = summary
    self.notes = notes
    fixes = fix.map { [$0] } ?? []
  }
}

extension Diagnostic {
  /// The same finding as an error.
  public var asError: Diagnostic {
    Diagnostic(self, severity: .error)
  }

  private init(_ other: Diagnostic, severity: Severity) {
    self.severity = severity
    identifier = other.identifier
    location = other.location
    summary = other.summary
    notes = other.notes
    fixes = other.fixes
  }
}

extension [Diagnostic] {
  /// In the order of their places, and of their words where one place has several: the same in every run.
  public var inOrder: [Diagnostic] {
    sorted { ($0.location, $0.summary, $0.identifier.rawValue) < ($1.location, $1.summary, $1.identifier.rawValue) }
  }
}

/// A place in a source file.
public struct SourceLocation: Hashable, Sendable {
  /// Relative to the site's folder, with forward slashes.
  public let path: String
  /// From 1.
  public let line: Int
  /// In Unicode scalars, from 1.
  public let column: Int

  public init(path: String, line: Int = 1, column: Int = 1) {
    self.path = path
    self.line = line
    self.column = column
  }
}

extension SourceLocation: Comparable {
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.path, left.line, left.column) < (right.path, right.line, right.column)
  }
}

extension Diagnostic {
  /// The rules, by the names that are printed in brackets.
  public enum Identifier: String, CaseIterable, Sendable {
    // Files and front matter
    case invalidUTF8 = "InvalidUTF8"
    case invalidYAML = "InvalidYAML"
    case missingFile = "MissingFile"
    case unknownSection = "UnknownSection"
    case invalidFileName = "InvalidFileName"
    case missingFrontMatter = "MissingFrontMatter"
    case unknownKey = "UnknownKey"
    case missingKey = "MissingKey"
    case invalidValue = "InvalidValue"
    case invalidDate = "InvalidDate"
    // Markdown
    case rawHTML = "RawHTML"
    case unsafeLink = "UnsafeLink"
    case untypedLink = "UntypedLink"
    case headingLevel = "HeadingLevel"
    case headingInAnswer = "HeadingInAnswer"
    case missingAlternativeText = "MissingAlternativeText"
    case escapedDestination = "EscapedDestination"
    case malformedTable = "MalformedTable"
    case unknownCallout = "UnknownCallout"
    case malformedCallout = "MalformedCallout"
    case unreadableImage = "UnreadableImage"
    // Plain language
    case longSentence = "LongSentence"
    case readingGrade = "ReadingGrade"
    case emptyLink = "EmptyLink"
    case vagueLink = "VagueLink"
    case headingOrder = "HeadingOrder"
    // References
    case unknownAnchor = "UnknownAnchor"
    case unknownAsset = "UnknownAsset"
    case unknownCheck = "UnknownCheck"
    case unknownTerm = "UnknownTerm"
    case unknownFAQ = "UnknownFAQ"
    case unknownPage = "UnknownPage"
    case unknownFact = "UnknownFact"
    case unknownDestination = "UnknownDestination"
    case unknownSource = "UnknownSource"
    case unknownTopic = "UnknownTopic"
    case linkToDraft = "LinkToDraft"
    case factWords = "FactWords"
    case numberWithoutFact = "NumberWithoutFact"
    case missingReason = "MissingReason"
    // In sync
    case checkWithoutPage = "CheckWithoutPage"
    case checkWithoutStep = "CheckWithoutStep"
    case pageWithoutCheck = "PageWithoutCheck"
    case reasonWithoutWords = "ReasonWithoutWords"
    case causeWithoutWords = "CauseWithoutWords"
    case missingModule = "MissingModule"
    case staleModule = "StaleModule"
    // Editorial
    case missingSuggestedPath = "MissingSuggestedPath"
    case unknownReviewer = "UnknownReviewer"
    case unknownReviewClass = "UnknownReviewClass"
    case reviewInFuture = "ReviewInFuture"
    case sourceInFuture = "SourceInFuture"
    case unverifiedSource = "UnverifiedSource"
    case missingReview = "MissingReview"
    case malformedReview = "MalformedReview"
    case reviewerNotAllowed = "ReviewerNotAllowed"
    case editedSinceReview = "EditedSinceReview"
    case sourceChanged = "SourceChanged"
    case reviewOverdue = "ReviewOverdue"
    case reviewDueSoon = "ReviewDueSoon"
    case bareReviewDate = "BareReviewDate"
    case worseReview = "WorseReview"
    // Routing
    case missingConversion = "MissingConversion"
    case conversionOutsideGo = "ConversionOutsideGo"
    case unexplainedConversion = "UnexplainedConversion"
    case missingDisclosure = "MissingDisclosure"
    case missingRel = "MissingRel"
    case conversionNotAllowed = "ConversionNotAllowed"
    case undeclaredLink = "UndeclaredLink"
    case lookAlikeHost = "LookAlikeHost"
    case forbiddenWording = "ForbiddenWording"
    case callToAction = "CallToAction"
    case referralAddress = "ReferralAddress"
    case routingGap = "RoutingGap"
    case routingOverlap = "RoutingOverlap"
    case repeatedSignal = "RepeatedSignal"
    case unexplainedRule = "UnexplainedRule"
    case unknownRegion = "UnknownRegion"
    case unreachablePage = "UnreachablePage"
    case deadEnd = "DeadEnd"
    // Templates
    case templateSyntax = "TemplateSyntax"
    case missingTemplate = "MissingTemplate"
    case misplacedTemplate = "MisplacedTemplate"
    case unknownVariable = "UnknownVariable"
    // Output
    case duplicateOutput = "DuplicateOutput"
    case duplicateAnchor = "DuplicateAnchor"
    case brokenLink = "BrokenLink"
    case circularAssets = "CircularAssets"
    case lostPermalink = "LostPermalink"
    case unlistedPermalink = "UnlistedPermalink"
  }
}
