// SPDX-License-Identifier: Apache-2.0
// A development tool, not part of the product: prints what the networks see as one line of JSON a picture, so that the engine
// can be compared with any other. Run in the package's folder after `make setup-tests`:
//
//   swift run -c release AccuracyProbe PICTURE…           each picture by itself
//   swift run -c release AccuracyProbe --film FRAME…      pictures of one size as the frames of a film
//
// A clip becomes frames with any tool: ffmpeg -i CLIP frames/%04d.png
//
// Places are pixels of the picture. The mask is given as means of 8 × 8 of its cells: 32 rows of 32.

import FaceModels
import Foundation
import ImageInput
import NetworkImport
import Raster

struct Line: Encodable {
  struct Found: Encodable {
    let score: Float
    /// Left, top, right, bottom.
    let box: [Float]
    let points: [[Float]]
  }

  let file: String
  let detections: [Found]
  let presence: Float
  /// x, y, z of each; empty where no face is.
  let landmarks: [[Float]]
  /// Yaw, pitch, roll in degrees; empty where no face is.
  let pose: [Float]
  let mask: [[Float]]
}

/// One of the networks, in an arena of its own.
func ready<Value>(
  _ name: String, _ size: (NetworkFile) -> Int, _ make: (NetworkFile, inout Arena) -> Value?
) throws -> Value {
  let model = try Data(contentsOf: URL(filePath: ".build-networks/\(name).tflite"))
  return try NetworkImporter.convert(Array(model)).withUnsafeBufferPointer { bytes in
    let file = try NetworkFile(bytes)
    var arena = Arena(byteCount: size(file))
    guard let value = make(file, &arena) else { throw ImportFault.unsupported("\(name) is another network") }
    return value
  }
}

/// Looks at pictures with all three networks.
struct Probe {
  private var detector: FaceDetector
  private var tracker: FaceTracker
  private let mask: PersonMask

  init() throws {
    detector = try ready("face_detection_short_range", FaceDetector.arenaBytes) { FaceDetector($0, arena: &$1) }
    tracker = FaceTracker(
      detector: try ready("face_detection_short_range", FaceDetector.arenaBytes) { FaceDetector($0, arena: &$1) },
      landmarker: try ready("face_landmark", FaceLandmarker.arenaBytes) { FaceLandmarker($0, arena: &$1) })
    mask = try ready("selfie_segmentation", PersonMask.arenaBytes) { PersonMask($0, arena: &$1) }
  }

  mutating func line(for file: String, isFilm: Bool) throws -> Line {
    let picture = try Picture.read(file, maximumPixels: Frame.maximumPixels)
    return try picture.withRGBA { rgba in
      let frame = try Frame(width: picture.width, height: picture.height, rgba: rgba)
      let sighting = isFilm ? tracker.follow(frame) : tracker.look(at: frame)
      detector.detect(frame)
      mask.measure(frame)
      return Line(
        file: file, detections: (0..<detector.count).map { found(detector[$0]) }, presence: sighting.presence,
        landmarks: sighting.hasLandmarks ? (0..<Landmarks.count).map { place($0) } : [],
        pose: sighting.hasLandmarks ? angles() : [], mask: maskMeans())
    }
  }

  private func found(_ detection: Detection) -> Line.Found {
    Line.Found(
      score: detection.score, box: [detection.left, detection.top, detection.right, detection.bottom],
      points: (0..<6).map { [detection.point($0).x, detection.point($0).y] })
  }

  private func angles() -> [Float] {
    let pose = tracker.landmarks.headPlacement.pose
    return [pose.yaw, pose.pitch, pose.roll]
  }

  private func place(_ index: Int) -> [Float] {
    let landmark = tracker.landmarks[index]
    return [landmark.x, landmark.y, landmark.z]
  }

  private func maskMeans() -> [[Float]] {
    let cells = PersonMask.side / 32
    return (0..<32).map { row in
      (0..<32).map { column in
        var sum: Float = 0
        for y in 0..<cells {
          for x in 0..<cells { sum += mask.probability(row: row * cells + y, column: column * cells + x) }
        }
        return sum / Float(cells * cells)
      }
    }
  }
}

/// Prints what is wrong and ends.
func stop(_ file: String, _ error: any Error) -> Never {
  FileHandle.standardError.write(Data("\(file): error: \(error)\n".utf8))
  exit(2)
}

var files = Array(CommandLine.arguments.dropFirst())
let isFilm = files.first == "--film"
if isFilm { files.removeFirst() }
let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
do {
  var probe = try Probe()
  for file in files {
    do {
      print(String(decoding: try encoder.encode(try probe.line(for: file, isFilm: isFilm)), as: UTF8.self))
    } catch {
      stop(file, error)
    }
  }
} catch {
  stop("AccuracyProbe", error)
}
