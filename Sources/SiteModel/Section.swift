// SPDX-License-Identifier: Apache-2.0

/// The folders of `Content/`, each with its own type of page, in the order in which a site shows them.
public enum Section: String, CaseIterable, Sendable {
  case guides, fix, rules, safety, fees, compare, start, tools, checks, glossary, faq, topics, facts, about

  /// The folder of the routing rules: data, not pages.
  public static let routesFolder = "routes"

  /// What readers call it.
  public var title: String {
    switch self {
    case .guides: "Guides"
    case .fix: "When something failed"
    case .rules: "Rules"
    case .safety: "Safety"
    case .fees: "Fees"
    case .compare: "Comparisons"
    case .start: "Where to begin"
    case .tools: "Tools"
    case .checks: "Checks"
    case .glossary: "Glossary"
    case .faq: "Questions people ask"
    case .topics: "Topics"
    case .facts: "Facts"
    case .about: "About this site"
    }
  }

  /// The address of its index.
  public var url: String { "/\(rawValue)/" }
}
