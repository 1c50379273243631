// SPDX-License-Identifier: Apache-2.0
// The four corners of a document, and what their distances say: its format, whether it is tilted, how finely it is shown.

import Raster

/// Sizes of documents after ISO/IEC 7810, in tenths of a millimetre.
public enum DocumentFormat: CaseIterable, Sendable {
  /// A card.
  case id1
  /// A page of a passport.
  case id3

  var length: Float { self == .id1 ? 856 : 1250 }
  var height: Float { self == .id1 ? 539.8 : 880 }
  var proportion: Float { length / height }
}

/// The corners of a document where its edges meet, in pixels of the frame. Round corners lie within.
public struct DocumentOutline: Equatable, Sendable {
  public let topLeft: SIMD2<Float>
  public let topRight: SIMD2<Float>
  public let bottomRight: SIMD2<Float>
  public let bottomLeft: SIMD2<Float>

  public init(
    topLeft: SIMD2<Float>, topRight: SIMD2<Float>, bottomRight: SIMD2<Float>, bottomLeft: SIMD2<Float>
  ) {
    self.topLeft = topLeft
    self.topRight = topRight
    self.bottomRight = bottomRight
    self.bottomLeft = bottomLeft
  }

  func scaled(by scale: SIMD2<Float>) -> DocumentOutline {
    DocumentOutline(
      topLeft: topLeft * scale, topRight: topRight * scale, bottomRight: bottomRight * scale,
      bottomLeft: bottomLeft * scale)
  }

  private static func length(_ a: SIMD2<Float>, _ b: SIMD2<Float>) -> Float {
    let way = a - b
    return (way.x * way.x + way.y * way.y).squareRoot()
  }

  private var top: Float { DocumentOutline.length(topLeft, topRight) }
  private var bottom: Float { DocumentOutline.length(bottomLeft, bottomRight) }
  private var left: Float { DocumentOutline.length(topLeft, bottomLeft) }
  private var right: Float { DocumentOutline.length(topRight, bottomRight) }

  var isUpended: Bool { left + right > top + bottom }
  /// Of the longer sides, in pixels.
  var longSide: Float { max(top + bottom, left + right) / 2 }
  private var proportion: Float { longSide / max(1, min(top + bottom, left + right) / 2) }

  /// The format whose proportion is nearest.
  public var format: DocumentFormat {
    func distance(_ format: DocumentFormat) -> Float {
      let ratio = proportion / format.proportion
      return ratio > 1 ? ratio : 1 / max(0.001, ratio)
    }
    return distance(.id1) <= distance(.id3) ? .id1 : .id3
  }
}

extension DocumentOutline {
  /// How far the proportion of the sides is from that of the nearest format.
  ///
  /// - Returns: thousandths.
  public var shape: Measurement {
    let ratio = proportion / format.proportion - 1
    return .measured(thousandths(ratio < 0 ? -ratio : ratio))
  }

  /// How much longer one side is than the one across, as when the camera does not stand straight above.
  ///
  /// - Returns: thousandths of the shorter one.
  public var tilt: Measurement {
    let across = max(top, bottom) / max(1, min(top, bottom))
    let down = max(left, right) / max(1, min(left, right))
    return .measured(thousandths(max(across, down) - 1))
  }

  /// How finely the document is shown.
  ///
  /// - Returns: pixels an inch.
  public var resolution: Measurement { .measured(whole(longSide * 254 / format.length)) }

  /// Room between the document and the nearest edge of the frame.
  ///
  /// - Returns: thousandths of the frame's shorter side; below 0 where a corner lies outside.
  public func margin(in frame: Frame) -> Measurement {
    let (width, height) = (Float(frame.width), Float(frame.height))
    func room(_ corner: SIMD2<Float>) -> Float {
      min(min(corner.x, width - corner.x), min(corner.y, height - corner.y))
    }
    let least = min(min(room(topLeft), room(topRight)), min(room(bottomRight), room(bottomLeft)))
    return .measured(thousandths(least / min(width, height)))
  }
}
