// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ImportModelsTests {
  private let detector = Places.root.appending(path: ".build-networks/face_detection_short_range.tflite").path

  @Test func `a model becomes a file beside its name, and the command says what is in it`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("models", "import", detector, "--to", folder.path)
      let file = folder.appending(path: "face_detection_short_range.network")
      #expect(program.status == 0)
      #expect(program.output == "\(file.path): 21 layers, 101390 weights, 203284 bytes\n")
      #expect(try Data(contentsOf: file).count == 203_284)
    }
  }

  @Test func `each file that is no model is told by name, and the others are converted`() throws {
    try Places.withTemporaryFolder { folder in
      let letter = folder.appending(path: "letter.tflite")
      try Data("Dear Sir or Madam".utf8).write(to: letter)
      let program = try GuidelightProgram.run("models", "import", letter.path, "none.tflite", detector, "--to", folder.path)
      #expect(program.status == 2)
      #expect(
        program.errors == """
          \(letter.path): error: This is not a TensorFlow Lite model
          none.tflite: error: There is no such file, or it cannot be read

          """)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(names == ["face_detection_short_range.network", "letter.tflite"])
    }
  }

  @Test func `a folder that cannot be written is the environment's fault`() throws {
    let program = try GuidelightProgram.run("models", "import", detector, "--to", "/dev/null/folder")
    #expect(program.status == 3 && program.errors.contains("Cannot write '/dev/null/folder/"))
  }
}
