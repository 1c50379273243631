// SPDX-License-Identifier: Apache-2.0
// Detections, landmarks and mask against MediaPipe 0.10.21's own results for the same pixels.

import FaceModels
import Foundation
import ImageInput
import Raster
import TestSupport
import Testing

@Suite struct PipelineTests {
  /// What MediaPipe found, as parts of the picture's width and height.
  private struct Expected: Decodable {
    let detections: [Found]
    let faces: [[[Double]]]?
    /// Three numbers a landmark.
    let landmarks: [Double]?

    struct Found: Decodable {
      let score: Double
      let xmin, ymin, w, h: Double
      let kp: [[Double]]
    }

    var face: [Double]? { landmarks ?? faces?.first.map { Array($0.joined()) } }
  }

  /// The networks, ready in one arena.
  private struct Pipeline {
    var detector: FaceDetector
    let landmarker: FaceLandmarker

    init() throws {
      detector = try PipelineTests.ready(.detector, FaceDetector.arenaBytes) { file, arena in FaceDetector(file, arena: &arena) }
      landmarker = try PipelineTests.ready(.landmarks, FaceLandmarker.arenaBytes) { file, arena in
        FaceLandmarker(file, arena: &arena)
      }
    }
  }

  /// A part of the pipeline, ready in an arena of its own.
  static func ready<Value>(
    _ network: TestNetwork, _ size: (NetworkFile) -> Int, _ make: (NetworkFile, inout Arena) -> Value?
  ) throws -> Value {
    try network.file().withUnsafeBufferPointer { bytes in
      let file = try NetworkFile(bytes)
      var arena = Arena(byteCount: size(file))
      return try #require(make(file, &arena))
    }
  }

  private func withFrame<Result>(_ picture: URL, _ body: (Frame) throws -> Result) throws -> Result {
    let picture = try Picture.read(picture.path, maximumPixels: Frame.maximumPixels)
    return try picture.withRGBA { try body(Frame(width: picture.width, height: picture.height, rgba: $0)) }
  }

  /// The largest differences in pixels; endless when another number of faces was found.
  private func differences(_ picture: URL, _ expected: Expected) throws -> (detections: Double, landmarks: Double) {
    var pipeline = try Pipeline()
    return try withFrame(picture) { frame in
      pipeline.detector.detect(frame)
      guard pipeline.detector.count == expected.detections.count else { return (.infinity, .infinity) }
      let (width, height) = (Double(frame.width), Double(frame.height))
      var detections = 0.0
      for (index, found) in expected.detections.enumerated() {
        let ours = pipeline.detector[index]
        var pairs = [
          (ours.left, found.xmin * width), (ours.top, found.ymin * height),
          (ours.right, (found.xmin + found.w) * width), (ours.bottom, (found.ymin + found.h) * height),
        ]
        for point in 0..<6 {
          pairs.append((ours.point(point).x, found.kp[point][0] * width))
          pairs.append((ours.point(point).y, found.kp[point][1] * height))
        }
        detections = pairs.reduce(detections) { max($0, abs(Double($1.0) - $1.1)) }
        #expect(abs(Double(ours.score) - found.score) < 1e-3)
      }
      guard let face = expected.face, !expected.detections.isEmpty else { return (detections, 0) }
      let presence = pipeline.landmarker.place(in: pipeline.detector[0].region, of: frame)
      #expect(presence > 0.5)
      var landmarks = 0.0
      for index in 0..<Landmarks.count {
        let ours = pipeline.landmarker.landmarks[index]
        landmarks = max(landmarks, abs(Double(ours.x) - face[index * 3] * width))
        landmarks = max(landmarks, abs(Double(ours.y) - face[index * 3 + 1] * height))
      }
      return (detections, landmarks)
    }
  }

  @Test func `the portrait's box, points and 468 landmarks are MediaPipe's to 0.05 pixels`() throws {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/astronaut.json")
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: fixture))
    try #require(expected.detections.count == 1 && expected.face?.count == 3 * Landmarks.count)
    let (detections, landmarks) = try differences(Pictures.original, expected)
    #expect(detections <= 0.05)
    #expect(landmarks <= 0.05)
  }

  /// Turned, cropped, darkened and resized pictures, where a larger set of results lies beside the project.
  @Test func `the larger local set, where it is present, agrees as well`() throws {
    let folder = Places.root.appending(path: "../shared/data/models/oracle")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "png").path)) ?? []).sorted()
    for name in names where name.hasSuffix(".png") {
      let picture = folder.appending(path: "png/\(name)")
      let result = folder.appending(path: name.replacing(".png", with: ".json"))
      let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: result))
      let (detections, landmarks) = try differences(picture, expected)
      #expect(detections <= 0.05, "\(name): detections")
      #expect(landmarks <= 0.05, "\(name): landmarks")
    }
  }

  @Test(arguments: [TestFrame.flat(0, 320, 240), .flat(255, 1, 1), .noise(seed: 3, 200, 300), .gradient(640, 480)])
  func `no face is found where there is none`(frame: TestFrame) throws {
    var pipeline = try Pipeline()
    try frame.withFrame { #expect(pipeline.detector.detect($0) == 0) }
  }

  @Test func `landmarks outside a face have no presence`() throws {
    let pipeline = try Pipeline()
    try TestFrame.noise(seed: 9, 200, 200).withFrame { frame in
      #expect(pipeline.landmarker.place(in: .whole(frame), of: frame) < 0.5)
    }
  }

  @Test func `a region far outside the frame is sampled without harm`() throws {
    let pipeline = try Pipeline()
    let regions = [
      Region(centreX: -1e9, centreY: 1e9, width: 10, height: 10, rotation: 3),
      Region(centreX: 5, centreY: 5, width: 1e12, height: 1e12, rotation: -3),
      Region(centreX: 5, centreY: 5, width: 0, height: 0, rotation: 0),
    ]
    try TestFrame.flat(90, 11, 7).withFrame { frame in
      for region in regions { #expect(pipeline.landmarker.place(in: region, of: frame) < 0.5) }
    }
  }

  /// Half floats whose high byte is 7C, 7E, FC and 7B: infinity, not a number, minus infinity, the largest number.
  @Test(arguments: [0x7C, 0x7E, 0xFC, 0x7B] as [UInt8])
  func `a file whose weights are damaged gives no region beyond all sense, and never crashes`(highByte: UInt8) throws {
    try withFrame(Pictures.original) { frame in
      for network in [TestNetwork.detector, .landmarks] {
        var bytes = try network.file()
        let weightCount = try bytes.withUnsafeBufferPointer { try NetworkFile($0).weightCount }
        for index in stride(from: bytes.count - weightCount, to: bytes.count, by: 97) { bytes[index] = highByte }
        try bytes.withUnsafeBufferPointer { buffer in
          let file = try NetworkFile(buffer)
          var arena = Arena(byteCount: 1 << 25)
          if var detector = FaceDetector(file, arena: &arena) {
            for index in 0..<detector.detect(frame) { #expect(detector[index].region.width.isFinite) }
          } else {
            let landmarker = try #require(FaceLandmarker(file, arena: &arena))
            _ = landmarker.place(in: .whole(frame), of: frame)
            #expect(landmarker.nextRegion.width.isFinite)
          }
        }
      }
    }
  }

  @Test func `the region for the next frame is where the face is`() throws {
    var pipeline = try Pipeline()
    try withFrame(Pictures.original) { frame in
      pipeline.detector.detect(frame)
      _ = pipeline.landmarker.place(in: pipeline.detector[0].region, of: frame)
      let region = pipeline.landmarker.nextRegion
      #expect(abs(region.centreX - pipeline.detector[0].region.centreX) < 20)
      #expect(abs(region.width / pipeline.detector[0].region.width - 1) < 0.3)
      #expect(pipeline.landmarker.place(in: region, of: frame) > 0.5)
    }
  }

  @Test func `the mask sees the person in the middle and the wall at the edge`() throws {
    let mask = try PipelineTests.ready(.mask, PersonMask.arenaBytes) { file, arena in PersonMask(file, arena: &arena) }
    try withFrame(Pictures.original) { frame in
      mask.measure(frame)
      #expect(mask.probability(row: 128, column: 110) > 0.9)
      #expect(mask.probability(row: 10, column: 30) < 0.1)
    }
  }

  @Test func `a file of another network is no detector, landmarker or mask`() throws {
    let files = try TestNetwork.allCases.map { try $0.file() }
    for (index, bytes) in files.enumerated() {
      try bytes.withUnsafeBufferPointer { buffer in
        let file = try NetworkFile(buffer)
        var arena = Arena(byteCount: 1 << 25)
        #expect((FaceDetector(file, arena: &arena) != nil) == (index == 0))
        #expect((FaceLandmarker(file, arena: &arena) != nil) == (index == 1))
        #expect((PersonMask(file, arena: &arena) != nil) == (index == 2))
      }
    }
  }
}
