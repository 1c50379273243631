// SPDX-License-Identifier: Apache-2.0
// Clips of people that stay on this machine, where it has them, and what people saw in them. They are never part of the
// project: where they are not, the tests of them are skipped, and say so.

import Foundation

public enum LocalClips {
  public static let folder = Places.root.appending(path: "../shared/data/videos").standardizedFileURL
  public static let areHere = FileManager.default.fileExists(atPath: folder.appending(path: "videos.csv").path)
  public static let absence = "the local clips are not here"

  /// A man on green with one blink, at frame 65.
  public static let oneBlink = folder.appending(path: "d0.mp4")
  /// A man at a door with one blink, at frame 25.
  public static let oneEarlyBlink = folder.appending(path: "single_face.mp4")
  /// A man who holds still, with open eyes.
  public static let still = folder.appending(path: "d18.mp4")
  /// A man with thin glasses who blinks many times.
  public static let glasses = folder.appending(path: "d9.mp4")
  /// A man who turns his head to both sides.
  public static let turns = folder.appending(path: "d12.mp4")
  /// A man who leaves the frame.
  public static let leaves = folder.appending(path: "face_noface.mov")
  public static let empty = folder.appending(path: "no_face.mp4")
}
