// SPDX-License-Identifier: Apache-2.0
// The 468 points of a face, as the network or the smoother placed them. They never leave the core: reports hold measures.

/// Borrowed: the next frame overwrites them.
public struct Landmarks {
  /// x and y in pixels of the frame, x to the right and y down; z in the same scale, smaller is nearer.
  private let places: UnsafeBufferPointer<SIMD3<Float>>

  public static let count = 468

  /// - Parameter places: `count` of them, in the network's order.
  public init(_ places: UnsafeBufferPointer<SIMD3<Float>>) {
    precondition(places.count == Landmarks.count)
    self.places = places
  }

  public subscript(index: Int) -> SIMD3<Float> { places[index] }

  /// The smallest box around all of them, in pixels: least and most of each axis.
  public var bounds: (least: SIMD3<Float>, most: SIMD3<Float>) {
    var least = places[0]
    var most = places[0]
    for index in 1..<Landmarks.count {
      least = pointwiseMin(least, places[index])
      most = pointwiseMax(most, places[index])
    }
    return (least, most)
  }
}

/// Landmarks by name. Right and left are the person's own; mirrored pairs stand side by side.
public enum Landmark {
  public static let rightEyeOuterCorner = 33
  public static let leftEyeOuterCorner = 263
  public static let rightEyeInnerCorner = 133
  public static let leftEyeInnerCorner = 362
  public static let chin = 152
}
