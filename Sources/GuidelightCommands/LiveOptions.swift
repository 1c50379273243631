// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Verification

/// What checking a film and checking a camera have in common.
struct LiveOptions: ParsableArguments {
  @Flag(help: "Print one line of JSON for each frame, with the core's own report.")
  var json = false

  @Option(help: "What it is for: selfie or passport-strict.")
  var profile: Profile = .selfie

  @Option(
    help: ArgumentHelp("Take the words for hints from this site instead of the built-in ones.", valueName: "dir"))
  var site: String?

  @Option(help: ArgumentHelp("The folder with the face networks.", valueName: "dir"))
  var networks = NetworkFolder.standard
}
