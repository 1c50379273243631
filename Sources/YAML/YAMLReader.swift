// SPDX-License-Identifier: Apache-2.0
// The only importer of libyaml: its events become a tree with the place of every value.
//
// Goals, in order: (1) a fault has its line and column; (2) what front matter does not need is refused by name (anchors,
// aliases, tags, several documents), so no input grows when it is read; (3) speed: libyaml parses, nothing is decoded twice.

import CYAML
import Diagnostics

/// Why text is not the YAML that front matter may hold.
public struct YAMLError: Error, Equatable {
  public let summary: String
  public let fix: String?
  public let location: SourceLocation

  /// The error as something to print.
  public var diagnostic: Diagnostic {
    Diagnostic(.error, .invalidYAML, at: location, summary, fix: fix)
  }
}

public enum YAMLReader {
  /// Reads one document.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - path: the file, for locations.
  ///   - firstLine: the line of the file on which `bytes` begin.
  /// - Returns: the root value; an empty mapping for an empty document.
  public static func read(
    _ bytes: ArraySlice<UInt8>, path: String, firstLine: Int
  ) throws(YAMLError) -> YAMLNode {
    var builder = TreeBuilder(path: path, firstLine: firstLine)
    let failure = bytes.withUnsafeBufferPointer { builder.parse($0) }
    if let failure { throw failure }
    return builder.root ?? YAMLNode(.mapping([]), at: SourceLocation(path: path, line: firstLine))
  }
}

private struct TreeBuilder {
  let path: String
  let firstLine: Int
  private(set) var root: YAMLNode?
  /// Collections that are open, outermost first.
  private var open: [Collection] = []
  private var documents = 0

  private static let maximumDepth = 32

  private struct Collection {
    let location: SourceLocation
    let isMapping: Bool
    let isFlow: Bool
    var items: [YAMLNode] = []
    var entries: [YAMLNode.Entry] = []
    var key: (text: String, location: SourceLocation)?
  }

  init(path: String, firstLine: Int) {
    self.path = path
    self.firstLine = firstLine
  }

  /// Feeds the text through libyaml; returns the first fault.
  mutating func parse(_ text: UnsafeBufferPointer<UInt8>) -> YAMLError? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      return YAMLError(summary: "The YAML parser cannot start", fix: nil, location: location(line: 0, column: 0))
    }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, text.baseAddress, text.count)
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else { return syntaxError(of: parser) }
      defer { yaml_event_delete(&event) }
      if event.type == YAML_STREAM_END_EVENT { return nil }
      do throws(YAMLError) { try take(event) } catch { return error }
    }
  }

  private mutating func take(_ event: yaml_event_t) throws(YAMLError) {
    let place = location(line: event.start_mark.line, column: event.start_mark.column)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      if documents > 1 { throw refused("A second document", "Keep one document", place) }
    case YAML_ALIAS_EVENT:
      throw refused("An alias", "Write the value out", place)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      if scalar.anchor != nil { throw refused("An anchor", "Remove it", place) }
      if scalar.tag != nil { throw refused("A tag", "Remove it", place) }
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      try takeScalar(String(decoding: bytes, as: UTF8.self), at: place, extent(of: event, isFlow: false))
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      if start.anchor != nil { throw refused("An anchor", "Remove it", place) }
      if start.tag != nil { throw refused("A tag", "Remove it", place) }
      try begin(
        Collection(location: place, isMapping: false, isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE))
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      if start.anchor != nil { throw refused("An anchor", "Remove it", place) }
      if start.tag != nil { throw refused("A tag", "Remove it", place) }
      try begin(Collection(location: place, isMapping: true, isFlow: start.style == YAML_FLOW_MAPPING_STYLE))
    case YAML_SEQUENCE_END_EVENT:
      let collection = open.removeLast()
      try add(
        YAMLNode(
          .sequence(collection.items), at: collection.location, extent: extent(of: event, isFlow: collection.isFlow)))
    case YAML_MAPPING_END_EVENT:
      let collection = open.removeLast()
      try add(
        YAMLNode(
          .mapping(collection.entries), at: collection.location, extent: extent(of: event, isFlow: collection.isFlow)))
    default:
      break
    }
  }

  private mutating func begin(_ collection: Collection) throws(YAMLError) {
    if open.count >= TreeBuilder.maximumDepth {
      throw refused("Nesting deeper than \(TreeBuilder.maximumDepth) levels", "Flatten it", collection.location)
    }
    if let outer = open.last, outer.isMapping, outer.key == nil {
      throw refused("A key that is not plain text", "Write a word before the colon", collection.location)
    }
    open.append(collection)
  }

  private mutating func takeScalar(
    _ text: String, at place: SourceLocation, _ extent: YAMLNode.Extent
  ) throws(YAMLError) {
    guard let last = open.indices.last, open[last].isMapping, open[last].key == nil else {
      return try add(YAMLNode(.scalar(text), at: place, extent: extent))
    }
    if let earlier = open[last].entries.first(where: { $0.key == text }) {
      throw YAMLError(
        summary: "'\(text)' stands here a second time; it is on line \(earlier.keyLocation.line) already",
        fix: "Keep one of the two", location: place)
    }
    open[last].key = (text, place)
  }

  private mutating func add(_ node: YAMLNode) throws(YAMLError) {
    guard let last = open.indices.last else {
      root = node
      return
    }
    if let key = open[last].key {
      open[last].entries.append(YAMLNode.Entry(key: key.text, keyLocation: key.location, value: node))
      open[last].key = nil
    } else {
      open[last].items.append(node)
    }
  }

  private func refused(_ what: String, _ fix: String, _ place: SourceLocation) -> YAMLError {
    YAMLError(summary: "\(what) is not allowed in front matter", fix: fix, location: place)
  }

  private func syntaxError(of parser: yaml_parser_t) -> YAMLError {
    let problem = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
    let isReaderError = parser.error == YAML_READER_ERROR
    let mark = isReaderError ? parser.mark : parser.problem_mark
    return YAMLError(
      summary: "This is not valid YAML: \(problem)",
      fix: "Check the indentation, and put text with a colon or a leading symbol in \"quotes\"",
      location: location(line: mark.line, column: mark.column))
  }

  private func extent(of event: yaml_event_t, isFlow: Bool) -> YAMLNode.Extent {
    YAMLNode.Extent(line: firstLine + event.end_mark.line, column: event.end_mark.column + 1, isFlow: isFlow)
  }

  /// libyaml counts from 0.
  private func location(line: Int, column: Int) -> SourceLocation {
    SourceLocation(path: path, line: firstLine + line, column: column + 1)
  }
}
