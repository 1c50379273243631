// SPDX-License-Identifier: Apache-2.0
// Another program as a child: found on PATH, started, and ended for certain.

import Foundation
import Glibc

/// A program that runs beside this one.
final class ChildProgram {
  private let process = Process()

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: a path, or a name to be looked for on PATH.
  ///   - input: its standard input, a `FileHandle`; that and the next two are its own ends.
  ///   - output: a `FileHandle` or a `Pipe`.
  /// - Returns: nil where there is no such program, or it cannot be started.
  init?(_ program: String, _ arguments: [String], input: FileHandle, output: Any, errors: Pipe) {
    guard let path = ChildProgram.find(program) else { return nil }
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    do { try process.run() } catch { return nil }
  }

  private static func find(_ program: String) -> String? {
    if program.contains("/") { return FileManager.default.isExecutableFile(atPath: program) ? program : nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Ends the child, first with a request, then by force.
  ///
  /// - Parameter closing: closes our ends of its pipes. What the child may have started itself ends when nobody reads it any
  ///   more; until then the child counts as running.
  func end(closing: () -> Void) {
    if process.isRunning { process.terminate() }
    if !hasEnded(withinMilliseconds: 1000) { kill(process.processIdentifier, SIGKILL) }
    closing()
    _ = hasEnded(withinMilliseconds: 2000)
  }

  func hasEnded(withinMilliseconds milliseconds: Int) -> Bool {
    for _ in 0..<milliseconds / 20 where process.isRunning { usleep(20_000) }
    return !process.isRunning
  }

  /// How a child that has ended did so.
  var ending: Ending {
    process.terminationReason == .uncaughtSignal
      ? .signal(Int(process.terminationStatus)) : .status(Int(process.terminationStatus))
  }

  /// A line of ffmpeg's complaints without `[mov,mp4 @ 0x5581] `, which says where in the program it comes from.
  static func plain(_ line: String) -> String {
    line.replacing(#/\[[^\]]* @ 0x[0-9a-f]+\] /#, with: "")
  }

  enum Ending: Equatable {
    case status(Int)
    case signal(Int)
  }
}
