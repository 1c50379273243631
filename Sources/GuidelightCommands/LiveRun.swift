// SPDX-License-Identifier: Apache-2.0
// A film through a live session: frame by frame, what is told goes to the terminal or out as JSON.

import Foundation
import ImageInput
import Raster
import SiteBuild
import Verification

/// Follows one film to its end.
final class LiveRun {
  private let options: LiveOptions
  private let writer: TimelineWriter
  private let folder: NetworkFolder
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Report.maximumBytes)

  init(_ options: LiveOptions) throws {
    self.options = options
    writer = TimelineWriter(words: try SiteWords.of(site: options.site), terminal: .standardOutput)
    folder = try NetworkFolder(options.networks)
    if let note = folder.note { Terminal.printError(note) }
  }

  deinit { buffer.deallocate() }

  /// - Parameters:
  ///   - name: of the film, for people.
  ///   - annotated: takes each frame with what was seen in it; nil for no copy.
  ///   - isDone: looked at after each frame; true ends the run.
  /// - Returns: what was told, for how long, and how it ended.
  func follow(
    _ source: Film.Source, name: String, drawingInto annotated: AnnotatedFilm? = nil,
    until isDone: (LiveReport) -> Bool = { _ in false }
  ) throws -> ExitStatus {
    var summary = TimelineSummary()
    do {
      let film = try Film(source, maximumPixels: Frame.maximumPixels)
      if !options.json { print(writer.head(name: printable(name), width: film.width, height: film.height)) }
      var session = LiveSession(
        measuringWith: PhotoSession(networks: folder.ready()), profile: options.profile)
      while let (milliseconds, rgba) = try film.next() {
        let frame = try Frame(width: film.width, height: film.height, rgba: rgba)
        let report = session.take(frame, milliseconds: milliseconds)
        try tell(report, name, isNew: summary.take(report))
        try annotated?.add(frame, seenBy: session.photo, report, told: writer.told(report))
        if isDone(report) { break }
      }
      try annotated?.finish()
    } catch let error as FilmError {
      tell(error, name)
      if !options.json, summary.frameCount > 0 { print(writer.closing(summary)) }
      return error.isOfTheMachine ? .environment : .usageOrInput
    }
    if !options.json { print(writer.closing(summary)) }
    if !folder.findsFaces { return .environment }
    return summary.toldLongest == nil && summary.wasReady ? .nothingFound : .findings
  }

  private func tell(_ report: LiveReport, _ name: String, isNew: Bool) throws {
    if options.json {
      let bytes = String(decoding: buffer[..<report.write(to: buffer)], as: UTF8.self)
      print("{\"file\":\(try jsonString(name)),\"report\":\(bytes)}")
    } else if isNew {
      print(writer.line(for: report))
    }
  }

  private func tell(_ error: FilmError, _ name: String) {
    if options.json, let name = try? jsonString(name), let words = try? jsonString(error.description) {
      print("{\"file\":\(name),\"error\":\(words)}")
    } else {
      Terminal.printError("\(printable(name)): error: \(error)")
    }
  }
}
