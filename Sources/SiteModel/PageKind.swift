// SPDX-License-Identifier: Apache-2.0
// The part of the front matter that depends on the type of page.

public enum PageKind: Sendable {
  case home
  /// Shown by a server where there is no page.
  case notFound
  /// A guide: steps to go through, each tied to a check.
  case guide(ReadingFields)
  /// A page to read: a rule, a fix, fees, a comparison, safety, a tool.
  case article(ReadingFields)
  /// The page of a destination, which says how to recognise the official place before it links there.
  case destination(ReadingFields, Destination)
  case glossaryTerm(TopicFields)
  case check(CheckFields)
  case faqEntry(FAQFields)
  case topic(TopicHubFields)
  case fact(Fact)
  /// About the site itself.
  case about

  /// The layout that renders it.
  public var layout: String {
    switch self {
    case .home: "home"
    case .notFound: "not-found"
    case .guide: "guide"
    case .article: "article"
    case .destination: "destination"
    case .glossaryTerm: "glossary"
    case .check: "check"
    case .faqEntry: "faq"
    case .topic: "topic"
    case .fact: "fact"
    case .about: "about"
    }
  }

  /// What a page of this kind shares with others that are read from top to bottom.
  public var reading: ReadingFields? {
    switch self {
    case .guide(let fields), .article(let fields), .destination(let fields, _): fields
    default: nil
    }
  }

  public var topics: [Located<String>] {
    switch self {
    case .guide(let fields), .article(let fields), .destination(let fields, _): fields.topic.topics
    case .glossaryTerm(let fields): fields.topics
    case .faqEntry(let fields): fields.topics
    case .fact(let fact): fact.topics
    case .home, .notFound, .check, .topic, .about: []
    }
  }

  public var stage: Stage? {
    switch self {
    case .guide(let fields), .article(let fields), .destination(let fields, _): fields.topic.stage
    case .glossaryTerm(let fields): fields.stage
    default: nil
    }
  }
}

public struct TopicFields: Sendable {
  public let stage: Stage
  /// Slugs of topic pages.
  public let topics: [Located<String>]

  public init(stage: Stage, topics: [Located<String>]) {
    self.stage = stage
    self.topics = topics
  }
}

public struct ReadingFields: Sendable {
  public let topic: TopicFields
  /// Whom the page is for, one sentence each.
  public let audience: [String]
  /// Slugs of FAQ entries, in the order in which they are shown.
  public let faq: [Located<String>]
  /// Pages to read before.
  public let requires: [Located<String>]
  public let next: NextMove?
  /// What the live check on the page can look at, besides what the page's steps ask for.
  public let liveCheck: [LiveCheckMode]

  public init(
    topic: TopicFields, audience: [String], faq: [Located<String>], requires: [Located<String>], next: NextMove?,
    liveCheck: [LiveCheckMode] = []
  ) {
    self.topic = topic
    self.audience = audience
    self.faq = faq
    self.requires = requires
    self.next = next
    self.liveCheck = liveCheck
  }
}

/// What a live check in a page can look at.
public enum LiveCheckMode: String, CaseIterable, Sendable {
  case camera, picture
  /// Movements practised before the camera, never with a file.
  case rehearsal
  case document

  /// The catalogue's sessions whose checks it runs; a rehearsal measures none of them.
  public var sessions: [String] {
    switch self {
    case .camera: ["photo", "live"]
    case .picture: ["photo"]
    case .rehearsal: []
    case .document: ["document"]
    }
  }
}

/// Where a reader goes from a page: a page of this site, and what to know before it.
public struct NextMove: Sendable {
  public let page: Located<String>
  public let text: String

  public init(page: Located<String>, text: String) {
    self.page = page
    self.text = text
  }
}

/// An official place outside the site.
public struct Destination: Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case signUp = "sign-up"
    case download, trade
  }

  public let kind: Kind
  /// The official address, without referral.
  public let url: String
  /// What the site gains from that link, in plain words.
  public let disclosure: String
  /// The address that pays the site; used only where settings and region allow it.
  public let referral: Referral?

  /// A link that pays the site.
  public struct Referral: Equatable, Sendable {
    public let url: String
    /// What the site gains from it, in plain words.
    public let disclosure: String

    public init(url: String, disclosure: String) {
      self.url = url
      self.disclosure = disclosure
    }
  }

  public init(kind: Kind, url: String, disclosure: String, referral: Referral?) {
    self.kind = kind
    self.url = url
    self.disclosure = disclosure
    self.referral = referral
  }
}

/// What a check's page says in each state of the check.
public struct CheckFields: Sendable {
  public let good: String
  public let hint: String
  public let strong: String
  public let cannotTell: String
  /// What to do by the cause of a finding, in the place of `hint` and `strong`; of checks that tell a cause.
  public let causes: [String: Located<String>]

  public init(
    good: String, hint: String, strong: String, cannotTell: String, causes: [String: Located<String>] = [:]
  ) {
    self.good = good
    self.hint = hint
    self.strong = strong
    self.cannotTell = cannotTell
    self.causes = causes
  }
}

/// An FAQ entry; its answer is shown on other pages, too.
public struct FAQFields: Sendable {
  public let topics: [Located<String>]
  public let answer: Markup

  public init(topics: [Located<String>], answer: Markup) {
    self.topics = topics
    self.answer = answer
  }
}

/// A topic: its page gathers whatever names it.
public struct TopicHubFields: Sendable {
  /// Pages in the order in which somebody new reads them.
  public let path: [Located<String>]

  public init(path: [Located<String>]) {
    self.path = path
  }
}

/// Something that is stated once, with its source and the day on which someone looked.
public struct Fact: Sendable {
  /// As it is printed: `0.1`; nil where nobody outside can know it.
  public let value: String?
  /// Printed behind the value: `%`.
  public let unit: String?
  /// Identifier of the source.
  public let source: Located<String>?
  /// The day on which someone read the value there; nil where nobody could.
  public let checked: CivilDate?
  public let cadenceDays: Int
  public let topics: [Located<String>]

  public init(
    value: String?, unit: String?, source: Located<String>?, checked: CivilDate?, cadenceDays: Int,
    topics: [Located<String>]
  ) {
    self.value = value
    self.unit = unit
    self.source = source
    self.checked = checked
    self.cadenceDays = cadenceDays
    self.topics = topics
  }

  /// How an unknown value is written in front matter and shown on pages.
  public static let unknown = "unknown"

  /// What pages print: `0.1 %`, or `unknown`.
  public var text: String {
    guard let value else { return Fact.unknown }
    return unit.map { "\(value) \($0)" } ?? value
  }
}
