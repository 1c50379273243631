// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// All templates of a site, parsed once: layouts by name, and the partials that they share.
public struct TemplateLibrary: Sendable {
  private let layouts: [String: Template]
  private let partials: [String: Template]
  private let folder: String

  /// Parses the templates and checks that every partial that one names is there and none includes itself.
  ///
  /// - Parameters:
  ///   - files: below `folder`, `layouts/NAME.html` or `partials/NAME.html`; any other is a fault.
  ///   - folder: where they lie, for messages.
  ///   - prepare: what becomes of each piece of a template's own text.
  public static func read(
    _ files: [SourceFile], folder: String, preparing prepare: ([UInt8]) -> [UInt8] = { $0 }
  ) -> (library: TemplateLibrary, diagnostics: [Diagnostic]) {
    var layouts: [String: Template] = [:]
    var partials: [String: Template] = [:]
    var diagnostics: [Diagnostic] = []
    for file in files {
      let (parsed, faults) = TemplateParser.parse(file)
      let template = parsed.preparing(prepare)
      diagnostics += faults
      if let name = name(of: file, in: "\(folder)/layouts/") {
        layouts[name] = template
      } else if let name = name(of: file, in: "\(folder)/partials/") {
        partials[name] = template
      } else {
        diagnostics.append(
          Diagnostic(
            .error, .misplacedTemplate, at: file.location(), "A template is layouts/NAME.html or partials/NAME.html",
            fix: "Move the file there, or to assets"))
      }
    }
    let library = TemplateLibrary(layouts: layouts, partials: partials, folder: folder)
    diagnostics += library.missingPartials() + library.circularPartials()
    return (library, diagnostics)
  }

  private static func name(of file: SourceFile, in folder: String) -> String? {
    guard file.path.hasPrefix(folder), file.path.hasSuffix(".html") else { return nil }
    let name = String(file.path.dropFirst(folder.count).dropLast(5))
    return name.isEmpty || name.contains("/") ? nil : name
  }

  public func render(
    layout: String, values: TemplateRecord, diagnostics: inout [Diagnostic]
  ) -> [UInt8] {
    render(layout: layout, scopes: [values], diagnostics: &diagnostics)
  }

  /// Renders a page.
  ///
  /// - Parameter scopes: every name that the templates use, outermost first; one that is unknown is a fault, one that is
  ///   `absent` is not.
  public func render(
    layout: String, scopes: [TemplateRecord], diagnostics: inout [Diagnostic]
  ) -> [UInt8] {
    guard let template = layouts[layout] else {
      diagnostics.append(
        Diagnostic(
          .error, .missingTemplate, at: SourceLocation(path: "\(folder)/layouts/\(layout).html"),
          "There is no layout '\(layout)'", fix: "Write \(folder)/layouts/\(layout).html"))
      return []
    }
    var renderer = Renderer(partials: partials, scopes: scopes)
    renderer.render(template.nodes)
    diagnostics += renderer.diagnostics
    return renderer.output
  }
}

extension TemplateLibrary {
  private func missingPartials() -> [Diagnostic] {
    references().filter { partials[$0.name] == nil }.map { name, location, _ in
      let near = suggestion(for: name, among: partials.keys)
      return Diagnostic(
        .error, .missingTemplate, at: location,
        "There is no partial '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        fix: near.map { "Write {{> \($0)}}" } ?? "Write \(folder)/partials/\(name).html")
    }
  }

  /// A partial that can reach itself would be rendered without end.
  private func circularPartials() -> [Diagnostic] {
    var uses: [String: [String]] = [:]
    for reference in references() {
      if let owner = reference.owner { uses[owner, default: []].append(reference.name) }
    }
    return references().filter { reference in
      guard let owner = reference.owner else { return false }
      return reaches(owner, from: reference.name, uses)
    }.map { name, location, _ in
      Diagnostic(
        .error, .templateSyntax, at: location, "Partial '\(name)' includes itself", fix: "Remove one of the tags")
    }
  }

  private func reaches(_ goal: String, from start: String, _ uses: [String: [String]]) -> Bool {
    var seen: Set<String> = []
    var open = [start]
    while let name = open.popLast() {
      if name == goal { return true }
      if seen.insert(name).inserted { open += uses[name] ?? [] }
    }
    return false
  }

  private typealias PartialReference = (name: String, location: SourceLocation, owner: String?)

  private func references() -> [PartialReference] {
    layouts.values.flatMap { references(in: $0.nodes, owner: nil) }
      + partials.flatMap { references(in: $0.value.nodes, owner: $0.key) }
  }

  private func references(in nodes: [Template.Node], owner: String?) -> [PartialReference] {
    nodes.flatMap { node -> [PartialReference] in
      switch node {
      case .partial(let name, let location): [(name, location, owner)]
      case .section(_, let nodes), .inverted(_, let nodes): references(in: nodes, owner: owner)
      case .text, .variable: []
      }
    }
  }
}
