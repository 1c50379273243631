// SPDX-License-Identifier: Apache-2.0
// What is behind the person: how even it is, and how much brighter than the face.
//
// Goals, in order: (1) the same bits everywhere; (2) the measure of ISO/IEC 29794-5, background uniformity, as far as a person
// mask can stand in for its segmentation; (3) no allocation.

import FaceModels
import Raster
import RealMath

/// Luminance around the face, and which of it is background.
public struct Background {
  /// Linear luminance, 0 … 255, rounded, as the standard's measure takes it.
  private let luminance: UnsafeMutableBufferPointer<Float>
  /// The same, 0 … 1, not rounded.
  private let light: UnsafeMutableBufferPointer<Float>
  private let isBackground: UnsafeMutableBufferPointer<UInt8>
  private let isInner: UnsafeMutableBufferPointer<UInt8>
  private var grid = UprightGrid(eyesX: 157, eyesY: 173)

  /// The standard's crop around the face: 4.36 by 4.5 distances of the eyes, which stand 38 % from the top.
  static let width = 314
  private static let height = 324
  private static let eyeDistance: Float = 72
  static let pixelCount = width * height
  /// Pixels along which the border to the person and to the frame's edge is left out. The standard has 4; cells of the mask are
  /// coarser than its segmentation, and an edge of hair or of a shoulder would count the more, the brighter the picture is.
  private static let margin = 8
  /// Thousandths of the crop that have to be background for it to be judged.
  private static let leastShare = 50

  public static let arenaBytes =
    2 * Arena.bytes(pixelCount, of: Float.self) + 2 * Arena.bytes(pixelCount, of: UInt8.self)

  public init(arena: inout Arena) {
    luminance = arena.reserve(Background.pixelCount, of: Float.self)
    light = arena.reserve(Background.pixelCount, of: Float.self)
    isBackground = arena.reserve(Background.pixelCount, of: UInt8.self)
    isInner = arena.reserve(Background.pixelCount, of: UInt8.self)
  }

  /// Makes all that came of a picture zero.
  public func forget() {
    luminance.update(repeating: 0)
    light.update(repeating: 0)
    isBackground.update(repeating: 0)
    isInner.update(repeating: 0)
  }

  /// - Parameters:
  ///   - mask: has measured the same frame.
  ///   - patch: of the same face; lends its table of linear light.
  public mutating func fill(
    from frame: Frame, _ mask: PersonMask, _ landmarks: Landmarks, _ geometry: FaceGeometry, _ patch: FacePatch
  ) {
    grid.place(over: landmarks, geometry, eyeDistance: Background.eyeDistance)
    let (columns, rows) = (
      Float(PersonMask.side) / Float(frame.width), Float(PersonMask.side) / Float(frame.height)
    )
    for y in 0..<Background.height {
      let isInside = grid.isRowInside(frame, y, columns: Background.width)
      for x in 0..<Background.width {
        let sample =
          isInside
          ? grid.sampleInside(frame, x, y, patch.linearLevels) : grid.sample(frame, x, y, patch.linearLevels)
        let index = y * Background.width + x
        light[index] = CaptureQuality.luminance(sample)
        luminance[index] = Float(whole(light[index] * 255))
        let place = grid.framePlace(Float(x), Float(y))
        let column = max(0, min(PersonMask.side - 1, whole(place.x * columns - 0.5)))
        let row = max(0, min(PersonMask.side - 1, whole(place.y * rows - 0.5)))
        let isOther = sample[3] > 0.99 && mask.probability(row: row, column: column) < 0.5
        isBackground[index] = isOther ? 1 : 0
      }
    }
    erode()
  }

  /// Leaves only pixels whose whole surroundings are background.
  private func erode() {
    for y in 0..<Background.height {
      erodeLine(isBackground, isInner, start: y &* Background.width, step: 1, count: Background.width)
    }
    for x in 0..<Background.width {
      erodeLine(isInner, isBackground, start: x, step: Background.width, count: Background.height)
    }
  }

  /// A pixel stays where none of its neighbours along the line is something else; beyond the line's ends is nothing.
  private func erodeLine(
    _ from: UnsafeMutableBufferPointer<UInt8>, _ to: UnsafeMutableBufferPointer<UInt8>, start: Int, step: Int,
    count: Int
  ) {
    let margin = Background.margin
    // How many pixels within the margin are something else.
    var others = 0
    for index in 0..<margin { others &+= 1 &- Int(from[start &+ index &* step]) }
    for index in 0..<count {
      if index &+ margin < count { others &+= 1 &- Int(from[start &+ (index &+ margin) &* step]) }
      if index > margin { others &-= 1 &- Int(from[start &+ (index &- margin &- 1) &* step]) }
      to[start &+ index &* step] = others == 0 ? 1 : 0
    }
  }

  /// The mean gradient of what is behind the person, by Scharr's masks (29794-5, background uniformity).
  ///
  /// - Returns: levels of linear luminance, 0 … 255, weighted as the masks do; larger is busier. `.noBackground` where the
  ///   person fills the crop.
  public var unevenness: Measurement {
    var sum: Float = 0
    var count = 0
    let width = Background.width
    for y in 1..<Background.height - 1 {
      for x in 1..<width - 1 where isBackground[y * width + x] == 1 {
        let middle = y * width + x
        let (above, below) = (middle - width, middle + width)
        let across =
          (luminance[above + 1] - luminance[above - 1] + luminance[below + 1] - luminance[below - 1]) * 3
          + (luminance[middle + 1] - luminance[middle - 1]) * 10
        let down =
          (luminance[below - 1] - luminance[above - 1] + luminance[below + 1] - luminance[above + 1]) * 3
          + (luminance[below] - luminance[above]) * 10
        sum += (across * across + down * down).squareRoot()
        count += 1
      }
    }
    guard isEnough(count) else { return .notMeasurable(.noBackground) }
    return .measured(whole(sum / Float(count)))
  }

  /// How sharp the background is; nil where there is hardly any.
  ///
  /// - Parameter scales: lent for it.
  public func detail(_ scales: LightScales) -> Detail? {
    scales.fill(from: light, width: Background.width, height: Background.height)
    var sum = DetailSum()
    for y in 1..<Background.height - 1 {
      for x in 1..<Background.width - 1 where isBackground[y &* Background.width &+ x] == 1 {
        sum.add(scales, y &* Background.width &+ x, width: Background.width)
      }
    }
    return isEnough(sum.count) ? sum.detail(scales) : nil
  }

  /// Backlight: how many times brighter the background is than the face. A wall is brighter than skin without any light from
  /// behind, the more so the darker the skin is: so there is a number only where much of the background is clipped.
  ///
  /// - Parameter clippedShare: thousandths of the background that have to be white.
  /// - Returns: thousandths of a stop, ≥ 0.
  public func backlight(_ patch: FacePatch, _ landmarks: Landmarks, clippedShare: Int) -> Measurement {
    guard let cheeks = patch.cheeks(landmarks) else { return .notMeasurable(.faceOutside) }
    var (count, clipped) = (0, 0)
    var histogram = InlineArray<256, Int32>(repeating: 0)
    for pixel in 0..<Background.pixelCount where isBackground[pixel] == 1 {
      histogram[Int(luminance[pixel])] += 1
      count += 1
      // Code 250 in linear light.
      if luminance[pixel] >= 244 { clipped += 1 }
    }
    guard isEnough(count) else { return .notMeasurable(.noBackground) }
    guard clipped * 1000 >= clippedShare * count else { return .good(.backgroundNotWhite) }
    let ratio = stops(Background.median(histogram, count) / 255) - stops((cheeks.right + cheeks.left) / 2)
    return .measured(max(0, whole(ratio * 1000)))
  }

  private func isEnough(_ count: Int) -> Bool { count * 1000 >= Background.pixelCount * Background.leastShare }

  /// The middle of whole numbers 0 … 255.
  private static func median(_ histogram: borrowing InlineArray<256, Int32>, _ count: Int) -> Float {
    var seen = 0
    for level in 0..<256 {
      seen += Int(histogram[level])
      if seen * 2 >= count { return Float(level) }
    }
    return 255
  }
}
