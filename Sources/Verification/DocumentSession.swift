// SPDX-License-Identifier: Apache-2.0
// A picture of a document against the document checks: Frame → edges → measures → Report. It needs no network, and reads
// nothing of what stands on the document.

import CaptureQuality
import Raster

/// Checks pictures of documents, one after another. Its memory is reserved once; a check allocates nothing.
public struct DocumentSession {
  private var finder: DocumentFinder
  private var patch: DocumentPatch

  public init() {
    var arena = Arena(byteCount: DocumentFinder.arenaBytes + DocumentPatch.arenaBytes)
    finder = DocumentFinder(arena: &arena)
    patch = DocumentPatch(arena: &arena)
  }

  /// Makes all that came of a picture zero, so that nothing of it stays in memory.
  public func forget() {
    finder.forget()
    patch.forget()
  }

  /// Measures every document check on one frame.
  ///
  /// - Complexity: O(frame pixels), no allocation.
  public mutating func check(_ frame: Frame) -> Report {
    let found = finder.find(in: frame)
    if let outline = found.outline { patch.fill(from: frame, outline, brightest: Policy.current.clippedLevel) }
    var report = Report(session: .document, width: frame.width, height: frame.height)
    for index in 0..<CheckCatalogue.count where CheckCatalogue.checks[index].session == .document {
      let kind = CheckCatalogue.checks[index].kind
      report.append(CheckResult(check: index, measurement: measure(kind, frame, found)))
    }
    return report
  }

  private func measure(_ kind: CheckKind, _ frame: Frame, _ found: DocumentFinder.Finding) -> Measurement {
    if kind == .documentEdges { return .measured(found.edgeCount) }
    guard let outline = found.outline else { return .notMeasurable(.noEdges) }
    switch kind {
    case .documentInFrame: return outline.margin(in: frame)
    case .documentShape: return outline.shape
    case .documentTilt: return outline.tilt
    case .documentResolution: return outline.resolution
    case .documentSharpness: return patch.textSharpness
    case .documentGlare: return patch.glare
    default: preconditionFailure("not a document check")
    }
  }
}
