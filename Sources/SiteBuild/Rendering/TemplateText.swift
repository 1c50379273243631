// SPDX-License-Identifier: Apache-2.0
// What happens to a template's own text before any page is rendered: the names of assets become those that are published,
// style and scripts get their integrity, and white space that means nothing goes. Done once a build, so pages cost nothing.

import SiteModel

struct TemplateText: Sendable {
  let assets: SiteAssets

  func prepared(_ text: [UInt8]) -> [UInt8] {
    naming(TemplateText.minified(text))
  }

  // MARK: - Assets

  private static let mark = Array("=\"/assets/".utf8)
  private static let quote = UInt8(ascii: "\"")

  func naming(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 256)
    var position = 0
    while let start = text[position...].firstRange(of: TemplateText.mark) {
      guard let end = text[start.upperBound...].firstIndex(of: TemplateText.quote) else { break }
      let name = String(decoding: text[start.upperBound..<end], as: UTF8.self)
      result += text[position..<start.lowerBound]
      // One that is not there is found in the finished page.
      if let asset = assets[name] {
        result += "=\"\(asset.url)\"".utf8
        if takesIntegrity(text[..<start.lowerBound]) { result += " integrity=\"\(asset.integrity)\"".utf8 }
      } else {
        result += text[start.lowerBound...end]
      }
      position = end + 1
    }
    return result + text[position...]
  }

  /// Whether the tag that is open at the end of the text is a script or a style sheet.
  private func takesIntegrity(_ text: ArraySlice<UInt8>) -> Bool {
    guard let tag = text.lastIndex(of: UInt8(ascii: "<")) else { return false }
    let open = text[tag...]
    if open.starts(with: "<script ".utf8) { return true }
    return open.starts(with: "<link ".utf8) && open.firstRange(of: Array("rel=\"stylesheet\"".utf8)) != nil
  }

  // MARK: - White space

  /// Runs of white space that hold a line break become one line break; conservative, because white space between words means
  /// a space. Text with elements that keep their white space stays as it is.
  static func minified(_ text: [UInt8]) -> [UInt8] {
    for element in ["<pre", "<textarea", "<script"] where text.firstRange(of: Array(element.utf8)) != nil {
      if element != "<script" || text.firstRange(of: Array("<script>".utf8)) != nil { return text }
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let end = text[position...].firstIndex { !isSpace($0) } ?? text.count
      let run = text[position..<end]
      if run.isEmpty {
        result.append(text[position])
        position += 1
      } else {
        if run.contains(10) { result.append(10) } else { result += run }
        position = end
      }
    }
    return result
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}

extension Collection where Element: Equatable {
  /// The first place of a shorter collection in this one.
  fileprivate func firstRange(of other: [Element]) -> Range<Index>? {
    guard let first = other.first else { return startIndex..<startIndex }
    var position = startIndex
    while let start = self[position...].firstIndex(of: first) {
      if let end = index(start, offsetBy: other.count, limitedBy: endIndex), self[start..<end].elementsEqual(other) {
        return start..<end
      }
      position = index(after: start)
    }
    return nil
  }
}
