// SPDX-License-Identifier: Apache-2.0
// Steady landmarks in a film: the One-Euro filter, with the settings of MediaPipe's face landmarker.
//
// Slow movements are smoothed, fast ones followed: the cut-off frequency grows with the speed, in face sizes a second.
// G. Casiez, N. Roussel, D. Vogel, "1 € Filter" (CHI 2012).
//
// Goals, in order: (1) the same bits everywhere; (2) the same numbers as MediaPipe's: single precision between frames, double
// within; (3) no allocation.

import Raster

public struct LandmarkSmoother {
  private let raw: UnsafeMutableBufferPointer<SIMD3<Float>>
  private let smooth: UnsafeMutableBufferPointer<SIMD3<Float>>
  private let speed: UnsafeMutableBufferPointer<SIMD3<Float>>
  /// Frames a second, from the last two frames.
  private var frequency = 30.0
  /// Of the last frame; nil before the first.
  private var lastMicroseconds: Int64?

  private static let leastCutOff = 0.05
  private static let speedWeight = 80.0
  private static let speedCutOff = 1.0
  private static let leastSizePixels: Float = 1e-6

  public static let arenaBytes = 3 * Arena.bytes(Landmarks.count, of: SIMD3<Float>.self)

  public init(arena: inout Arena) {
    raw = arena.reserve(Landmarks.count, of: SIMD3<Float>.self)
    smooth = arena.reserve(Landmarks.count, of: SIMD3<Float>.self)
    speed = arena.reserve(Landmarks.count, of: SIMD3<Float>.self)
  }

  /// The smoothed landmarks of the last frame.
  public var landmarks: Landmarks { Landmarks(UnsafeBufferPointer(smooth)) }

  /// Forgets the film so far.
  public mutating func reset() {
    lastMicroseconds = nil
    frequency = 30
  }

  /// Takes the landmarks of the next frame.
  ///
  /// - Parameter microseconds: the time of the frame; one that is not later than the last one's changes nothing.
  public mutating func take(_ landmarks: Landmarks, microseconds: Int64) {
    guard let last = lastMicroseconds else { return begin(landmarks, microseconds) }
    let size = LandmarkSmoother.size(of: landmarks)
    guard microseconds > last, size >= LandmarkSmoother.leastSizePixels else { return }
    frequency = 1 / (Double(microseconds &- last) * 1e-6)
    lastMicroseconds = microseconds
    let perSize = Double(1 / size)
    let speedShare = Double(Float(share(cutOff: LandmarkSmoother.speedCutOff)))
    for index in 0..<Landmarks.count {
      let place = landmarks[index]
      for axis in 0..<3 {
        let distance = Double(place[axis]) - Double(raw[index][axis])
        let now = Double(Float(distance * perSize * frequency))
        let mean = Float(speedShare * now + (1 - speedShare) * Double(speed[index][axis]))
        speed[index][axis] = mean
        let cutOff = LandmarkSmoother.leastCutOff + LandmarkSmoother.speedWeight * Double(mean < 0 ? -mean : mean)
        let part = Double(Float(share(cutOff: cutOff)))
        smooth[index][axis] = Float(part * Double(place[axis]) + (1 - part) * Double(smooth[index][axis]))
      }
      raw[index] = place
    }
  }

  private mutating func begin(_ landmarks: Landmarks, _ microseconds: Int64) {
    lastMicroseconds = microseconds
    for index in 0..<Landmarks.count {
      raw[index] = landmarks[index]
      smooth[index] = landmarks[index]
      speed[index] = SIMD3(repeating: 0)
    }
  }

  /// How much the newest value counts, 0 … 1.
  private func share(cutOff: Double) -> Double {
    1 / (1 + (1 / (2 * 3.141_592_653_589_793 * cutOff)) * frequency)
  }

  /// Half the sum of the width and height that the landmarks span.
  private static func size(of landmarks: Landmarks) -> Float {
    let (least, most) = landmarks.bounds
    return ((most.x - least.x) + (most.y - least.y)) / 2
  }
}
