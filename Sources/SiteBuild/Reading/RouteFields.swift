// SPDX-License-Identifier: Apache-2.0
// The keys of a routing rule.

import SiteModel

/// What a rule's front matter states.
struct RouteHeader {
  let intent: Located<String>
  let question: String
  let stage: Located<Stage>
  let signals: [Located<String>]
  let explains: [Located<String>]
  let target: Located<Reference>
  let regions: [Located<String>]
  let avoids: [Located<String>]
}

extension FieldReader {
  mutating func routeHeader() -> RouteHeader? {
    let intent = locatedText("intent", "What the reader wants, as a short name.")
    let question = text("question", "What the reader asks, in the reader's words.")
    let stage = locatedChoice("stage", of: Stage.self, "How far the reader has come.")
    let signals = texts("signals", isNeeded: true, "Words and phrases that show the intent.")
    let explains = slugs("explains", "Topics that are explained before: names of pages in topics/.")
    let target = locatedText("leads", "Where the rule leads: page:section/name or go:name.")
    let regions = optionalTexts("regions", "Regions that the rule is for; all where it is left out.")
    let avoids = optionalTexts("avoids", "Words that the page must not use to which the rule leads.")
    guard let intent, let question, let avoids, let stage, let signals, let explains, let target, let regions else {
      return nil
    }
    guard let reference = routeTarget(target) else { return nil }
    return RouteHeader(
      intent: intent, question: question, stage: stage, signals: signals, explains: explains,
      target: Located(reference, at: target.location),
      regions: regions, avoids: avoids)
  }

  private mutating func routeTarget(_ text: Located<String>) -> Reference? {
    let parts = text.value.split(separator: ":", maxSplits: 1)
    if parts.count == 2, let scheme = Reference.Scheme(rawValue: String(parts[0])), scheme == .page || scheme == .go {
      return Reference(scheme, String(parts[1]))
    }
    report(
      .invalidValue, at: text.location, "'\(text.value)' in '\(prefix)leads' is not a place to go to",
      fix: "Write page:section/name or go:name")
    return nil
  }
}
