// SPDX-License-Identifier: Apache-2.0
// The networks natively, on one thread: HostNetworks NETWORK. For each line on the standard input, "host RUNS" or
// "portable RUNS", it prints the fastest of so many runs in nanoseconds, with the widest kernels or with four lanes.

import FaceModels
import Foundation
import HostKernels
import Raster

func nanoseconds(of network: Network, runs: Int) -> UInt64 {
  var least = UInt64.max
  for _ in 0..<runs {
    let start = DispatchTime.now().uptimeNanoseconds
    network.run()
    least = min(least, DispatchTime.now().uptimeNanoseconds - start)
  }
  return least
}

let bytes = try Data(contentsOf: URL(filePath: CommandLine.arguments[1]))
let networks = try bytes.withUnsafeBytes { raw in
  let file = try NetworkFile(raw.bindMemory(to: UInt8.self))
  return ["host": Kernels.host, "portable": .portable].mapValues { kernels in
    var arena = Arena(byteCount: Network.arenaBytes(for: file))
    return Network(file, arena: &arena, kernels: kernels)
  }
}
while let line = readLine() {
  let words = line.split(separator: " ")
  guard words.count == 2, let network = networks[String(words[0])], let runs = Int(words[1]) else {
    FileHandle.standardError.write(Data("error: say 'host RUNS' or 'portable RUNS'\n".utf8))
    exit(2)
  }
  FileHandle.standardOutput.write(Data("\(nanoseconds(of: network, runs: runs))\n".utf8))
}
