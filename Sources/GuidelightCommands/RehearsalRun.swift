// SPDX-License-Identifier: Apache-2.0
// Movements practised before a camera, one after another, in the order that the person chose.

import Foundation
import ImageInput
import Raster
import SiteBuild
import Verification

struct RehearsalRun {
  private let options: LiveOptions
  private let words: SiteWords
  private let folder: NetworkFolder
  private let terminal = Terminal.standardOutput

  init(_ options: LiveOptions) throws {
    self.options = options
    words = try SiteWords.of(site: options.site)
    folder = try NetworkFolder(options.networks)
    if let note = folder.note { Terminal.printError(note) }
  }

  /// - Returns: nothing found when every movement was done before the time was over.
  func practise(_ movements: [Movement], device: String, seconds: Int) throws -> ExitStatus {
    guard folder.findsFaces else { return .environment }
    do {
      let film = try Film(.camera(device), maximumPixels: Frame.maximumPixels)
      var left = movements[...]
      var session = RehearsalSession(networks: folder.ready(), movements[0])
      var (first, told) = (Int64?.none, "")
      if !options.json { print(terminal.bold(word(movements[0].name))) }
      while let movement = left.first, let (milliseconds, rgba) = try film.next() {
        let frame = try Frame(width: film.width, height: film.height, rgba: rgba)
        let report = session.take(frame, milliseconds: milliseconds)
        try tell(report, device, &told)
        if report.phase == .done {
          left.removeFirst()
          if let next = left.first {
            session.begin(next)
            if !options.json { print(terminal.bold(word(next.name))) }
          }
        }
        first = first ?? milliseconds
        if milliseconds - (first ?? 0) >= Int64(seconds) * 1000, left.first == movement { break }
      }
      return left.isEmpty ? .nothingFound : .findings
    } catch let error as FilmError {
      Terminal.printError("\(printable(device)): error: \(error)")
      return error.isOfTheMachine ? .environment : .usageOrInput
    }
  }

  private func tell(_ report: RehearsalReport, _ device: String, _ told: inout String) throws {
    if options.json {
      let bytes = [UInt8](unsafeUninitializedCapacity: Report.maximumBytes) {
        $1 = report.write(to: $0)
      }
      return print(
        "{\"file\":\(try jsonString(device)),\"report\":\(String(decoding: bytes, as: UTF8.self))}")
    }
    let text = word(report.advice?.name ?? report.phase.name)
    if text != told {
      print("  \(terminal.dim(TimelineWriter.clock(report.milliseconds)))  \(text)")
    }
    told = text
  }

  private func word(_ name: StaticString) -> String { words.reasons[String(name)] ?? String(name) }
}
