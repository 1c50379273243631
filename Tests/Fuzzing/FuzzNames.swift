// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as two names, four lines for the four fields; a fifth line stands for a name that was cut off.

import IdentityDocuments
import Raster

private struct Desk {
  let account: NameSide
  let document: NameSide
  let memory: NameMemory
  var differences: NameDifferences

  init() {
    var arena = Arena(byteCount: 2 * NameSide.arenaBytes + NameMemory.arenaBytes + NameDifferences.arenaBytes)
    account = NameSide(arena: &arena)
    document = NameSide(arena: &arena)
    memory = NameMemory(arena: &arena)
    differences = NameDifferences(arena: &arena)
  }

  mutating func compare(_ fields: [UnsafeBufferPointer<UInt8>], isCutOff: Bool) throws(NameFault) {
    account.clear()
    document.clear()
    try account.add(.given, fields[0])
    try account.add(.family, fields[1])
    try document.add(.given, fields[2])
    try document.add(.family, fields[3])
    let comparison = NameComparison(account, document, isCutOff: isCutOff, memory: memory)
    differences.fill(from: comparison)
    for index in 0..<differences.count {
      let difference = differences[index]
      let field = (difference.side == .account ? 0 : 2) + (difference.field == .given ? 0 : 1)
      precondition(difference.first < difference.end && difference.end <= fields[field].count, "a mark behind the text")
    }
    // A name beside itself is itself, unless it has characters that no name has or scripts that nothing is known of.
    let itself = NameComparison(account, account, memory: memory)
    if !account.isEmpty { precondition(itself.rule.outcome == .match || itself.rule.condition == .wrongCharacters) }
  }
}

private nonisolated(unsafe) var desk = Desk()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNames(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  var fields: [UnsafeBufferPointer<UInt8>] = []
  var begin = 0
  for index in 0...count where index == count || bytes[index] == 10 {
    fields.append(UnsafeBufferPointer(rebasing: bytes[begin..<index]))
    begin = index + 1
  }
  let isCutOff = fields.count > 4
  while fields.count < 4 { fields.append(UnsafeBufferPointer(start: nil, count: 0)) }
  do {
    try desk.compare(fields, isCutOff: isCutOff)
  } catch {
    // A name that is too long or no text says so.
  }
  return 0
}
