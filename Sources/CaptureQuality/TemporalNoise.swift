// SPDX-License-Identifier: Apache-2.0
// The camera's noise, from one frame of a film to the next: what tells too little light from dark skin.
//
// A face that keeps still gives the same light twice; what differs is noise. The noise of one picture may have been smoothed
// away, and its level depends on the skin. Noise beside the face's own light and shade, in stops, depends on the light alone.
//
// Goals, in order: (1) the same bits everywhere; (2) pixels are compared as they are, because every blending of pixels takes
// noise away; (3) no allocation.

import FaceModels
import Raster

public struct TemporalNoise {
  /// Log luminance at the grid's points in the last frame, where the face was.
  private let last: UnsafeMutableBufferPointer<Float>
  private var lastSize = (width: 0, height: 0)

  /// Points along a side of the frame.
  private static let side = 96
  private static let pointCount = side * side
  /// Fewer points of the face in both frames say nothing.
  private static let leastPoints = 64
  /// No light has this logarithm: the point was not on the face.
  private static let unseen: Float = -1000

  public static let arenaBytes = Arena.bytes(pointCount, of: Float.self)

  public init(arena: inout Arena) {
    last = arena.reserve(TemporalNoise.pointCount, of: Float.self)
    last.update(repeating: TemporalNoise.unseen)
  }

  /// Makes all that came of a picture zero, and begins anew.
  public mutating func forget() {
    last.update(repeating: TemporalNoise.unseen)
    lastSize = (0, 0)
  }

  /// Compares a frame with the last one.
  ///
  /// - Parameters:
  ///   - light: of the same face.
  ///   - patch: of the same face; lends its table of linear light and its scratch.
  /// - Returns: how many times greater the light and shade of the face are than the noise, in thousandths; at most a million.
  ///   `.noEarlierFrame` where no earlier frame has the face at the same place.
  public mutating func measure(
    _ frame: Frame, _ geometry: FaceGeometry, _ light: FaceLight, _ patch: FacePatch
  ) -> Measurement {
    if lastSize != (frame.width, frame.height) { forget() }
    lastSize = (frame.width, frame.height)
    var count = 0
    let side = TemporalNoise.side
    for row in 0..<side {
      let y = (row &* 2 &+ 1) &* frame.height / (2 * side)
      for column in 0..<side {
        let x = (column &* 2 &+ 1) &* frame.width / (2 * side)
        let point = row &* side &+ column
        let isFace =
          Float(x) >= geometry.left && Float(x) <= geometry.right && Float(y) >= geometry.top
          && Float(y) <= geometry.bottom
        let now = isFace ? TemporalNoise.stops(frame, x, y, patch) : TemporalNoise.unseen
        let before = last[point]
        last[point] = now
        guard now != TemporalNoise.unseen, before != TemporalNoise.unseen else { continue }
        patch.scratch[count] = now < before ? before - now : now - before
        count &+= 1
      }
    }
    guard count >= TemporalNoise.leastPoints else { return .notMeasurable(.noEarlierFrame) }
    // From the middle of the differences to a standard deviation of one frame: 1.4826 / √2. The middle leaves out edges that
    // moved.
    let noise = patch.percentile(50, count: count) * 1.048_36
    return .measured(min(1_000_000, whole(Float(light.structure) / max(noise, 1e-4))))
  }

  private static func stops(_ frame: Frame, _ x: Int, _ y: Int, _ patch: FacePatch) -> Float {
    let pixel = frame.rgba + (y &* frame.width &+ x) &* 4
    let levels = patch.linearLevels
    let linear = SIMD4(levels[Int(pixel[0])], levels[Int(pixel[1])], levels[Int(pixel[2])], 0)
    return CaptureQuality.stops(luminance(linear))
  }
}
