// SPDX-License-Identifier: Apache-2.0

import CaptureQuality

/// Every threshold of the core that is not a limit of a check. Together with the catalogue it makes the digest.
public struct Policy: Sendable {
  /// sRGB code at and above which a channel counts as clipped.
  public let clippedLevel: UInt8
  /// sRGB code at and below which luminance counts as crushed.
  public let crushedLevel: UInt8
  /// Structure of the face, in thousandths of a stop, from which detail shows however low the level is.
  public let leastStructure: Int
  /// Yaw, in degrees, up to which the two sides of a face are compared.
  public let comparableYaw: Int
  /// Distance of the eyes, in pixels, from which fine detail of the face is judged.
  public let leastEyeDistance: Int
  /// Thousandths of the background that have to be clipped before backlight counts.
  public let clippedBackground: Int
  /// How the causes of a blur are told apart.
  public let blur: BlurLimits
  /// When a live session says what.
  public let live: LiveTiming
  /// When a movement of the rehearsal is done.
  public let rehearsal: RehearsalLimits
  /// Tries that the order of retries allows within 24 hours. This and the next two are the guide's own caution.
  public let triesADay: Int
  /// Tries in a row that may fail for one cause.
  public let triesForOneCause: Int
  public let minutesBetweenTries: Int

  public static let current = Policy(
    clippedLevel: 250, crushedLevel: 8, leastStructure: 450, comparableYaw: 12, leastEyeDistance: 40,
    clippedBackground: 200,
    blur: BlurLimits(motion: 700, even: 780, softBackground: 1900, sharpBackground: 2200, leastBackground: 12),
    live: LiveTiming(
      settle: 500, keep: 1200, hold: 1000, longestStep: 250, baseline: 2000, blink: 600, closedEye: 720, leastEye: 160,
      levelPitch: 50, motion: 100, maskInterval: 15),
    rehearsal: RehearsalLimits(
      settle: 500, ahead: 200, unrest: 60, turn: 180, nod: 100, hold: 200, speed: 120, speedTime: 100, blink: 600,
      closedEye: 720, openEye: 850, steadyPitch: 50, keep: 1200, lost: 2000),
    triesADay: 3, triesForOneCause: 2, minutesBetweenTries: 30)
}

/// Angles in tenths of a degree, times in milliseconds.
public struct RehearsalLimits: Sendable {
  /// How long one looks ahead first.
  public let settle: Int
  /// A head that is turned further does not look ahead.
  public let ahead: Int
  /// While looking ahead the head may move by so much.
  public let unrest: Int
  /// How far a turn and a nod go, from one's own neutral.
  public let turn: Int
  public let nod: Int
  /// How long a turn is held.
  public let hold: Int
  /// Degrees a second above which a movement is too fast, measured over so long.
  public let speed: Int
  public let speedTime: Int
  /// The longest that a blink closes the eyes.
  public let blink: Int
  /// Thousandths of the open eye below which it is closed, and above which it is open again.
  public let closedEye: Int
  public let openEye: Int
  /// How far the head may tilt in a blink.
  public let steadyPitch: Int
  /// How long advice stands.
  public let keep: Int
  /// After so long without a face a movement begins anew.
  public let lost: Int
}

/// The times of a live session, in milliseconds, and what it compares a person with.
public struct LiveTiming: Sendable {
  /// How long something holds before it is told.
  public let settle: Int
  /// How long a hint stands at least.
  public let keep: Int
  /// How long all has to be good.
  public let hold: Int
  /// A longer gap between two frames counts as this long: nothing is known of the time in it.
  public let longestStep: Int
  /// How far back a person's own baseline reaches.
  public let baseline: Int
  /// The longest that a blink closes the eyes.
  public let blink: Int
  /// An eye aspect ratio below this many thousandths of the baseline is closed.
  public let closedEye: Int
  /// A baseline below it, an eye aspect ratio in thousandths, is of closed eyes.
  public let leastEye: Int
  /// Tenths of a degree that a level head may read either way.
  public let levelPitch: Int
  /// The least time over which a movement is measured.
  public let motion: Int
  /// Frames from one person mask to the next.
  public let maskInterval: Int
}
