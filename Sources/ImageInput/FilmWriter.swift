// SPDX-License-Identifier: Apache-2.0
// Frames to an MP4 file by ffmpeg as a child: through a socket, which unlike a pipe tells its end without a signal. Nothing is
// kept here, the file has another name until it is whole, and a child that takes nothing is ended.

import Foundation
import Glibc

/// Writes a film, frame by frame, each at its own time. The file appears when it is finished, and only then.
public final class FilmWriter {
  private let path: String
  private let partialPath: String
  private let frameBytes: Int
  private let patienceSeconds: Int
  private let child: ChildProgram
  private let words = Pipe()
  /// Our end of the socket that is the child's standard input; -1 once it is closed.
  private var input: Int32
  private var wordsEnded = false
  private var isSilenced = false
  private var complaints: [UInt8] = []
  /// The time of the first frame, which is where the film begins.
  private var origin: Int64?
  private var last: Int64 = -1

  private static let longestComplaint = 400
  private static let withoutSignal = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
  /// More words than any encoder has.
  private static let mostWords = 1 << 16

  /// Starts the encoder.
  ///
  /// - Parameters:
  ///   - path: where the film goes; a file that is there is replaced at the end. A link is followed.
  ///   - program: ffmpeg, by name or path.
  ///   - patienceSeconds: how long the encoder may take nothing before it is ended; at the end three times as long.
  public init(
    path: String, width: Int, height: Int, program: String = "ffmpeg", patienceSeconds: Int = 20
  ) throws(FilmWriterError) {
    self.path = FilmWriter.place(path).path
    self.patienceSeconds = patienceSeconds
    frameBytes = width * height * 4
    partialPath = FilmWriter.partialPath(for: path)
    let file = try FilmWriter.reserve(partialPath, for: self.path, named: path)
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      unlink(partialPath)
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    let theirs = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    guard
      let child = ChildProgram(
        program, FilmWriter.arguments, input: theirs, output: file, errors: words)
    else {
      close(ends[0])
      unlink(partialPath)
      throw .noEncoder
    }
    self.child = child
    input = ends[0]
    // The child has its own ends now; ours would keep them open after its death.
    try? theirs.close()
    try? file.close()
    try? words.fileHandleForWriting.close()
    try send(MatroskaStream.head(width: width, height: height))
  }

  deinit {
    endChild()
    unlink(partialPath)
  }

  /// What the file is called as long as it is not whole, for hosts that are interrupted.
  public static func partialPath(for path: String) -> String {
    let place = place(path)
    let name = ".\(place.lastPathComponent).\(getpid()).part"
    return place.deletingLastPathComponent().appending(path: name).path
  }

  private static func place(_ path: String) -> URL { URL(filePath: path).resolvingSymlinksInPath() }

  /// Takes the next frame; the film begins with the first. One that is not later than the frame before it comes a millisecond after that.
  ///
  /// - Parameter rgba: width × height × 4 bytes; alpha is ignored.
  public func add(_ rgba: [UInt8], milliseconds: Int64) throws(FilmWriterError) {
    precondition(rgba.count == frameBytes)
    let origin = self.origin ?? milliseconds
    self.origin = origin
    last = max(last + 1, milliseconds &- origin)
    try send(MatroskaStream.lead(milliseconds: last, byteCount: frameBytes))
    try send(rgba)
  }

  /// Waits for the encoder and gives the film its name.
  public func finish() throws(FilmWriterError) {
    close(input)
    input = -1
    try waitForEnd()
    guard rename(partialPath, path) == 0 else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
  }
}

extension FilmWriter {
  /// Hears the child out; throws unless it ended well.
  private func waitForEnd() throws(FilmWriterError) {
    while !wordsEnded {
      var place = pollfd(fd: words.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&place, 1, Int32(patienceSeconds * 3000)) > 0 else { throw stuck(patienceSeconds * 3) }
      takeWords()
    }
    if let failure { throw failure }
  }

  /// Makes an empty file beside the place, so that whatever stands in the way is known before any work is done. The child gets
  /// the file and not its name: it cannot make it anew after somebody has removed it.
  private static func reserve(
    _ partial: String, for place: String, named path: String
  ) throws(FilmWriterError) -> FileHandle {
    var status = stat()
    if stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .cannotWrite(path: path, reason: "It is no ordinary file")
    }
    let descriptor = open(partial, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private static var arguments: [String] {
    [
      "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-f", "matroska", "-i", "pipe:0",
      // H.264 as it is played everywhere has even sizes; what is added is black, on the right and at the bottom.
      "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
      "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-fps_mode", "passthrough", "-enc_time_base", "1:1000",
      "-video_track_timescale", "1000", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc",
      "iec61966-2-1",
      "-color_range", "tv", "-map_metadata", "-1", "-f", "mp4",
      // Opened anew, because the table of frames is written at the beginning once all are there.
      "file:/dev/stdout",
    ]
  }

  private func send(_ bytes: [UInt8]) throws(FilmWriterError) {
    var sent = 0
    while sent < bytes.count {
      var places = [pollfd(fd: input, events: Int16(POLLOUT), revents: 0)]
      if !wordsEnded {
        places.append(pollfd(fd: words.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0))
      }
      guard poll(&places, nfds_t(places.count), Int32(patienceSeconds * 1000)) > 0 else { throw stuck(patienceSeconds) }
      if places.count > 1, places[1].revents != 0 { takeWords() }
      guard places[0].revents != 0 else { continue }
      let count = bytes.withUnsafeBytes {
        Glibc.send(input, $0.baseAddress! + sent, bytes.count - sent, FilmWriter.withoutSignal)
      }
      if count > 0 {
        sent += count
      } else if errno != EAGAIN, errno != EINTR {
        // It takes no more: what it says until its end tells why.
        try waitForEnd()
        throw .refused(spoken)
      }
    }
  }

  /// Takes what the child says; a child that says without end is not listened to for ever.
  private func takeWords() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let got = read(words.fileHandleForReading.fileDescriptor, &bytes, bytes.count)
    guard got > 0, complaints.count < FilmWriter.mostWords else {
      wordsEnded = true
      return
    }
    complaints += bytes[..<got]
  }

  private var spoken: String {
    let lines = String(decoding: complaints, as: UTF8.self).split(separator: "\n")
    let spoken = lines.map { ChildProgram.plain(String($0)) }.joined(separator: "; ")
    return String(spoken.prefix(FilmWriter.longestComplaint))
  }

  /// How the child ended; nil for a clean end.
  private var failure: FilmWriterError? {
    guard child.hasEnded(withinMilliseconds: patienceSeconds * 1000) else { return stuck(patienceSeconds) }
    switch child.ending {
    case .signal(let signal): return .encoderDied(signal: signal)
    case .status(let status): return status == 0 && complaints.isEmpty ? nil : .refused(spoken)
    }
  }

  private func stuck(_ seconds: Int) -> FilmWriterError {
    endChild()
    return .stuck(seconds: seconds)
  }

  private func endChild() {
    child.end {
      if input >= 0 { close(input) }
      input = -1
      if !isSilenced { try? words.fileHandleForReading.close() }
      (isSilenced, wordsEnded) = (true, true)
    }
  }
}
