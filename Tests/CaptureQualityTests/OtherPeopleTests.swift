// SPDX-License-Identifier: Apache-2.0
// Other people on drawn masks, whose answer can be counted.

import CaptureQuality
import FaceModels
import Raster
import TestSupport
import Testing

/// Foundation has another one.
private typealias Measurement = CaptureQuality.Measurement

@Suite struct OtherPeopleTests {
  /// Columns and rows of the mask, and whether they are shown.
  private struct Part {
    let columns: Range<Int>
    let rows: Range<Int>
  }

  /// The reader in the middle: 100 × 200 cells.
  private let reader = Part(columns: 80..<180, rows: 56..<256)

  private func measure(_ parts: [Part], width: Int = 512, height: Int = 512) throws -> Measurement {
    var arena = Arena(byteCount: OtherPeople.arenaBytes)
    let others = OtherPeople(arena: &arena)
    // A face in the upper half of the reader; all landmarks but three are its middle.
    var places = [SIMD3<Float>](
      repeating: SIMD3(Float(width) / 2, Float(height) * 0.35, 0), count: Landmarks.count)
    places[33].x -= Float(width) / 20
    places[263].x += Float(width) / 20
    places[152].y += Float(height) / 10
    return try places.withUnsafeBufferPointer { places in
      let geometry = FaceGeometry(Landmarks(places))
      return try TestFrame.flat(0, width, height).withFrame { frame in
        others.measure(geometry, in: frame) { row, column in
          parts.contains { $0.columns.contains(column) && $0.rows.contains(row) }
        }
      }
    }
  }

  @Test func `alone in the picture there is nobody else`() throws {
    #expect(try measure([reader]) == .measured(0))
  }

  @Test(arguments: [(512, 512), (640, 480), (300, 900)] as [(Int, Int)])
  func `a part apart from the reader is told by its size beside the reader's`(width: Int, height: Int) throws {
    let other = Part(columns: 200..<250, rows: 156..<256)
    #expect(try measure([reader, other], width: width, height: height) == .measured(250))
  }

  @Test func `of several parts the largest counts, at every edge of the mask`() throws {
    let corners = [
      Part(columns: 0..<10, rows: 0..<10), Part(columns: 246..<256, rows: 0..<20), Part(columns: 0..<10, rows: 236..<256),
      Part(columns: 226..<256, rows: 246..<256),
    ]
    #expect(try measure([reader] + corners) == .measured(15))
    // Rows do not go on in the next one: the last column and the first are no neighbours.
    let sides = [Part(columns: 255..<256, rows: 0..<200), Part(columns: 0..<1, rows: 0..<200)]
    #expect(try measure([reader] + sides) == .measured(10))
  }

  @Test func `who touches the reader is one part with the reader, but not by a corner`() throws {
    #expect(try measure([reader, Part(columns: 180..<256, rows: 100..<256)]) == .measured(0))
    #expect(try measure([reader, Part(columns: 180..<230, rows: 16..<56)]) == .measured(100))
  }

  @Test func `where the mask shows nobody at the face, nothing can be told`() throws {
    #expect(try measure([]) == .notMeasurable(.personUnclear))
    #expect(try measure([Part(columns: 0..<20, rows: 0..<256)]) == .notMeasurable(.personUnclear))
  }

  @Test func `a mask full of people is one person, and nothing is kept from the mask before`() throws {
    #expect(try measure([Part(columns: 0..<256, rows: 0..<256)]) == .measured(0))
  }
}
