// SPDX-License-Identifier: Apache-2.0
// Faces in a picture, or from frame to frame of a film: Frame → how many faces, and the landmarks of the largest.
//
// In a film the face is looked for where it was; the detector runs only when it is lost, and at every n-th frame, so that a
// second face is seen within half a second. Frames are counted, never timed: the same film gives the same faces.

import Raster

public struct FaceTracker {
  private var detector: FaceDetector
  private let landmarker: FaceLandmarker
  /// Where the face was in the last frame.
  private var region: Region?
  private var frameNumber = 0
  private var size = (width: 0, height: 0)
  private var faceCount = 0

  /// Frames from one search for further faces to the next.
  public static let searchInterval = 15
  private static let leastPresence: Float = 0.5

  public init(detector: FaceDetector, landmarker: FaceLandmarker) {
    self.detector = detector
    self.landmarker = landmarker
  }

  /// What a frame showed.
  public struct Sighting: Equatable, Sendable {
    /// Faces that the detector saw when it last looked.
    public let faceCount: Int
    /// Whether the landmarks are those of a face in this frame.
    public let hasLandmarks: Bool
    /// The probability that the landmarks lie on a face, 0 … 1.
    public let presence: Float

    public init(faceCount: Int, hasLandmarks: Bool, presence: Float) {
      self.faceCount = faceCount
      self.hasLandmarks = hasLandmarks
      self.presence = presence
    }
  }

  /// The landmarks of the last sighting that has them.
  public var landmarks: Landmarks { landmarker.landmarks }

  /// Forgets the film so far.
  public mutating func reset() {
    region = nil
    frameNumber = 0
  }

  /// Makes all that came of a picture zero.
  public mutating func forget() {
    reset()
    detector.forget()
    landmarker.forget()
  }

  /// Looks at a picture of its own. Where nothing at all is seen in the whole, it looks at parts: the detector is made for near
  /// faces, and in a part a far one is twice as large.
  public mutating func look(at frame: Frame) -> Sighting {
    reset()
    defer { reset() }
    let sighting = follow(frame)
    return sighting.faceCount == 0 ? lookCloser(at: frame) : sighting
  }

  /// Looks at the next frame of a film. Another size is another film.
  public mutating func follow(_ frame: Frame) -> Sighting {
    if size != (frame.width, frame.height) { reset() }
    size = (frame.width, frame.height)
    if region == nil || frameNumber % FaceTracker.searchInterval == 0 {
      faceCount = detector.detect(frame)
      if region == nil { region = largestFace() }
    }
    frameNumber += 1
    guard let place = region else { return Sighting(faceCount: faceCount, hasLandmarks: false, presence: 0) }
    let presence = landmarker.place(in: place, of: frame)
    let isFace = presence > FaceTracker.leastPresence
    region = isFace ? landmarker.nextRegion : nil
    return Sighting(faceCount: faceCount, hasLandmarks: isFace, presence: presence)
  }

  /// Nine overlapping squares of half the longer side, row by row. A face counts where its landmarks hold; of all, the surest is
  /// looked at, and as many are told as one square shows.
  private mutating func lookCloser(at frame: Frame) -> Sighting {
    let side = Double(max(frame.width, frame.height)) / 2
    var (best, most) = (Detection?.none, 0)
    for row in 0..<3 {
      for column in 0..<3 {
        let tile = Region(
          centreX: FaceTracker.centre(column, side, Double(frame.width)),
          centreY: FaceTracker.centre(row, side, Double(frame.height)), width: side, height: side, rotation: 0)
        let seen = detector.detect(frame, in: tile)
        var holding = 0
        for index in 0..<seen where holds(detector[index], frame) {
          holding += 1
          if detector[index].score > best?.score ?? 0 { best = detector[index] }
        }
        most = max(most, holding)
      }
    }
    guard let best else { return Sighting(faceCount: 0, hasLandmarks: false, presence: 0) }
    let presence = landmarker.place(in: best.region, of: frame)
    return Sighting(faceCount: most, hasLandmarks: true, presence: presence)
  }

  private func holds(_ detection: Detection, _ frame: Frame) -> Bool {
    landmarker.place(in: detection.region, of: frame) > FaceTracker.leastPresence
  }

  /// The middle of the first, second or third of three tiles along a line; of one that is shorter than a tile, its middle.
  private static func centre(_ index: Int, _ side: Double, _ length: Double) -> Double {
    length <= side ? length / 2 : side / 2 + (length - side) * Double(index) / 2
  }

  private func largestFace() -> Region? {
    guard detector.count > 0 else { return nil }
    var largest = detector[0]
    for index in 1..<max(1, detector.count) where area(detector[index]) > area(largest) { largest = detector[index] }
    return largest.region
  }

  private func area(_ detection: Detection) -> Float {
    (detection.right - detection.left) * (detection.bottom - detection.top)
  }
}
