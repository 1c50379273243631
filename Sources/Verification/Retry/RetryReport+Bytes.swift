// SPDX-License-Identifier: Apache-2.0
// Where a log of tries leads, as bytes: compact JSON with a fixed order of keys, written here and nowhere else. Its grammar:
//
//   {"report":1,"session":"retry","catalogue":DIGEST,"state":S,"advice":A,"tries":N,"triesToday":N,"waitMinutes":N|null,
//    "events":[E, …]}
//
// with the events that are possible now; or, for a log that cannot be followed,
// {"report":1,"session":"retry","catalogue":DIGEST,"fault":F,"line":N}.

extension RetryLog {
  /// Room that is enough for every report.
  public static let maximumBytes = 2048

  /// Follows a log and writes where it leads.
  ///
  /// - Parameter buffer: at least `maximumBytes` long.
  /// - Returns: the number of bytes written.
  public static func check(
    _ log: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var writer = JSONWriter(buffer)
    writer.reportHead("retry")
    do {
      try RetryLog(log).write(to: &writer)
    } catch {
      writer.fault(error.name, line: error.line)
    }
    writer.raw("}")
    return writer.count
  }

  /// Minutes until a wait is over; nil where there is none, or only the platform's screen knows.
  public var waitMinutes: Int? {
    guard progress.state == .wait, let until = progress.waitUntil, let minute else { return nil }
    return max(0, until - minute)
  }

  private func write(to writer: inout JSONWriter) {
    writer.field("state", progress.state.name)
    writer.field("advice", progress.advice.name)
    writer.field("tries", progress.tryCount)
    writer.field("triesToday", minute.map { progress.triesToday(at: $0) } ?? 0)
    if let waitMinutes { writer.field("waitMinutes", waitMinutes) } else { writer.raw(",\"waitMinutes\":null") }
    writer.raw(",\"events\":[")
    var isFirst = true
    for event in RetryEvent.allCases where progress.isPossible(event) {
      if !isFirst { writer.raw(",") }
      isFirst = false
      writer.string(event.name)
    }
    writer.raw("]")
  }
}
