// SPDX-License-Identifier: Apache-2.0
// Parts of the face as polygons of landmarks, and the patch pixels within them.

import FaceModels

/// A polygon in the patch.
public struct FaceRegion {
  private var corners = InlineArray<40, SIMD2<Float>>(repeating: .zero)
  private var count = 0

  /// - Parameter landmarks: at most 40, in the order of the outline.
  init(_ outline: Outline, _ landmarks: Landmarks, _ patch: FacePatch) {
    count = outline.count
    for index in 0..<count { corners[index] = patch.place(landmarks[outline[index]]) }
  }

  /// Calls with the number of each patch pixel whose centre lies within the outline.
  @inline(__always)
  func forEachPixel(_ body: (Int) -> Void) {
    guard count > 0 else { return }
    var (least, most) = (corners[0], corners[0])
    for index in 1..<count {
      least = pointwiseMin(least, corners[index])
      most = pointwiseMax(most, corners[index])
    }
    let rows = FaceRegion.range(least.y, most.y, below: FacePatch.height)
    let columns = FaceRegion.range(least.x, most.x, below: FacePatch.width)
    for y in rows {
      for x in columns where contains(Float(x), Float(y)) {
        body(y * FacePatch.width + x)
      }
    }
  }

  private static func range(_ least: Float, _ most: Float, below end: Int) -> Range<Int> {
    let first = Int(max(0, min(Float(end), least)))
    return first..<max(first, Int(max(0, min(Float(end), most + 1))))
  }

  /// Whether a ray to the left crosses the outline an odd number of times.
  private func contains(_ x: Float, _ y: Float) -> Bool {
    var isInside = false
    var last = corners[count - 1]
    for index in 0..<count {
      let corner = corners[index]
      if (corner.y > y) != (last.y > y) {
        let crossing = corner.x + (y - corner.y) * (last.x - corner.x) / (last.y - corner.y)
        if crossing > x { isInside.toggle() }
      }
      last = corner
    }
    return isInside
  }
}

/// The outline of a part of the face, as landmarks in order. Mirrored parts are named from the person's side.
enum Outline {
  /// Jaw and brows: the face without forehead, as ISO/IEC 29794-5 takes it.
  case face
  case rightCheek, leftCheek
  case forehead
  case bridge
  /// Under the nose, beside the mouth and on the chin.
  case lowerFace
  /// Lids and what is between them, with a rim of about a twentieth of the eyes' distance.
  case rightEye, leftEye

  var count: Int {
    switch self {
    case .face: 31
    case .rightCheek, .leftCheek, .forehead, .bridge: 6
    case .lowerFace: 9
    case .rightEye, .leftEye: 16
    }
  }

  subscript(index: Int) -> Int {
    switch self {
    case .face: Int(Outline.faceCorners[index])
    case .rightCheek: Int(Outline.cheekCorners[index].right)
    case .leftCheek: Int(Outline.cheekCorners[index].left)
    case .forehead: Int(Outline.foreheadCorners[index])
    case .bridge: Int(Outline.bridgeCorners[index])
    case .lowerFace: Int(Outline.lowerFaceCorners[index])
    case .rightEye: Int(Outline.eyeCorners[index].right)
    case .leftEye: Int(Outline.eyeCorners[index].left)
    }
  }

  private typealias Pair = (right: Int16, left: Int16)

  private static let faceCorners: [31 of Int16] = [
    127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 356,
    300, 334, 296, 336, 107, 66, 105, 70,
  ]
  private static let cheekCorners: [6 of Pair] = [
    (117, 346), (118, 347), (101, 330), (205, 425), (187, 411), (50, 280),
  ]
  private static let foreheadCorners: [6 of Int16] = [108, 69, 67, 297, 299, 337]
  private static let bridgeCorners: [6 of Int16] = [122, 6, 351, 419, 195, 196]
  private static let lowerFaceCorners: [9 of Int16] = [167, 393, 287, 273, 335, 406, 182, 106, 57]
  private static let eyeCorners: [16 of Pair] = [
    (226, 446), (247, 467), (30, 260), (29, 259), (27, 257), (28, 258), (56, 286), (190, 414), (243, 463), (112, 341),
    (26, 256), (22, 252), (23, 253), (24, 254), (110, 339), (25, 255),
  ]
}
