// SPDX-License-Identifier: Apache-2.0
// Uncompressed pictures with their times as a Matroska stream (RFC 9559), for a program that reads it from a pipe: raw pixels
// alone have no times, and films have frames that stand for longer than others.

/// The bytes before the pixels. A file is the head, and then for each frame its lead and its pixels.
enum MatroskaStream {
  /// The head of a file whose length is not known yet, with one track of RGBA.
  static func head(width: Int, height: Int) -> [UInt8] {
    let file = element(
      [0x1A, 0x45, 0xDF, 0xA3],
      element([0x42, 0x82], Array("matroska".utf8)) + element([0x42, 0x87], [4]) + element([0x42, 0x85], [2]))
    let segment: [UInt8] = [0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
    // Times are in units of a million nanoseconds.
    let information = element([0x15, 0x49, 0xA9, 0x66], element([0x2A, 0xD7, 0xB1], number(1_000_000)))
    let picture = element(
      [0xE0],
      element([0xB0], number(width)) + element([0xBA], number(height))
        + element([0x2E, 0xB5, 0x24], Array("RGBA".utf8)))
    // Number, identity and kind of the track, then how its pictures are kept.
    let track = element(
      [0xAE],
      element([0xD7], [1]) + element([0x73, 0xC5], [1]) + element([0x83], [1])
        + element([0x86], Array("V_UNCOMPRESSED".utf8)) + picture)
    return file + segment + information + element([0x16, 0x54, 0xAE, 0x6B], track)
  }

  /// What goes before the pixels of a frame: a cluster of its own.
  ///
  /// - Parameter milliseconds: at least 0.
  static func lead(milliseconds: Int64, byteCount: Int) -> [UInt8] {
    // The first track, at the cluster's own time, a frame that needs no other.
    let block: [UInt8] = [0x81, 0, 0, 0x80]
    let blockHead = [0xA3] + size(block.count + byteCount) + block
    let time = element([0xE7], number(Int(milliseconds)))
    return [0x1F, 0x43, 0xB6, 0x75] + size(time.count + blockHead.count + byteCount) + time + blockHead
  }

  private static func element(_ identity: [UInt8], _ content: [UInt8]) -> [UInt8] {
    identity + size(content.count) + content
  }

  /// A length in eight bytes, whatever it is.
  private static func size(_ count: Int) -> [UInt8] {
    [0x01] + (0..<7).map { UInt8(truncatingIfNeeded: count >> (48 - 8 * $0)) }
  }

  private static func number(_ value: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
  }
}
