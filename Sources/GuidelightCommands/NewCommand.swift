// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Foundation
import SiteBuild
import SiteModel

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begins a page: new guide NAME, new faq NAME, and so on for each section.",
    discussion: """
      Writes one file with every key that a page there needs, as a draft: it is checked with the others, and shown only \
      with --drafts until somebody has reviewed it and removed 'draft: true'. A check's page is the one that came with this command.
      """)

  @Argument(help: "guide, fix, rule, safety, fees, compare, start, tool, check, glossary, faq, topic, fact or about.")
  var section: String

  @Argument(help: "The page's name in its address: lower-case letters, digits and hyphens.")
  var name: String

  @Option(help: ArgumentHelp("The site's folder, with Content/.", valueName: "dir"))
  var site = "."

  @Option(
    help: ArgumentHelp("The day on which the page is begun (YYYY-MM-DD); today in UTC unless given.", valueName: "date")
  )
  var asOf: CivilDate?

  func run() throws {
    let section = try knownSection()
    guard let slug = Slug(name) else {
      throw CommandFailure(
        status: .usageOrInput,
        message: "'\(name)' cannot be the name of a page; use lower-case letters, digits and single hyphens")
    }
    let content: [SourceEntry]
    do { content = try SiteSources.readContent(folder: site) } catch { throw CommandFailure(sources: error) }
    let path = "Content/\(section.rawValue)/\(slug.text).md"
    if section == .checks {
      try NewFile.write(try StarterSite.checkPage(slug.text), in: site, replaces: false)
      return print("\(path): the page of the check, as its authors reviewed it; read it, and sign it yourself")
    }
    let page: NewPage
    do {
      page = try NewPage(slug, in: section, of: content, checks: .core, asOf: asOf ?? .todayUTC)
    } catch let error as NewPageError {
      throw CommandFailure(status: .usageOrInput, message: error.words)
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
    try NewFile.write(SourceFile(path: path, bytes: Array(page.text.utf8)), in: site, replaces: false)
    print("\(path): a draft with every key that it needs")
    print("Write it, and look at it with 'guidelight serve --drafts'. When it is reviewed, remove 'draft: true'.")
  }

  /// The section, by its folder's name or the singular of it.
  private func knownSection() throws(CommandFailure) -> Section {
    if let section = Section.allCases.first(where: { [$0.rawValue, $0.singular].contains(section) }) { return section }
    if section == Section.routesFolder {
      throw CommandFailure(
        status: .usageOrInput,
        message: "routes/ holds rules, which take effect at once; write one by schemas/routes.schema.json")
    }
    let near = suggestion(for: section, among: Section.allCases.flatMap { [$0.rawValue, $0.singular] })
    let names = Section.allCases.map(\.singular).joined(separator: ", ")
    throw CommandFailure(
      status: .usageOrInput,
      message: "'\(section)' is not a section; " + (near.map { "did you mean '\($0)'?" } ?? "use one of \(names)"))
  }
}

extension Section {
  /// What one page of it is called on the command line.
  fileprivate var singular: String {
    switch self {
    case .guides, .rules, .tools, .checks, .topics, .facts: String(rawValue.dropLast())
    case .fix, .safety, .fees, .compare, .start, .glossary, .faq, .about: rawValue
    }
  }
}

extension NewPageError {
  fileprivate var words: String {
    switch self {
    case .noSettings: "Content/site.yaml is missing or cannot be understood; 'guidelight build' says why"
    case .noReviews: "Content/site.yaml names no reviewer or no review class; every page needs both"
    case .noPage(let section):
      "A guide leads to a page in \(section.rawValue)/, and there is none; begin with 'guidelight new \(section.rawValue) NAME'"
    }
  }
}
