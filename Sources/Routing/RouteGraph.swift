// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// The rules drawn: from intents over stages to pages.
public struct RouteGraph {
  public enum Form: String, CaseIterable, Sendable {
    case mermaid, dot
  }

  private struct Edge {
    let from: String
    let to: String
    let words: String
  }

  /// Identifier and words, in the order in which they are met.
  private var nodes: [(id: String, words: String, isDestination: Bool)] = []
  private var edges: [Edge] = []

  /// - Parameter page: the page behind a reference.
  public init(_ table: RouteTable, region: String, page: (Reference) -> RoutedPage?) {
    for intent in table.intents {
      var before = node("intent-\(intent)", intent)
      for rule in table.rules(of: intent, in: region) {
        for topic in rule.explains {
          let gate = node("topic-\(topic.value)", "explain \(topic.value)")
          connect(before, gate, "before")
          before = gate
        }
        let target = rule.target.value
        let place = node(
          "page-\(target.pagePath)", page(target)?.title ?? target.pagePath, isDestination: target.isDestination)
        connect(before, place, rule.stage.value.rawValue)
        before = place
      }
    }
  }

  private mutating func node(_ id: String, _ words: String, isDestination: Bool = false) -> String {
    if !nodes.contains(where: { $0.id == id }) { nodes.append((id, words, isDestination)) }
    return id
  }

  private mutating func connect(_ from: String, _ to: String, _ words: String) {
    if from == to || edges.contains(where: { $0.from == from && $0.to == to && $0.words == words }) { return }
    edges.append(Edge(from: from, to: to, words: words))
  }

  public func text(as form: Form) -> String {
    switch form {
    case .mermaid: mermaid
    case .dot: dot
    }
  }

  private var mermaid: String {
    let number = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.id, "n\($0)") })
    var text = "flowchart LR\n"
    for node in nodes {
      let words = RouteGraph.quoted(node.words, "&quot;")
      text += node.isDestination ? "  \(number[node.id]!)([\(words)])\n" : "  \(number[node.id]!)[\(words)]\n"
    }
    for edge in edges { text += "  \(number[edge.from]!) -->|\(edge.words)| \(number[edge.to]!)\n" }
    return text
  }

  private var dot: String {
    var text = "digraph routes {\n  rankdir=LR;\n"
    for node in nodes {
      let shape = node.isDestination ? "ellipse" : "box"
      text +=
        "  \(RouteGraph.quoted(node.id, "\\\"")) [label=\(RouteGraph.quoted(node.words, "\\\"")), shape=\(shape)];\n"
    }
    for edge in edges {
      let ends = "\(RouteGraph.quoted(edge.from, "\\\"")) -> \(RouteGraph.quoted(edge.to, "\\\""))"
      text += "  \(ends) [label=\(RouteGraph.quoted(edge.words, "\\\""))];\n"
    }
    return text + "}\n"
  }

  private static func quoted(_ text: String, _ mark: String) -> String {
    "\"" + text.replacing("\"", with: mark) + "\""
  }
}
