// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as a machine-readable zone.

import IdentityDocuments
import Raster

private nonisolated(unsafe) let memory: MRZMemory = {
  var arena = Arena(byteCount: MRZMemory.arenaBytes)
  return MRZMemory(arena: &arena)
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMRZ(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  do {
    var document = try MRZDocument(bytes, today: CalendarDay(number: 20782), memory: memory)
    document.compare(born: CalendarDay(number: 1684), expires: CalendarDay(number: 15445), today: CalendarDay(number: 20782))
    for index in 0..<document.findings.count {
      let finding = document.findings[index]
      precondition(finding.line >= 1 && finding.line <= document.format.lineCount, "a line that is not there")
      precondition(finding.first >= 1 && finding.last <= document.format.lineLength && finding.first <= finding.last)
    }
    let parts = document.nameParts
    let length = document.format.place(of: .name)?.count ?? 0
    precondition(parts.primary.upperBound <= parts.secondary.lowerBound && parts.secondary.upperBound <= length)
  } catch {
    // Text that is no zone says so; anything else would have stopped the program.
  }
  return 0
}
