// SPDX-License-Identifier: Apache-2.0
// A copy of a film with what was seen in each frame, and what was told then.

import Foundation
import ImageInput
import Raster
import Verification

/// Draws frames and has them written. The copy appears when it is whole; an interruption leaves nothing of it.
final class AnnotatedFilm {
  private let path: String
  private var writer: FilmWriter?
  /// What was told last, as it is drawn: it stands for many frames.
  private var told: (words: String, written: WrittenWords?)?

  init(_ path: String) {
    self.path = path
  }

  deinit { Interruption.isOver() }

  /// - Parameters:
  ///   - session: has just looked at the frame.
  ///   - words: what is told in it.
  func add(
    _ frame: Frame, seenBy session: PhotoSession, _ report: LiveReport, told words: String
  ) throws(CommandFailure) {
    var annotation = Annotation(frame, seenBy: session)
    let fontPixels = max(12, min(frame.width, frame.height) / 24)
    annotation.draw(
      try write(words, fontPixels, in: frame), AnnotatedFilm.colour(of: report), margin: fontPixels / 2)
    do throws(FilmWriterError) {
      try begin(width: frame.width, height: frame.height).add(annotation.rgba, milliseconds: report.milliseconds)
    } catch {
      throw AnnotatedFilm.failure(error)
    }
  }

  /// Gives the copy its name. A film without frames has none.
  func finish() throws(CommandFailure) {
    do throws(FilmWriterError) { try writer?.finish() } catch { throw AnnotatedFilm.failure(error) }
    Interruption.isOver()
    writer = nil
  }

  private func begin(width: Int, height: Int) throws(FilmWriterError) -> FilmWriter {
    if let writer { return writer }
    let partialPath = FilmWriter.partialPath(for: path)
    Interruption.removes(partialPath)
    let begun = try FilmWriter(path: path, width: width, height: height)
    writer = begun
    return begun
  }

  /// Nil where the frame has no room for words.
  private func write(_ words: String, _ fontPixels: Int, in frame: Frame) throws(CommandFailure) -> WrittenWords? {
    if let told, told.words == words { return told.written }
    let room = frame.width - 2 * fontPixels
    var written: WrittenWords?
    if room >= 8 * fontPixels {
      written = WrittenWords(words, fontPixels: fontPixels, width: room)
      guard written != nil else {
        throw CommandFailure(
          status: .environment,
          message: "There is no font to write hints with; install Debian's package 'fonts-dejavu-core'")
      }
    }
    if let lines = written, lines.height + fontPixels > frame.height / 2 { written = nil }
    told = (words, written)
    return written
  }

  private static func colour(of report: LiveReport) -> Canvas.Colour {
    switch report.state {
    case .looking: .waiting
    case .holdStill, .ready: .good
    case .hint: report.hint?.verdict == .strong ? .strong : .hint
    }
  }

  private static func failure(_ error: FilmWriterError) -> CommandFailure {
    CommandFailure(status: .environment, message: error.description)
  }
}
