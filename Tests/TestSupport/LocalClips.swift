// SPDX-License-Identifier: Apache-2.0
// Clips of people that stay on this machine, where it has them, and what people saw in them. They are never part of the
// project: where they are not, the tests of them are skipped, and say so.

import Foundation
import TestSupport

enum LocalClips {
  static let folder = Places.root.appending(path: "../shared/data/videos").standardizedFileURL
  static let areHere = FileManager.default.fileExists(atPath: folder.appending(path: "videos.csv").path)
  static let absence = "the local clips are not here"

  /// A man on green with one blink, at frame 65.
  static let oneBlink = folder.appending(path: "d0.mp4")
  /// A man at a door with one blink, at frame 25.
  static let oneEarlyBlink = folder.appending(path: "single_face.mp4")
  /// A man who holds still, with open eyes.
  static let still = folder.appending(path: "d18.mp4")
  /// A man with thin glasses who blinks many times.
  static let glasses = folder.appending(path: "d9.mp4")
  /// A man who turns his head to both sides.
  static let turns = folder.appending(path: "d12.mp4")
  /// A man who leaves the frame.
  static let leaves = folder.appending(path: "face_noface.mov")
  static let empty = folder.appending(path: "no_face.mp4")
}
