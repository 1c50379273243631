// SPDX-License-Identifier: Apache-2.0
// One check through a film: a finding counts when it has held for a while, and is over when it has been away for as long.

import CaptureQuality

/// What asks for a change. The cause may differ from frame to frame without being another finding.
struct Finding: Equatable {
  let verdict: Verdict
  let direction: Direction?
  let cause: BlurCause?

  func isSame(as other: Finding?) -> Bool { verdict == other?.verdict && direction == other?.direction }
}

struct HintTrack {
  /// What this frame says; nil for good, and where nothing could be measured.
  private(set) var now: Finding?
  /// What has held.
  private(set) var settled: Finding?
  /// Since when `now` is as it is.
  private var since: Int64 = 0
  /// Since when there is any finding, or none.
  private var changed: Int64 = 0

  mutating func take(_ finding: Finding?, clock: Int64, settle: Int) {
    if (finding == nil) != (now == nil) { changed = clock }
    let isSame = finding.map { $0.isSame(as: now) } ?? (now == nil)
    if !isSame { since = clock }
    now = finding
    if clock - since >= Int64(settle) { settled = finding }
    // A finding that keeps changing its side is one all the same.
    if settled == nil, finding != nil, clock - changed >= Int64(settle) { settled = finding }
  }
}

extension Limits {
  /// Holds a value against the limits, after what was said of the last one: it is better only when it is so by a margin, a tenth
  /// of the limit, so that a value that trembles on a limit changes nothing.
  func judge(_ value: Int, after last: Verdict) -> Verdict {
    let now = judge(value)
    guard now.rawValue < last.rawValue, let bound = atLeast ?? atMost, atLeast == nil || atMost == nil else {
      return now
    }
    let margin = max(1, bound.hint.magnitude / 10)
    let worse = atLeast == nil ? value + Int(margin) : value - Int(margin)
    let held = judge(worse)
    if held.rawValue >= last.rawValue { return last }
    return held.rawValue > now.rawValue ? held : now
  }
}
