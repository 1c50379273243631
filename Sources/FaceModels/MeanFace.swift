// SPDX-License-Identifier: Apache-2.0
// The symmetric mean face that head pose is measured against: places and weights of the landmarks that move least with
// the expression and differ least between people. Derived by `Tests/MeanFace/derive.py`, which says how; decision record 0007.

enum MeanFace {
  /// A landmark on the person's right side and its mirror image on the left; the same number for one in the middle.
  /// Unit: the distance between the centres of the eyes, whose middle is the origin. x to the person's left, y up, z towards
  /// the camera. A weight is the inverse of the variance between people, the largest being 1.
  private typealias Pair = (right: Int16, left: Int16, x: Float, y: Float, z: Float, weight: Float)

  /// Calls with each landmark: its number, its place and its weight.
  @inline(__always)
  static func forEachPoint(_ body: (Int, SIMD3<Double>, Double) -> Void) {
    for index in 0..<pairs.count {
      let pair = pairs[index]
      let place = SIMD3(Double(pair.x), Double(pair.y), Double(pair.z))
      let weight = Double(pair.weight)
      body(Int(pair.right), place, weight)
      if pair.left != pair.right { body(Int(pair.left), SIMD3(-place.x, place.y, place.z), weight) }
    }
  }

  private static let pairs: [37 of Pair] = [
    (9, 9, 0.000, 0.293, 0.373, 0.040),
    (10, 10, 0.000, 0.824, 0.304, 0.018),
    (19, 19, 0.000, -0.694, 0.574, 0.090),
    (21, 251, -1.042, 0.364, -0.436, 0.022),
    (34, 264, -1.087, -0.070, -0.518, 0.027),
    (36, 266, -0.508, -0.503, 0.151, 0.131),
    (46, 276, -0.846, 0.168, 0.053, 0.035),
    (50, 280, -0.804, -0.476, 0.023, 0.061),
    (51, 281, -0.088, -0.403, 0.606, 0.151),
    (52, 282, -0.609, 0.261, 0.233, 0.030),
    (54, 284, -0.945, 0.538, -0.228, 0.021),
    (67, 297, -0.555, 0.772, 0.168, 0.019),
    (68, 298, -0.870, 0.424, -0.037, 0.027),
    (69, 299, -0.489, 0.566, 0.247, 0.029),
    (100, 329, -0.396, -0.310, 0.146, 0.413),
    (104, 333, -0.716, 0.522, 0.115, 0.027),
    (107, 336, -0.223, 0.311, 0.362, 0.036),
    (108, 337, -0.261, 0.576, 0.320, 0.031),
    (112, 341, -0.272, -0.046, 0.064, 0.257),
    (114, 343, -0.222, -0.202, 0.228, 1.000),
    (116, 345, -1.014, -0.247, -0.260, 0.049),
    (117, 346, -0.841, -0.236, -0.062, 0.100),
    (130, 359, -0.754, 0.002, -0.060, 0.100),
    (137, 366, -1.104, -0.494, -0.604, 0.020),
    (139, 368, -1.033, 0.125, -0.397, 0.031),
    (147, 376, -1.018, -0.656, -0.302, 0.028),
    (151, 151, 0.000, 0.572, 0.344, 0.031),
    (156, 383, -0.955, 0.089, -0.164, 0.039),
    (162, 389, -1.095, 0.177, -0.657, 0.021),
    (167, 393, -0.153, -0.795, 0.313, 0.086),
    (187, 411, -0.898, -0.703, -0.107, 0.032),
    (193, 417, -0.121, 0.048, 0.256, 0.200),
    (196, 419, -0.088, -0.189, 0.444, 0.285),
    (198, 420, -0.230, -0.392, 0.354, 0.325),
    (206, 426, -0.545, -0.729, 0.095, 0.055),
    (218, 438, -0.228, -0.604, 0.494, 0.109),
    (229, 449, -0.643, -0.172, 0.021, 0.183),
  ]
}
