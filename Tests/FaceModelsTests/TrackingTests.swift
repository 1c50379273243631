// SPDX-License-Identifier: Apache-2.0
// A film is made of windows that move over the portrait; MediaPipe's results for the same film are a table of some frames.

import FaceModels
import Foundation
import ImageInput
import Raster
import TestSupport
import Testing

@Suite struct TrackingTests {
  private static let width = 440
  private static let height = 400

  /// Frame k shows the portrait from (20 + 2k, 2k).
  private func film(_ numbers: Range<Int>) throws -> [TestFrame] {
    let picture = try Picture.read(Pictures.original.path, maximumPixels: Frame.maximumPixels)
    return picture.withRGBA { rgba in
      numbers.map { number in
        TestFrame("\(number)", TrackingTests.width, TrackingTests.height) { x, y in
          let pixel = ((y + 2 * number) * picture.width + x + 20 + 2 * number) * 4
          return (rgba[pixel], rgba[pixel + 1], rgba[pixel + 2])
        }
      }
    }
  }

  static func tracker() throws -> FaceTracker {
    FaceTracker(
      detector: try PipelineTests.ready(.detector, FaceDetector.arenaBytes) { FaceDetector($0, arena: &$1) },
      landmarker: try PipelineTests.ready(.landmarks, FaceLandmarker.arenaBytes) { FaceLandmarker($0, arena: &$1) })
  }

  private struct Expected: Decodable {
    /// By frame: x and y of each landmark, as parts of width and height.
    let frames: [Int: [Double]]
  }

  @Test func `a face is followed through a film as MediaPipe follows it, to a tenth of a pixel`() throws {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/film.json")
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: fixture))
    var tracker = try TrackingTests.tracker()
    for (number, frame) in try film(0..<26).enumerated() {
      let sighting = try frame.withFrame { tracker.follow($0) }
      #expect(sighting.faceCount == 1 && sighting.hasLandmarks && sighting.presence > 0.9)
      guard let places = expected.frames[number] else { continue }
      for index in 0..<Landmarks.count {
        let landmark = tracker.landmarks[index]
        #expect(abs(Double(landmark.x) - places[2 * index] * Double(TrackingTests.width)) <= 0.1, "frame \(number)")
        #expect(abs(Double(landmark.y) - places[2 * index + 1] * Double(TrackingTests.height)) <= 0.1, "frame \(number)")
      }
    }
  }

  @Test func `a face that leaves is lost, and one that comes back is found`() throws {
    var tracker = try TrackingTests.tracker()
    let frame = try film(0..<1)[0]
    let nobody = TestFrame.flat(90, TrackingTests.width, TrackingTests.height)
    #expect(try frame.withFrame { tracker.follow($0) }.hasLandmarks)
    #expect(try !nobody.withFrame { tracker.follow($0) }.hasLandmarks)
    #expect(try nobody.withFrame { tracker.follow($0) } == FaceTracker.Sighting(faceCount: 0, hasLandmarks: false, presence: 0))
    #expect(try frame.withFrame { tracker.follow($0) }.hasLandmarks)
  }

  @Test func `a face too small for a look at the whole picture is found in a part of it, and a wall has none`() throws {
    var tracker = try TrackingTests.tracker()
    let picture = try Picture.read(Pictures.original.path, maximumPixels: Frame.maximumPixels)
    let side = 1024
    for (left, top) in [(0, 0), (660, 30), (340, 380), (160, 680)] {
      // The portrait at two thirds of its size on a grey wall; the face is about a sixteenth of the side.
      let frame = picture.withRGBA { rgba in
        TestFrame("far", side, side) { x, y in
          guard (left..<left + 341).contains(x), (top..<top + 341).contains(y) else { return (118, 118, 118) }
          let pixel = ((y - top) * 3 / 2 * picture.width + (x - left) * 3 / 2) * 4
          return (rgba[pixel], rgba[pixel + 1], rgba[pixel + 2])
        }
      }
      try frame.withFrame { frame in
        #expect(tracker.follow(frame).faceCount == 0, "else the test shows nothing")
        let sighting = tracker.look(at: frame)
        #expect(sighting.faceCount == 1 && sighting.hasLandmarks && sighting.presence > 0.9)
        let chin = tracker.landmarks[152]
        #expect((left..<left + 341).contains(Int(chin.x)) && (top..<top + 341).contains(Int(chin.y)))
      }
      tracker.reset()
    }
    let wall = TestFrame.gradient(900, 600)
    #expect(try wall.withFrame { tracker.look(at: $0) } == FaceTracker.Sighting(faceCount: 0, hasLandmarks: false, presence: 0))
  }

  @Test func `a picture gives the same sighting whatever was looked at before`() throws {
    var tracker = try TrackingTests.tracker()
    let frames = try film(0..<2)
    let first = try frames[0].withFrame { tracker.look(at: $0) }
    let places = (0..<Landmarks.count).map { tracker.landmarks[$0] }
    _ = try frames[1].withFrame { tracker.follow($0) }
    #expect(try frames[0].withFrame { tracker.look(at: $0) } == first)
    let isSame = (0..<Landmarks.count).allSatisfy { tracker.landmarks[$0] == places[$0] }
    #expect(isSame)
  }

  @Test func `a frame of another size begins another film`() throws {
    var tracker = try TrackingTests.tracker()
    _ = try film(0..<1)[0].withFrame { tracker.follow($0) }
    let sighting = try TestFrame.flat(90, 64, 64).withFrame { tracker.follow($0) }
    #expect(sighting == FaceTracker.Sighting(faceCount: 0, hasLandmarks: false, presence: 0))
  }

  // MARK: - Smoothing

  @Test func `a face that holds still is smoothed, and one that moves is followed`() throws {
    var tracker = try TrackingTests.tracker()
    var arena = Arena(byteCount: LandmarkSmoother.arenaBytes)
    var smoother = LandmarkSmoother(arena: &arena)
    var distances: [Float] = []
    for (number, frame) in try film(0..<8).enumerated() {
      _ = try frame.withFrame { tracker.follow($0) }
      smoother.take(tracker.landmarks, microseconds: Int64(number) * 33_333)
      let offset = smoother.landmarks[1] - tracker.landmarks[1]
      distances.append((offset.x * offset.x + offset.y * offset.y).squareRoot())
    }
    #expect(distances[0] == 0, "the first frame is taken as it is")
    #expect(distances.dropFirst().allSatisfy { $0 > 0 && $0 < 2 }, "behind, but by less than one step: \(distances)")
  }

  @Test func `a time that does not go on changes nothing`() throws {
    var tracker = try TrackingTests.tracker()
    var arena = Arena(byteCount: LandmarkSmoother.arenaBytes)
    var smoother = LandmarkSmoother(arena: &arena)
    let frames = try film(0..<2)
    _ = try frames[0].withFrame { tracker.follow($0) }
    smoother.take(tracker.landmarks, microseconds: 1000)
    let place = smoother.landmarks[7]
    _ = try frames[1].withFrame { tracker.follow($0) }
    smoother.take(tracker.landmarks, microseconds: 1000)
    smoother.take(tracker.landmarks, microseconds: 0)
    #expect(smoother.landmarks[7] == place)
    smoother.reset()
    smoother.take(tracker.landmarks, microseconds: 0)
    #expect(smoother.landmarks[7] == tracker.landmarks[7], "after a reset the next frame is the first")
  }
}
