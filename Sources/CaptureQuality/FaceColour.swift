// SPDX-License-Identifier: Apache-2.0
// Colours of parts of the face against the skin's own: what may cover the face, and whether colours are natural.
//
// Goals, in order: (1) the same bits everywhere; (2) a part is compared with the same person's skin, never with a skin that
// should be; (3) nothing here refuses anything: it says "may be covered" and asks.

import FaceModels
import Raster
import RealMath

/// A colour in CIELAB under D50: lightness 0 … 100, a towards red, b towards yellow.
struct Lab {
  let lightness: Float
  let a: Float
  let b: Float

  /// From linear sRGB, 0 … 1, adapted from D65 by Bradford's matrix.
  init(red: Float, green: Float, blue: Float) {
    let x = Lab.curve((0.436_074_7 * red + 0.385_064_9 * green + 0.143_080_4 * blue) / 0.964_22)
    let y = Lab.curve(0.222_504_5 * red + 0.716_878_6 * green + 0.060_616_9 * blue)
    let z = Lab.curve((0.013_932_2 * red + 0.097_104_5 * green + 0.714_173_3 * blue) / 0.825_21)
    lightness = 116 * y - 16
    a = 500 * (x - y)
    b = 200 * (y - z)
  }

  private static func curve(_ t: Float) -> Float {
    t > 0.008_856 ? exp2(log2(t) * (1.0 / 3)) : t * 7.787 + 16.0 / 116
  }

  var chroma: Float { (a * a + b * b).squareRoot() }

  /// Distance in colour alone, without lightness.
  func colourDistance(to other: Lab) -> Float {
    ((a - other.a) * (a - other.a) + (b - other.b) * (b - other.b)).squareRoot()
  }
}

/// The colours of a face. Made once a frame.
public struct FaceColour {
  /// The middle of bridge and upper cheeks; nil where they are not in the frame.
  private let skin: Lab?
  private let forehead: Lab?
  private let lowerFace: Lab?
  private let rightCheek: Lab?
  private let leftCheek: Lab?

  /// Below it there is no colour to speak of: a grey picture, or hardly any light.
  private static let leastChroma: Float = 6

  public init(_ patch: FacePatch, _ landmarks: Landmarks) {
    func colour(_ outline: Outline) -> Lab? {
      guard let red = patch.median(of: outline, landmarks, { patch.red[$0] }),
        let green = patch.median(of: outline, landmarks, { patch.green[$0] }),
        let blue = patch.median(of: outline, landmarks, { patch.blue[$0] })
      else { return nil }
      return Lab(red: red, green: green, blue: blue)
    }
    skin = colour(.bridge)
    forehead = colour(.forehead)
    lowerFace = colour(.lowerFace)
    rightCheek = colour(.rightCheek)
    leftCheek = colour(.leftCheek)
  }

  /// How far mouth and chin are from the colour of the skin.
  ///
  /// - Returns: CIELAB units. `.noColour` where the skin itself has too little, `.faceOutside` where a part is not in the frame.
  public var lowerFaceDistance: Measurement {
    guard let skin, let lowerFace else { return .notMeasurable(.faceOutside) }
    guard skin.chroma >= FaceColour.leastChroma else { return .notMeasurable(.noColour) }
    return .measured(whole(lowerFace.colourDistance(to: skin)))
  }

  /// How far the forehead is from the colour of the skin; a difference of colour counts only with one of lightness.
  ///
  /// - Returns: CIELAB units, as above.
  public var foreheadDistance: Measurement {
    guard let skin, let forehead else { return .notMeasurable(.faceOutside) }
    guard skin.chroma >= FaceColour.leastChroma else { return .notMeasurable(.noColour) }
    let lightness = forehead.lightness - skin.lightness
    return .measured(whole(min(forehead.colourDistance(to: skin), (lightness < 0 ? -lightness : lightness) * 14 / 12)))
  }

  /// How far the cheeks are from the colours that skin has in natural light: a 5 … 25, b 5 … 35 (29794-5, natural colour).
  ///
  /// - Returns: CIELAB units, 0 within.
  public var naturalDistance: Measurement {
    guard let rightCheek, let leftCheek else { return .notMeasurable(.faceOutside) }
    let a = (rightCheek.a + leftCheek.a) / 2
    let b = (rightCheek.b + leftCheek.b) / 2
    guard a * a + b * b >= 4 else { return .notMeasurable(.noColour) }
    let outA = max(0, max(5 - a, a - 25))
    let outB = max(0, max(5 - b, b - 35))
    return .measured(whole((outA * outA + outB * outB).squareRoot()))
  }
}

/// Dark glasses: how light the eyes are beside the cheeks under them.
///
/// - Returns: thousandths: the larger of the ratio of the middle lightnesses and 0.9 of the ratio of the lightest parts.
public func eyeLightness(_ patch: FacePatch, _ landmarks: Landmarks) -> Measurement {
  guard let sides = patch.cheeks(landmarks) else { return .notMeasurable(.faceOutside) }
  let cheeks = lightness((sides.right + sides.left) / 2)
  guard cheeks >= 1 else { return .notMeasurable(.tooDark) }
  guard let rightEye = lightnesses(of: .rightEye, patch, landmarks),
    let leftEye = lightnesses(of: .leftEye, patch, landmarks)
  else { return .notMeasurable(.faceOutside) }
  let middle = (rightEye.middle + leftEye.middle) / 2
  let lightest = (rightEye.lightest + leftEye.lightest) / 2
  return .measured(whole(max(middle, lightest * 0.9) / cheeks * 1000))
}

/// The middle lightness of a region and that of its lightest twentieth; nil where less than half of it is in the frame.
private func lightnesses(
  of outline: Outline, _ patch: FacePatch, _ landmarks: Landmarks
) -> (middle: Float, lightest: Float)? {
  let (count, all) = patch.collect(outline, landmarks) { patch.luminance[$0] }
  guard count > 0, count * 2 >= all else { return nil }
  return (lightness(patch.percentile(50, count: count)), lightness(patch.percentile(95, count: count)))
}

/// CIELAB's lightness of a luminance.
private func lightness(_ luminance: Float) -> Float {
  Lab(red: luminance, green: luminance, blue: luminance).lightness
}
