// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ImageInput
import Verification

struct CheckCameraCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "camera", abstract: "Checks what a camera sees, until all is good for a second.",
    discussion: """
      Pictures stay in this process and are not kept. Cameras are read by the program ffmpeg. Exit status: 0 all was good, \
      1 the time was over before, 2 wrong usage, 3 the environment: no camera, no ffmpeg.
      """)

  @Argument(help: ArgumentHelp("The camera.", valueName: "device"))
  var device = "/dev/video0"

  @Option(help: "Stop after so many seconds.")
  var seconds = 60

  @Flag(help: "Practise movements instead. It teaches them, and scores nothing.")
  var rehearse = false

  @Option(
    help: ArgumentHelp(
      "What to practise, in this order.", valueName: "blink,turnLeft,turnRight,nod"),
    transform: CheckCameraCommand.movements)
  var movements = Movement.allCases

  @OptionGroup var options: LiveOptions

  func validate() throws {
    if movements.isEmpty { throw ValidationError("--movements names at least one") }
    if !(1...3600).contains(seconds) { throw ValidationError("--seconds is from 1 to 3600") }
  }

  private static func movements(_ list: String) throws -> [Movement] {
    try list.split(separator: ",").map { name in
      guard let movement = Movement.allCases.first(where: { String($0.name) == name }) else {
        throw ValidationError("'\(name)' is no movement; name blink, turnLeft, turnRight or nod")
      }
      return movement
    }
  }

  func run() throws {
    if rehearse {
      let status = try RehearsalRun(options).practise(movements, device: device, seconds: seconds)
      if status != .nothingFound { throw CommandFailure(status: status, message: "") }
      return
    }
    var first: Int64?
    var wasReady = false
    let status = try LiveRun(options).follow(.camera(device), name: device) { report in
      first = first ?? report.milliseconds
      wasReady = report.state == .ready
      return wasReady || report.milliseconds - (first ?? 0) >= Int64(seconds) * 1000
    }
    // Hints on the way to a good picture are what the command is for.
    if status == .findings, wasReady { return }
    if status != .nothingFound { throw CommandFailure(status: status, message: "") }
  }
}
