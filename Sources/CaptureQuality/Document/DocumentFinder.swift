// SPDX-License-Identifier: Apache-2.0
// Where a document lies in a frame: four straight edges, each a line fitted to what stands out from the ground.
//
// Goals, in order: (1) the same bits everywhere; (2) edges, not corners: the corners of a card are round, and a fitted line does
// not see them; (3) no allocation. Nothing is read from the document.
//
// What the frame's rim shows most is the ground. What differs from it and lies in the middle is the document; the outermost
// pixels of it make its four sides.

import Raster

public struct DocumentFinder {
  /// The frame, reduced: sRGB codes, row by row.
  private let red: UnsafeMutableBufferPointer<UInt8>
  private let green: UnsafeMutableBufferPointer<UInt8>
  private let blue: UnsafeMutableBufferPointer<UInt8>
  private let kinds: UnsafeMutableBufferPointer<UInt8>
  /// Cells whose neighbours were not looked at yet.
  private let waiting: UnsafeMutableBufferPointer<Int32>
  private let sidePoints: UnsafeMutableBufferPointer<SIMD2<Float>>
  private var columns = 0
  private var rows = 0

  /// Cells along the longer side of the frame.
  private static let side = 320
  private static let cellCount = side * side
  /// Parts of the rim's width, of a side.
  private static let rim = 40
  /// Less than this difference of codes from the ground may be its own grain.
  private static let leastDifference = 28
  /// A document covers more thousandths of the frame.
  private static let leastShare = 150
  /// The part of an edge beside each corner that is left out: more than the rounding of a card.
  private static let cornerShare: Float = 0.1

  private enum Kind {
    static let ground: UInt8 = 0
    static let other: UInt8 = 1
    static let seen: UInt8 = 2
    static let document: UInt8 = 3
  }

  public static let arenaBytes =
    4 * Arena.bytes(cellCount, of: UInt8.self) + Arena.bytes(cellCount, of: Int32.self)
    + Arena.bytes(side, of: SIMD2<Float>.self)

  public init(arena: inout Arena) {
    red = arena.reserve(DocumentFinder.cellCount, of: UInt8.self)
    green = arena.reserve(DocumentFinder.cellCount, of: UInt8.self)
    blue = arena.reserve(DocumentFinder.cellCount, of: UInt8.self)
    kinds = arena.reserve(DocumentFinder.cellCount, of: UInt8.self)
    waiting = arena.reserve(DocumentFinder.cellCount, of: Int32.self)
    sidePoints = arena.reserve(DocumentFinder.side, of: SIMD2<Float>.self)
  }

  /// Makes all that came of a picture zero.
  public func forget() {
    red.update(repeating: 0)
    green.update(repeating: 0)
    blue.update(repeating: 0)
    kinds.update(repeating: 0)
  }

  /// What was found: how many of the four edges, and the outline where all were.
  public struct Finding {
    public let edgeCount: Int
    public let outline: DocumentOutline?
  }

  /// Looks for a document.
  public mutating func find(in frame: Frame) -> Finding {
    reduce(frame)
    separate()
    guard let box = markDocument() else { return Finding(edgeCount: 0, outline: nil) }
    // Roughly first, in the middle of each side of the box; then between the corners that this gives.
    let rough = Edges(
      top: edge(across: true, box, fromStart: true), bottom: edge(across: true, box, fromStart: false),
      left: edge(across: false, box, fromStart: true), right: edge(across: false, box, fromStart: false))
    guard let corners = rough.corners else { return Finding(edgeCount: rough.count, outline: nil) }
    func fine(_ across: Bool, _ fromStart: Bool, _ a: SIMD2<Float>, _ b: SIMD2<Float>) -> EdgeLine? {
      edge(across: across, box, fromStart: fromStart, between: across ? (a.x, b.x) : (a.y, b.y))
    }
    let edges = Edges(
      top: fine(true, true, corners.topLeft, corners.topRight),
      bottom: fine(true, false, corners.bottomLeft, corners.bottomRight),
      left: fine(false, true, corners.topLeft, corners.bottomLeft),
      right: fine(false, false, corners.topRight, corners.bottomRight))
    let scale = SIMD2(Float(frame.width) / Float(columns), Float(frame.height) / Float(rows))
    return Finding(edgeCount: edges.count, outline: edges.corners?.scaled(by: scale))
  }

  /// The lines along the four sides, as far as they were found.
  private struct Edges {
    let top: EdgeLine?
    let bottom: EdgeLine?
    let left: EdgeLine?
    let right: EdgeLine?

    var count: Int {
      (top == nil ? 0 : 1) + (bottom == nil ? 0 : 1) + (left == nil ? 0 : 1) + (right == nil ? 0 : 1)
    }

    /// Where they meet, in cells.
    var corners: DocumentOutline? {
      guard let top, let bottom, let left, let right else { return nil }
      return DocumentOutline(
        topLeft: top.crossing(left), topRight: top.crossing(right), bottomRight: bottom.crossing(right),
        bottomLeft: bottom.crossing(left))
    }
  }
}

// MARK: - Ground and document

extension DocumentFinder {
  /// The mean of the frame's pixels in each cell.
  private mutating func reduce(_ frame: Frame) {
    let longer = max(frame.width, frame.height)
    let side = min(longer, DocumentFinder.side)
    columns = max(1, frame.width * side / longer)
    rows = max(1, frame.height * side / longer)
    for row in 0..<rows {
      let (top, bottom) = DocumentFinder.span(row, rows, frame.height)
      for column in 0..<columns {
        let (left, right) = DocumentFinder.span(column, columns, frame.width)
        var sum = SIMD3<UInt32>.zero
        for y in top..<bottom {
          for x in left..<right {
            let pixel = frame.rgba + (y &* frame.width &+ x) &* 4
            sum = sum &+ SIMD3(UInt32(pixel[0]), UInt32(pixel[1]), UInt32(pixel[2]))
          }
        }
        let count = UInt32((bottom - top) * (right - left))
        let cell = row * columns + column
        red[cell] = UInt8(sum[0] / count)
        green[cell] = UInt8(sum[1] / count)
        blue[cell] = UInt8(sum[2] / count)
      }
    }
  }

  private static func span(_ index: Int, _ count: Int, _ length: Int) -> (Int, Int) {
    let start = index * length / count
    return (start, max(start + 1, (index + 1) * length / count))
  }

  /// Tells what stands out from what the rim shows most.
  private func separate() {
    let ground = (rimMedian { red[$0] }, rimMedian { green[$0] }, rimMedian { blue[$0] })
    func difference(_ cell: Int) -> UInt8 {
      func apart(_ a: UInt8, _ b: UInt8) -> UInt8 { a > b ? a - b : b - a }
      return max(apart(red[cell], ground.0), max(apart(green[cell], ground.1), apart(blue[cell], ground.2)))
    }
    let grain = Int(rimMedian(difference))
    let least = UInt8(min(255, DocumentFinder.leastDifference + 3 * grain))
    for cell in 0..<rows * columns { kinds[cell] = difference(cell) > least ? Kind.other : Kind.ground }
  }

  /// The middle of a value over the cells of the rim.
  private func rimMedian(_ value: (Int) -> UInt8) -> UInt8 {
    var histogram = InlineArray<256, Int32>(repeating: 0)
    var count = 0
    let (across, down) = (max(1, columns / DocumentFinder.rim), max(1, rows / DocumentFinder.rim))
    for row in 0..<rows {
      let isRim = row < down || row >= rows - down
      for column in 0..<columns where isRim || column < across || column >= columns - across {
        histogram[Int(value(row * columns + column))] += 1
        count += 1
      }
    }
    var seen = 0
    for level in 0..<256 {
      seen += Int(histogram[level])
      if seen * 2 >= count { return UInt8(level) }
    }
    return 255
  }

  /// The smallest box around the document's cells; the ends are the first cells behind it.
  struct Box {
    var left = Int.max
    var top = Int.max
    var right = 0
    var bottom = 0
  }

  /// Marks the largest connected part that reaches into the middle of the frame.
  private func markDocument() -> Box? {
    var (best, size) = (0, 0)
    for row in rows / 3..<max(rows / 3 + 1, rows - rows / 3) {
      for column in columns / 3..<max(columns / 3 + 1, columns - columns / 3)
      where kinds[row * columns + column] == Kind.other {
        let (count, _) = spread(from: row * columns + column, Kind.other, as: Kind.seen)
        if count > size { (best, size) = (row * columns + column, count) }
      }
    }
    guard size * 1000 >= DocumentFinder.leastShare * rows * columns else { return nil }
    return spread(from: best, Kind.seen, as: Kind.document).box
  }

  /// Marks all cells of a kind that hang together.
  private func spread(from start: Int, _ kind: UInt8, as mark: UInt8) -> (count: Int, box: Box) {
    var box = Box()
    var (count, left) = (0, 1)
    kinds[start] = mark
    waiting[0] = Int32(start)
    while left > 0 {
      left -= 1
      let cell = Int(waiting[left])
      let (row, column) = (cell / columns, cell % columns)
      count += 1
      box.left = min(box.left, column)
      box.right = max(box.right, column + 1)
      box.top = min(box.top, row)
      box.bottom = max(box.bottom, row + 1)
      func visit(_ next: Int) {
        guard kinds[next] == kind else { return }
        kinds[next] = mark
        waiting[left] = Int32(next)
        left += 1
      }
      if column > 0 { visit(cell - 1) }
      if column + 1 < columns { visit(cell + 1) }
      if row > 0 { visit(cell - columns) }
      if row + 1 < rows { visit(cell + columns) }
    }
    return (count, box)
  }
}

// MARK: - Edges

extension DocumentFinder {
  /// The line along one side of the document; nil where its outermost cells do not lie on one.
  ///
  /// - Parameters:
  ///   - across: the top or the bottom edge; otherwise the left or the right one.
  ///   - fromStart: the top or the left one.
  ///   - corners: where the edge begins and ends along its own direction; nil where that is not known yet.
  private func edge(
    across: Bool, _ box: Box, fromStart: Bool, between corners: (start: Float, end: Float)? = nil
  ) -> EdgeLine? {
    var (first, last) = across ? (box.left, box.right) : (box.top, box.bottom)
    let (near, far) = across ? (box.top, box.bottom) : (box.left, box.right)
    if let corners {
      // Near a corner is its rounding.
      let inset = (corners.end - corners.start) * DocumentFinder.cornerShare
      guard inset > 0 else { return nil }
      first = max(first, Int(max(0, corners.start + inset)))
      last = min(last, Int(max(0, corners.end - inset)))
    } else {
      let quarter = (last - first) / 4
      (first, last) = (first + quarter, last - quarter)
    }
    guard first < last else { return nil }
    var count = 0
    for along in first..<last {
      var place = fromStart ? near : far - 1
      while place >= near, place < far,
        kinds[across ? place * columns + along : along * columns + place] != Kind.document
      {
        place += fromStart ? 1 : -1
      }
      guard place >= near, place < far else { continue }
      sidePoints[count] = SIMD2(Float(along) + 0.5, Float(fromStart ? place : place + 1))
      count += 1
    }
    return EdgeLine(
      UnsafeBufferPointer(rebasing: sidePoints[..<count]), isAcross: across, leastShare: corners == nil ? 450 : 850)
  }
}

/// A straight edge: `offset + slope × along`, along x for an edge across the frame, along y for one down it. In cells.
struct EdgeLine {
  let offset: Float
  let slope: Float
  let isAcross: Bool

  /// Points of the line lie within so many cells of it.
  private static let nearness: Float = 1.5

  /// Takes the line through two of the points that most others are near, and fits it by least squares to those.
  ///
  /// - Parameter leastShare: thousandths of the points that have to be on the line.
  /// - Returns: nil where too few points lie on one.
  init?(_ points: UnsafeBufferPointer<SIMD2<Float>>, isAcross: Bool, leastShare: Int) {
    guard points.count >= 8 else { return nil }
    let apart = points.count / 3
    var (offset, slope, most) = (Float(0), Float(0), 0)
    for first in stride(from: 0, to: points.count - apart, by: max(1, points.count / 32)) {
      let way = points[first + apart] - points[first]
      guard way.x > 0 else { continue }
      let through = points[first].y - way.y / way.x * points[first].x
      let near = EdgeLine.count(points, through, way.y / way.x, within: 2 * EdgeLine.nearness)
      if near > most { (offset, slope, most) = (through, way.y / way.x, near) }
    }
    for _ in 0..<3 {
      var sums = SIMD4<Float>.zero
      var number = Float(0)
      for point in points where EdgeLine.isNear(point, offset, slope, within: 2 * EdgeLine.nearness) {
        sums += SIMD4(point.x, point.y, point.x * point.x, point.x * point.y)
        number += 1
      }
      let spread = number * sums[2] - sums[0] * sums[0]
      guard number >= 8, spread > 0 else { return nil }
      slope = (number * sums[3] - sums[0] * sums[1]) / spread
      offset = (sums[1] - slope * sums[0]) / number
    }
    let count = EdgeLine.count(points, offset, slope, within: EdgeLine.nearness)
    guard count * 1000 >= leastShare * points.count, slope < 0.6, slope > -0.6 else { return nil }
    (self.offset, self.slope, self.isAcross) = (offset, slope, isAcross)
  }

  private static func count(
    _ points: UnsafeBufferPointer<SIMD2<Float>>, _ offset: Float, _ slope: Float, within reach: Float
  ) -> Int {
    var count = 0
    for point in points where isNear(point, offset, slope, within: reach) { count += 1 }
    return count
  }

  private static func isNear(_ point: SIMD2<Float>, _ offset: Float, _ slope: Float, within reach: Float) -> Bool {
    let distance = point.y - (offset + slope * point.x)
    return distance <= reach && distance >= -reach
  }

  /// Where an edge across the frame meets one down it.
  func crossing(_ other: EdgeLine) -> SIMD2<Float> {
    let x = (other.offset + other.slope * offset) / (1 - other.slope * slope)
    return SIMD2(x, offset + slope * x)
  }
}
