// SPDX-License-Identifier: Apache-2.0

import Foundation
import NetworkImport
import TestSupport
import Testing

@Suite struct NetworkImporterTests {
  private func model(_ name: String) throws -> [UInt8] {
    let file = Places.root.appending(path: ".build-networks/\(name).tflite")
    return Array(try #require(FileManager.default.contents(atPath: file.path), "run 'make setup-tests'"))
  }

  private func fault(in bytes: [UInt8]) -> ImportFault? {
    do throws(ImportFault) {
      _ = try NetworkImporter.convert(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["face_detection_short_range", "face_landmark", "selfie_segmentation"])
  func `the three networks become files, the same each time`(name: String) throws {
    let model = try model(name)
    let first = try NetworkImporter.convert(model)
    #expect(first.count < model.count)
    #expect(try NetworkImporter.convert(model) == first)
  }

  @Test(arguments: ["", "a", "not a model at all", String(repeating: "x", count: 4096)])
  func `what is no model is foreign`(text: String) {
    #expect(fault(in: Array(text.utf8)) == .foreign)
  }

  @Test func `a model that is cut off is refused, wherever it ends`() throws {
    let whole = try model("face_detection_short_range")
    for count in stride(from: 9, to: whole.count, by: 997) {
      #expect(fault(in: Array(whole.prefix(count))) != nil, "\(count) bytes")
    }
  }

  @Test func `changed bytes give a network or a reason, and never crash`() throws {
    var random = SeededRandom(seed: 7)
    let whole = try model("face_detection_short_range")
    for _ in 0..<300 {
      var changed = whole
      for _ in 0..<8 { changed[Int.random(in: 8..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
      _ = fault(in: changed)
    }
  }
}
