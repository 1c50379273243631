// SPDX-License-Identifier: Apache-2.0

import CCMark

/// A node of libcmark's tree, which lives as long as the tree.
struct Node: Equatable {
  let pointer: OpaquePointer

  init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  var kind: cmark_node_type { cmark_node_get_type(pointer) }
  var parent: Node? { Node(cmark_node_parent(pointer)) }
  var firstChild: Node? { Node(cmark_node_first_child(pointer)) }
  var next: Node? { Node(cmark_node_next(pointer)) }

  /// The text of a text, code or HTML node.
  var literal: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_literal(pointer)) }
  /// The destination of a link or picture, after escapes and entities.
  var destination: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_url(pointer)) }
  var title: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_title(pointer)) }
  /// What stands after the fence of a code block.
  var info: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_fence_info(pointer)) }

  /// From 1, as are columns, which count bytes.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }

  /// Whether this paragraph belongs to a list whose items stand close together, without `<p>`.
  var isTight: Bool {
    guard let list = parent?.parent, list.kind == CMARK_NODE_LIST else { return false }
    return cmark_node_get_list_tight(list.pointer) != 0
  }

  private func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    let start = UnsafeRawPointer(text)?.assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: start, count: cmark_text_length(text))
  }
}

// MARK: - What is below

extension Node {
  /// Calls `body` for every node below this one, in the order of the text, without recursion.
  func forEachDescendant(_ body: (Node) -> Void) {
    var current = firstChild
    while let node = current {
      body(node)
      if let child = node.firstChild {
        current = child
        continue
      }
      var last = node
      while last.next == nil, let parent = last.parent, parent != self { last = parent }
      current = last.next
    }
  }

  /// The words below this node without any tags, as `alt` and anchors need them; HTML is left out.
  var plainText: [UInt8] {
    var text: [UInt8] = []
    forEachDescendant { node in
      switch node.kind {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += node.literal
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text.append(UInt8(ascii: " "))
      default: break
      }
    }
    return text
  }
}
