// SPDX-License-Identifier: Apache-2.0
// The face at one size and upright, in linear light: what all measures of the face look at.
//
// Goals, in order: (1) the same bits everywhere; (2) measures that depend neither on the camera's resolution nor on how near
// the face is: the eyes are always as far apart; (3) no allocation.

import FaceModels
import Raster

public struct FacePatch {
  /// Linear light, 0 … 1, row by row. Outside the frame it is the nearest pixel of the frame's edge.
  let red: UnsafeMutableBufferPointer<Float>
  let green: UnsafeMutableBufferPointer<Float>
  let blue: UnsafeMutableBufferPointer<Float>
  let luminance: UnsafeMutableBufferPointer<Float>
  /// 1 where the frame has pixels.
  let isInside: UnsafeMutableBufferPointer<UInt8>
  /// The pixels of the region that is looked at.
  private let selected: UnsafeMutableBufferPointer<Int32>
  /// Room for sorting.
  let scratch: UnsafeMutableBufferPointer<Float>

  private let levels: UnsafeMutableBufferPointer<Float>
  private var grid = UprightGrid(eyesX: 96, eyesY: 80)

  /// Pixels of the patch.
  static let width = 192
  static let height = 208
  static let pixelCount = width * height
  private static let eyeDistance: Float = 60

  public static let arenaBytes =
    5 * Arena.bytes(pixelCount, of: Float.self) + Arena.bytes(pixelCount, of: UInt8.self)
    + Arena.bytes(pixelCount, of: Int32.self)
    + Arena.bytes(256, of: Float.self) + Arena.bytes(256, of: UInt16.self)

  public init(arena: inout Arena) {
    red = arena.reserve(FacePatch.pixelCount, of: Float.self)
    green = arena.reserve(FacePatch.pixelCount, of: Float.self)
    blue = arena.reserve(FacePatch.pixelCount, of: Float.self)
    luminance = arena.reserve(FacePatch.pixelCount, of: Float.self)
    scratch = arena.reserve(FacePatch.pixelCount, of: Float.self)
    selected = arena.reserve(FacePatch.pixelCount, of: Int32.self)
    isInside = arena.reserve(FacePatch.pixelCount, of: UInt8.self)
    levels = arena.reserve(256, of: Float.self)
    let light = LinearLight(arena: &arena)
    for code in 0..<256 { levels[code] = light.linear(UInt8(code)) }
  }

  /// Makes all that came of a picture zero.
  public func forget() {
    red.update(repeating: 0)
    green.update(repeating: 0)
    blue.update(repeating: 0)
    luminance.update(repeating: 0)
    scratch.update(repeating: 0)
    isInside.update(repeating: 0)
  }

  /// Samples the face, turned so that the eyes lie level.
  public mutating func fill(from frame: Frame, _ landmarks: Landmarks, _ geometry: FaceGeometry) {
    grid.place(over: landmarks, geometry, eyeDistance: FacePatch.eyeDistance)
    for y in 0..<FacePatch.height {
      if grid.isRowInside(frame, y, columns: FacePatch.width) {
        for x in 0..<FacePatch.width { set(x, y, grid.sampleInside(frame, x, y, levels)) }
      } else {
        for x in 0..<FacePatch.width { set(x, y, grid.sample(frame, x, y, levels)) }
      }
    }
  }

  @inline(__always)
  private func set(_ x: Int, _ y: Int, _ pixel: SIMD4<Float>) {
    let index = y &* FacePatch.width &+ x
    red[index] = pixel[0]
    green[index] = pixel[1]
    blue[index] = pixel[2]
    luminance[index] = CaptureQuality.luminance(pixel)
    isInside[index] = pixel[3] > 0.5 ? 1 : 0
  }

  /// Linear light of the sRGB codes.
  var linearLevels: UnsafeMutableBufferPointer<Float> { levels }

  /// Where a place of the frame lies in the patch.
  func place(_ landmark: SIMD3<Float>) -> SIMD2<Float> { grid.gridPlace(landmark) }

}

// MARK: - Values of a region

extension FacePatch {
  /// Puts the values of a region's pixels that lie in the frame into the scratch; returns how many they are, and how many
  /// pixels the region has.
  @inline(__always)
  func collect(_ outline: Outline, _ landmarks: Landmarks, _ value: (Int) -> Float) -> (count: Int, all: Int) {
    let (count, all) = select(outline, landmarks)
    for index in 0..<count { scratch[index] = value(Int(selected[index])) }
    return (count, all)
  }

  @inline(never)
  private func select(_ outline: Outline, _ landmarks: Landmarks) -> (count: Int, all: Int) {
    var (count, all) = (0, 0)
    FaceRegion(outline, landmarks, self).forEachPixel { pixel in
      all &+= 1
      guard isInside[pixel] == 1 else { return }
      selected[count] = Int32(truncatingIfNeeded: pixel)
      count &+= 1
    }
    return (count, all)
  }

  /// The middle value of a region; nil where less than half of it is in the frame.
  @inline(__always)
  func median(of outline: Outline, _ landmarks: Landmarks, _ value: (Int) -> Float) -> Float? {
    let (count, all) = collect(outline, landmarks, value)
    return count > 0 && count * 2 >= all ? percentile(50, count: count) : nil
  }

  /// The middle luminance of the person's right and left cheek; nil where one is not in the frame.
  func cheeks(_ landmarks: Landmarks) -> (right: Float, left: Float)? {
    guard let right = median(of: .rightCheek, landmarks, { luminance[$0] }),
      let left = median(of: .leftCheek, landmarks, { luminance[$0] })
    else { return nil }
    return (right, left)
  }

  /// The part of a region's pixels for which something holds, in thousandths, rounded down.
  @inline(__always)
  func share(of outline: Outline, _ landmarks: Landmarks, where holds: (Int) -> Bool) -> Measurement {
    var found = 0
    let (count, _) = collect(outline, landmarks) { pixel in
      if holds(pixel) { found += 1 }
      return 0
    }
    return count > 0 ? .measured(found * 1000 / count) : .notMeasurable(.faceOutside)
  }

  /// Puts a plane's values at every second pixel of every second row that lies in the frame into the scratch; returns how many.
  func collectSmooth(_ plane: UnsafeMutableBufferPointer<Float>) -> Int {
    var count = 0
    for y in stride(from: 0, to: FacePatch.height, by: 2) {
      for x in stride(from: 0, to: FacePatch.width, by: 2) where isInside[y &* FacePatch.width &+ x] == 1 {
        scratch[count] = plane[y &* FacePatch.width &+ x]
        count &+= 1
      }
    }
    return count
  }

  func percentile(_ percent: Int, count: Int) -> Float { value(atThousandths: percent * 10, count: count) }

  /// The value at a rank of the first `count` scratch values, 0 … 1000. Reorders them.
  func value(atThousandths rank: Int, count: Int) -> Float {
    let wanted = (count &- 1) &* rank / 1000
    let near = count < FacePatch.fewValues ? nil : gatherValues(near: wanted, count: count)
    return select(near?.rank ?? wanted, count: near?.count ?? count)
  }

  /// So few are sorted at once.
  private static let fewValues = 512

  /// Puts the values that may have a rank to the beginning, without comparing each with many others: they are counted in 256
  /// steps from the least to the greatest, and the rank lies in one of the steps.
  ///
  /// - Returns: how many they are, and the rank among them; nil where all are the same, or too far apart for steps.
  @inline(never)
  private func gatherValues(near wanted: Int, count: Int) -> (rank: Int, count: Int)? {
    let (least, greatest) = range(of: count)
    let scale = 255 / (greatest - least)
    guard scale > 0, scale < 1e30 else { return nil }
    // Adding 2²³ leaves the nearest whole number in the last bits; a greater value never has a lower step.
    func step(_ value: Float) -> Int { Int(((value - least) * scale + 8_388_608).bitPattern & 255) }
    var counts = InlineArray<256, UInt16>(repeating: 0)
    for index in 0..<count { counts[step(scratch[index])] &+= 1 }
    var (below, wantedStep) = (0, 0)
    while below &+ Int(counts[wantedStep]) <= wanted {
      below &+= Int(counts[wantedStep])
      wantedStep &+= 1
    }
    var gathered = 0
    for index in 0..<count where step(scratch[index]) == wantedStep {
      scratch.swapAt(index, gathered)
      gathered &+= 1
    }
    return (wanted &- below, gathered)
  }

  /// The least and the greatest of the first `count` scratch values, which are at least four.
  private func range(of count: Int) -> (least: Float, greatest: Float) {
    let values = UnsafeRawPointer(scratch.baseAddress!)
    func four(_ place: Int) -> SIMD4<Float> { values.loadUnaligned(fromByteOffset: place &* 4, as: SIMD4<Float>.self) }
    var (least, greatest) = (four(0), four(0))
    var place = 4
    while place < count {
      // The last four reach back over values that were seen already.
      let next = four(min(place, count &- 4))
      least = least.replacing(with: next, where: next .< least)
      greatest = greatest.replacing(with: next, where: next .> greatest)
      place &+= 4
    }
    return (
      min(min(least[0], least[1]), min(least[2], least[3])),
      max(max(greatest[0], greatest[1]), max(greatest[2], greatest[3]))
    )
  }

  /// The value at a position of the first `count` in their order. Reorders them.
  @inline(never)
  private func select(_ wanted: Int, count: Int) -> Float {
    var (low, high) = (0, count - 1)
    // Hoare's selection; the pivot is always the middle one, so that the order of steps is the same everywhere.
    while low < high {
      let pivot = scratch[(low + high) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while scratch[left] < pivot { left += 1 }
        while scratch[right] > pivot { right -= 1 }
        if left <= right {
          scratch.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if wanted <= right {
        high = right
      } else if wanted >= left {
        low = left
      } else {
        break
      }
    }
    return scratch[wanted]
  }
}
