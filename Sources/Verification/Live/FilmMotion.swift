// SPDX-License-Identifier: Apache-2.0
// How fast the face moves, and how many frames a second there are: places and times of the last frames.

import CaptureQuality

struct FilmMotion {
  /// The last frames' times and faces, oldest first.
  private var times = InlineArray<16, Int64>(repeating: 0)
  private var faces = InlineArray<16, FaceReading?>(repeating: nil)
  private var count = 0
  /// Milliseconds between frames, smoothed, in sixteenths; nil before the second frame.
  private var gap: Int64?
  /// The shortest that it was.
  private var shortestGap: Int64?
  private let least: Int64

  /// - Parameter least: milliseconds over which a movement is measured; over less, the landmarks' own unrest would count.
  init(least: Int) {
    self.least = Int64(least)
  }

  mutating func forget() { self = FilmMotion(least: Int(least)) }

  /// - Parameters:
  ///   - clock: never runs backwards.
  ///   - step: milliseconds since the last frame; 0 where none are known to have passed.
  mutating func take(_ face: FaceReading?, clock: Int64, step: Int64) {
    if count == 16 {
      for index in 1..<16 {
        times[index - 1] = times[index]
        faces[index - 1] = faces[index]
      }
      count = 15
    }
    times[count] = clock
    faces[count] = face
    count += 1
    guard step > 0 else { return }
    let smooth = gap.map { $0 + ((step << 4) - $0) / 8 } ?? step << 4
    gap = smooth
    shortestGap = min(shortestGap ?? smooth, smooth)
  }

  /// The way of the face in a second, in thousandths of the distance between the eyes; at most a million.
  var speed: Measurement {
    guard count > 1, let now = faces[count - 1] else { return .notMeasurable(.noEarlierFrame) }
    var index = count - 2
    while index >= 0, let before = faces[index] {
      let time = times[count - 1] - times[index]
      if time >= least {
        let (across, down) = (Int64(now.x - before.x), Int64(now.y - before.y))
        let way = FilmMotion.root(across &* across &+ down &* down)
        return .measured(Int(min(1_000_000, way &* 1_000_000 / (Int64(now.eyeDistance) &* time))))
      }
      index -= 1
    }
    return .notMeasurable(.noEarlierFrame)
  }

  /// What the camera's signal beside its noise would be at the fastest rate that it had: in little light a camera takes longer
  /// for a frame, and gathers as much more light. The signal grows with the root of the time.
  func atFastestRate(_ value: Int) -> Int {
    guard let gap, let shortestGap, gap > 0 else { return value }
    // A quarter of the rate, or less, may be a computer that is busy.
    let share = max(250_000, shortestGap &* 1_000_000 / gap)
    return Int(Int64(value) &* FilmMotion.root(share) / 1000)
  }

  /// The whole part of a square root. In 64 bits wherever it runs: an `Int` of the module has 32. Products are far below
  /// 2⁶³, and a checked one would need a function that the module does not have.
  private static func root(_ value: Int64) -> Int64 {
    var (root, bit) = (Int64(0), Int64(1) << 26)
    while bit > 0 {
      if (root + bit) &* (root + bit) <= value { root += bit }
      bit >>= 1
    }
    return root
  }
}
