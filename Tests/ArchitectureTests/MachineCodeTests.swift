// SPDX-License-Identifier: Apache-2.0
// What the compiler made of the kernels, read off the finished program: only there is it known.

import Foundation
import TestSupport
import Testing

@Suite struct MachineCodeTests {
  /// Each function of the command in release with the names of the instructions that it uses.
  private func instructions() throws -> [(function: Substring, mnemonic: Substring)] {
    let program = Places.root.appending(path: ".build/release/guidelight").path
    try #require(FileManager.default.fileExists(atPath: program), "run 'make command'")
    let once = "/^<.*>:$/ { name = $0 } /^\\t/ && !seen[name, $1]++ { print name, $1 }"
    let listing = try Program.run(
      "sh", ["-c", "objdump --disassemble --no-show-raw-insn --no-addresses \"$1\" | awk \"$2\"", "sh", program, once])
    try #require(listing.status == 0, "\(listing.errors)")
    return listing.output.split(separator: "\n").compactMap { line in
      line.lastIndex(of: " ").map { (line[..<$0], line[line.index(after: $0)...]) }
    }
  }

  @Test func `no instruction multiplies and adds in one step, and wide vectors stay in their module`() throws {
    let instructions = try instructions()
    // Otherwise nothing was read, and the test could not fail.
    try #require(instructions.contains { $0.mnemonic == "mulps" } || instructions.contains { $0.mnemonic == "fmul" })
    let fused = instructions.filter { _, name in
      ["vfmadd", "vfmsub", "vfnmadd", "vfnmsub", "fmadd", "fmsub", "fnmadd", "fnmsub", "fmla", "fmls"]
        .contains { name.hasPrefix($0) }
    }
    #expect(fused.isEmpty, "\(Set(fused.map(\.function)))")
    // Instructions of AVX begin with v; of the older ones none but those that verify segments does.
    let strays = instructions.filter { function, name in
      name.hasPrefix("v") && !name.hasPrefix("ver") && !function.contains("18WideNetworkKernels")
    }
    #expect(strays.isEmpty, "compiled for AVX2 outside WideNetworkKernels: \(Set(strays.map(\.function)))")
  }
}
