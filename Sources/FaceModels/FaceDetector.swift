// SPDX-License-Identifier: Apache-2.0
// Where faces are: MediaPipe's short-range detector. Frame → detections, best first.
//
// Goals, in order: (1) the same bits everywhere; (2) the same detections as MediaPipe 0.10.21: anchors, decoding, weighted
// suppression; (3) no allocation.

import Raster
import RealMath

/// A face that was found. Pixels of the frame; right and left are the capture subject's.
public struct Detection: Equatable, Sendable, BitwiseCopyable {
  /// 0 … 1.
  public let score: Float
  /// Left, top, right, bottom; then x and y of six points: right eye, left eye, tip of the nose, middle of the mouth,
  /// right and left tragion of the ear.
  let places: SIMD16<Float>

  public var left: Float { places[0] }
  public var top: Float { places[1] }
  public var right: Float { places[2] }
  public var bottom: Float { places[3] }

  /// - Parameter index: 0 … 5.
  public func point(_ index: Int) -> SIMD2<Float> {
    SIMD2(places[4 + 2 * index], places[5 + 2 * index])
  }

  /// Where the landmarks are looked for.
  public var region: Region {
    Region.around(
      left: Double(left), top: Double(top), right: Double(right), bottom: Double(bottom),
      rightEye: SIMD2<Double>(point(0)), leftEye: SIMD2<Double>(point(1)))
  }
}

public struct FaceDetector {
  private let network: Network
  private let sampler: Sampler
  /// Found in a frame: candidates at first, then what suppression leaves of them.
  private let found: UnsafeMutableBufferPointer<Detection>
  private let isTaken: UnsafeMutableBufferPointer<Bool>
  public private(set) var count = 0

  private static let anchorCount = 896
  private static let leastScore: Float = 0.5
  private static let leastOverlap: Float = 0.3
  /// A place further off than this, in sides of the square, is nonsense: of a file whose weights are damaged.
  private static let farthest: Float = 1000

  /// - Returns: nil when the file is another network.
  public init?(_ file: NetworkFile, arena: inout Arena, kernels: Kernels = .portable) {
    guard FaceDetector.fits(file) else { return nil }
    network = Network(file, arena: &arena, kernels: kernels)
    sampler = Sampler(for: file.plane(0), arena: &arena)
    found = arena.reserve(FaceDetector.anchorCount, of: Detection.self)
    isTaken = arena.reserve(FaceDetector.anchorCount, of: Bool.self)
  }

  public static func arenaBytes(for file: NetworkFile) -> Int {
    Network.arenaBytes(for: file) + Sampler.arenaBytes(for: file.plane(0))
      + Arena.bytes(anchorCount, of: Detection.self) + Arena.bytes(anchorCount, of: Bool.self)
  }

  /// The faces of the last frame, best first.
  public subscript(index: Int) -> Detection { found[index] }

  private static func fits(_ file: NetworkFile) -> Bool {
    guard file.outputCount == 4, file.plane(0) == PlaneShape(height: 128, width: 128, channels: 3) else { return false }
    return file.plane(file.output(0)) == PlaneShape(height: 16, width: 16, channels: 32)
      && file.plane(file.output(1)) == PlaneShape(height: 8, width: 8, channels: 96)
      && file.plane(file.output(2)) == PlaneShape(height: 16, width: 16, channels: 2)
      && file.plane(file.output(3)) == PlaneShape(height: 8, width: 8, channels: 6)
  }
}

// MARK: - Detecting

extension FaceDetector {
  /// Makes all that came of a picture zero.
  public func forget() {
    network.forget()
    for index in 0..<found.count { found[index] = Detection(score: 0, places: .zero) }
  }

  /// Finds all faces of a frame.
  ///
  /// - Returns: how many, best first by subscript.
  @discardableResult
  public mutating func detect(_ frame: Frame) -> Int { detect(frame, in: .square(around: frame)) }

  /// Finds the faces in a part of a frame.
  ///
  /// - Parameter region: upright.
  mutating func detect(_ frame: Frame, in region: Region) -> Int {
    sampler.fill(network, from: frame, region, lowest: -1, border: .black)
    network.run()
    count = 0
    collect(scores: 2, places: 0, anchorsPerCell: 2)
    collect(scores: 3, places: 1, anchorsPerCell: 6)
    sort()
    suppress()
    for index in 0..<count { found[index] = onFrame(found[index], region) }
    return count
  }

  /// Adds the candidates of one grid of cells, in the order of its rows, columns and anchors.
  private mutating func collect(scores: Int, places: Int, anchorsPerCell: Int) {
    let shape = network.outputShape(scores)
    for row in 0..<shape.height {
      for column in 0..<shape.width {
        let logits = network.output(scores, row: row, column: column)
        let values = network.output(places, row: row, column: column)
        for anchor in 0..<anchorsPerCell {
          let score = sigmoid(min(max(logits[anchor], -100), 100))
          guard score >= FaceDetector.leastScore else { continue }
          let centre = SIMD2(
            (Float(column) + 0.5) / Float(shape.width), (Float(row) + 0.5) / Float(shape.height))
          guard let places = decode(values + anchor * 16, centre) else { continue }
          found[count] = Detection(score: score, places: places)
          count += 1
        }
      }
    }
  }

  /// Sixteen values of an anchor: centre, size, six points; as parts of the square, 0 … 1. Nil for a negative size, and for places
  /// that are no numbers or beyond all sense.
  private func decode(_ values: UnsafePointer<Float>, _ anchor: SIMD2<Float>) -> SIMD16<Float>? {
    let width = values[2] / 128
    let height = values[3] / 128
    guard width >= 0, height >= 0 else { return nil }
    let x = values[0] / 128 + anchor.x
    let y = values[1] / 128 + anchor.y
    var places = SIMD16<Float>(repeating: 0)
    places[0] = x - width / 2
    places[1] = y - height / 2
    places[2] = x + width / 2
    places[3] = y + height / 2
    for index in 0..<6 {
      places[4 + 2 * index] = values[4 + 2 * index] / 128 + anchor.x
      places[5 + 2 * index] = values[5 + 2 * index] / 128 + anchor.y
    }
    for lane in 0..<16 where !(places[lane] > -FaceDetector.farthest && places[lane] < FaceDetector.farthest) {
      return nil
    }
    return places
  }

  /// Best first; of equal scores the earlier anchor first.
  private func sort() {
    for index in 1..<max(1, count) {
      let detection = found[index]
      var hole = index
      while hole > 0, found[hole - 1].score < detection.score {
        found[hole] = found[hole - 1]
        hole -= 1
      }
      found[hole] = detection
    }
  }

  /// Weighted suppression: the best takes all that overlap it, and becomes their mean by score; its score stays.
  private mutating func suppress() {
    for index in 0..<count { isTaken[index] = false }
    var kept = 0
    for best in 0..<count where !isTaken[best] {
      let anchor = found[best]
      var sum = SIMD16<Float>(repeating: 0)
      var total: Float = 0
      for other in best..<count where !isTaken[other] {
        guard other == best || overlap(found[other], anchor) > FaceDetector.leastOverlap else { continue }
        isTaken[other] = true
        sum += found[other].places * found[other].score
        total += found[other].score
      }
      found[kept] = Detection(score: anchor.score, places: sum / SIMD16(repeating: total))
      kept += 1
    }
    count = kept
  }

  /// Intersection over union, 0 … 1.
  private func overlap(_ a: Detection, _ b: Detection) -> Float {
    let width = min(a.right, b.right) - max(a.left, b.left)
    let height = min(a.bottom, b.bottom) - max(a.top, b.top)
    guard width > 0, height > 0 else { return 0 }
    let both = width * height
    let either = (a.right - a.left) * (a.bottom - a.top) + (b.right - b.left) * (b.bottom - b.top) - both
    return either > 0 ? both / either : 0
  }

  /// From parts of the square to pixels of the frame.
  private func onFrame(_ detection: Detection, _ region: Region) -> Detection {
    var places = detection.places
    for index in 0..<8 {
      places[2 * index] = Float((Double(places[2 * index]) - 0.5) * region.width + region.centreX)
      places[2 * index + 1] = Float((Double(places[2 * index + 1]) - 0.5) * region.height + region.centreY)
    }
    return Detection(score: detection.score, places: places)
  }
}
