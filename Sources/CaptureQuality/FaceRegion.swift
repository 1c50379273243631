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

  /// Calls with the number of each patch pixel whose centre lies within the outline, row by row.
  @inline(__always)
  func forEachPixel(_ body: (Int) -> Void) {
    var (least, most) = (corners[0].y, corners[0].y)
    for index in 1..<count {
      least = min(least, corners[index].y)
      most = max(most, corners[index].y)
    }
    let end = Float(FacePatch.height)
    let first = Int(max(0, min(end, least)))
    let last = Int(max(0, min(end, most + 1)))
    var crossings = Crossings()
    var y = first
    while y < last {
      findCrossings(Float(y), &crossings)
      var pair = 0
      while pair &+ 1 < crossings.count {
        let right = crossings.values[pair &+ 1]
        var x = FaceRegion.column(atOrBehind: crossings.values[pair])
        while x < FacePatch.width, Float(x) < right {
          body(y &* FacePatch.width &+ x)
          x &+= 1
        }
        pair &+= 2
      }
      y &+= 1
    }
  }

  /// Where a row crosses the outline, from left to right.
  private struct Crossings {
    var values = InlineArray<40, Float>(repeating: 0)
    var count = 0
  }

  private func findCrossings(_ y: Float, _ crossings: inout Crossings) {
    crossings.count = 0
    var last = corners[count &- 1]
    for index in 0..<count {
      let corner = corners[index]
      if (corner.y > y) != (last.y > y) {
        let x = corner.x + (y - corner.y) * (last.x - corner.x) / (last.y - corner.y)
        var place = crossings.count
        while place > 0, crossings.values[place &- 1] > x {
          crossings.values[place] = crossings.values[place &- 1]
          place &-= 1
        }
        crossings.values[place] = x
        crossings.count &+= 1
      }
      last = corner
    }
  }

  /// The first whole column that is not left of x; within the patch.
  private static func column(atOrBehind x: Float) -> Int {
    let near = max(0, min(Float(FacePatch.width), x))
    let cut = Int(near)
    return Float(cut) < near ? cut &+ 1 : cut
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
