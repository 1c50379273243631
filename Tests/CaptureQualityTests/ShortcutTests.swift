// SPDX-License-Identifier: Apache-2.0
// Ways that are there for speed alone give the same bits as the plain ones.

import FaceModels
import Raster
import TestSupport
import Testing

@testable import CaptureQuality

@Suite struct ShortcutTests {
  private func ranks(of values: [Float], _ thousandths: [Int]) -> [Float] {
    var arena = Arena(byteCount: FacePatch.arenaBytes)
    let patch = FacePatch(arena: &arena)
    for (index, value) in values.enumerated() { patch.scratch[index] = value }
    return thousandths.map { patch.value(atThousandths: $0, count: values.count) }
  }

  @Test(arguments: [1, 2, 3, 511, 512, 513, 4000, FacePatch.pixelCount])
  func `the value at a rank is the one at its place in the order, however the values lie`(count: Int) {
    var random = SeededRandom(seed: UInt64(count))
    let wanted = [0, 5, 160, 500, 840, 995, 1000]
    let kinds: [(name: String, value: (Int) -> Float)] = [
      ("even", { _ in Float.random(in: -9...0, using: &random) }),
      ("few different", { $0 % 3 == 0 ? -1 : $0 % 3 == 1 ? 0 : 2.5 }),
      ("all the same", { _ in 0.25 }),
      ("rising", { Float($0) }),
      ("falling", { Float(-$0) }),
      ("one far away", { $0 == 7 ? 1e20 : Float.random(in: 0...1, using: &random) }),
      ("too far apart for steps", { $0 % 2 == 0 ? -3e38 : 3e38 }),
      ("too near for steps", { Float($0 % 5) * 1e-42 }),
    ]
    for kind in kinds {
      let values = (0..<count).map(kind.value)
      let sorted = values.sorted()
      let isSame = ranks(of: values, wanted) == wanted.map { sorted[(count - 1) * $0 / 1000] }
      #expect(isSame, "\(kind.name)")
    }
  }

  /// A grid over landmarks, of which only the corners of the eyes count.
  private func grid(leftEye: SIMD2<Float>, rightEye: SIMD2<Float>, eyeDistance: Float) -> UprightGrid {
    var places = [SIMD3<Float>](repeating: .zero, count: Landmarks.count)
    for index in [Landmark.leftEyeOuterCorner, Landmark.leftEyeInnerCorner] { places[index] = SIMD3(leftEye, 0) }
    for index in [Landmark.rightEyeOuterCorner, Landmark.rightEyeInnerCorner] { places[index] = SIMD3(rightEye, 0) }
    var grid = UprightGrid(eyesX: 96, eyesY: 80)
    places.withUnsafeBufferPointer {
      let landmarks = Landmarks($0)
      grid.place(over: landmarks, FaceGeometry(landmarks), eyeDistance: eyeDistance)
    }
    return grid
  }

  @Test(arguments: [20, 59, 61, 110, 190, 300, 420])
  func `a row that lies inside gives the same samples as one whose places are looked after`(eyeDistance: Int) throws {
    var random = SeededRandom(seed: UInt64(eyeDistance))
    var arena = Arena(byteCount: FacePatch.arenaBytes)
    let patch = FacePatch(arena: &arena)
    var (inside, outside) = (0, 0)
    for number in 0..<12 {
      let frame = TestFrame.noise(seed: UInt64(number), 640, 480)
      let middle = SIMD2<Float>(.random(in: 100...540, using: &random), .random(in: 80...400, using: &random))
      let across = SIMD2<Float>(Float(eyeDistance) / 2, .random(in: -30...30, using: &random))
      let grid = grid(leftEye: middle + across, rightEye: middle - across, eyeDistance: 60)
      try frame.withFrame { frame in
        for y in 0..<FacePatch.height {
          guard grid.isRowInside(frame, y, columns: FacePatch.width) else {
            outside += 1
            continue
          }
          inside += 1
          let isSame = (0..<FacePatch.width).allSatisfy {
            grid.sampleInside(frame, $0, y, patch.linearLevels) == grid.sample(frame, $0, y, patch.linearLevels)
          }
          #expect(isSame, "row \(y) of frame \(number)")
        }
      }
    }
    #expect(outside > 0 && (inside > 0 || eyeDistance > 190), "\(inside) rows inside, \(outside) not")
  }
}
