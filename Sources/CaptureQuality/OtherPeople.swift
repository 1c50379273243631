// SPDX-License-Identifier: Apache-2.0
// Other people in the picture: parts of the person mask that do not hang together with the one who is looked at. It sees those
// whose face is turned away or cut off, whom a count of faces misses; people who touch are one part to it.

import FaceModels
import Raster

public struct OtherPeople {
  /// 1 where a cell of the mask shows a person and is not yet counted.
  private let isPerson: UnsafeMutableBufferPointer<UInt8>
  private let open: UnsafeMutableBufferPointer<UInt16>

  private static let side = PersonMask.side
  private static let cellCount = side * side

  public static let arenaBytes =
    Arena.bytes(cellCount, of: UInt8.self) + Arena.bytes(cellCount, of: UInt16.self)

  public init(arena: inout Arena) {
    isPerson = arena.reserve(OtherPeople.cellCount, of: UInt8.self)
    open = arena.reserve(OtherPeople.cellCount, of: UInt16.self)
  }

  /// Makes all that came of a picture zero.
  public func forget() {
    isPerson.update(repeating: 0)
    open.update(repeating: 0)
  }

  /// The largest part of the mask apart from the person whose face this is.
  ///
  /// - Parameter mask: has measured the same frame.
  /// - Returns: thousandths of the person's own part, rounded down. `.personUnclear` where the mask shows nobody at the face.
  public func measure(_ mask: PersonMask, _ face: FaceGeometry, in frame: Frame) -> Measurement {
    measure(face, in: frame) { row, column in mask.probability(row: row, column: column) >= 0.5 }
  }

  /// The same, of any mask.
  ///
  /// - Parameter showsPerson: row and column of a cell, 0 … 255; the cells are stretched over the frame.
  public func measure(
    _ face: FaceGeometry, in frame: Frame, showsPerson: (_ row: Int, _ column: Int) -> Bool
  ) -> Measurement {
    for row in 0..<OtherPeople.side {
      for column in 0..<OtherPeople.side {
        isPerson[row &* OtherPeople.side &+ column] = showsPerson(row, column) ? 1 : 0
      }
    }
    let own = takePerson(face, in: frame)
    guard own > 0 else { return .notMeasurable(.personUnclear) }
    var largest = 0
    for cell in 0..<OtherPeople.cellCount where isPerson[cell] == 1 { largest = max(largest, takePart(from: cell)) }
    return .measured(largest * 1000 / own)
  }

  /// How many cells hang together with the face, which are then no longer counted.
  private func takePerson(_ face: FaceGeometry, in frame: Frame) -> Int {
    let columns = OtherPeople.cells(face.left, face.right, of: frame.width)
    let rows = OtherPeople.cells(face.top, face.bottom, of: frame.height)
    var size = 0
    for row in rows {
      for column in columns where isPerson[row &* OtherPeople.side &+ column] == 1 {
        size += takePart(from: row &* OtherPeople.side &+ column)
      }
    }
    return size
  }

  /// The cells of the mask along a line of the frame, which are stretched over it.
  private static func cells(_ from: Float, _ to: Float, of length: Int) -> Range<Int> {
    let scale = Float(side) / Float(length)
    let first = Int(max(0, min(Float(side), from * scale)))
    return first..<max(first, Int(max(0, min(Float(side), to * scale))))
  }

  /// How many cells hang together with one by their sides.
  private func takePart(from cell: Int) -> Int {
    var (size, count) = (0, 0)
    func take(_ next: Int) {
      isPerson[next] = 0
      open[count] = UInt16(truncatingIfNeeded: next)
      count &+= 1
      size &+= 1
    }
    take(cell)
    while count > 0 {
      count &-= 1
      let here = Int(open[count])
      let column = here % OtherPeople.side
      if column > 0, isPerson[here &- 1] == 1 { take(here &- 1) }
      if column < OtherPeople.side - 1, isPerson[here &+ 1] == 1 { take(here &+ 1) }
      if here >= OtherPeople.side, isPerson[here &- OtherPeople.side] == 1 { take(here &- OtherPeople.side) }
      if here < OtherPeople.cellCount - OtherPeople.side, isPerson[here &+ OtherPeople.side] == 1 {
        take(here &+ OtherPeople.side)
      }
    }
    return size
  }
}
