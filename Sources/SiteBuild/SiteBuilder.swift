// SPDX-License-Identifier: Apache-2.0
// The program: SourceFile → Manuscript → Document → ApprovedDocument → values → OutputFile, each step named.

import Diagnostics
import Editorial
import SiteModel
import Templating

/// What a build is asked for.
public struct BuildRequest: Sendable {
  public let sources: SiteSources
  public let checks: CheckList
  /// The day as of which the site is built: the build itself knows no clock.
  public let asOf: CivilDate

  public init(sources: SiteSources, checks: CheckList, asOf: CivilDate) {
    self.sources = sources
    self.checks = checks
    self.asOf = asOf
  }
}

/// A site that may be published.
public struct BuiltSite: Sendable {
  /// Sorted by path; the manifest is the last to be made and lists the others.
  public let files: [OutputFile]
  public let pageCount: Int
  public let warnings: [Diagnostic]
}

/// Everything that was wrong in one run. Nothing is published.
public struct BuildFailure: Error, Equatable {
  public let diagnostics: [Diagnostic]
}

public enum SiteBuilder {
  /// Builds the whole site in memory.
  public static func build(_ request: BuildRequest) throws -> BuiltSite {
    var diagnostics: [Diagnostic] = []
    let content = ContentReader(request.sources.content)
    let (templates, templateFaults) = TemplateLibrary.read(request.sources.templates, folder: "Templates")
    let index = SiteIndex(documents: content.documents, unreadable: content.unreadable, checks: request.checks)
    diagnostics += content.diagnostics + templateFaults
    diagnostics += ReferenceCheck(index: index, assets: request.sources.assetNames).diagnostics
    diagnostics += CatalogueSync(index: index, settings: content.settings).diagnostics
    diagnostics += ModuleCheck.faults(in: request.sources, checks: request.checks)
    guard let settings = content.settings else { throw BuildFailure(diagnostics: diagnostics) }
    let review = Review(settings: settings, asOf: request.asOf)
    let approved = index.documents.compactMap { review.approve($0, diagnostics: &diagnostics) }
    diagnostics += review.sourceFaults()

    // Pages are rendered even where something is wrong already, so that one run shows the templates' faults, too.
    let liveCheck = try LiveCheckValues(index: index, settings: settings, sources: request.sources)
    let values = PageValues(index: index, settings: settings, asOf: request.asOf, liveCheck: liveCheck)
    let check = PageCheck(sources: request.sources)
    let pages = approved.compactMap { render($0, values, templates, check, &diagnostics) }
    let files = collect(pages + request.sources.assetFiles, request, &diagnostics)
    guard !diagnostics.hasErrors else { throw BuildFailure(diagnostics: diagnostics.withoutRepeats) }
    return BuiltSite(files: files, pageCount: pages.count, warnings: diagnostics)
  }

  private static func render(
    _ approved: ApprovedDocument, _ values: PageValues, _ templates: TemplateLibrary, _ check: PageCheck,
    _ diagnostics: inout [Diagnostic]
  ) -> OutputFile? {
    guard let values = values.values(of: approved) else { return nil }
    let bytes = templates.render(layout: approved.document.kind.layout, values: values, diagnostics: &diagnostics)
    diagnostics += check.faults(in: bytes, of: approved.document)
    return OutputFile(path: approved.document.path.outputFile, bytes: bytes)
  }

  /// Sorts the files, refuses two for one path, and adds the manifest.
  private static func collect(
    _ files: [OutputFile], _ request: BuildRequest, _ diagnostics: inout [Diagnostic]
  ) -> [OutputFile] {
    let sorted = files.sorted { $0.path < $1.path }
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.path == second.path {
      diagnostics.append(
        Diagnostic(
          .error, .duplicateOutput, at: SourceLocation(path: "Public/\(first.path)"),
          "Two sources write '\(first.path)'", fix: "Rename one of them"))
    }
    let manifest = Manifest(asOf: request.asOf, catalogue: request.checks.digest, files: sorted)
    return sorted + [OutputFile(path: Manifest.path, bytes: manifest.bytes)]
  }
}

extension SiteSources {
  /// The name under which the folder `Templates/assets` is published.
  private static let assetFolder = "Templates/assets/"

  var assetNames: Set<String> {
    Set(assets.map { String($0.path.dropFirst(SiteSources.assetFolder.count)) })
  }

  /// Assets, the module and the networks at their places in the output.
  var assetFiles: [OutputFile] {
    let files = assets.map {
      OutputFile(path: "assets/\($0.path.dropFirst(SiteSources.assetFolder.count))", bytes: $0.bytes)
    }
    guard let module else { return files }
    return files + [OutputFile(path: LiveCheckValues.modulePath, bytes: module.bytes)]
      + networks.map { OutputFile(path: LiveCheckValues.networkPath($0.file.path), bytes: $0.file.bytes) }
  }
}

extension [Diagnostic] {
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// A template's fault shows on every page that uses it, and is told once.
  fileprivate var withoutRepeats: [Diagnostic] {
    reduce(into: []) { kept, diagnostic in
      if !kept.contains(diagnostic) { kept.append(diagnostic) }
    }
  }
}
