// SPDX-License-Identifier: Apache-2.0

import FaceModels
import Foundation
import NetworkImport
import Raster
import TestSupport

/// The three networks, as set-up fetches them.
enum TestNetwork: String, CaseIterable {
  case detector = "face_detection_short_range"
  case landmarks = "face_landmark"
  case mask = "selfie_segmentation"

  var model: URL { Places.root.appending(path: ".build-networks/\(rawValue).tflite") }

  struct Missing: Error {
    let reason: String
  }

  func file() throws -> [UInt8] {
    guard let model = FileManager.default.contents(atPath: model.path) else {
      throw Missing(reason: "\(model.path) is missing; run 'make setup-tests'")
    }
    return try NetworkImporter.convert(Array(model))
  }

  /// What LiteRT gives for the same input: the outputs of the first input, of the second, and so on.
  func outputsOfLiteRT(for inputs: [[Float]]) throws -> [Float] {
    try Places.withTemporaryFolder { folder in
      let source = folder.appending(path: "input")
      let target = folder.appending(path: "output")
      try inputs.joined().withContiguousBytes { try Data($0).write(to: source) }
      let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "litert.py")
      let program = try Program.run(
        ".build-python/bin/python", [script.path, model.path, source.path, target.path])
      guard program.status == 0 else { throw Missing(reason: program.errors) }
      let bytes = try Data(contentsOf: target)
      return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
  }
}

extension Sequence<Float> {
  fileprivate func withContiguousBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Array(self).withUnsafeBytes(body)
  }
}

/// A network in an arena of its own.
struct RunningNetwork {
  let network: Network
  let outputCount: Int

  init(_ bytes: [UInt8]) throws {
    (network, outputCount) = try bytes.withUnsafeBufferPointer { buffer in
      let file = try NetworkFile(buffer)
      var arena = Arena(byteCount: Network.arenaBytes(for: file))
      return (Network(file, arena: &arena), file.outputCount)
    }
  }

  /// Runs the network on an input in the order of its rows.
  func outputs(for input: [Float]) -> [[Float]] {
    let shape = network.inputShape
    let rowCount = shape.width * shape.channels
    for row in 0..<shape.height {
      for index in 0..<rowCount { network.inputRow(row)[index] = input[row * rowCount + index] }
    }
    network.run()
    return (0..<outputCount).map { output in
      let shape = network.outputShape(output)
      var values: [Float] = []
      for row in 0..<shape.height {
        for column in 0..<shape.width {
          let pixel = network.output(output, row: row, column: column)
          for channel in 0..<shape.channels { values.append(pixel[channel]) }
        }
      }
      return values
    }
  }
}
