// SPDX-License-Identifier: Apache-2.0
// ffmpeg as a child: pixels come through one pipe, the sizes and times of the frames through another. Both are read as they
// come, neither is ever held longer than one frame, and a child that says nothing is ended.

import Foundation
import Glibc

/// A running decoder. It writes, for each frame, a line about it and then its pixels.
final class DecoderProcess {
  private let child: ChildProgram
  private let pixels = Pipe()
  private let words = Pipe()
  private let patienceSeconds: Int
  private var pixelsEnded = false
  private var wordsEnded = false
  private var isClosed = false
  /// A line that has not ended yet.
  private var line: [UInt8] = []
  /// What the decoder complained of; the beginning of it.
  private(set) var complaints = ""
  private(set) var facts = Facts()

  /// What the lines said.
  struct Facts {
    var width = 0
    var height = 0
    /// Seconds of a unit of time, as a fraction.
    var timeBase = (numerator: 1, denominator: 1000)
    /// Of frames whose pixels were not taken yet: milliseconds and bytes.
    var frames: [(milliseconds: Int64, byteCount: Int)] = []
    var hasSize: Bool { width > 0 && height > 0 }
  }

  private static let longestComplaint = 400
  private static let longestLine = 4096

  /// - Parameter program: a path, or a name to be looked for on PATH.
  init(program: String, arguments: [String], patienceSeconds: Int) throws(FilmError) {
    self.patienceSeconds = patienceSeconds
    guard
      let child = ChildProgram(
        program, arguments, input: FileHandle.nullDevice, output: pixels, errors: words)
    else { throw .noDecoder }
    self.child = child
    // The child has its own ends now; ours would keep the pipes open after its death.
    try? pixels.fileHandleForWriting.close()
    try? words.fileHandleForWriting.close()
  }

  deinit { end() }

  /// Ends the child.
  func end() {
    child.end {
      guard !isClosed else { return }
      try? pixels.fileHandleForReading.close()
      try? words.fileHandleForReading.close()
      (isClosed, pixelsEnded, wordsEnded) = (true, true, true)
    }
  }
}

// MARK: - Reading

extension DecoderProcess {
  /// How the child ended, once both pipes are at their ends; nil for a clean end.
  var failure: FilmError? {
    guard child.hasEnded(withinMilliseconds: patienceSeconds * 1000) else {
      end()
      return .stuck(seconds: patienceSeconds)
    }
    switch child.ending {
    case .signal(let signal): return .decoderDied(signal: signal)
    case .status(let status): return status == 0 && complaints.isEmpty ? nil : .damaged(complaints)
    }
  }

  /// Waits for a line that was not yet there, or for the end.
  ///
  /// - Returns: false at the end.
  func readWords() throws(FilmError) -> Bool {
    try wait(forPixels: false)
  }

  /// Reads pixels into a buffer until it is full.
  ///
  /// - Returns: how many bytes came before the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FilmError) -> Int {
    var count = 0
    while count < buffer.count, !pixelsEnded {
      _ = try wait(forPixels: true)
      guard isReady(pixels) else { continue }
      let got = Glibc.read(
        pixels.fileHandleForReading.fileDescriptor, buffer.baseAddress! + count, buffer.count - count)
      if got <= 0 { pixelsEnded = true } else { count += got }
    }
    return count
  }

  /// Waits until words or, where asked for, pixels are there; takes the words.
  ///
  /// - Returns: whether anything may still come.
  private func wait(forPixels: Bool) throws(FilmError) -> Bool {
    var places: [pollfd] = []
    if !wordsEnded { places.append(DecoderProcess.place(words)) }
    if forPixels, !pixelsEnded { places.append(DecoderProcess.place(pixels)) }
    guard !places.isEmpty else { return false }
    let ready = poll(&places, nfds_t(places.count), Int32(patienceSeconds * 1000))
    if ready == 0 {
      end()
      throw .stuck(seconds: patienceSeconds)
    }
    if !wordsEnded, isReady(words) { takeWords() }
    return true
  }

  private static func place(_ pipe: Pipe) -> pollfd {
    pollfd(fd: pipe.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
  }

  private func isReady(_ pipe: Pipe) -> Bool {
    var place = DecoderProcess.place(pipe)
    return poll(&place, 1, 0) > 0
  }

  private func takeWords() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let got = Glibc.read(words.fileHandleForReading.fileDescriptor, &bytes, bytes.count)
    guard got > 0 else {
      wordsEnded = true
      return take(line: String(decoding: line, as: UTF8.self))
    }
    for byte in bytes[..<got] {
      if byte == UInt8(ascii: "\n") {
        take(line: String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
      } else if line.count < DecoderProcess.longestLine {
        line.append(byte)
      }
    }
  }

  /// A line about the film or a frame, in the form of ffmpeg's framecrc; anything else is a complaint.
  private func take(line: String) {
    if let match = line.wholeMatch(of: /#tb 0: (\d+)\/(\d+)/), let numerator = Int(match.1),
      let denominator = Int(match.2)
    {
      if denominator > 0 { facts.timeBase = (numerator, denominator) }
    } else if let match = line.wholeMatch(of: /#dimensions 0: (\d+)x(\d+)/) {
      (facts.width, facts.height) = (Int(match.1) ?? 0, Int(match.2) ?? 0)
    } else if let match = line.wholeMatch(of: /0, *-?\d+, *(-?\d+), *-?\d+, *(\d+), .*/) {
      let time = Double(match.1) ?? 0
      let milliseconds = time * 1000 * Double(facts.timeBase.numerator) / Double(facts.timeBase.denominator)
      facts.frames.append((Int64(milliseconds.rounded()), Int(match.2) ?? 0))
    } else if !line.isEmpty, !line.hasPrefix("#"), complaints.count < DecoderProcess.longestComplaint {
      complaints += (complaints.isEmpty ? "" : "; ") + ChildProgram.plain(line).prefix(DecoderProcess.longestComplaint)
    }
  }

  func takeFrameFacts() -> (milliseconds: Int64, byteCount: Int)? {
    facts.frames.isEmpty ? nil : facts.frames.removeFirst()
  }
}
