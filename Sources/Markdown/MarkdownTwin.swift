// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// A page's Markdown for readers that take Markdown: the body as its author wrote it, with addresses for references.
public enum MarkdownTwin {
  /// - Parameters:
  ///   - body: the bytes from which the markup was read.
  ///   - reference: the absolute address of what a reference leads to; nil leaves what the author wrote.
  ///   - image: the absolute address of a picture; nil leaves what the author wrote.
  /// - Returns: the body with these addresses; everything else byte for byte.
  /// - Complexity: O(body + references × log references).
  public static func text(
    of markup: Markup, body: ArraySlice<UInt8>, reference: (Reference) -> String?, image: (String) -> String?
  ) -> [UInt8] {
    var changes: [(place: Range<Int>, address: String)] = []
    for placed in markup.references {
      if let address = reference(placed.reference) { changes.append((placed.destination, address)) }
    }
    for placed in markup.images {
      if let address = image(placed.source) { changes.append((placed.destination, address)) }
    }
    changes.sort { $0.place.lowerBound < $1.place.lowerBound }
    var text: [UInt8] = []
    text.reserveCapacity(body.count + changes.count * 48)
    var position = 0
    // Links that share a definition share its place.
    for (place, address) in changes where place.lowerBound >= position {
      text += body[body.startIndex + position..<body.startIndex + place.lowerBound]
      text += address.utf8
      position = place.upperBound
    }
    text += body[(body.startIndex + position)...]
    return text
  }
}
