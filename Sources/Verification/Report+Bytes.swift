// SPDX-License-Identifier: Apache-2.0
// The report as bytes: compact JSON with a fixed order of keys and whole numbers in stated units, written here and nowhere
// else, so that every host passes on the same bytes. Its grammar:
//
//   {"report":1,"session":S,"profile":P,"catalogue":DIGEST,"width":W,"height":H,
//    "checks":[{"id":ID,"state":"good"|"hint"|"strong","value":N,"unit":U[,"cause":C]} | {"id":ID,"state":"good","reason":R} |
//              {"id":ID,"state":"notMeasurable","reason":R}, …],
//    "findings":[ID, …],"first":ID|null}

import CaptureQuality

extension Report {
  /// Room that is enough for every report.
  public static let maximumBytes = 8192

  /// Writes the report.
  ///
  /// - Parameter buffer: at least `maximumBytes` long.
  /// - Returns: the number of bytes written.
  public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var writer = JSONWriter(buffer)
    writeHead(to: &writer)
    writeChecks(to: &writer)
    writer.raw(",\"findings\":[")
    var isFirst = true
    forEachFinding { finding in
      if !isFirst { writer.raw(",") }
      isFirst = false
      writer.string(CheckCatalogue.checks[finding.check].id)
    }
    writer.raw("],\"first\":")
    if let first {
      writer.string(CheckCatalogue.checks[first.check].id)
    } else {
      writer.raw("null")
    }
    writer.raw("}")
    return writer.count
  }

  /// What every report of pictures begins with.
  func writeHead(to writer: inout JSONWriter) {
    writer.raw("{\"report\":1,\"session\":")
    writer.string(session.name)
    writer.raw(",\"profile\":")
    writer.string(profile.name)
    writer.raw(",\"catalogue\":\"")
    writer.hex(CatalogueDigest.compute().value)
    writer.raw("\",\"width\":")
    writer.number(width)
    writer.raw(",\"height\":")
    writer.number(height)
  }

  func writeChecks(to writer: inout JSONWriter) {
    writer.raw(",\"checks\":[")
    for index in 0..<resultCount {
      if index > 0 { writer.raw(",") }
      write(result(index), to: &writer)
    }
    writer.raw("]")
  }

  private func write(_ result: CheckResult, to writer: inout JSONWriter) {
    let check = CheckCatalogue.checks[result.check]
    writer.raw("{\"id\":")
    writer.string(check.id)
    writer.raw(",\"state\":")
    switch result.measurement {
    case .measured(let value):
      writer.string(check.limits(for: result.profile).judge(value).name)
      writer.raw(",\"value\":")
      writer.number(value)
      writer.raw(",\"unit\":")
      writer.string(check.unit.name)
      if let cause = result.cause {
        writer.raw(",\"cause\":")
        writer.string(cause.name)
      }
    case .good(let ground):
      writer.string(Verdict.good.name)
      writer.raw(",\"reason\":")
      writer.string(ground.name)
    case .notMeasurable(let reason):
      writer.string("notMeasurable")
      writer.raw(",\"reason\":")
      writer.string(reason.name)
    }
    writer.raw("}")
  }
}

extension BlurCause {
  public var name: StaticString {
    switch self {
    case .dirtyLens: "dirtyLens"
    case .motion: "motion"
    case .defocus: "defocus"
    case .undetermined: "undetermined"
    }
  }
}

extension Measurement.Ground {
  public var name: StaticString {
    switch self {
    case .detailShows: "detailShows"
    case .backgroundNotWhite: "backgroundNotWhite"
    case .eyesAsUsual: "eyesAsUsual"
    case .blinked: "blinked"
    }
  }
}

extension Measurement.Reason {
  public var name: StaticString {
    switch self {
    case .noFaceModel: "noFaceModel"
    case .noFace: "noFace"
    case .faceOutside: "faceOutside"
    case .headTurned: "headTurned"
    case .faceUnclear: "faceUnclear"
    case .faceTooSmall: "faceTooSmall"
    case .noColour: "noColour"
    case .tooDark: "tooDark"
    case .noMask: "noMask"
    case .personUnclear: "personUnclear"
    case .noBackground: "noBackground"
    case .noEarlierFrame: "noEarlierFrame"
    case .faceMoving: "faceMoving"
    case .noEdges: "noEdges"
    case .noText: "noText"
    }
  }
}
