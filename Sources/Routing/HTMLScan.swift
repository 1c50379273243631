// SPDX-License-Identifier: Apache-2.0
// One pass over a finished page. No tree is built and no text is made of a page that has nothing to tell.
//
// Goals, in order: (1) no link escapes, whatever it is written in or as; (2) a page that has none costs little; (3) positions
// are those of the finished bytes.

import SiteModel

struct HTMLScan {
  let scanner: PageScanner
  var words: WordScan
  var routes = PageRoutes()

  var bytes: UnsafeBufferPointer<UInt8> { words.bytes }
  /// Where the page is about a gate: the level of the section's heading, and the gates.
  private(set) var sections: [(level: Int, gate: Int)] = []
  /// Gates that the words of the heading that is open name.
  private var headingGates: Set<Int> = []
  private var headingLevel = 0
  /// Whether the words are those of a link to a destination, or of a button.
  private var invites = false
  private var quoteDepth = 0
  /// The element whose content readers do not see, and how many of its name are open in it.
  private var unseen: (name: UInt64, depth: Int)?

  init(scanner: PageScanner, words: WordScan) {
    self.scanner = scanner
    self.words = words
  }

  mutating func run() {
    var index = 0
    while index < bytes.count {
      index = speech(from: index, to: bytes.count, stopsAtTag: true)
      guard index < bytes.count else { return }
      index = markup(at: index)
    }
  }
}

// MARK: - Words

extension HTMLScan {
  /// Words that readers see or hear.
  mutating func speech(from start: Int, to end: Int, stopsAtTag: Bool = false) -> Int {
    var hits: [(WordTable.Phrase, Int)] = []
    let stop = words.scan(from: start, to: end, stopsAtTag: stopsAtTag) { _, phrase, at in hits.append((phrase, at)) }
    for (phrase, at) in hits { hear(phrase, at) }
    return stop
  }

  private mutating func hear(_ phrase: WordTable.Phrase, _ at: Int) {
    switch phrase.meaning {
    case .wording: note(phrase, .wording, at)
    case .limit: note(phrase, .limit, at)
    case .call: if invites { note(phrase, .call, at) }
    case .gate(let number): if headingLevel > 0, unseen == nil { headingGates.insert(number) }
    case .unknown: explain(fact: nil, at)
    case .host: mention(at, form: "text")
    }
  }

  private mutating func note(_ phrase: WordTable.Phrase, _ kind: WordHit.Kind, _ at: Int) {
    let line = scanner.line(of: at, in: bytes)
    routes.words.append(WordHit(phrase: phrase.text, kind: kind, isQuoted: quoteDepth > 0, line: line))
  }

  mutating func explain(fact: String?, _ at: Int) {
    guard unseen == nil, headingLevel == 0 else { return }
    for section in sections {
      let gate = scanner.policy.settings.gates[section.gate].name
      routes.evidence.append(Evidence(gate: gate, fact: fact, offset: at))
    }
  }

  /// Text that nobody reads: only addresses count.
  mutating func raw(from start: Int, to end: Int, form: String) {
    var places: [Int] = []
    words.scan(from: start, to: end) { _, phrase, at in if phrase.meaning == .host { places.append(at) } }
    for place in places { mention(place, form: form) }
  }

  private mutating func mention(_ at: Int, form: String) {
    guard let link = scanner.conversion(around: at, in: bytes, form: form) else { return }
    routes.conversions.append(link)
  }
}

// MARK: - Tags

extension HTMLScan {
  /// - Returns: where the markup that begins here ends.
  private mutating func markup(at start: Int) -> Int {
    guard start + 1 < bytes.count else { return bytes.count }
    switch bytes[start + 1] {
    case UInt8(ascii: "!") where start + 3 < bytes.count && bytes[start + 2] == 45 && bytes[start + 3] == 45:
      let end = bytes.next("-->", from: start + 4)
      raw(from: start + 4, to: end, form: "comment")
      return min(end + 3, bytes.count)
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      return min(bytes.next(UInt8(ascii: ">"), from: start + 1) + 1, bytes.count)
    case UInt8(ascii: "/"): return close(at: start)
    case let byte where byte.isLetter: return open(at: start)
    default: return start + 1
    }
  }

  private mutating func close(at start: Int) -> Int {
    let (name, end) = bytes.markupName(from: start + 2)
    if let unseen, unseen.name == name { self.unseen = unseen.depth == 1 ? nil : (name, unseen.depth - 1) }
    switch name {
    case TagName.a, TagName.button: invites = false
    case TagName.quotation, TagName.q: quoteDepth = max(0, quoteDepth - 1)
    case TagName.h1...TagName.h6: endHeading()
    default: break
    }
    return min(bytes.next(UInt8(ascii: ">"), from: end) + 1, bytes.count)
  }

  private mutating func open(at start: Int) -> Int {
    let (name, nameEnd) = bytes.markupName(from: start + 1)
    var tag = Tag(name: name, start: start)
    let end = attributes(from: nameEnd, of: &tag)
    finish(&tag)
    let isVoid = end >= 2 && bytes[end - 2] == UInt8(ascii: "/")
    if let unseen, unseen.name == name, !isVoid { self.unseen = (name, unseen.depth + 1) }
    if unseen == nil, tag.isHidden || name == TagName.template { unseen = (name, 1) }
    switch name {
    case TagName.a: invites = tag.leadsToDestination
    case TagName.button: invites = true
    case TagName.quotation, TagName.q: quoteDepth += 1
    case TagName.h1...TagName.h6: beginHeading(level: Int(name & 7))
    case TagName.script, TagName.style: return rawElement(name, from: end)
    default: break
    }
    return end
  }

  /// Content that is no markup, up to its end tag.
  private mutating func rawElement(_ name: UInt64, from start: Int) -> Int {
    let end = bytes.next(name == TagName.script ? "</script" : "</style", from: start)
    raw(from: start, to: end, form: name == TagName.script ? "script" : "style")
    return end
  }

  private mutating func beginHeading(level: Int) {
    headingLevel = level
    headingGates = []
  }

  private mutating func endHeading() {
    guard headingLevel > 0 else { return }
    sections.removeAll { $0.level >= headingLevel }
    for gate in headingGates.sorted() { sections.append((headingLevel, gate)) }
    headingLevel = 0
  }
}
