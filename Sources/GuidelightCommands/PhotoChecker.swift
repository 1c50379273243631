// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageInput
import Raster
import Verification

/// Checks picture files, one after another, in one session: for one thread.
final class PhotoChecker {
  private var session: PhotoSession
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Report.maximumBytes)

  private let profile: Profile

  init(networks: FaceNetworks, profile: Profile) {
    session = PhotoSession(networks: networks)
    self.profile = profile
  }

  deinit { buffer.deallocate() }

  /// - Parameter annotated: a file to write what was seen into; nil for none.
  func check(_ file: String, annotated: String? = nil) throws(CommandFailure) -> PhotoOutcome {
    let outcome = outcome(of: file, isAnnotated: annotated != nil)
    if let annotated, case .success(let checked) = outcome.result, let drawing = checked.drawing {
      try write(drawing, to: annotated)
    }
    return outcome
  }

  private func write(_ drawing: PhotoOutcome.Drawing, to path: String) throws(CommandFailure) {
    guard let png = Picture.png(width: drawing.width, height: drawing.height, rgba: drawing.rgba) else {
      throw CommandFailure(status: .environment, message: "There is no memory for the annotated picture")
    }
    do {
      try png.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(status: .environment, message: "Cannot write '\(path)': \(error.localizedDescription)")
    }
  }

  private func draw(_ frame: Frame) -> PhotoOutcome.Drawing {
    PhotoOutcome.Drawing(
      width: frame.width, height: frame.height, rgba: Annotation(frame, seenBy: session).rgba)
  }

  func outcome(of file: String, isAnnotated: Bool) -> PhotoOutcome {
    do {
      let picture = try Picture.read(file, maximumPixels: Frame.maximumPixels)
      return try picture.withRGBA { rgba in
        let frame = try Frame(width: picture.width, height: picture.height, rgba: rgba)
        let report = session.check(frame, profile: profile)
        let bytes = Array(buffer[..<report.write(to: buffer)])
        let drawing = isAnnotated ? draw(frame) : nil
        return PhotoOutcome(result: .success(PhotoOutcome.Checked(report: report, bytes: bytes, drawing: drawing)))
      }
    } catch let error as PictureError {
      return PhotoOutcome(result: .failure(error))
    } catch {
      // A decoded picture is never empty and was bounded before it was decoded, so it always is a frame.
      preconditionFailure("a decoded picture is no frame: \(error)")
    }
  }
}

/// What came of one file.
struct PhotoOutcome {
  let result: Result<Checked, PictureError>

  struct Checked {
    let report: Report
    /// The report as the core wrote it.
    let bytes: [UInt8]
    let drawing: Drawing?
  }

  /// What was seen, drawn over the picture.
  struct Drawing {
    let width: Int
    let height: Int
    let rgba: [UInt8]
  }

  var status: ExitStatus {
    switch result {
    case .success(let checked): checked.report.first == nil ? .nothingFound : .findings
    case .failure(.noDecoder): .environment
    case .failure: .usageOrInput
    }
  }

  /// `{"file":…,"report":…}` with the core's bytes unchanged, or `{"file":…,"error":…}`.
  func jsonLine(file: String) throws -> String {
    let name = try jsonString(file)
    switch result {
    case .success(let checked): return "{\"file\":\(name),\"report\":\(String(decoding: checked.bytes, as: UTF8.self))}"
    case .failure(let error): return "{\"file\":\(name),\"error\":\(try jsonString(error.description))}"
    }
  }
}

/// A text as JSON writes it.
func jsonString(_ text: String) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .withoutEscapingSlashes
  return String(decoding: try encoder.encode(text), as: UTF8.self)
}
