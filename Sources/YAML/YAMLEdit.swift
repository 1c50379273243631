// SPDX-License-Identifier: Apache-2.0
// Writes values into YAML that people wrote, and leaves every other byte as it was: comments, line ends, tabs, the style of
// brackets or lines, scripts of any language.

/// A value that is to stand at a key.
public struct YAMLAssignment: Equatable, Sendable {
  public let key: String
  public let value: String
  /// As it is written: plain or quoted text on one line.
  let text: String

  /// - Parameter value: put in quotes where it would not mean itself without them; controls become spaces.
  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = String(
      String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    let value = self.value
    text = YAMLAssignment.isPlain(value) ? value : YAMLAssignment.quoted(value)
  }

  private static func isPlain(_ value: String) -> Bool {
    guard let first = value.utf8.first, let last = value.utf8.last, last != 0x20 else { return false }
    let isWord = { (byte: UInt8) in (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) }
    return isWord(first) && value.utf8.allSatisfy { isWord($0) || $0 >= 0x80 || [0x20, 0x2D, 0x2E, 0x5F].contains($0) }
      && !["true", "false", "null", "yes", "no"].contains(value.lowercased())
  }

  /// In double quotes, by the escapes of YAML 1.2, 5.7.
  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

public enum YAMLEdit {
  /// The text with values at keys of one mapping.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 of one document.
  ///   - path: the keys that lead to the mapping; where the last one is missing, it is added with all values.
  ///   - assignments: keys that are there get the new values, the others are added.
  /// - Returns: nil where the path leads through something that is no mapping, or the text is written so that nothing can be
  ///   put in without a change to something else.
  public static func setting(
    _ assignments: [YAMLAssignment], at path: [String], in bytes: ArraySlice<UInt8>
  ) throws(YAMLError) -> [UInt8]? {
    let root = try YAMLReader.read(bytes, path: "", firstLine: 1)
    guard let edited = try edited(root, assignments, at: path, in: bytes) else { return nil }
    // Whatever the file looks like: it says the same as before, and what was asked for.
    let result: YAMLNode
    do { result = try YAMLReader.read(edited[...], path: "", firstLine: 1) } catch { return nil }
    return result.says(root, but: assignments, at: path[...]) ? edited : nil
  }

  private static func edited(
    _ root: YAMLNode, _ assignments: [YAMLAssignment], at path: [String], in bytes: ArraySlice<UInt8>
  ) throws(YAMLError) -> [UInt8]? {
    var node = root
    for (depth, key) in path.enumerated() {
      guard case .mapping(let entries) = node.content else { return nil }
      guard let next = entries.first(where: { $0.key == key })?.value else {
        guard depth == path.count - 1 else { return nil }
        let text = "{ \(assignments.map { "\($0.key): \($0.text)" }.joined(separator: ", ")) }"
        var editor = Editor(bytes)
        editor.add([(key, text)], to: node)
        return editor.result
      }
      node = next
    }
    guard case .mapping(let entries) = node.content else { return nil }
    var editor = Editor(bytes)
    var added: [(String, String)] = []
    for assignment in assignments {
      if let entry = entries.first(where: { $0.key == assignment.key }) {
        guard case .scalar = entry.value.content else { return nil }
        editor.replace(entry.value, with: assignment.text)
      } else {
        added.append((assignment.key, assignment.text))
      }
    }
    if !added.isEmpty { editor.add(added, to: node) }
    return editor.result
  }
}

/// Collects replacements by place, and makes them all at once.
private struct Editor {
  private let bytes: ArraySlice<UInt8>
  /// Where each line begins.
  private var lines: [Int]
  private var edits: [(range: Range<Int>, text: String)] = []

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    lines = [bytes.startIndex]
    for index in bytes.indices where Editor.isLineBreak(bytes[index...]) {
      lines.append(index + (bytes[index] == 0xC2 ? 2 : bytes[index] == 0xE2 ? 3 : 1))
    }
  }

  /// What YAML counts as the end of a line: LF, CR unless LF follows, NEL, and the two separators of Unicode.
  private static func isLineBreak(_ rest: ArraySlice<UInt8>) -> Bool {
    switch rest.first {
    case 10: true
    case 13: rest.dropFirst().first != 10
    case 0xC2: rest.dropFirst().first == 0x85
    case 0xE2: rest.starts(with: [0xE2, 0x80, 0xA8]) || rest.starts(with: [0xE2, 0x80, 0xA9])
    default: false
    }
  }

  var result: [UInt8] {
    var result: [UInt8] = []
    var position = bytes.startIndex
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.text.utf8
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }

  mutating func replace(_ node: YAMLNode, with text: String) {
    guard let extent = node.extent else { return }
    let start = offset(line: node.location.line, column: node.location.column)
    let end = offset(line: extent.line, column: extent.column)
    // A block of text ends with its line break, which stays.
    let isBlock = start < end && bytes[end - 1] == 10
    edits.append((start..<end, isBlock ? text + lineEnd : text))
  }

  mutating func add(_ added: [(key: String, text: String)], to node: YAMLNode) {
    guard case .mapping(let entries) = node.content else { return }
    if let extent = node.extent, extent.isFlow {
      let words = added.map { "\($0.key): \($0.text)" }.joined(separator: ", ")
      if let last = entries.last, let end = last.value.extent {
        let place = offset(line: end.line, column: end.column)
        edits.append((place..<place, ", \(words)"))
      } else {
        let start = offset(line: node.location.line, column: node.location.column)
        let end = offset(line: extent.line, column: extent.column)
        edits.append((start..<end, "{ \(words) }"))
      }
      return
    }
    guard let first = entries.first else {
      // An empty document.
      edits.append((bytes.endIndex..<bytes.endIndex, added.map { "\($0.key): \($0.text)\(lineEnd)" }.joined()))
      return
    }
    addLines(added, to: entries, indentedLike: first)
  }

  private mutating func addLines(
    _ added: [(key: String, text: String)], to entries: [YAMLNode.Entry], indentedLike first: YAMLNode.Entry
  ) {
    let start = lines[first.keyLocation.line - 1]
    let indent = String(decoding: bytes[start..<offset(of: first)], as: UTF8.self)
    let text = added.map { "\(indent)\($0.key): \($0.text)\(lineEnd)" }
    // Behind the last value whose end is sure: one that ends on the line of its key.
    let sure = entries.last { entry in
      guard let extent = entry.value.extent, entry.value.location.line == entry.keyLocation.line else { return false }
      if case .scalar = entry.value.content { return extent.line == entry.keyLocation.line }
      return extent.isFlow
    }
    guard let sure, let end = sure.value.extent else {
      edits.append((start..<start, text.joined()))
      return
    }
    if end.line < lines.count {
      edits.append((lines[end.line]..<lines[end.line], text.joined()))
    } else {
      // The last line has no line break.
      edits.append((bytes.endIndex..<bytes.endIndex, text.map { lineEnd + $0.dropLast() }.joined()))
    }
  }

  private func offset(of entry: YAMLNode.Entry) -> Int {
    offset(line: entry.keyLocation.line, column: entry.keyLocation.column)
  }

  /// As the file ends its lines.
  private var lineEnd: String {
    guard let first = bytes.firstIndex(of: 10) else { return "\n" }
    return first > bytes.startIndex && bytes[first - 1] == 13 ? "\r\n" : "\n"
  }

  /// The byte at a place; columns count Unicode scalars.
  private func offset(line: Int, column: Int) -> Int {
    guard line - 1 < lines.count else { return bytes.endIndex }
    var index = lines[line - 1]
    for _ in 1..<max(1, column) where index < bytes.endIndex {
      index += 1
      while index < bytes.endIndex, bytes[index] & 0xC0 == 0x80 { index += 1 }
    }
    return index
  }
}

// MARK: - Saying the same

extension YAMLNode {
  /// Whether this says what the other node says, but for the values that were assigned.
  fileprivate func says(_ other: YAMLNode, but assignments: [YAMLAssignment], at path: ArraySlice<String>?) -> Bool {
    switch (content, other.content) {
    case (.scalar(let text), .scalar(let earlier)): return text == earlier
    case (.sequence(let items), .sequence(let earlier)):
      return items.count == earlier.count && zip(items, earlier).allSatisfy { $0.says($1, but: [], at: nil) }
    case (.mapping(let entries), .mapping(let earlier)):
      return YAMLNode.say(entries, earlier, but: assignments, at: path)
    default: return false
    }
  }

  private static func say(
    _ entries: [Entry], _ earlier: [Entry], but assignments: [YAMLAssignment], at path: ArraySlice<String>?
  ) -> Bool {
    var rest = entries
    for old in earlier {
      guard let index = rest.firstIndex(where: { $0.key == old.key }) else { return false }
      let entry = rest.remove(at: index)
      if path?.isEmpty == true, let assignment = assignments.first(where: { $0.key == old.key }) {
        guard case .scalar(assignment.value) = entry.value.content else { return false }
      } else {
        let inside = path?.first == old.key ? path?.dropFirst() : nil
        guard entry.value.says(old.value, but: assignments, at: inside) else { return false }
      }
    }
    // What is left was added.
    if let path, let key = path.first {
      guard rest.count <= 1, rest.first.map({ $0.key == key && path.count == 1 }) ?? true else { return false }
      guard let added = rest.first else { return entries.contains { $0.key == key } }
      return added.value.says(YAMLNode(.mapping([]), at: added.value.location), but: assignments, at: [])
    }
    guard path != nil else { return rest.isEmpty }
    guard assignments.allSatisfy({ assignment in entries.contains { $0.key == assignment.key } }) else { return false }
    return rest.allSatisfy { entry in
      guard case .scalar(let text) = entry.value.content else { return false }
      return assignments.contains { $0.key == entry.key && $0.value == text }
    }
  }
}
