// SPDX-License-Identifier: Apache-2.0
// The promise "one core" for details and retries: the same text gives the same report, byte for byte.

import Foundation
import TestSupport
import Testing
import Verification

@Suite struct DetailParityTests {
  private func requireSameReports(_ function: String, _ texts: [[UInt8]]) throws {
    var session = IdentitySession()
    let native = texts.map { bytes in
      let report = [UInt8](unsafeUninitializedCapacity: IdentityReport.maximumBytes) { buffer, count in
        count = bytes.withUnsafeBufferPointer { text in
          function == "check_retry" ? RetryLog.check(text, into: buffer) : session.check(text, into: buffer)
        }
      }
      return String(decoding: report, as: UTF8.self)
    }
    let module = try ModuleInNode.reports(of: texts.map { (function, $0) })
    try #require(module.count == texts.count)
    for (text, (native, module)) in zip(texts, zip(native, module)) {
      #expect(native == module, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  private func corpus(_ name: String) throws -> [[UInt8]] {
    let folder = Places.root.appending(path: "Tests/Fuzzing/Corpus/\(name)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try #require(!files.isEmpty)
    return try files.map { try [UInt8](Data(contentsOf: folder.appending(path: $0))) }
  }

  /// Some bytes of a text changed, left out or doubled.
  private func spoilt(_ text: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...4, using: &random) where !text.isEmpty {
      let place = text.indices.randomElement(using: &random)!
      switch Int.random(in: 0..<3, using: &random) {
      case 0: text[place] = UInt8.random(in: 0...255, using: &random)
      case 1: text.remove(at: place)
      default: text.insert(text[place], at: place)
      }
    }
    return text
  }

  @Test func `zones give the same bytes, whole and spoilt`() throws {
    var random = SeededRandom(seed: 9303)
    let zones = try corpus("mrz")
    let all = zones + (0..<400).map { _ in spoilt(zones.randomElement(using: &random)!, &random) }
    try requireSameReports("check_identity", all.map { Array("today: 2026-11-25\nasked: passport\nmrz:\n".utf8) + $0 })
  }

  @Test func `pairs of names give the same bytes, whole and spoilt`() throws {
    var random = SeededRandom(seed: 50)
    let keys = ["account-given: ", "account-family: ", "document-given: ", "document-family: "].map { Array($0.utf8) }
    let pairs = try corpus("names").map { text -> [[UInt8]] in
      text.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    }
    func request(_ fields: [[UInt8]]) -> [UInt8] {
      Array("today: 2026-11-25\n".utf8) + zip(keys, fields).flatMap { $0 + $1.filter { $0 != 10 } + [10] }
    }
    let spoiltPairs = (0..<400).map { _ in pairs.randomElement(using: &random)!.map { spoilt($0, &random) } }
    try requireSameReports("check_identity", (pairs + spoiltPairs).map(request))
  }

  @Test func `requests and logs give the same bytes, whole and spoilt`() throws {
    var random = SeededRandom(seed: 24)
    let texts = try corpus("details")
    let all = texts + (0..<400).map { _ in spoilt(texts.randomElement(using: &random)!, &random) }
    try requireSameReports("check_identity", all)
    try requireSameReports("check_retry", all)
  }
}
