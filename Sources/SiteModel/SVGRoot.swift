// SPDX-License-Identifier: Apache-2.0

/// The start tag of an SVG file's root element: its attributes, as they are written.
struct SVGRoot {
  private var attributes: [String: String] = [:]

  /// Skips what may stand before the root: a byte order mark, the XML declaration, comments and a document type without
  /// a subset of its own.
  ///
  /// - Returns: nil where the first element is not `svg`.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    while true {
      text = text.drop { SVGRoot.isSpace($0) }
      if text.starts(with: "<!--".utf8) {
        guard let end = SVGRoot.end(of: "-->", in: text) else { return nil }
        text = text[end...]
      } else if text.starts(with: "<?".utf8) || text.starts(with: "<!".utf8) {
        guard let end = text.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        text = text[(end + 1)...]
      } else {
        break
      }
    }
    guard text.starts(with: "<svg".utf8) else { return nil }
    text = text.dropFirst(4)
    guard let next = text.first, SVGRoot.isSpace(next) || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") else {
      return nil
    }
    readAttributes(text)
  }

  private mutating func readAttributes(_ tag: Slice<UnsafeBufferPointer<UInt8>>) {
    var text = tag
    while true {
      text = text.drop { SVGRoot.isSpace($0) }
      let name = text.prefix { !SVGRoot.isSpace($0) && !"=>/".utf8.contains($0) }
      text = text[name.endIndex...].drop { SVGRoot.isSpace($0) }
      guard !name.isEmpty, text.first == UInt8(ascii: "=") else { return }
      text = text.dropFirst().drop { SVGRoot.isSpace($0) }
      guard let quote = text.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return }
      text = text.dropFirst()
      guard let end = text.firstIndex(of: quote) else { return }
      attributes[String(decoding: name, as: UTF8.self)] = String(decoding: text[..<end], as: UTF8.self)
      text = text[(end + 1)...]
    }
  }

  /// `width` and `height` where both are pixels, otherwise the size of the `viewBox`; one of them and the `viewBox` keep
  /// the proportions of the `viewBox`.
  func size() throws(ImageSizeError) -> ImageSize {
    let width = attributes["width"].flatMap(SVGRoot.pixels)
    let height = attributes["height"].flatMap(SVGRoot.pixels)
    let box = attributes["viewBox"].map { $0.split { " ,\t\r\n".contains($0) }.map { Double($0) } } ?? []
    if let width, let height { return try SVGRoot.rounded(width, height) }
    guard box.count == 4, let boxWidth = box[2], let boxHeight = box[3], boxWidth > 0, boxHeight > 0 else {
      throw .noSize
    }
    if let width { return try SVGRoot.rounded(width, width * boxHeight / boxWidth) }
    if let height { return try SVGRoot.rounded(height * boxWidth / boxHeight, height) }
    return try SVGRoot.rounded(boxWidth, boxHeight)
  }

  private static func rounded(_ width: Double, _ height: Double) throws(ImageSizeError) -> ImageSize {
    guard width > 0, height > 0, width < 1e6, height < 1e6 else { throw .noSize }
    return ImageSize(width: max(1, Int(width.rounded())), height: max(1, Int(height.rounded())))
  }

  /// A length without a unit or in `px`; nil for any other.
  private static func pixels(_ text: String) -> Double? {
    Double(text.hasSuffix("px") ? String(text.dropLast(2)) : text)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func end(of mark: String, in text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let mark = Array(mark.utf8)
    var index = text.startIndex
    while index + mark.count <= text.endIndex {
      if text[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
      index += 1
    }
    return nil
  }
}
