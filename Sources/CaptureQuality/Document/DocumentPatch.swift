// SPDX-License-Identifier: Apache-2.0
// The document laid flat: whether its text is sharp, and how much of it glare covers. It is looked at as light and dark; nothing
// is read or kept.
//
// Goals, in order: (1) the same bits everywhere; (2) white that belongs to the document is not glare: glare fades at its
// border, print does not; (3) no allocation.

import Raster

public struct DocumentPatch {
  /// Mean of the channels, sRGB codes 0 … 255, row by row.
  private let level: UnsafeMutableBufferPointer<Float>
  /// 1 where the pixel is white and as bright as can be recorded.
  private let white: UnsafeMutableBufferPointer<UInt8>
  private let inner: UnsafeMutableBufferPointer<UInt8>
  private let waiting: UnsafeMutableBufferPointer<Int32>
  /// Of fine detail, in parts of rows.
  private let partEnergies: UnsafeMutableBufferPointer<Float>
  private var width = 0
  private var height = 0

  /// Pixels along a document's longer side: ten a millimetre of a card.
  private static let longest = 856
  private static let highest = 616
  private static let pixelCount = longest * highest
  /// Parts of a row.
  private static let parts = 8
  /// Blobs of white that are narrower than twice as much are print.
  private static let reach = 3

  public static let arenaBytes =
    Arena.bytes(pixelCount, of: Float.self) + 2 * Arena.bytes(pixelCount, of: UInt8.self)
    + Arena.bytes(pixelCount, of: Int32.self) + Arena.bytes(highest * parts, of: Float.self)

  public init(arena: inout Arena) {
    level = arena.reserve(DocumentPatch.pixelCount, of: Float.self)
    white = arena.reserve(DocumentPatch.pixelCount, of: UInt8.self)
    inner = arena.reserve(DocumentPatch.pixelCount, of: UInt8.self)
    waiting = arena.reserve(DocumentPatch.pixelCount, of: Int32.self)
    partEnergies = arena.reserve(DocumentPatch.highest * DocumentPatch.parts, of: Float.self)
  }

  /// Makes all that came of a picture zero.
  public func forget() {
    level.update(repeating: 0)
    white.update(repeating: 0)
    inner.update(repeating: 0)
    partEnergies.update(repeating: 0)
  }

  /// Lays the document flat, its longer side across; never larger than it is shown.
  ///
  /// - Parameter brightest: the sRGB code from which a channel is as bright as can be recorded.
  public mutating func fill(from frame: Frame, _ outline: DocumentOutline, brightest: UInt8) {
    width = max(16, min(DocumentPatch.longest, Int(outline.longSide)))
    height = max(8, min(DocumentPatch.highest, Int(Float(width) / outline.format.proportion)))
    let (start, across, down, end) =
      outline.isUpended
      ? (outline.bottomLeft, outline.topLeft, outline.bottomRight, outline.topRight)
      : (outline.topLeft, outline.topRight, outline.bottomLeft, outline.bottomRight)
    // As many samples a pixel and direction as it has pixels of the frame.
    let samples = max(1, min(4, Int(outline.longSide / Float(width) + 0.5)))
    let step = 1 / Float(samples)
    for y in 0..<height {
      for x in 0..<width {
        var sum = SIMD3<Float>.zero
        for row in 0..<samples {
          let v = (Float(y) + (Float(row) + 0.5) * step) / Float(height)
          for column in 0..<samples {
            let u = (Float(x) + (Float(column) + 0.5) * step) / Float(width)
            let near = start + (across - start) * u
            let far = down + (end - down) * u
            sum += DocumentPatch.blended(frame, near + (far - near) * v)
          }
        }
        let colour = sum / Float(samples * samples)
        let most = max(colour[0], max(colour[1], colour[2]))
        let least = min(colour[0], min(colour[1], colour[2]))
        level[y * width + x] = (colour[0] + colour[1] + colour[2]) / 3
        white[y * width + x] = most >= Float(brightest) && most - least < 30 ? 1 : 0
      }
    }
  }

  /// - Parameter place: in pixels from the frame's corner; the centre of the first pixel is at ½.
  private static func blended(_ frame: Frame, _ place: SIMD2<Float>) -> SIMD3<Float> {
    let x = max(0, min(Float(frame.width - 1), place.x - 0.5))
    let y = max(0, min(Float(frame.height - 1), place.y - 0.5))
    let (left, top) = (Int(x), Int(y))
    let (right, down) = (x - Float(left), y - Float(top))
    let (nextX, nextY) = (min(left + 1, frame.width - 1), min(top + 1, frame.height - 1))
    let upper = pixel(frame, left, top) * (1 - right) + pixel(frame, nextX, top) * right
    let lower = pixel(frame, left, nextY) * (1 - right) + pixel(frame, nextX, nextY) * right
    return upper * (1 - down) + lower * down
  }

  private static func pixel(_ frame: Frame, _ x: Int, _ y: Int) -> SIMD3<Float> {
    let place = frame.rgba + (y * frame.width + x) * 4
    return SIMD3(Float(place[0]), Float(place[1]), Float(place[2]))
  }
}

// MARK: - Sharpness

extension DocumentPatch {
  /// Codes by which the level changes along a row of text, on average over three pixels.
  private static let leastPrint: Float = 5
  /// Rows of text that there have to be, thousandths.
  private static let leastTextRows = 20

  /// Fine detail along the rows with text, beside detail three times as coarse. A blurred edge bends nine times as much over
  /// three pixels as over one. What the plainest parts of the document have of both is noise, and taken off.
  ///
  /// - Returns: thousandths, from about 110 for what is wholly blurred to 1000 and more. `.noText` where hardly any row has print.
  public var textSharpness: Measurement {
    guard width > 64, height > 16 else { return .notMeasurable(.noText) }
    let (first, last) = (width / 20 + 3, width - width / 20 - 3)
    let length = (last - first) / DocumentPatch.parts
    var (fine, coarse) = (Float(0), Float(0))
    var (textRows, partCount) = (0, 0)
    for y in height / 20 + 1..<height - height / 20 - 1 {
      var (rowFine, rowCoarse, change) = (Float(0), Float(0), Float(0))
      for part in 0..<DocumentPatch.parts {
        let sums = bends(y, first + part * length, length)
        partEnergies[partCount] = sums[0] / Float(length)
        partCount += 1
        rowFine += sums[0]
        rowCoarse += sums[1]
        change += sums[2]
      }
      guard change >= DocumentPatch.leastPrint * Float(length * DocumentPatch.parts) else { continue }
      textRows += 1
      fine += rowFine
      coarse += rowCoarse
    }
    let noise = plainest(partCount) * Float(textRows * length * DocumentPatch.parts)
    guard textRows * 1000 >= DocumentPatch.leastTextRows * height, coarse > noise else {
      return .notMeasurable(.noText)
    }
    return .measured(thousandths((max(0, fine - noise) / (coarse - noise)).squareRoot()))
  }

  /// Sums over a part of a row: squares of the second differences over one pixel and over three, and the change over six.
  private func bends(_ y: Int, _ start: Int, _ length: Int) -> SIMD4<Float> {
    var sums = SIMD4<Float>.zero
    for x in start..<start + length {
      let middle = 2 * smooth(x, y)
      let near = middle - smooth(x - 1, y) - smooth(x + 1, y)
      let (before, behind) = (smooth(x - 3, y), smooth(x + 3, y))
      let wide = middle - before - behind
      sums += SIMD4(near * near, wide * wide, behind > before ? behind - before : before - behind, 0)
    }
    return sums
  }

  /// The mean energy of the parts that have little of it.
  private func plainest(_ count: Int) -> Float {
    var least = Float.infinity
    for part in 0..<count { least = min(least, partEnergies[part]) }
    var (sum, number) = (Float(0), Float(0))
    for part in 0..<count where partEnergies[part] <= 4 * least {
      sum += partEnergies[part]
      number += 1
    }
    return sum / max(1, number)
  }

  /// The mean of three pixels, one over the other: noise goes, upright strokes stay.
  @inline(__always)
  private func smooth(_ x: Int, _ y: Int) -> Float {
    let place = y &* width &+ x
    return (level[place &- width] + level[place] + level[place &+ width]) * (1.0 / 3)
  }
}

// MARK: - Glare

extension DocumentPatch {
  /// Codes that glare still has beside its border; print has less.
  private static let fading: Float = 170
  /// Codes by which glare gets darker over seven pixels behind its border.
  private static let leastFall: Float = 4
  /// Pixels of a border along which that has to be so.
  private static let leastBorder = 24

  /// The part of the document that glare covers: blobs of clipped white whose border fades.
  ///
  /// - Returns: thousandths.
  public var glare: Measurement {
    let reach = DocumentPatch.reach
    for y in 0..<height {
      for x in 0..<width { inner[y * width + x] = isInner(x, y) ? 1 : 0 }
    }
    var covered = 0
    for start in 0..<width * height where inner[start] == 1 {
      let blob = spread(from: start)
      // Print within glare has sharp borders, too, so only its light surroundings count.
      if blob.falling >= DocumentPatch.leastBorder, blob.falling * 4 > blob.level {
        // Its inner part, and the rim that was taken off it.
        covered += blob.count + blob.border * reach
      }
    }
    return .measured(min(covered, width * height) * 1000 / max(1, width * height))
  }

  /// Whether all around a pixel is white.
  private func isInner(_ x: Int, _ y: Int) -> Bool {
    let reach = DocumentPatch.reach
    guard white[y * width + x] == 1, x >= reach, y >= reach, x + reach < width, y + reach < height else { return false }
    for row in y - reach...y + reach {
      for column in x - reach...x + reach where white[row * width + column] == 0 { return false }
    }
    return true
  }

  /// Takes a blob out, counting its pixels, and those at its border by what is behind it.
  private func spread(from start: Int) -> (count: Int, border: Int, level: Int, falling: Int) {
    var (count, border, level, falling, left) = (0, 0, 0, 0, 1)
    inner[start] = 2
    waiting[0] = Int32(start)
    while left > 0 {
      left -= 1
      let place = Int(waiting[left])
      let (x, y) = (place % width, place / width)
      count += 1
      func visit(_ across: Int, _ down: Int) {
        let (column, row) = (x + across, y + down)
        guard column >= 0, row >= 0, column < width, row < height else { return }
        let next = row * width + column
        if inner[next] == 1 {
          inner[next] = 2
          waiting[left] = Int32(next)
          left += 1
        } else if inner[next] == 0 {
          border += 1
          switch behind(x, y, across, down) {
          case .other: break
          case .level: level += 1
          case .falling: falling += 1
          }
        }
      }
      visit(-1, 0)
      visit(1, 0)
      visit(0, -1)
      visit(0, 1)
    }
    return (count, border, level, falling)
  }

  /// How the light goes on behind a blob's own rim.
  private enum Behind {
    /// Dark, or still white: print, an edge of the document, or more of the same blob.
    case other
    /// Light, and as light a little further on: a lighter part of the document.
    case level
    /// Light, and less so a little further on.
    case falling
  }

  private func behind(_ x: Int, _ y: Int, _ across: Int, _ down: Int) -> Behind {
    func light(_ distance: Int) -> Float? {
      let (column, row) = (x + across * (distance + DocumentPatch.reach), y + down * (distance + DocumentPatch.reach))
      guard column >= 0, row >= 0, column < width, row < height else { return nil }
      let place = row * width + column
      return white[place] == 0 && level[place] >= DocumentPatch.fading ? level[place] : nil
    }
    guard let near = light(2), let middle = light(5), let far = light(9) else { return .other }
    return near - far >= DocumentPatch.leastFall && near >= middle ? .falling : .level
  }
}
