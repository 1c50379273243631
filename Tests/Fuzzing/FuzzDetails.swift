// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as a request of the identity session and as a log of tries. What is written is JSON, and never long.

import Foundation
import Verification

private nonisolated(unsafe) var session = IdentitySession()
private nonisolated(unsafe) let report = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: IdentityReport.maximumBytes)

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDetails(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  requireReport(session.check(bytes, into: report))
  requireReport(RetryLog.check(bytes, into: report))
  return 0
}

private func requireReport(_ length: Int) {
  precondition(length > 2 && length <= IdentityReport.maximumBytes)
  precondition(report[0] == UInt8(ascii: "{") && report[length - 1] == UInt8(ascii: "}"))
}
