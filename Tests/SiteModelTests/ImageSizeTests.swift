// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct ImageSizeTests {
  private func svg(_ text: String) throws -> ImageSize { try ImageSize(header: Array(text.utf8)) }

  /// Files that libvips writes, as authors have them.
  @Test(arguments: ["a.png", "a.jpg", "a.webp", "lossless.webp[lossless]", "progressive.jpg[interlace]", "alpha.webp"])
  func `the size of a picture is in its first bytes`(name: String) throws {
    try Places.withTemporaryFolder { folder in
      let drawn = folder.appending(path: "drawn.v")
      #expect(try Program.run("vips", ["black", drawn.path, "345", "123", "--bands", name == "alpha.webp" ? "4" : "3"]).status == 0)
      let file = folder.appending(path: String(name.prefix { $0 != "[" }))
      let made = try Program.run("vips", ["copy", drawn.path, folder.path + "/" + name])
      #expect(made.status == 0, "\(made.errors)")
      let bytes = Array(try Data(contentsOf: file))
      #expect(try ImageSize(header: bytes) == ImageSize(width: 345, height: 123))
      for length in 0..<min(24, bytes.count) {
        #expect(throws: ImageSizeError.self) { try ImageSize(header: Array(bytes.prefix(length))) }
      }
    }
  }

  @Test(arguments: [
    ("<svg width=\"40\" height='30'/>", 40, 30), ("<svg viewBox=\"0 0 640 480\">", 640, 480),
    ("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- <svg width=\"1\"> -->\n<!DOCTYPE svg>\n<svg xmlns=\"x\" viewBox=\"-5,-5,20.4,10.2\"\n>", 20, 10),
    ("<svg width=\"100\" viewBox=\"0 0 640 480\">", 100, 75), ("<svg height=\"48px\" viewBox=\"0 0 640 480\">", 64, 48),
    ("<svg width=\"100%\" height=\"2em\" viewBox=\"0 0 3 4\">", 3, 4),
  ])
  func `an SVG has its pixels, or the size of its view box`(text: String, width: Int, height: Int) throws {
    #expect(try svg(text) == ImageSize(width: width, height: height))
  }

  @Test(arguments: [
    ("<svg>", ImageSizeError.noSize), ("<svg width=\"50%\" height=\"50%\"/>", .noSize), ("<svg viewBox=\"0 0 0 4\">", .noSize),
    ("<svg viewBox=\"0 0 4\">", .noSize), ("<svg width=\"-1\" height=\"4\">", .noSize), ("<svg width=\"1e99\" height=\"4\">", .noSize),
    ("<svg width=\"nan\" height=\"nan\">", .noSize), ("<svg data-width=\"4\" height=\"4\"", .noSize), ("<svgx width=\"4\" height=\"4\">", .unknownFormat),
    ("<html><svg width=\"4\" height=\"4\">", .unknownFormat), ("", .unknownFormat), ("GIF89a", .unknownFormat), ("<!-- <svg>", .unknownFormat),
  ])
  func `what says no size has none`(text: String, error: ImageSizeError) {
    #expect(throws: error) { try svg(text) }
  }

  @Test(arguments: [
    [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x01], [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF], [0xFF, 0xD8, 0xFF, 0xDA, 0, 4],
    [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 5], [0xFF, 0xD8, 0x00], [0xFF, 0xD8, 0xFF, 0xFF, 0xFF],
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0, 0, 0, 0, 1],
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0x80, 0, 0, 0, 0, 0, 0, 1],
  ])
  func `a damaged header is an error`(bytes: [UInt8]) {
    #expect(throws: ImageSizeError.damagedHeader) { try ImageSize(header: bytes) }
  }

  @Test func `random bytes after a signature never trap`() {
    var random = SeededRandom(seed: 4)
    let signatures: [[UInt8]] = [[0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Array("RIFF....WEBPVP8".utf8), Array("<svg ".utf8)]
    for _ in 0..<20_000 {
      let tail = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = try? ImageSize(header: signatures.randomElement(using: &random)! + tail)
    }
  }
}
