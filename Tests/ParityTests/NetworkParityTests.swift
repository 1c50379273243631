// SPDX-License-Identifier: Apache-2.0
// The networks give the same bits natively and in WebAssembly: not only their outputs, every value of every plane.

import FaceModels
import Foundation
import ImageInput
import NetworkImport
import Raster
import TestSupport
import Testing

@Suite struct NetworkParityTests {
  private static let module = Places.root.appending(path: ".build-wasm/release/NetworkProbe.wasm")

  private func networkBytes(_ name: String) throws -> [UInt8] {
    let model = Places.root.appending(path: ".build-networks/\(name).tflite")
    return try NetworkImporter.convert(
      Array(try #require(FileManager.default.contents(atPath: model.path), "run 'make setup-tests'")))
  }

  /// The input filled with a photograph, nearest pixels, between `lowest` and 1.
  private func fillInput(of network: Network, with picture: Picture, lowest: Float) {
    let shape = network.planeShape(0)
    picture.withRGBA { rgba in
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          let pixel = (y * picture.height / shape.height * picture.width + x * picture.width / shape.width) * 4
          for channel in 0..<3 {
            network.inputRow(y)[x * 3 + channel] = Float(rgba[pixel + channel]) / 255 * (1 - lowest) + lowest
          }
        }
      }
    }
  }

  private func values(ofPlanes planes: Range<Int>, of network: Network) -> Data {
    var values = Data()
    for plane in planes {
      let shape = network.planeShape(plane)
      for row in 0..<shape.height {
        let count = shape.width * network.pixelStep(ofPlane: plane)
        values.append(UnsafeBufferPointer(start: network.row(row, ofPlane: plane), count: count))
      }
    }
    return values
  }

  private func values(inModuleOf file: [UInt8], for input: Data) throws -> Data {
    try Places.withTemporaryFolder { folder in
      try Data(file).write(to: folder.appending(path: "network"))
      try input.write(to: folder.appending(path: "input"))
      let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "run-networks.mjs")
      let paths = ["network", "input", "output"].map { folder.appending(path: $0).path }
      let program = try Program.run("node", [script.path, NetworkParityTests.module.path] + paths)
      try #require(program.status == 0, "\(program.errors)")
      return try Data(contentsOf: folder.appending(path: "output"))
    }
  }

  @Test(arguments: [("face_detection_short_range", -1), ("face_landmark", 0), ("selfie_segmentation", 0)])
  func `every value of every plane has the same bits`(name: String, lowest: Float) throws {
    let bytes = try networkBytes(name)
    let network = try bytes.withUnsafeBufferPointer { buffer in
      let file = try NetworkFile(buffer)
      var arena = Arena(byteCount: Network.arenaBytes(for: file))
      return Network(file, arena: &arena)
    }
    try Places.withTemporaryFolder { folder in
      let turned = try Pictures.make(folder.appending(path: "turned.png"), "rot", "d90")
      let face = try Pictures.make(folder.appending(path: "face.png"), "crop", "130", "20", "190", "190")
      for picture in [Pictures.original, turned, face] {
        fillInput(
          of: network, with: try Picture.read(picture.path, maximumPixels: Frame.maximumPixels), lowest: lowest)
        let input = values(ofPlanes: 0..<1, of: network)
        network.run()
        let native = values(ofPlanes: 0..<network.planeCount, of: network)
        let isSame = try values(inModuleOf: bytes, for: input) == native
        #expect(isSame, "\(picture.lastPathComponent)")
      }
    }
  }
}
