// SPDX-License-Identifier: Apache-2.0
// What one machine-readable zone, one pair of names and one log of tries cost natively: `make bench`. Medians over rounds.

import Foundation
import Verification

let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
let names = """
  account-given: Susie Margaret
  account-family: Smyth-Jones
  document-given: SUSIE MARGARET
  document-family: SMITH-JONES
  """
let log = "2026-11-25 10:00 ready\n2026-11-25 10:30 failed-lighting\n2026-11-25 10:40 fixed\n2026-11-25 11:00 ready\n"

/// Microseconds a call, the median of the rounds.
func median(rounds: Int = 15, calls: Int = 2000, _ step: () -> Void) -> Double {
  let clock = ContinuousClock()
  let times = (0..<rounds).map { _ in
    clock.measure { for _ in 0..<calls { step() } } / .microseconds(1) / Double(calls)
  }
  return times.sorted()[rounds / 2]
}

func row(_ name: String, _ request: String, isLog: Bool = false) {
  let bytes = Array(request.utf8)
  var session = IdentitySession()
  let report = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: IdentityReport.maximumBytes)
  defer { report.deallocate() }
  var length = 0
  let time = median {
    bytes.withUnsafeBufferPointer { length = isLog ? RetryLog.check($0, into: report) : session.check($0, into: report) }
  }
  print("\(name.padding(toLength: 22, withPad: " ", startingAt: 0))\(String(format: "%7.1f", time)) µs   \(bytes.count) bytes to a report of \(length)")
}

row("nothing to compare", "today: 2026-11-25\n")
row("one zone", "today: 2026-11-25\nmrz:\n\(zone)")
row("one pair of names", "today: 2026-11-25\n\(names)\n")
row("one log of tries", log, isLog: true)
