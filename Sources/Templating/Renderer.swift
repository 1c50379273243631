// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

/// Renders one page. Names are looked up from the innermost record outwards; an unknown one is a fault, never an empty text.
struct Renderer {
  private let partials: [String: Template]
  /// Values that are in scope, outermost first.
  private var scopes: [TemplateValue]
  private(set) var output: [UInt8] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(partials: [String: Template], scopes: [TemplateRecord]) {
    self.partials = partials
    self.scopes = scopes.map(TemplateValue.record)
    output.reserveCapacity(16 * 1024)
  }

  mutating func render(_ nodes: [Template.Node]) {
    for node in nodes {
      switch node {
      case .text(let text): output += text
      case .variable(let name): insert(name)
      case .section(let name, let nodes): section(name, nodes)
      case .inverted(let name, let nodes):
        if let value = value(of: name) { value.isEmpty ? render(nodes) : inspect(nodes) }
      case .partial(let name, _):
        if let partial = partials[name] { render(partial.nodes) }
      }
    }
  }

  private mutating func insert(_ name: Template.Name) {
    switch value(of: name) {
    case .text(let text): output.appendEscaped(text)
    case .html(let html): output += html.bytes
    case .absent, nil: break
    case .flag, .list, .record:
      report(name, "'\(name.text)' is not text and cannot be inserted", fix: "Open it with {{#\(name.text)}}")
    }
  }

  private mutating func section(_ name: Template.Name, _ nodes: [Template.Node]) {
    guard let value = value(of: name) else { return }
    switch value {
    case .flag(false): inspect(nodes)
    case _ where value.isEmpty: break
    case .list(let items): for item in items { render(nodes, in: item) }
    case .flag: render(nodes)
    case .text, .html, .record: render(nodes, in: value)
    case .absent: break
    }
  }

  /// Looks up the names in what is not shown, so that a wrong one is found before it is needed. Only where the names are
  /// those of the page around it: a list without items does not tell what its items would offer.
  private mutating func inspect(_ nodes: [Template.Node]) {
    let shown = output.count
    render(nodes)
    output.removeLast(output.count - shown)
  }

  private mutating func render(_ nodes: [Template.Node], in scope: TemplateValue) {
    scopes.append(scope)
    render(nodes)
    scopes.removeLast()
  }

  private mutating func value(of name: Template.Name) -> TemplateValue? {
    guard let first = name.first else { return scopes.last }
    for index in scopes.indices.reversed() {
      guard case .record(let fields) = scopes[index], let found = fields[first] else { continue }
      return name.rest.isEmpty ? found : value(of: name, in: found)
    }
    report(name, "'\(name.text)' is not a variable here", fix: fix(for: first))
    return nil
  }

  /// Follows the parts after the first.
  private mutating func value(of name: Template.Name, in start: TemplateValue) -> TemplateValue? {
    var value = start
    for part in name.rest {
      guard case .record(let fields) = value, let next = fields[part] else {
        if case .absent = value { return .absent }
        report(name, "'\(name.text)' is not a variable here", fix: "Check the part '\(part)'")
        return nil
      }
      value = next
    }
    return value
  }

  private func fix(for part: String) -> String {
    let known = scopes.flatMap { scope -> [String] in
      if case .record(let fields) = scope { fields.names } else { [] }
    }
    return suggestion(for: part, among: known).map { "Write '\($0)'" }
      ?? "Use one of \(known.sorted().joined(separator: ", "))"
  }

  private mutating func report(_ name: Template.Name, _ summary: String, fix: String) {
    diagnostics.append(Diagnostic(.error, .unknownVariable, at: name.location, summary, fix: fix))
  }
}

extension TemplateValue {
  /// Whether a section of this value shows nothing.
  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .html(let html): html.bytes.isEmpty
    case .flag(let isTrue): !isTrue
    case .list(let items): items.isEmpty
    case .record: false
    case .absent: true
    }
  }
}
