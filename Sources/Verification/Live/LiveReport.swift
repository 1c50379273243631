// SPDX-License-Identifier: Apache-2.0

import CaptureQuality

/// What a live session tells at a moment.
public enum LiveState: UInt8, CaseIterable, Sendable {
  /// Nothing has held for long enough to be told.
  case looking
  /// One thing to change.
  case hint
  /// All is good; it has to stay so for a moment.
  case holdStill
  /// All that could be measured has been good for a second.
  case ready

  public var name: StaticString {
    switch self {
    case .looking: "looking"
    case .hint: "hint"
    case .holdStill: "holdStill"
    case .ready: "ready"
    }
  }
}

/// The one thing to change.
public struct LiveHint: Equatable, Sendable {
  /// Position in the catalogue.
  public let check: Int
  public let verdict: Verdict
  /// Where to; nil where there is no direction.
  public let direction: Direction?
  public let cause: BlurCause?
}

/// A frame of a live session: what is told, and what each check measured.
public struct LiveReport: Sendable {
  /// Counts from 0.
  public let frame: Int
  /// The frame's own time.
  public let milliseconds: Int64
  public let state: LiveState
  /// Nil in any other state than `hint`.
  public let hint: LiveHint?
  /// The checks of photo and live session, as measured for this person.
  public let report: Report
}

// The report as bytes:
//
//   {"report":1,"session":"live","profile":P,"catalogue":DIGEST,"width":W,"height":H,"frame":N,"milliseconds":T,"state":S,
//    "hint":{"id":ID,"verdict":V,"direction":D|null,"cause":C|null}|null,"checks":[… as in a photo's report]}
extension LiveReport {
  /// Writes the report.
  ///
  /// - Parameter buffer: at least `Report.maximumBytes` long.
  /// - Returns: the number of bytes written.
  public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var writer = JSONWriter(buffer)
    report.writeHead(to: &writer)
    writer.raw(",\"frame\":")
    writer.number(frame)
    writer.raw(",\"milliseconds\":")
    writer.number(milliseconds)
    writer.raw(",\"state\":")
    writer.string(state.name)
    writer.raw(",\"hint\":")
    write(hint, to: &writer)
    report.writeChecks(to: &writer)
    writer.raw("}")
    return writer.count
  }

  private func write(_ hint: LiveHint?, to writer: inout JSONWriter) {
    guard let hint else { return writer.raw("null") }
    writer.raw("{\"id\":")
    writer.string(CheckCatalogue.checks[hint.check].id)
    writer.raw(",\"verdict\":")
    writer.string(hint.verdict.name)
    writer.raw(",\"direction\":")
    if let direction = hint.direction { writer.string(direction.name) } else { writer.raw("null") }
    writer.raw(",\"cause\":")
    if let cause = hint.cause { writer.string(cause.name) } else { writer.raw("null") }
    writer.raw("}")
  }
}
