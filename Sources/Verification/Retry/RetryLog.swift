// SPDX-License-Identifier: Apache-2.0
// A log of tries, as a person keeps it or a page collects it → where they stand. A line an event, in the order of time:
//
//   # what a line with this sign says is for people
//   2026-11-25 10:30 ready
//   2026-11-25 10:42 failed-lighting
//   2026-11-25 10:42 platform-wait 30
//   2026-11-25 11:20 now
//
// `now` is no event: it only says how late it is. `platform-wait` may name the minutes that the platform shows.

import IdentityDocuments

/// Why a log cannot be followed. Lines count from 1.
public enum RetryLogFault: Error, Equatable, Sendable {
  /// Not in the form YYYY-MM-DD HH:MM.
  case notATime(line: Int)
  case unknownEvent(line: Int)
  /// An event that cannot follow what was before.
  case notPossible(line: Int)
  /// Earlier than the line before.
  case timeRunsBackwards(line: Int)

  public var name: StaticString {
    switch self {
    case .notATime: "notATime"
    case .unknownEvent: "unknownEvent"
    case .notPossible: "notPossible"
    case .timeRunsBackwards: "timeRunsBackwards"
    }
  }

  public var line: Int {
    switch self {
    case .notATime(let line), .unknownEvent(let line), .notPossible(let line), .timeRunsBackwards(let line): line
    }
  }
}

/// Where a log leads.
public struct RetryLog: Sendable {
  public private(set) var progress = RetryProgress()
  /// The time of the last line, in minutes; nil for an empty log.
  public private(set) var minute: Int?

  /// - Complexity: O(bytes), no allocation.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) throws(RetryLogFault) {
    var reader = LineReader(bytes)
    while let line = reader.read() {
      if line.isEmpty || bytes[line.lowerBound] == UInt8(ascii: "#") { continue }
      try take(line, reader, bytes)
    }
  }

  /// The form of a time and the blank behind it: `2026-11-25 10:30 `.
  private static let timeLength = 17

  private static var now: TextPart { CaseNames("now")[0] }

  private mutating func take(
    _ line: Range<Int>, _ reader: LineReader, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(RetryLogFault) {
    guard line.count >= RetryLog.timeLength, let time = RetryLog.minute(reader.part(line)) else {
      throw .notATime(line: reader.number)
    }
    if let minute, time < minute { throw .timeRunsBackwards(line: reader.number) }
    minute = time
    let text = reader.trimmed(line.lowerBound + RetryLog.timeLength..<line.upperBound)
    if reader.equals(text, RetryLog.now) { return }
    let end = reader.firstIndex(of: UInt8(ascii: " "), in: text) ?? text.upperBound
    guard let event = RetryLog.event(reader, text.lowerBound..<end) else { throw .unknownEvent(line: reader.number) }
    let argument = reader.trimmed(end..<text.upperBound)
    let wait = try RetryLog.wait(event, reader, argument, bytes)
    guard progress.take(event, at: time, shownWait: wait) else { throw .notPossible(line: reader.number) }
  }

  private static func event(_ reader: LineReader, _ range: Range<Int>) -> RetryEvent? {
    for event in RetryEvent.allCases where reader.equals(range, event.name) { return event }
    return nil
  }

  /// Minutes of a wait: up to four digits, about a week.
  private static func wait(
    _ event: RetryEvent, _ reader: LineReader, _ argument: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(RetryLogFault) -> Int? {
    if argument.isEmpty { return nil }
    guard event == .platformWait, argument.count <= 4, let minutes = decimal(bytes, argument) else {
      throw .unknownEvent(line: reader.number)
    }
    return minutes
  }

  private static func minute(_ line: UnsafeBufferPointer<UInt8>) -> Int? {
    guard line[10] == UInt8(ascii: " "), line[13] == UInt8(ascii: ":"), line[16] == UInt8(ascii: " "),
      let day = CalendarDay(iso: UnsafeBufferPointer(rebasing: line[0..<10])),
      let hour = decimal(line, 11..<13), let minute = decimal(line, 14..<16), hour < 24, minute < 60
    else { return nil }
    return (day.number * 24 + hour) * 60 + minute
  }
}
