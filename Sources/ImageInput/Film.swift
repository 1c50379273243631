// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A film from a file or a camera, frame by frame: upright, unmirrored sRGB RGBA at its own size, with the time of each
/// frame as the film tells it.
public final class Film {
  public let width: Int
  public let height: Int
  private let decoder: DecoderProcess
  private let isCamera: Bool
  private let bytes: UnsafeMutableRawBufferPointer

  public enum Source {
    case file(String)
    /// A device of Video4Linux.
    case camera(String)
  }

  /// Opens a film and starts its decoder.
  ///
  /// - Parameters:
  ///   - maximumPixels: a larger film is refused before anything is kept of it.
  ///   - program: ffmpeg, by name or path.
  ///   - patienceSeconds: how long nothing may come before the decoder is ended.
  public init(
    _ source: Source, maximumPixels: Int, program: String = "ffmpeg", patienceSeconds: Int = 20
  ) throws(FilmError) {
    try Film.require(source)
    decoder = try DecoderProcess(
      program: program, arguments: Film.arguments(for: source), patienceSeconds: patienceSeconds)
    if case .camera = source { isCamera = true } else { isCamera = false }
    while !decoder.facts.hasSize {
      guard try decoder.readWords() else { throw Film.refusal(decoder, source) }
    }
    (width, height) = (decoder.facts.width, decoder.facts.height)
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= maximumPixels else {
      throw .tooLarge(width: width, height: height, maximumPixels: maximumPixels)
    }
    bytes = .allocate(byteCount: pixels * 4, alignment: 64)
  }

  deinit { bytes.deallocate() }

  /// The next frame; nil at the end. Its pixels hold until the next call.
  ///
  /// - Throws: at the end of a film that is damaged or cut off, after all frames that could be read.
  public func next() throws(FilmError) -> (milliseconds: Int64, rgba: UnsafeBufferPointer<UInt8>)? {
    while decoder.facts.frames.isEmpty {
      guard try decoder.readWords() else {
        if let failure = decoder.failure { throw isCamera ? Film.asCamera(failure) : failure }
        return nil
      }
    }
    guard let facts = decoder.takeFrameFacts() else { return nil }
    guard facts.byteCount == bytes.count else { throw .damaged("the size of the picture changes") }
    guard try decoder.read(into: bytes) == bytes.count else {
      throw decoder.failure ?? .damaged("the last picture is not whole")
    }
    return (facts.milliseconds, UnsafeBufferPointer(bytes.bindMemory(to: UInt8.self)))
  }
}

extension Film {
  private static func require(_ source: Source) throws(FilmError) {
    switch source {
    case .file(let path):
      do throws(PictureError) { try Picture.requireFile(path) } catch { throw .unusable(error) }
    case .camera(let device):
      if !FileManager.default.fileExists(atPath: device) { throw .noCamera(device) }
    }
  }

  /// Kinds of films that are read. Lists of other files are not among them: a film never opens another file, or the network.
  private static let formats = "mov,matroska,avi,gif,mpegts,mpeg,flv,asf,ogg,apng,webp_pipe,nut,yuv4mpegpipe"

  private static func arguments(for source: Source) -> [String] {
    var arguments = ["-nostdin", "-hide_banner", "-loglevel", "error"]
    switch source {
    case .file(let path):
      arguments += ["-protocol_whitelist", "file,pipe", "-format_whitelist", formats, "-i", "file:\(path)"]
    case .camera(let device):
      arguments += ["-f", "v4l2", "-i", device]
    }
    // Square pixels; every frame at its own time; a line of facts goes before the pixels of a frame.
    return arguments + [
      "-map", "0:v:0", "-vf", "scale=w=round(iw*sar):h=ih:flags=bicubic+accurate_rnd+full_chroma_int+bitexact",
      "-c:v", "rawvideo", "-pix_fmt", "rgba", "-fps_mode", "passthrough", "-enc_time_base", "1:90000",
      "-f", "tee", "[f=framecrc:flush_packets=1]pipe\\:2|[f=rawvideo]pipe\\:1",
    ]
  }

  /// Why a decoder ended before it had said how large the film is.
  private static func refusal(_ decoder: DecoderProcess, _ source: Source) -> FilmError {
    guard let failure = decoder.failure else { return .noPictures }
    if case .camera = source { return asCamera(failure) }
    guard case .damaged(let words) = failure else { return failure }
    if words.contains("matches no streams") { return .noPictures }
    let isForeign = words.contains("Invalid data found") || words.contains("not on whitelist")
    // An MP4 file that is cut off has lost its table of frames, which comes last.
    return isForeign && !beginsAsMP4(source) ? .notAFilm : failure
  }

  /// Whether a file begins with a box that says which kind of MP4 it is (ISO/IEC 14496-12), whatever its name.
  private static func beginsAsMP4(_ source: Source) -> Bool {
    guard case .file(let path) = source, let file = fopen(path, "r") else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8)
    return fread(&bytes, 1, 8, file) == 8 && bytes[4...].elementsEqual("ftyp".utf8)
  }

  private static func asCamera(_ failure: FilmError) -> FilmError {
    if case .damaged(let words) = failure { return .camera(words) }
    return failure
  }
}
