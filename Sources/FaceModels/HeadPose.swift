// SPDX-License-Identifier: Apache-2.0
// How the head is turned: landmarks → three angles, by laying the mean face over them.
//
// Goals, in order: (1) the same bits everywhere; (2) a mirrored face gives mirrored angles; (3) what moves with the
// expression counts little.
//
// The rotation with the least weighted sum of squares is the eigenvector of a symmetric 4 × 4 matrix with the largest
// eigenvalue, as a quaternion: B. K. P. Horn, "Closed-form solution of absolute orientation using unit quaternions" (1987).

import RealMath

/// The head against the mean face that looks into the camera. Angles in degrees; names and signs as in ISO/IEC 29794-5.
public struct HeadPose: Equatable, Sendable, BitwiseCopyable {
  /// Turned to the person's left: positive. −180 … 180; beyond ±60 the landmarks no longer hold.
  public let yaw: Float
  /// Looking down: positive. −90 … 90. Zero is the median of 411 studio portraits, not a measured horizontal: a level head
  /// may read up to five degrees either way.
  public let pitch: Float
  /// Leaning to the person's right shoulder, counter-clockwise in the picture: positive. −180 … 180.
  public let roll: Float

  public init(yaw: Float, pitch: Float, roll: Float) {
    self.yaw = yaw
    self.pitch = pitch
    self.roll = roll
  }
}

/// The mean face as it lies over landmarks.
public struct HeadPlacement: Equatable, Sendable {
  /// Where the head's own axes point in the frame: to the person's left, up, and forward; each as long as the distance
  /// between the centres of the mean face's eyes. x right, y down, z away from the camera; pixels.
  public let leftward: SIMD3<Float>
  public let upward: SIMD3<Float>
  public let forward: SIMD3<Float>
  public let pose: HeadPose
}

extension Landmarks {
  /// How the head is turned and how large it is.
  public var headPlacement: HeadPlacement {
    let fit = MeanFaceFit(self)
    let turn = fit.rotation
    let scale = fit.scale
    // The mean face has y up and z towards the camera; the frame has them the other way.
    func axis(_ column: SIMD3<Double>) -> SIMD3<Float> {
      SIMD3(Float(column.x * scale), Float(-column.y * scale), Float(-column.z * scale))
    }
    let level = (turn.forward.x * turn.forward.x + turn.forward.z * turn.forward.z).squareRoot()
    return HeadPlacement(
      leftward: axis(turn.leftward), upward: axis(turn.upward), forward: axis(turn.forward),
      pose: HeadPose(
        yaw: degrees(arctangent(turn.forward.x, turn.forward.z)), pitch: degrees(arctangent(-turn.forward.y, level)),
        roll: degrees(arctangent(turn.leftward.y, turn.upward.y))))
  }
}

private func degrees(_ radians: Double) -> Float {
  Float(radians * 57.295_779_513_082_32)
}

/// The rotation and scale that lay the mean face over landmarks.
private struct MeanFaceFit {
  private(set) var rotation = Rotation(SIMD4(1, 0, 0, 0))
  private(set) var scale = 0.0

  /// Weighted sums over the points of both shapes.
  private struct Sums {
    var weight = 0.0
    var mean = SIMD3<Double>.zero
    var seen = SIMD3<Double>.zero
  }

  init(_ landmarks: Landmarks) {
    var sums = Sums()
    MeanFace.forEachPoint { index, point, weight in
      sums.weight += weight
      sums.mean += point * weight
      sums.seen += MeanFaceFit.place(landmarks[index]) * weight
    }
    let meanCentre = sums.mean / sums.weight
    let seenCentre = sums.seen / sums.weight
    // Columns: the sums of mean · seen, for each axis of the mean face.
    var x = SIMD3<Double>.zero
    var y = SIMD3<Double>.zero
    var z = SIMD3<Double>.zero
    var meanSize = 0.0
    MeanFace.forEachPoint { index, point, weight in
      let mean = point - meanCentre
      let seen = (MeanFaceFit.place(landmarks[index]) - seenCentre) * weight
      x += seen * mean.x
      y += seen * mean.y
      z += seen * mean.z
      meanSize += (mean.x * mean.x + mean.y * mean.y + mean.z * mean.z) * weight
    }
    var matrix = Symmetric4(
      (x.x + y.y + z.z, y.z - z.y, z.x - x.z, x.y - y.x),
      (x.x - y.y - z.z, x.y + y.x, z.x + x.z),
      (-x.x + y.y - z.z, y.z + z.y), -x.x - y.y + z.z)
    let (largest, quaternion) = matrix.largestEigenvector()
    rotation = Rotation(quaternion)
    // The largest eigenvalue is the sum of the products of both shapes, the one turned onto the other.
    scale = largest / meanSize
  }

  /// y up, z towards the camera.
  private static func place(_ landmark: SIMD3<Float>) -> SIMD3<Double> {
    SIMD3(Double(landmark.x), -Double(landmark.y), -Double(landmark.z))
  }
}

/// A rotation by its columns: where the axes x, y, z of what is turned come to lie.
struct Rotation: Equatable {
  let leftward: SIMD3<Double>
  let upward: SIMD3<Double>
  let forward: SIMD3<Double>

  /// - Parameter q: a unit quaternion, its real part first.
  init(_ q: SIMD4<Double>) {
    let (w, x, y, z) = (q[0], q[1], q[2], q[3])
    leftward = SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y))
    upward = SIMD3(2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x))
    forward = SIMD3(2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y))
  }
}

/// A symmetric 4 × 4 matrix.
struct Symmetric4 {
  /// Row by row.
  private var values: [16 of Double]

  /// - Parameters: each row from the diagonal on.
  init(
    _ first: (Double, Double, Double, Double), _ second: (Double, Double, Double), _ third: (Double, Double),
    _ fourth: Double
  ) {
    values = [
      first.0, first.1, first.2, first.3, first.1, second.0, second.1, second.2,
      first.2, second.1, third.0, third.1, first.3, second.2, third.1, fourth,
    ]
  }

  private subscript(row: Int, column: Int) -> Double {
    get { values[row * 4 + column] }
    set { values[row * 4 + column] = newValue }
  }

  /// Sweeps after which nothing changes any more in double precision.
  private static let sweeps = 8

  /// The largest eigenvalue and its unit vector, by Jacobi's rotations in a fixed order.
  mutating func largestEigenvector() -> (value: Double, vector: SIMD4<Double>) {
    // Row i holds the vector of the eigenvalue on the diagonal's place i.
    var vectors = Symmetric4((1, 0, 0, 0), (1, 0, 0), (1, 0), 1)
    for _ in 0..<Symmetric4.sweeps {
      for p in 0..<3 {
        for q in p + 1..<4 { rotate(p, q, &vectors) }
      }
    }
    var largest = 0
    for index in 1..<4 where self[index, index] > self[largest, largest] { largest = index }
    var squares = 0.0
    for index in 0..<4 { squares += vectors[largest, index] * vectors[largest, index] }
    // Of the two vectors the one with a real part that is not negative, so that one rotation has one quaternion.
    let length = vectors[largest, 0] < 0 ? -squares.squareRoot() : squares.squareRoot()
    let vector = SIMD4(vectors[largest, 0], vectors[largest, 1], vectors[largest, 2], vectors[largest, 3])
    return (self[largest, largest], vector / length)
  }

  /// Makes the values at (p, q) and (q, p) zero.
  private mutating func rotate(_ p: Int, _ q: Int, _ vectors: inout Symmetric4) {
    let value = self[p, q]
    guard value != 0 else { return }
    let theta = (self[q, q] - self[p, p]) / (2 * value)
    let size = theta < 0 ? -theta : theta
    let tangent = (theta < 0 ? -1 : 1) / (size + (theta * theta + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for index in 0..<4 {
      let (a, b) = (self[index, p], self[index, q])
      self[index, p] = cosine * a - sine * b
      self[index, q] = sine * a + cosine * b
    }
    rotateRows(p, q, cosine, sine)
    vectors.rotateRows(p, q, cosine, sine)
  }

  @inline(never)
  private mutating func rotateRows(_ p: Int, _ q: Int, _ cosine: Double, _ sine: Double) {
    for index in 0..<4 {
      let (a, b) = (self[p, index], self[q, index])
      self[p, index] = cosine * a - sine * b
      self[q, index] = sine * a + cosine * b
    }
  }
}
