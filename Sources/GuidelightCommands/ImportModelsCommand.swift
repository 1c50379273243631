// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceModels
import Foundation
import NetworkImport

struct ImportModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Converts TensorFlow Lite models into network files.",
    discussion: """
      Each NAME.tflite becomes NAME.network in the folder. A file that is no model, or one that this engine does not run, is \
      told and leaves nothing behind. Exit status: 0 converted, 2 a file that cannot be, 3 the environment.
      """)

  @Argument(help: ArgumentHelp("Models to convert.", valueName: "file"))
  var files: [String]

  @Option(name: .customLong("to"), help: ArgumentHelp("The folder to write.", valueName: "dir"))
  var folder = "."

  func run() throws {
    var failed = false
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else {
        Terminal.printError("\(file): error: There is no such file, or it cannot be read")
        failed = true
        continue
      }
      do {
        try write(try NetworkImporter.convert(Array(data)), for: file)
      } catch let fault as ImportFault {
        Terminal.printError("\(file): error: \(fault)")
        failed = true
      }
    }
    if failed { throw CommandFailure(status: .usageOrInput, message: "") }
  }

  private func write(_ network: [UInt8], for file: String) throws {
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let target = URL(filePath: folder, directoryHint: .isDirectory).appending(path: "\(name).network")
    do {
      try Data(network).write(to: target, options: .atomic)
    } catch {
      throw CommandFailure(
        status: .environment, message: "Cannot write '\(target.path)': \(error.localizedDescription)")
    }
    let (layers, weights) = try network.withUnsafeBufferPointer { bytes in
      let file = try NetworkFile(bytes)
      return (file.layerCount, file.weightCount)
    }
    print("\(target.path): \(layers) layers, \(weights) weights, \(network.count) bytes")
  }
}
