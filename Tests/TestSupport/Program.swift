// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Another program, run to its end.
public struct Program: Sendable {
  public let status: Int32
  public let output: String
  public let errors: String

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - executable: a path, or the name of a command on PATH.
  ///   - folder: the folder to run it in; the package's own unless given.
  public static func run(_ executable: String, _ arguments: [String], in folder: URL = Places.root) throws -> Program {
    try Places.withTemporaryFolder { scratch in
      // Into files, because a pipe that nobody empties would stop a program that says much.
      let output = try emptyFile(scratch.appending(path: "output"))
      let errors = try emptyFile(scratch.appending(path: "errors"))
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [executable] + arguments
      process.currentDirectoryURL = folder
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      return Program(
        status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
        errors: try String(contentsOf: errors, encoding: .utf8))
    }
  }

  private static func emptyFile(_ url: URL) throws -> URL {
    try Data().write(to: url)
    return url
  }
}

/// Pictures made from the photograph by libvips' own command.
public enum Pictures {
  /// The photograph as it is: 512 × 512 pixels, PNG.
  public static let original = Places.root.appending(path: ".build-fixtures/astronaut.png")

  public struct CannotMake: Error {
    let reason: String
  }

  /// Runs `vips OPERATION OPTIONS… INPUT OUTPUT ARGUMENTS…`; options are the arguments that begin with `--`.
  @discardableResult
  public static func make(_ output: URL, _ operation: String, from input: URL = original, _ arguments: String...) throws -> URL {
    guard FileManager.default.fileExists(atPath: original.path) else {
      throw CannotMake(reason: "\(original.path) is missing; run 'make setup-tests'")
    }
    let options = arguments.filter { $0.hasPrefix("--") }
    // What follows `--` may begin with a minus.
    let places = ["--", input.path, output.path] + arguments.filter { !$0.hasPrefix("--") }
    let made = try Program.run("vips", [operation] + options + places)
    guard made.status == 0 else { throw CannotMake(reason: made.errors) }
    return output
  }

  /// Head and shoulders, so large that nothing has to change: 952 × 952 pixels.
  public static func portrait(in folder: URL) throws -> URL {
    let part = try make(folder.appending(path: "part.v"), "crop", "60", "0", "340", "340")
    return try make(folder.appending(path: "portrait.png"), "resize", from: part, "2.8")
  }

  /// A portrait strongly out of focus and overexposed, so that most of the face is as bright as can be recorded.
  public static func blurredAndClipped(in folder: URL) throws -> URL {
    let blurred = try make(folder.appending(path: "blurred.v"), "gaussblur", from: try portrait(in: folder), "8")
    let bright = try make(folder.appending(path: "bright.v"), "linear", from: blurred, "1.3", "0")
    return try make(folder.appending(path: "blurred-and-clipped.png"), "cast", from: bright, "uchar")
  }
}
