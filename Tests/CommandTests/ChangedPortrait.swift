// SPDX-License-Identifier: Apache-2.0
// The public-domain portrait, changed in one way at a time by libvips: by its operations, by a map of places, or by a map of
// light.

import Foundation
import TestSupport
import Testing

/// A picture of 952 × 952 pixels at first; the eyes at (404, 287) and (524, 292), the chin at 493.
struct ChangedPortrait {
  static let side = 952

  let file: URL
  private let folder: URL

  init(in folder: URL) throws {
    file = try Pictures.portrait(in: folder)
    self.folder = folder
  }

  private init(_ file: URL, in folder: URL) {
    self.file = file
    self.folder = folder
  }

  /// An operation of libvips that takes a picture and gives one: its name, and its arguments behind the output.
  func vips(_ operation: String, _ arguments: String...) throws -> ChangedPortrait {
    try made(operation, [file.path], arguments)
  }

  /// Filled rectangles: left, top, width and height.
  func drawn(_ colour: String, _ rectangles: [Int]...) throws -> ChangedPortrait {
    let copy = try vips("copy")
    for rectangle in rectangles { try run("draw_rect", ["--fill", copy.file.path, colour] + rectangle.map(String.init)) }
    return copy
  }

  /// A part of another picture over this one.
  func covered(by other: ChangedPortrait, left: Int, top: Int) throws -> ChangedPortrait {
    try made("insert", [file.path, other.file.path], [String(left), String(top)])
  }

  /// - Parameter source: where the pixel at a place comes from.
  func warped(_ source: (_ x: Float, _ y: Float) -> (Float, Float)) throws -> ChangedPortrait {
    let map = try plane(bands: 2) { x, y in
      let place = source(x, y)
      return [place.0, place.1]
    }
    return try made("mapim", [file.path], [map.path])
  }

  /// - Parameter light: by what a pixel's levels are multiplied, 0 … 1.
  func shaded(_ light: (_ x: Float, _ y: Float) -> Float) throws -> ChangedPortrait {
    let map = try plane(bands: 1) { x, y in [light(x, y)] }
    let output = next()
    try run("multiply", [file.path, map.path, output.path])
    return ChangedPortrait(output, in: folder)
  }

  /// The mean of as many neighbours in a row.
  func moved(by length: Int) throws -> ChangedPortrait {
    let mask = folder.appending(path: "row.mat")
    let row = Array(repeating: "1", count: length).joined(separator: " ")
    try Data("\(length) 1 \(length) 0\n\(row)\n".utf8).write(to: mask)
    return try made("conv", [file.path], [mask.path])
  }

  // MARK: - What the command says

  struct Report: Decodable {
    struct Check: Decodable {
      let id: String
      let state: String
      let value: Int?
      let cause: String?
    }

    let checks: [Check]
    let findings: [String]

    subscript(id: String) -> Check? { checks.first { $0.id == id } }
  }

  func report(_ options: String...) throws -> Report {
    struct Line: Decodable { let report: Report }
    let picture = folder.appending(path: "picture.png")
    try run("cast", [file.path, picture.path, "uchar"])
    let program = try Program.run(GuidelightProgram.path, ["check", "photo", "--json"] + options + [picture.path])
    return try JSONDecoder().decode(Line.self, from: Data(program.output.utf8)).report
  }

  // MARK: - Files

  private func made(_ operation: String, _ inputs: [String], _ arguments: [String]) throws -> ChangedPortrait {
    let output = next()
    let options = arguments.filter { $0.hasPrefix("--") }
    // What follows `--` may begin with a minus.
    try run(operation, options + ["--"] + inputs + [output.path] + arguments.filter { !$0.hasPrefix("--") })
    return ChangedPortrait(output, in: folder)
  }

  private func run(_ operation: String, _ arguments: [String]) throws {
    let made = try Program.run("vips", [operation] + arguments)
    try #require(made.status == 0, "\(operation): \(made.errors)")
  }

  private func next() -> URL { folder.appending(path: "\(UUID().uuidString).v") }

  private func plane(bands: Int, _ values: (_ x: Float, _ y: Float) -> [Float]) throws -> URL {
    let side = ChangedPortrait.side
    var data = Data(capacity: side * side * bands * 4)
    for pixel in 0..<side * side {
      for value in values(Float(pixel % side), Float(pixel / side)) {
        withUnsafeBytes(of: value) { data.append(contentsOf: $0) }
      }
    }
    let (raw, output) = (folder.appending(path: "\(UUID().uuidString).raw"), next())
    try data.write(to: raw)
    try run("rawload", ["--format", "float", raw.path, output.path, "\(side)", "\(side)", "\(bands)"])
    return output
  }
}
