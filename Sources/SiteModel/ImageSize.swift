// SPDX-License-Identifier: Apache-2.0
// The size of a picture from the first bytes of its file, so that a page keeps its place free before the file has come.
// Sources: PNG (ISO/IEC 15948) 11.2.1; JPEG (ITU-T T.81) B.2.2; WebP container (RFC 9649) 2; SVG 2, 8.2.

/// Width and height in CSS pixels, at least 1.
public struct ImageSize: Equatable, Sendable {
  public let width: Int
  public let height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// Why a picture's size is not known.
public enum ImageSizeError: Error, Equatable {
  /// Neither PNG, JPEG, WebP nor SVG.
  case unknownFormat
  /// The file ends, or its header says something impossible, before the size is known.
  case damagedHeader
  /// An SVG with neither `width` and `height` in pixels nor a `viewBox`.
  case noSize
}

extension ImageSize {
  /// Reads the header of a PNG, JPEG, WebP or SVG file.
  ///
  /// - Complexity: O(1) for PNG and WebP; JPEG skips from segment to segment; SVG reads up to its root element.
  public init(header bytes: [UInt8]) throws(ImageSizeError) {
    self = try bytes.withUnsafeBufferPointer { bytes throws(ImageSizeError) in
      let file = HeaderBytes(bytes: bytes)
      if file.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) { return try file.sizeOfPNG() }
      if file.has([0xFF, 0xD8], at: 0) { return try file.sizeOfJPEG() }
      if file.has(Array("RIFF".utf8), at: 0), file.has(Array("WEBP".utf8), at: 8) { return try file.sizeOfWebP() }
      if let root = SVGRoot(bytes) { return try root.size() }
      throw .unknownFormat
    }
  }
}

/// Numbers in a file, every place checked.
private struct HeaderBytes {
  let bytes: UnsafeBufferPointer<UInt8>

  func has(_ mark: [UInt8], at offset: Int) -> Bool {
    offset + mark.count <= bytes.count && bytes[offset..<offset + mark.count].elementsEqual(mark)
  }

  private func bigEndian(at offset: Int, count: Int) throws(ImageSizeError) -> Int {
    guard offset + count <= bytes.count else { throw .damagedHeader }
    return bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private func littleEndian(at offset: Int, count: Int) throws(ImageSizeError) -> Int {
    guard offset + count <= bytes.count else { throw .damagedHeader }
    return bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func size(_ width: Int, _ height: Int) throws(ImageSizeError) -> ImageSize {
    guard width > 0, height > 0, width < 1 << 31, height < 1 << 31 else { throw .damagedHeader }
    return ImageSize(width: width, height: height)
  }

  func sizeOfPNG() throws(ImageSizeError) -> ImageSize {
    guard has(Array("IHDR".utf8), at: 12) else { throw .damagedHeader }
    return try size(bigEndian(at: 16, count: 4), bigEndian(at: 20, count: 4))
  }

  /// Segments up to the frame header (SOF0 … SOF15, without the tables that share their numbers).
  func sizeOfJPEG() throws(ImageSizeError) -> ImageSize {
    var offset = 2
    while true {
      guard try bigEndian(at: offset, count: 1) == 0xFF else { throw .damagedHeader }
      let marker = try bigEndian(at: offset + 1, count: 1)
      switch marker {
      case 0xFF: offset += 1
      case 0x01, 0xD0...0xD7: offset += 2
      case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
        return try size(bigEndian(at: offset + 7, count: 2), bigEndian(at: offset + 5, count: 2))
      case 0xDA, 0xD9: throw .damagedHeader
      default:
        let length = try bigEndian(at: offset + 2, count: 2)
        guard length >= 2 else { throw .damagedHeader }
        offset += 2 + length
      }
    }
  }

  func sizeOfWebP() throws(ImageSizeError) -> ImageSize {
    if has(Array("VP8X".utf8), at: 12) {
      return try size(littleEndian(at: 24, count: 3) + 1, littleEndian(at: 27, count: 3) + 1)
    }
    if has(Array("VP8L".utf8), at: 12) {
      guard has([0x2F], at: 20) else { throw .damagedHeader }
      let packed = try littleEndian(at: 21, count: 4)
      return try size(packed & 0x3FFF + 1, packed >> 14 & 0x3FFF + 1)
    }
    guard has(Array("VP8 ".utf8), at: 12), has([0x9D, 0x01, 0x2A], at: 23) else { throw .damagedHeader }
    return try size(littleEndian(at: 26, count: 2) & 0x3FFF, littleEndian(at: 28, count: 2) & 0x3FFF)
  }
}
