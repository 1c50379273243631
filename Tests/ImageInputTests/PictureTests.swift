// SPDX-License-Identifier: Apache-2.0
// The pictures are made by libvips' own command from one photograph; what they must decode to is told by the same command.

import Foundation
import ImageInput
import TestSupport
import Testing

@Suite struct PictureTests {
  private let limit = 64 << 20

  private func error(of file: URL, maximumPixels: Int? = nil) -> PictureError? {
    do throws(PictureError) {
      _ = try Picture.read(file.path, maximumPixels: maximumPixels ?? limit)
      return nil
    } catch {
      return error
    }
  }

  private func pixels(of file: URL) throws -> (width: Int, height: Int, rgba: [UInt8]) {
    let picture = try Picture.read(file.path, maximumPixels: limit)
    return (picture.width, picture.height, picture.withRGBA { Array($0) })
  }

  /// The mean difference of a channel, in levels; endless for pictures of different size.
  private func difference(_ first: [UInt8], _ second: [UInt8]) -> Double {
    guard first.count == second.count else { return .infinity }
    var sum = 0
    for index in first.indices { sum += abs(Int(first[index]) - Int(second[index])) }
    return Double(sum) / Double(first.count)
  }

  private func colours(_ rgba: [UInt8]) -> [UInt8] {
    rgba.enumerated().filter { $0.offset % 4 != 3 }.map(\.element)
  }

  private func isDamage(_ error: PictureError?) -> Bool {
    if case .damaged = error { true } else { false }
  }

  // MARK: - What is no picture

  @Test func `a missing file is told as missing`() throws {
    try Places.withTemporaryFolder { #expect(error(of: $0.appending(path: "no.jpg")) == .missing) }
  }

  @Test func `a folder is told as a folder`() throws {
    try Places.withTemporaryFolder { #expect(error(of: $0) == .folder) }
  }

  @Test func `a pipe is no ordinary file, and nobody waits for its end`() throws {
    try Places.withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe.jpg")
      try #require(try Program.run("mkfifo", [pipe.path]).status == 0)
      #expect(error(of: pipe) == .notAFile)
      #expect(error(of: URL(filePath: "/dev/zero")) == .notAFile)
    }
  }

  @Test func `a link to a picture is followed`() throws {
    try Places.withTemporaryFolder { folder in
      let link = folder.appending(path: "link.png")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Pictures.original)
      #expect(error(of: link) == nil)
    }
  }

  @Test func `an empty file is told as empty`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "empty.jpg")
      try Data().write(to: file)
      #expect(error(of: file) == .empty)
    }
  }

  @Test func `a text file named as a picture is no picture`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "letter.jpg")
      try Data("Dear Sir or Madam\n".utf8).write(to: file)
      #expect(error(of: file) == .unknownFormat)
    }
  }

  @Test(arguments: [
    ("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), ("page.pdf", "%PDF-1.4\n"),
    ("table.csv", "1,2\n3,4\n"), ("grey.pgm", "P2 1 1 255 7\n"),
  ])
  func `a format that no camera writes is refused, even where the library could open it`(name: String, text: String) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: name)
      try Data(text.utf8).write(to: file)
      #expect(error(of: file) == .unknownFormat)
    }
  }

  @Test(arguments: ["jpg", "png", "webp", "heic", "avif"])
  func `a file that breaks off is damaged, wherever it breaks off`(name: String) throws {
    try Places.withTemporaryFolder { folder in
      let whole = try Data(contentsOf: Pictures.make(folder.appending(path: "whole.\(name)"), "copy"))
      for part in [0.02, 0.3, 0.6, 0.9, 0.99] {
        let file = folder.appending(path: "part.\(name)")
        try whole.prefix(Int(Double(whole.count) * part)).write(to: file)
        let error = error(of: file)
        #expect(isDamage(error) || error == .unknownFormat, "\(name) cut at \(part): \(String(describing: error))")
      }
    }
  }

  @Test func `bytes changed at random never crash the decoder`() throws {
    try Places.withTemporaryFolder { folder in
      var random = SeededRandom(seed: 29)
      for name in ["jpg", "png", "webp", "avif"] {
        let small = try Pictures.make(folder.appending(path: "small.png"), "shrink", "8", "8")
        let whole = try Data(contentsOf: Pictures.make(folder.appending(path: "whole.\(name)"), "copy", from: small))
        for _ in 0..<40 {
          var changed = whole
          for _ in 0..<8 { changed[Int.random(in: 0..<changed.count, using: &random)] = random.next(upperBound: 255) }
          let file = folder.appending(path: "changed.\(name)")
          try changed.write(to: file)
          _ = error(of: file)
        }
      }
    }
  }

  @Test func `a header that promises 30,000 × 30,000 pixels is refused before anything is decoded`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "huge.png")
      try Data(contentsOf: Pictures.original).write(to: file)
      // The size stands in the header's bytes 16…23, its checksum in 29…32.
      var bytes = try Data(contentsOf: file)
      bytes.replaceSubrange(16..<24, with: [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30])
      let checksum = crc32(bytes[12..<29])
      bytes.replaceSubrange(29..<33, with: withUnsafeBytes(of: checksum.bigEndian) { Data($0) })
      try bytes.write(to: file)
      #expect(error(of: file) == .tooLarge(width: 30_000, height: 30_000, maximumPixels: limit))
    }
  }

  @Test func `one pixel above the limit is refused, the limit itself is not`() {
    #expect(error(of: Pictures.original, maximumPixels: 512 * 512) == nil)
    #expect(
      error(of: Pictures.original, maximumPixels: 512 * 512 - 1)
        == .tooLarge(width: 512, height: 512, maximumPixels: 512 * 512 - 1))
  }

  @Test(arguments: [
    PictureError.missing, .folder, .notAFile, .unreadable, .empty, .unknownFormat, .tooLarge(width: 1, height: 2, maximumPixels: 1 << 20),
    .damaged("why"), .damaged(""), .noDecoder("why"),
  ])
  func `every fault is one sentence for a person`(error: PictureError) {
    #expect(!error.description.isEmpty && !error.description.contains("\n") && !error.description.hasSuffix("."))
  }

  // MARK: - What is a picture

  @Test func `a lossless copy decodes to the same pixels, opaque`() throws {
    try Places.withTemporaryFolder { folder in
      let original = try pixels(of: Pictures.original)
      #expect(original.width == 512 && original.height == 512)
      #expect(stride(from: 3, to: original.rgba.count, by: 4).allSatisfy { original.rgba[$0] == 255 })
      let webp = try Pictures.make(folder.appending(path: "copy.webp"), "webpsave", "--lossless")
      #expect(try difference(pixels(of: webp).rgba, original.rgba) == 0)
    }
  }

  @Test(arguments: ["jpg", "webp", "heic", "avif"])
  func `a lossy copy decodes to nearly the same pixels`(name: String) throws {
    try Places.withTemporaryFolder { folder in
      let original = try pixels(of: Pictures.original)
      let copy = try pixels(of: Pictures.make(folder.appending(path: "copy.\(name)"), "copy"))
      #expect(copy.width == 512 && copy.height == 512)
      #expect(difference(original.rgba, copy.rgba) < 4)
    }
  }

  @Test(arguments: 1...8)
  func `whatever its EXIF orientation says, the picture comes out upright`(orientation: Int) throws {
    try Places.withTemporaryFolder { folder in
      let wide = try Pictures.make(folder.appending(path: "wide.v"), "crop", "0", "0", "300", "200")
      let upright = try pixels(of: Pictures.make(folder.appending(path: "upright.png"), "copy", from: wide))
      let turned = try unturned(wide, by: orientation, in: folder)
      let file = folder.appending(path: "turned.jpg")
      try Pictures.make(file, "jpegsave", from: turned, "--Q=100", "--subsample-mode=off")
      try setOrientation(orientation, of: file)
      let decoded = try pixels(of: file)
      #expect(decoded.width == 300 && decoded.height == 200)
      #expect(difference(upright.rgba, decoded.rgba) < 2)
    }
  }

  @Test func `a picture of one pixel is a picture`() throws {
    try Places.withTemporaryFolder { folder in
      let one = try Pictures.make(folder.appending(path: "one.png"), "crop", "100", "100", "1", "1")
      let decoded = try pixels(of: one)
      #expect(decoded.width == 1 && decoded.height == 1 && decoded.rgba.count == 4)
    }
  }

  @Test func `grey, sixteen bits and alpha become eight bits of RGBA`() throws {
    try Places.withTemporaryFolder { folder in
      let grey = try pixels(of: Pictures.make(folder.appending(path: "grey.png"), "colourspace", "b-w"))
      for pixel in stride(from: 0, to: grey.rgba.count, by: 4) where Set(grey.rgba[pixel..<pixel + 3]).count != 1 {
        Issue.record("pixel \(pixel / 4) is not grey")
      }
      let original = try pixels(of: Pictures.original)
      let deep = try pixels(of: Pictures.make(folder.appending(path: "deep.png"), "colourspace", "rgb16"))
      #expect(difference(deep.rgba, original.rgba) < 1)
      let alpha = try pixels(of: Pictures.make(folder.appending(path: "alpha.png"), "bandjoin_const", "0"))
      #expect(alpha.rgba.allSatisfy { $0 == 0 || $0 == 255 } && colours(alpha.rgba).allSatisfy { $0 == 0 }, "what is transparent is black")
    }
  }

  @Test(arguments: ["my 'selfie' ü.png", "a[1]", "a[page=1].png", "%41.png", "-"])
  func `a file name with spaces, quotes, brackets or signs is only a name`(name: String) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: name)
      try Data(contentsOf: Pictures.original).write(to: file)
      #expect(error(of: file) == nil)
    }
  }
}

// MARK: - Changing files

extension PictureTests {
  /// The picture as a camera held in this way would have stored it.
  private func unturned(_ picture: URL, by orientation: Int, in folder: URL) throws -> URL {
    let output = folder.appending(path: "unturned.v")
    let flipped = folder.appending(path: "flipped.v")
    switch orientation {
    case 2: return try Pictures.make(output, "flip", from: picture, "horizontal")
    case 3: return try Pictures.make(output, "rot", from: picture, "d180")
    case 4: return try Pictures.make(output, "flip", from: picture, "vertical")
    case 5: return try Pictures.make(output, "rot", from: Pictures.make(flipped, "flip", from: picture, "horizontal"), "d270")
    case 6: return try Pictures.make(output, "rot", from: picture, "d270")
    case 7: return try Pictures.make(output, "rot", from: Pictures.make(flipped, "flip", from: picture, "horizontal"), "d90")
    case 8: return try Pictures.make(output, "rot", from: picture, "d90")
    default: return picture
    }
  }

  /// Puts an EXIF block with one entry, the orientation, behind the start of a JPEG file.
  private func setOrientation(_ orientation: Int, of file: URL) throws {
    var bytes = try Data(contentsOf: file)
    let tiff: [UInt8] = [
      0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0,
    ]
    let exif: [UInt8] = Array("Exif\0\0".utf8) + tiff
    let marker: [UInt8] = [0xFF, 0xE1, 0, UInt8(exif.count + 2)]
    bytes.insert(contentsOf: marker + exif, at: 2)
    try bytes.write(to: file)
  }

  /// The checksum of a PNG chunk: CRC-32 of its type and data.
  private func crc32(_ bytes: Data) -> UInt32 {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? 0xEDB8_8320 ^ (remainder >> 1) : remainder >> 1 }
    }
    return ~remainder
  }
}

extension SeededRandom {
  fileprivate mutating func next(upperBound: UInt8) -> UInt8 {
    UInt8.random(in: 0...upperBound, using: &self)
  }
}
