// SPDX-License-Identifier: Apache-2.0
// How this person's eyes and head usually are, from the last two seconds: a level head may read a few degrees either way, and
// narrow eyes are not closed ones.
//
// The rule for a blink follows capture studies: closed below 0.72 of the upper quartile, for up to 600 ms.

/// A window of the last readings. Its size is fixed.
struct PersonBaseline {
  private var times = InlineArray<64, Int64>(repeating: 0)
  private var eyes = InlineArray<64, Int>(repeating: 0)
  private var pitches = InlineArray<64, Int>(repeating: 0)
  private var count = 0
  private let window: Int64
  /// With the window, so that as many readings as there is room for reach over it.
  private var leastGap: Int64 { window / 64 + 1 }

  init(window: Int) {
    self.window = Int64(window)
  }

  mutating func forget() { count = 0 }

  /// - Parameter clock: never runs backwards.
  mutating func take(_ face: FaceReading, clock: Int64) {
    dropBefore(clock - window)
    if count > 0, clock - times[count - 1] < leastGap { return }
    if count == 64 { drop(1) }
    times[count] = clock
    eyes[count] = face.eyeAspectRatio
    pitches[count] = face.pitch
    count += 1
  }

  /// The upper quartile of the eye aspect ratio, thousandths; nil before the first reading.
  var openEye: Int? { rank(of: eyes, thousandths: 750) }
  /// The middle of the pitch, tenths of a degree.
  var pitch: Int? { rank(of: pitches, thousandths: 500) }

  private mutating func dropBefore(_ time: Int64) {
    var old = 0
    while old < count, times[old] < time { old += 1 }
    drop(old)
  }

  private mutating func drop(_ old: Int) {
    guard old > 0 else { return }
    for index in old..<max(old, count) {
      times[index - old] = times[index]
      eyes[index - old] = eyes[index]
      pitches[index - old] = pitches[index]
    }
    count -= old
  }

  private func rank(of values: InlineArray<64, Int>, thousandths: Int) -> Int? {
    guard count > 0 else { return nil }
    var sorted = values
    for index in 1..<max(1, count) {
      let value = sorted[index]
      var place = index
      while place > 0, sorted[place - 1] > value {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = value
    }
    return sorted[(count - 1) * thousandths / 1000]
  }
}
