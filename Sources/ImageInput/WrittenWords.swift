// SPDX-License-Identifier: Apache-2.0

import CPictureDecoder

/// Words as pixels, to be laid over a picture.
public struct WrittenWords: Sendable {
  public let width: Int
  public let height: Int
  /// Row by row, how much of a pixel is ink: 0 … 255.
  public let ink: [UInt8]

  /// Writes words in lines of at most `width` pixels, where no word is longer.
  ///
  /// - Parameters:
  ///   - words: not empty.
  ///   - fontPixels: the size of the font.
  /// - Returns: nil where the picture library finds no font.
  public init?(_ words: String, fontPixels: Int, width: Int) {
    var drawn = picture_ink()
    guard picture_write(words, Int32(fontPixels), Int32(width), &drawn) == picture_decoded, let levels = drawn.levels
    else { return nil }
    defer { picture_free(levels) }
    self.width = Int(drawn.width)
    height = Int(drawn.height)
    ink = Array(UnsafeBufferPointer(start: levels, count: self.width * height))
  }
}
