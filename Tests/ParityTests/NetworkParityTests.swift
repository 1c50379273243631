// SPDX-License-Identifier: Apache-2.0
// The networks give the same bits natively and in WebAssembly: not only their outputs, every value of every plane.

import FaceModels
import Foundation
import HostKernels
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

  private func ready(_ bytes: [UInt8], _ kernels: Kernels) throws -> Network {
    try bytes.withUnsafeBufferPointer { buffer in
      let file = try NetworkFile(buffer)
      var arena = Arena(byteCount: Network.arenaBytes(for: file))
      return Network(file, arena: &arena, kernels: kernels)
    }
  }

  /// What every plane holds after a look at a picture; plane 0 is what it was given.
  private func allValues(of network: Network, for picture: Picture, lowest: Float) -> Data {
    fillInput(of: network, with: picture, lowest: lowest)
    network.run()
    return values(ofPlanes: 0..<network.planeCount, of: network)
  }

  private static let networks: [(String, Float)] = [
    ("face_detection_short_range", -1), ("face_landmark", 0), ("selfie_segmentation", 0),
  ]

  @Test(arguments: networks)
  func `every value of every plane has the same bits in the module, with four lanes and with the widest vectors`(
    name: String, lowest: Float
  ) throws {
    let bytes = try networkBytes(name)
    let (portable, host) = (try ready(bytes, .portable), try ready(bytes, .host))
    try Places.withTemporaryFolder { folder in
      let turned = try Pictures.make(folder.appending(path: "turned.png"), "rot", "d90")
      let face = try Pictures.make(folder.appending(path: "face.png"), "crop", "130", "20", "190", "190")
      for path in [Pictures.original, turned, face] + LocalFaces.pictures {
        let picture = try Picture.read(path.path, maximumPixels: Frame.maximumPixels)
        let native = allValues(of: portable, for: picture, lowest: lowest)
        let isSameWide = allValues(of: host, for: picture, lowest: lowest) == native
        #expect(isSameWide, "wide vectors, \(path.lastPathComponent)")
        let input = values(ofPlanes: 0..<1, of: portable)
        let isSame = try values(inModuleOf: bytes, for: input) == native
        #expect(isSame, "module, \(path.lastPathComponent)")
      }
    }
  }
}

/// Twenty photographs of people that stay on this machine, where it has them.
enum LocalFaces {
  static let pictures: [URL] = {
    let folder = Places.root.appending(path: "../shared/data/faces").standardizedFileURL
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    let pictures = names.filter { $0.hasSuffix(".jpg") || $0.hasSuffix(".png") }.sorted()
    let step = max(1, pictures.count / 20)
    return stride(from: 0, to: pictures.count, by: step).prefix(20).map { folder.appending(path: pictures[$0]) }
  }()
}
