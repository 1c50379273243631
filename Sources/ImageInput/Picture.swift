// SPDX-License-Identifier: Apache-2.0

import CPictureDecoder
import Foundation

/// A decoded picture: upright, unmirrored sRGB RGBA, at the size at which it was taken.
public final class Picture: @unchecked Sendable {
  // Unchecked, because the pixels are behind a pointer; nobody writes them after `init`.
  public let width: Int
  public let height: Int
  private let bytes: UnsafeMutablePointer<UInt8>

  private init(width: Int, height: Int, bytes: UnsafeMutablePointer<UInt8>) {
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  deinit { picture_free(bytes) }

  /// The pixels, row by row, four bytes each.
  public func withRGBA<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(start: bytes, count: width * height * 4))
  }
}

extension Picture {
  /// Decodes a JPEG, PNG, WebP, HEIC or AVIF file.
  ///
  /// - Parameters:
  ///   - path: a file; a link is followed.
  ///   - maximumPixels: a header that promises more is refused before anything is decoded.
  public static func read(_ path: String, maximumPixels: Int) throws(PictureError) -> Picture {
    try requireFile(path)
    var result = picture_result()
    switch picture_decode(path, Int64(maximumPixels), &result) {
    case picture_decoded:
      return Picture(width: Int(result.width), height: Int(result.height), bytes: result.rgba)
    case picture_unknown_format:
      throw .unknownFormat
    case picture_too_large:
      throw .tooLarge(width: Int(result.width), height: Int(result.height), maximumPixels: maximumPixels)
    case picture_no_decoder:
      throw .noDecoder(message(of: result))
    default:
      throw .damaged(message(of: result))
    }
  }

  static func requireFile(_ path: String) throws(PictureError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing }
    if isFolder.boolValue { throw .folder }
    // A pipe or a device can be without an end.
    guard
      (try? FileManager.default.attributesOfItem(atPath: resolved(path)))?[.type] as? FileAttributeType == .typeRegular
    else { throw .notAFile }
    guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable }
    defer { try? file.close() }
    let firstByte: Data?
    do { firstByte = try file.read(upToCount: 1) } catch { throw .unreadable }
    if firstByte?.isEmpty ?? true { throw .empty }
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }

  private static func message(of result: picture_result) -> String {
    withUnsafeBytes(of: result.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

/// Why a file gave no picture.
public enum PictureError: Error, Equatable {
  case missing
  case folder
  /// A pipe, a socket or a device.
  case notAFile
  case unreadable
  case empty
  case unknownFormat
  case tooLarge(width: Int, height: Int, maximumPixels: Int)
  case damaged(String)
  case noDecoder(String)
}

extension PictureError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  public var description: String {
    switch self {
    case .missing: "There is no such file"
    case .folder: "This is a folder; name the picture files in it"
    case .notAFile: "This is no ordinary file; save the picture first"
    case .unreadable: "The file cannot be read; check its permissions"
    case .empty: "The file is empty; copy the picture again"
    case .unknownFormat: "This is not a JPEG, PNG, WebP, HEIC or AVIF picture"
    case .tooLarge(let width, let height, let maximum):
      "The picture has \(width) × \(height) pixels, more than the \(maximum >> 20) mebipixels that can be checked; "
        + "use a smaller copy"
    case .damaged(let words):
      "The picture is damaged or cut off; copy it again" + (words.isEmpty ? "" : " (\(words))")
    case .noDecoder(let words): "The picture library cannot start (\(words))"
    }
  }
}
