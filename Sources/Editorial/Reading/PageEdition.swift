// SPDX-License-Identifier: Apache-2.0

/// All that a reviewer of a page reads: the page's own text, and the facts and answers that it shows.
public struct PageEdition: Equatable, Sendable {
  public let parts: [Part]

  public struct Part: Equatable, Sendable {
    /// `title`, `body`, `fact 'maker-fee'`, `answer 'glasses'`.
    public let name: String
    /// Words, and the tags among them that say something.
    public let words: [String]
  }

  public init(_ text: PageText, answers: [(name: String, text: PageText)], facts: [(name: String, text: String)]) {
    var parts = text.parts.map { Part(name: $0.name, words: PageEdition.words(of: $0.text, in: $0.name)) }
    for answer in answers {
      for part in answer.text.parts where part.name == "title" || part.name == "body" {
        let name = part.name == "title" ? "question '\(answer.name)'" : "answer '\(answer.name)'"
        parts.append(Part(name: name, words: PageEdition.words(of: part.text, in: part.name)))
      }
    }
    for fact in facts {
      parts.append(Part(name: "fact '\(fact.name)'", words: PageEdition.words(of: fact.text, in: "")))
    }
    self.parts = parts
  }

  /// The parts that differ, each with its words; in the order of this edition, then what is gone.
  public func changes(since old: PageEdition) -> [(name: String, changes: [WordChange])] {
    let (now, before) = (byName, old.byName)
    let names = now.map(\.name) + before.map(\.name).filter { name in !now.contains { $0.name == name } }
    return names.compactMap { name in
      let words = now.first { $0.name == name }?.words ?? []
      let earlier = before.first { $0.name == name }?.words ?? []
      return words == earlier ? nil : (name, WordDiff.changes(from: earlier, to: words))
    }
  }

  /// Parts of one name are one text: the sentences of an audience, the names of sources.
  private var byName: [Part] {
    var result: [Part] = []
    for part in parts {
      if let index = result.firstIndex(where: { $0.name == part.name }) {
        result[index] = Part(name: part.name, words: result[index].words + part.words)
      } else {
        result.append(part)
      }
    }
    return result
  }

  /// In bodies a tag is a word of its own, and text is escaped.
  private static func words(of text: String, in part: String) -> [String] {
    guard part == "body" else { return text.split(separator: " ").map(String.init) }
    var words: [String] = []
    var word = ""
    var isTag = false
    func end() {
      if !word.isEmpty { words.append(isTag ? word : unescaped(word)) }
      word = ""
    }
    for character in text {
      switch character {
      case "<":
        end()
        isTag = true
        word = "<"
      case ">" where isTag:
        word.append(character)
        end()
        isTag = false
      case let space where space.isWhitespace && !isTag: end()
      default: word.append(character)
      }
    }
    end()
    return words
  }

  private static func unescaped(_ word: String) -> String {
    guard word.contains("&") else { return word }
    var text = word
    for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      text = text.split(separator: reference, omittingEmptySubsequences: false).joined(separator: character)
    }
    return text
  }
}

extension PageEdition {
  /// Words that are shown before and after a change.
  private static let contextWords = 8

  /// A word diff for people.
  ///
  /// - Parameters:
  ///   - removed: how words are shown that are gone.
  ///   - added: how words are shown that are new.
  public static func text(
    of changes: [(name: String, changes: [WordChange])], removed: (String) -> String, added: (String) -> String
  ) -> String {
    changes.map { part in
      let runs = part.changes.enumerated().map { number, change in
        switch change {
        case .removed(let words): removed(words.joined(separator: " "))
        case .added(let words): added(words.joined(separator: " "))
        case .same(let words):
          context(words, isFirst: number == 0, isLast: number == part.changes.count - 1).joined(separator: " ")
        }
      }
      return "\(part.name):\n  \(runs.filter { !$0.isEmpty }.joined(separator: " "))\n"
    }.joined()
  }

  private static func context(_ words: [String], isFirst: Bool, isLast: Bool) -> [String] {
    let shown = words.filter { !$0.hasPrefix("</") }
    let head = isFirst ? [] : shown.prefix(contextWords)
    let tail = isLast ? [] : shown.suffix(contextWords)
    if head.count + tail.count >= shown.count { return shown }
    return head + ["…"] + tail
  }
}
