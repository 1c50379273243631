// SPDX-License-Identifier: Apache-2.0

import CPictureDecoder
import Foundation

extension Picture {
  /// Pixels as the bytes of a PNG file, without metadata.
  ///
  /// - Parameter rgba: width × height × 4 bytes; alpha is ignored.
  /// - Returns: nil where the picture library has no memory for it.
  public static func png(width: Int, height: Int, rgba: [UInt8]) -> Data? {
    precondition(rgba.count == width * height * 4)
    var file = picture_file()
    guard picture_encode(rgba, Int32(width), Int32(height), &file) == picture_decoded, let bytes = file.bytes else {
      return nil
    }
    defer { picture_free(bytes) }
    return Data(bytes: bytes, count: file.size)
  }
}
