// SPDX-License-Identifier: Apache-2.0
// The proof: in the finished site nobody reaches a conversion link without what has to be explained before it. A value-level
// function: what each finished file shows, and how pages lead to each other, to findings.

import Diagnostics
import SiteModel

/// A finished file as the proof sees it.
public struct ProvedFile: Sendable {
  /// The address from the site's root: `/guides/selfie/`.
  public let url: String
  /// The file in the output.
  public let output: String
  /// Where to tell its author: the source, or the layout for a page that has none.
  public let place: SourceLocation
  /// How far its readers have come; nil where it has no stage.
  public let stage: Stage?
  /// Whether the page's review lets it lead to where readers sign up, download or trade.
  public let mayConvert: Bool
  public let routes: PageRoutes
  /// Places in the source where words of `routes` or addresses stand; the finished file's line is told where there is none.
  public let trace: @Sendable (String) -> SourceLocation?

  public init(
    url: String, output: String, place: SourceLocation, stage: Stage?, mayConvert: Bool, routes: PageRoutes,
    trace: @escaping @Sendable (String) -> SourceLocation? = { _ in nil }
  ) {
    self.url = url
    self.output = output
    self.place = place
    self.stage = stage
    self.mayConvert = mayConvert
    self.routes = routes
    self.trace = trace
  }

  fileprivate func line(_ number: Int) -> SourceLocation { SourceLocation(path: "Public/\(output)", line: number) }
}

/// How a page leads to others: for the path that a finding shows.
public struct LeadingPage: Sendable {
  public let url: String
  public let place: SourceLocation
  /// Whether a reader can begin there: search engines may list it, or a feed or an index names it.
  public let isEntry: Bool
  /// Addresses of this site that it links to.
  public let targets: [String]

  public init(url: String, place: SourceLocation, isEntry: Bool, targets: [String]) {
    self.url = url
    self.place = place
    self.isEntry = isEntry
    self.targets = targets
  }
}

public struct RoutingProof {
  private let policy: RoutePolicy
  /// Whether a fact is current, or known to be unknown; nil for a name that no fact has.
  private let isCurrent: (String) -> Bool?
  /// How all pages of the site lead to each other; asked for only where a page that is no entry converts.
  private let pages: () -> [LeadingPage]
  private let isEntry: (ProvedFile) -> Bool

  public init(
    policy: RoutePolicy, isCurrent: @escaping (String) -> Bool?, isEntry: @escaping (ProvedFile) -> Bool,
    pages: @escaping () -> [LeadingPage]
  ) {
    self.policy = policy
    self.isCurrent = isCurrent
    self.isEntry = isEntry
    self.pages = pages
  }

  /// - Parameter files: every finished file that is not plain.
  /// - Returns: everything that is wrong, in the order of the files.
  public func diagnostics(_ files: [ProvedFile]) -> [Diagnostic] {
    files.flatMap { strays(in: $0) + wording(in: $0) + outsideGo($0) + rules(of: $0) } + unexplained(files)
  }

  /// Whether some conversion link is behind pages that are no entries: then every link of the site counts.
  public func dependsOnPaths(_ files: [ProvedFile]) -> Bool {
    files.contains { !hiddenLinks(of: $0).isEmpty }
  }
}

// MARK: - One file

extension RoutingProof {
  private func strays(in file: ProvedFile) -> [Diagnostic] {
    file.routes.strayLinks.map { link in
      let (identifier, summary, fix): (Diagnostic.Identifier, String, String) =
        switch link.reason {
        case .lookAlike:
          (
            .lookAlikeHost, "'\(link.address)' only looks like a known host, or hides the real one",
            "Correct the address, or remove the link"
          )
        case .undeclared:
          (
            .undeclaredLink, "'\(link.address)' is neither a source nor a destination of this site",
            "Add it to 'sources' in Content/site.yaml, without a query, or remove the link"
          )
        case .own:
          (
            .undeclaredLink, "'\(link.address)' is a page of this site, and would not be checked as one",
            "Write page:section/name, or in a layout the path alone"
          )
        }
      return finding(identifier, in: file, line: link.line, about: link.address, summary, fix: fix)
    }
  }

  private func wording(in file: ProvedFile) -> [Diagnostic] {
    file.routes.words.compactMap { hit in
      switch hit.kind {
      case .wording where !hit.isQuoted || !file.routes.conversions.isEmpty:
        finding(
          .forbiddenWording, in: file, line: hit.line, about: hit.phrase,
          "The page says '\(hit.phrase)', which the site's wording list forbids",
          fix: "Say what is known instead; words of others stand in a quotation")
      case .limit where policy.limits[file.url]?.contains(hit.phrase) == true:
        finding(
          .forbiddenWording, in: file, line: hit.line, about: hit.phrase,
          "The page says '\(hit.phrase)', which a rule that leads here forbids", fix: "Say what is known instead")
      case .call:
        finding(
          .callToAction, in: file, line: hit.line, about: hit.phrase,
          "A link to a destination says '\(hit.phrase)', and this region refuses calls to action",
          fix: "Name the page that it leads to")
      default: nil
      }
    }
  }

  private func outsideGo(_ file: ProvedFile) -> [Diagnostic] {
    file.routes.conversions.filter { !$0.isDeclared }.map { link in
      finding(
        .conversionOutsideGo, in: file, line: link.line, about: link.address,
        "'\(link.address)' is a conversion target, here as \(link.form); only a link of a destination may lead there",
        fix: "Link to go:NAME, and let the destination's page lead on")
    }
  }

  /// What a declared link asks of its own page.
  private func rules(of file: ProvedFile) -> [Diagnostic] {
    let links = file.routes.conversions.filter(\.isDeclared)
    guard let first = links.first else { return [] }
    var found: [Diagnostic] = []
    if policy.refusesCalls {
      found.append(
        finding(
          .callToAction, in: file, line: first.line, about: first.address,
          "The page links to '\(first.address)', and this region refuses such links",
          fix: "Leave the link out where 'destination.link' is absent"))
    }
    if file.stage == .explain || !file.mayConvert {
      found.append(
        finding(
          .conversionNotAllowed, in: file, line: first.line, about: first.address,
          file.stage == .explain
            ? "A page of the stage 'explain' carries a conversion link"
            : "The page's review, or a fact that it shows, does not let it carry a conversion link",
          fix: file.stage == .explain ? "Remove the link" : "Review the page and its facts first"))
    }
    return found + links.flatMap { disclosure(of: $0, in: file) }
  }

  /// As far as a disclosure may stand from its link, in characters.
  public static let disclosureReach = 400

  private func disclosure(of link: ConversionLink, in file: ProvedFile) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if link.disclosureDistance.map({ $0 > RoutingProof.disclosureReach }) ?? true {
      found.append(
        finding(
          .missingDisclosure, in: file, line: link.line, about: link.address,
          link.disclosureDistance == nil
            ? "The destination's disclosure does not stand before its link"
            : "The destination's disclosure stands too far before its link",
          fix: "Let the layout show '{{disclosure}}' right before the link"))
    }
    let destination = policy.destinations.first { $0.name == link.go }
    if destination?.isAffiliate == true, !Set(["sponsored", "nofollow"]).isSubset(of: link.rel) {
      found.append(
        finding(
          .missingRel, in: file, line: link.line, about: link.address,
          "A link that pays this site has no rel=\"sponsored nofollow\"", fix: "Write rel=\"{{rel}}\" in the layout"))
    }
    return found
  }

  private func finding(
    _ identifier: Diagnostic.Identifier, in file: ProvedFile, line: Int, about text: String, _ summary: String,
    notes: [Diagnostic.Note] = [], fix: String
  ) -> Diagnostic {
    Diagnostic(
      .error, identifier, at: place(of: text, in: file), summary,
      notes: [Diagnostic.Note(at: file.line(line), "It stands here in the finished file")] + notes, fix: fix)
  }
}

extension RoutingProof {
  /// Where a text comes from; an address that is written otherwise there is known by its host.
  private func place(of text: String, in file: ProvedFile) -> SourceLocation {
    if let place = file.trace(text) { return place }
    let host = LinkAddress(text).host
    return (host.isEmpty ? nil : file.trace(host)) ?? file.place
  }
}

// MARK: - Paths

extension RoutingProof {
  /// Gates that a page does not explain before a place.
  private func missingGates(of routes: PageRoutes, before offset: Int) -> [String] {
    policy.settings.gates.map(\.name).filter { gate in
      !routes.evidence.contains {
        $0.gate == gate && $0.offset < offset && ($0.fact.map { isCurrent($0) == true } ?? true)
      }
    }
  }

  private func unexplainedLinks(of file: ProvedFile) -> [(link: ConversionLink, gates: [String])] {
    file.routes.conversions.filter(\.isDeclared).compactMap { link in
      let gates = missingGates(of: file.routes, before: link.offset)
      return gates.isEmpty ? nil : (link, gates)
    }
  }

  /// Links that only other pages can explain.
  private func hiddenLinks(of file: ProvedFile) -> [(link: ConversionLink, gates: [String])] {
    isEntry(file) ? [] : unexplainedLinks(of: file)
  }

  private func unexplained(_ files: [ProvedFile]) -> [Diagnostic] {
    let search = dependsOnPaths(files) ? PathSearch(pages(), passing: passes(files)) : nil
    return files.flatMap { file in
      unexplainedLinks(of: file).compactMap { link, gates in
        if isEntry(file) { return violation(link, gates, in: file, path: []) }
        return search?.path(to: file.url).map { violation(link, gates, in: file, path: $0) }
      }
    }
  }

  private func violation(
    _ link: ConversionLink, _ gates: [String], in file: ProvedFile, path: [LeadingPage]
  ) -> Diagnostic {
    let steps = path.dropLast().enumerated().map { number, page in
      Diagnostic.Note(at: page.place, "\(number + 1). \(page.url) leads to \(path[number + 1].url)")
    }
    let last = path.isEmpty ? "1. \(file.url) is an entry, and" : "\(path.count). \(file.url)"
    return finding(
      .unexplainedConversion, in: file, line: link.line, about: link.address,
      "'\(link.address)' can be reached before \(gates.joined(separator: " and ")) \(gates.count == 1 ? "is" : "are") explained",
      notes: steps + [Diagnostic.Note(at: file.line(link.line), "\(last) carries the link")],
      fix:
        "Explain \(gates.joined(separator: " and ")) above the link: a section of its own that shows a current fact, or says what is unknown"
    )
  }

  /// Links that a reader follows only after everything was explained: by the page they stand on, and the page they lead to.
  private func passes(_ files: [ProvedFile]) -> Set<Passage> {
    var explained: Set<Passage> = []
    for file in files {
      // One link before the explanation is enough to come without it.
      let links = Dictionary(grouping: file.routes.destinationLinks, by: \.url)
      for (url, links) in links where links.allSatisfy({ missingGates(of: file.routes, before: $0.offset).isEmpty }) {
        explained.insert(Passage(from: file.url, to: url))
      }
    }
    return explained
  }
}

struct Passage: Hashable {
  let from: String
  let to: String
}

/// The shortest ways from entries to pages, by links that explain nothing before them.
private struct PathSearch {
  private let pages: [LeadingPage]
  /// By which page a page is first reached; itself for an entry.
  private let reachedFrom: [Int?]
  private let places: [String: Int]

  /// - Complexity: O(pages and links).
  init(_ pages: [LeadingPage], passing explained: Set<Passage>) {
    let places = Dictionary(pages.enumerated().map { ($1.url, $0) }) { first, _ in first }
    var reachedFrom: [Int?] = pages.enumerated().map { $1.isEntry ? $0 : nil }
    var queue = pages.indices.filter { pages[$0].isEntry }
    var next = 0
    while next < queue.count {
      let page = queue[next]
      next += 1
      for target in pages[page].targets {
        let url = target.prefix { $0 != "#" && $0 != "?" }
        guard let place = places[String(url)], reachedFrom[place] == nil,
          !explained.contains(Passage(from: pages[page].url, to: String(url)))
        else { continue }
        reachedFrom[place] = page
        queue.append(place)
      }
    }
    self.pages = pages
    self.reachedFrom = reachedFrom
    self.places = places
  }

  /// - Returns: the pages from an entry to the one in question; nil where nobody comes to it without an explanation.
  func path(to url: String) -> [LeadingPage]? {
    guard var place = places[url], reachedFrom[place] != nil else { return nil }
    var path = [pages[place]]
    while let before = reachedFrom[place], before != place {
      path.append(pages[before])
      place = before
    }
    return path.reversed()
  }
}
