// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageInput
import Raster
import Verification

/// Checks picture files, one after another, in one session.
final class PhotoChecker {
  private var session: PhotoSession
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Report.maximumBytes)

  init(networks: FaceNetworks) {
    session = PhotoSession(networks: networks)
  }

  deinit { buffer.deallocate() }

  func check(_ file: String) -> PhotoOutcome {
    do {
      let picture = try Picture.read(file, maximumPixels: Frame.maximumPixels)
      return try picture.withRGBA { rgba in
        let frame = try Frame(width: picture.width, height: picture.height, rgba: rgba)
        let report = session.check(frame)
        let bytes = Array(buffer[..<report.write(to: buffer)])
        return PhotoOutcome(result: .success(PhotoOutcome.Checked(report: report, bytes: bytes)))
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

  private func jsonString(_ text: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(text), as: UTF8.self)
  }
}
