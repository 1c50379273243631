// SPDX-License-Identifier: Apache-2.0
// The 468 landmarks of a face: MediaPipe's face mesh. Frame and region → places and presence.
//
// Goals, in order: (1) the same bits everywhere; (2) the same places as MediaPipe 0.10.21; (3) no allocation. Landmarks never
// leave the core: reports hold measures.

import Raster
import RealMath

public struct FaceLandmarker {
  private let network: Network
  private let sampler: Sampler
  private let places: UnsafeMutableBufferPointer<SIMD3<Float>>

  private static let side: Float = 192
  /// A place further off than this, in pixels of the region's 192, is nonsense: of a file whose weights are damaged.
  private static let farthest: Float = 1e6

  /// - Returns: nil when the file is another network.
  public init?(_ file: NetworkFile, arena: inout Arena, kernels: Kernels = .portable) {
    guard FaceLandmarker.fits(file) else { return nil }
    network = Network(file, arena: &arena, kernels: kernels)
    sampler = Sampler(for: file.plane(0), arena: &arena)
    places = arena.reserve(Landmarks.count, of: SIMD3<Float>.self)
  }

  public static func arenaBytes(for file: NetworkFile) -> Int {
    Network.arenaBytes(for: file) + Sampler.arenaBytes(for: file.plane(0))
      + Arena.bytes(Landmarks.count, of: SIMD3<Float>.self)
  }

  /// Those of the last face.
  public var landmarks: Landmarks { Landmarks(UnsafeBufferPointer(places)) }

  private static func fits(_ file: NetworkFile) -> Bool {
    file.outputCount == 2 && file.plane(0) == PlaneShape(height: 192, width: 192, channels: 3)
      && file.plane(file.output(0)) == PlaneShape(height: 1, width: 1, channels: Landmarks.count * 3)
      && file.plane(file.output(1)) == PlaneShape(height: 1, width: 1, channels: 1)
  }
}

extension FaceLandmarker {
  /// Makes all that came of a picture zero.
  public func forget() {
    network.forget()
    for index in 0..<places.count { places[index] = .zero }
  }

  /// Places the landmarks of the face in a region.
  ///
  /// - Returns: the probability that there is a face, 0 … 1; above ½ the landmarks hold. 0, and the
  ///   landmarks of the last face, where the network gives places that are no numbers or beyond all sense.
  public func place(in region: Region, of frame: Frame) -> Float {
    sampler.fill(network, from: frame, region, lowest: 0, border: .nearest)
    network.run()
    let values = network.output(0, row: 0, column: 0)
    let (sine, cosine) = sineAndCosine(region.rotation)
    for index in 0..<Landmarks.count * 3
    where !(values[index] > -FaceLandmarker.farthest && values[index] < FaceLandmarker.farthest) { return 0 }
    for index in 0..<Landmarks.count {
      let u = Double(values[index * 3] / FaceLandmarker.side) - 0.5
      let v = Double(values[index * 3 + 1] / FaceLandmarker.side) - 0.5
      places[index] = SIMD3(
        Float((cosine * u - sine * v) * region.width + region.centreX),
        Float((sine * u + cosine * v) * region.height + region.centreY),
        Float(Double(values[index * 3 + 2] / FaceLandmarker.side) * region.width))
    }
    return sigmoid(network.output(1, row: 0, column: 0)[0])
  }

  /// Where the same face is looked for in the next frame.
  public var nextRegion: Region {
    let (least, most) = landmarks.bounds
    return Region.around(
      left: Double(least.x), top: Double(least.y), right: Double(most.x), bottom: Double(most.y),
      rightEye: eyeCorner(Landmark.rightEyeOuterCorner), leftEye: eyeCorner(Landmark.leftEyeOuterCorner))
  }

  private func eyeCorner(_ index: Int) -> SIMD2<Double> {
    SIMD2(Double(places[index].x), Double(places[index].y))
  }
}
