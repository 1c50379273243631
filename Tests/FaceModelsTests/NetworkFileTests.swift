// SPDX-License-Identifier: Apache-2.0

import FaceModels
import Foundation
import TestSupport
import Testing

@Suite struct NetworkFileTests {
  private func fault(in bytes: [UInt8]) -> NetworkFault? {
    bytes.withUnsafeBufferPointer { buffer in
      do throws(NetworkFault) {
        _ = try NetworkFile(buffer)
        return nil
      } catch {
        return error
      }
    }
  }

  /// A network of one layer: 4 × 4 × 3 → 2 × 2 × 8 by a window of 3 × 3.
  private func small(
    planes: [[UInt16]] = [[4, 4, 3, 0], [2, 2, 8, 0]],
    layer: [UInt8] = [1, 1, 3, 2, 0, 0, 1, 0, 255, 255, 255, 255, 0, 0, 0, 0], more: [[UInt8]] = [], output: UInt16 = 1,
    weights: Int = 224
  ) -> [UInt8] {
    var bytes = Array("GLNN".utf8)
    func put(_ value: UInt16) { bytes += [UInt8(truncatingIfNeeded: value), UInt8(value >> 8)] }
    [1, UInt16(planes.count), UInt16(1 + more.count), 1, UInt16(weights), 0].forEach(put)
    planes.joined().forEach(put)
    bytes += layer + more.joined()
    put(output)
    return bytes + [UInt8](repeating: 0, count: weights * 2)
  }

  @Test func `a whole file is accepted`() {
    #expect(fault(in: small()) == nil)
  }

  @Test func `a file that is cut off anywhere is refused`() {
    let whole = small()
    for count in 0..<whole.count { #expect(fault(in: Array(whole.prefix(count))) != nil, "\(count) bytes") }
    #expect(fault(in: Array(whole.prefix(100))) == .truncated(expected: whole.count, found: 100))
  }

  @Test func `bytes behind the end are refused`() {
    #expect(fault(in: small() + [0]) == .tooLong(expected: small().count, found: small().count + 1))
  }

  @Test func `another kind of file is foreign`() {
    #expect(fault(in: Array("a letter of more than sixteen bytes".utf8)) == .foreign)
  }

  @Test func `another version is told`() {
    var bytes = small()
    bytes[4] = 2
    #expect(fault(in: bytes) == .otherVersion(2))
  }

  @Test(arguments: [[0, 4, 3, 0], [4, 0, 3, 0], [4, 4, 0, 0], [4, 4, 2049, 0]])
  func `a plane has sides between 1 and 2048`(plane: [UInt16]) {
    #expect(fault(in: small(planes: [plane, [2, 2, 8, 0]])) == .badPlane(0))
  }

  @Test func `planes that ask for more memory than any network needs are refused`() {
    #expect(fault(in: small(planes: [[2048, 2048, 3, 0], [2048, 2048, 2048, 0]])) == .tooLarge)
  }

  @Test(arguments: [
    ("an unknown kind", 0, 99), ("an unknown activation", 1, 9), ("a window of 2", 2, 2), ("a stride of 3", 3, 3),
    ("no stride", 3, 0), ("an input that is no plane", 4, 7), ("an output that is no plane", 6, 7),
    ("an output that is the input", 6, 0), ("an added plane that is none", 8, 7), ("a gate where none belongs", 10, 1),
    ("a wrong flag", 12, 2), ("pooling of nothing", 12, 1), ("a reserved byte", 13, 1), ("a mean that is no pixel", 0, 5),
  ])
  func `a layer that does not fit its planes is refused`(what: String, byte: Int, value: UInt8) {
    var layer: [UInt8] = [1, 1, 3, 2, 0, 0, 1, 0, 255, 255, 255, 255, 0, 0, 0, 0]
    layer[byte] = value
    if byte >= 4, byte <= 10 { layer[byte + 1] = 0 }
    #expect(fault(in: small(layer: layer)) == .badLayer(0), "\(what)")
  }

  @Test func `the input is no output`() {
    #expect(fault(in: small(output: 0)) == .badOutput(0))
    #expect(fault(in: small(output: 2)) == .badOutput(0))
  }

  @Test func `what a transposed layer makes is an end: no layer reads it`() {
    let planes: [[UInt16]] = [[4, 4, 3, 0], [2, 2, 8, 0], [4, 4, 1, 0], [4, 4, 8, 0]]
    let transposed: [UInt8] = [8, 4, 1, 1, 1, 0, 2, 0, 255, 255, 255, 255, 0, 0, 0, 0]
    let reader: [UInt8] = [1, 0, 1, 1, 2, 0, 3, 0, 255, 255, 255, 255, 0, 0, 0, 0]
    #expect(fault(in: small(planes: planes, more: [transposed], output: 2, weights: 257)) == nil)
    #expect(fault(in: small(planes: planes, more: [transposed, reader], output: 3, weights: 273)) == .badLayer(2))
  }

  @Test func `too few and too many weights are refused`() {
    #expect(fault(in: small(weights: 223)) == .badWeights(expected: 224, found: 223))
    #expect(fault(in: small(weights: 225)) == .badWeights(expected: 224, found: 225))
  }

  @Test func `changed bytes are refused or run, and never crash`() throws {
    var random = SeededRandom(seed: 1)
    let whole = try TestNetwork.detector.file()
    // All that is not weights: the file says where they begin, and no change of a weight can do harm.
    let head = whole.count - 2 * 101_390
    for _ in 0..<400 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        changed[Int.random(in: 0..<head, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard fault(in: changed) == nil else { continue }
      let running = try RunningNetwork(changed)
      #expect(running.outputCount > 0)
    }
  }
}
