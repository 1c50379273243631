// SPDX-License-Identifier: Apache-2.0
// The file of a page that nobody has written yet: every key that the contract needs, with what the site already has where a
// value must name something, and else with what the contract says the key is for.

import SiteModel

/// Why a page cannot be begun.
public enum NewPageError: Error, Equatable {
  /// `Content/site.yaml` is missing or cannot be understood.
  case noSettings
  /// Nobody may sign a review, or there is no class for it.
  case noReviews
  /// The page has to name a page of a section that has none.
  case noPage(in: Section)
}

public struct NewPage {
  private let section: Section
  private let asOf: CivilDate
  /// By the path of a key: `review.class`.
  private var values: [String: String]
  private let stepCheck: CheckDescription?
  /// What a destination explains before its link.
  private let gates: [ConversionGate]

  /// - Throws: `NewPageError`; `SourceTreeError`.
  public init(
    _ slug: Slug, in section: Section, of content: [SourceEntry], checks: CheckList, asOf: CivilDate
  ) throws {
    let reader = try ContentReader(content)
    guard let settings = reader.settings else { throw NewPageError.noSettings }
    let pages = reader.pages.map(\.document).filter { !$0.header.publication.isDraft }
    let stamps = pages.filter { $0.path.section == section }.map(\.header.review)
    guard let reviewClass = stamps.first?.reviewClass.value ?? settings.reviewClasses.keys.min(),
      let reviewer = stamps.first?.reviewer.value ?? settings.reviewers.keys.min()
    else { throw NewPageError.noReviews }
    self.section = section
    self.asOf = asOf
    stepCheck = checks.checks.first
    gates = settings.conversion?.gates ?? []
    values = [
      "title": NewPage.title(slug), "draft": "true", "review.class": reviewClass, "review.by": reviewer,
      "review.note": "A draft: nobody has reviewed it yet.", "value": Fact.unknown,
      "destination.url": "https://example.com/",
    ]
    // A destination carries its link, which no explanation may.
    if section == .start { values["stage"] = Stage.act.rawValue }
    if section == .guides {
      guard let entry = pages.first(where: { $0.path.section == .faq }) else { throw NewPageError.noPage(in: .faq) }
      values["faq"] = entry.path.slug
      values["next.page"] = entry.path.text
    }
  }

  /// `my-first-guide` → `My first guide`.
  private static func title(_ slug: Slug) -> String {
    let words = slug.text.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The whole file.
  public var text: String {
    "---\n" + lines(for: ContentContract.keys(of: section), below: "", indent: "").joined() + "---\n" + body
  }
}

// MARK: - Front matter

extension NewPage {
  /// Keys that may be left out, and that a draft has.
  private static let wanted: Set = ["draft", "review.note"]

  private func lines(for fields: [FieldDescription], below prefix: String, indent: String) -> [String] {
    fields.filter { $0.isRequired || NewPage.wanted.contains(prefix + $0.key) }.flatMap { field in
      let path = prefix + field.key
      return switch field.type {
      case .record(let inner):
        ["\(indent)\(field.key):\n"] + lines(for: inner, below: path + ".", indent: indent + "  ")
      case .list(let item, let isNeeded):
        isNeeded
          ? ["\(indent)\(field.key):\n", "\(indent)  - \(scalar(item, path, field.about))\n"]
          : ["\(indent)\(field.key): []\n"]
      default: ["\(indent)\(field.key): \(scalar(field.type, path, field.about))\n"]
      }
    }
  }

  private func scalar(_ type: FieldType, _ path: String, _ about: String) -> String {
    switch type {
    case .text, .webAddress, .sitePath, .slug: return quoted(values[path] ?? about)
    case .date: return asOf.iso
    case .days: return "90 days"
    case .flag: return values[path] ?? "false"
    case .number(let range): return String(range.lowerBound)
    case .choice(let names): return values[path] ?? names[0]
    case .list: return "[]"
    case .record, .table: return "{}"
    }
  }

  private func quoted(_ text: String) -> String {
    if Slug(text) != nil { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

// MARK: - Body

extension NewPage {
  /// A section about a gate that says only what nobody has looked up yet.
  private static func explanation(of gate: ConversionGate) -> String {
    let word = gate.words.first ?? gate.name
    return
      "## \(word.prefix(1).uppercased() + word.dropFirst())\n\n**Unknown** until somebody has read it at the official place.\n"
  }

  private var body: String {
    if section == .start, !gates.isEmpty { return gates.map(NewPage.explanation).joined(separator: "\n") }
    guard section == .guides, let stepCheck else { return "Write the answer here, and what helps most first.\n" }
    return """
      ## Suggested path

      1. Say what to do first, and name [the check that measures it](check:\(stepCheck.id)).

      """
  }
}
