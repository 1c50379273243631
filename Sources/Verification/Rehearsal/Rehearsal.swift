// SPDX-License-Identifier: Apache-2.0
// The words of a rehearsal: movements that a face check commonly asks for, and what is told while they are practised.

/// What is practised. Left and right are the person's own.
public enum Movement: UInt8, CaseIterable, Sendable {
  case blink, turnLeft, turnRight, nod

  public var name: StaticString {
    switch self {
    case .blink: "blink"
    case .turnLeft: "turnLeft"
    case .turnRight: "turnRight"
    case .nod: "nod"
    }
  }
}

/// How far a movement is.
public enum RehearsalPhase: UInt8, CaseIterable, Sendable {
  /// Looking ahead, so that the movement has a beginning.
  case lookAhead
  case move
  /// Far enough; to be held for a moment, or, in a nod, to be undone.
  case hold
  case done

  public var name: StaticString {
    switch self {
    case .lookAhead: "lookAhead"
    case .move: "move"
    case .hold: "hold"
    case .done: "done"
    }
  }
}

/// What would make the movement easier to follow.
public enum RehearsalAdvice: UInt8, CaseIterable, Sendable {
  case tooFast
  /// So far that the face left the frame, or could no longer be made out.
  case faceLost
  /// The head moved while the eyes closed.
  case headMoved
  /// The eyes stayed closed for longer than a blink.
  case closedLong

  public var name: StaticString {
    switch self {
    case .tooFast: "tooFast"
    case .faceLost: "faceLost"
    case .headMoved: "headMoved"
    case .closedLong: "closedLong"
    }
  }
}

/// A frame of a rehearsal.
public struct RehearsalReport: Equatable, Sendable {
  /// Counts from 0.
  public let frame: Int
  public let milliseconds: Int64
  public let movement: Movement
  public let phase: RehearsalPhase
  /// How much of the movement is done, 0 … 1000.
  public let progress: Int
  public let advice: RehearsalAdvice?
}

// The report as bytes:
//
//   {"report":1,"session":"rehearsal","catalogue":DIGEST,"frame":N,"milliseconds":T,"movement":M,"phase":P,"progress":N,
//    "advice":A|null}
extension RehearsalReport {
  /// Writes the report.
  ///
  /// - Parameter buffer: at least `Report.maximumBytes` long.
  /// - Returns: the number of bytes written.
  public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var writer = JSONWriter(buffer)
    writer.raw("{\"report\":1,\"session\":")
    writer.string(Session.rehearsal.name)
    writer.raw(",\"catalogue\":\"")
    writer.hex(CatalogueDigest.compute().value)
    writer.raw("\",\"frame\":")
    writer.number(frame)
    writer.raw(",\"milliseconds\":")
    writer.number(milliseconds)
    writer.raw(",\"movement\":")
    writer.string(movement.name)
    writer.raw(",\"phase\":")
    writer.string(phase.name)
    writer.raw(",\"progress\":")
    writer.number(progress)
    writer.raw(",\"advice\":")
    if let advice { writer.string(advice.name) } else { writer.raw("null") }
    writer.raw("}")
    return writer.count
  }
}
