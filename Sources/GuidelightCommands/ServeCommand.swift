// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DevServer
import Foundation
import SiteBuild

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Builds the site, shows it on 127.0.0.1, and builds it again after each edit.",
    discussion: """
      Pages are served from memory, to this machine only; an open page follows the edits to it. A build that fails is told \
      here and in the page, and leaves the last good site. Stop with Ctrl-C.
      """)

  @OptionGroup var options: SiteOptions

  @Option(help: "The port to listen on; 0 takes any that is free.")
  var port: UInt16 = 8080

  @Flag(help: "Build once, and serve every file byte for byte as it is published, without following edits.")
  var still = false

  func run() async throws {
    let site = LiveSite()
    var build = LiveBuild(options, showingIn: site)
    if still {
      try build.build()
    } else {
      // Watched before the first build, so that no edit falls between the two.
      let watch: FolderWatch
      do { watch = try FolderWatch(site: options.site) } catch {
        throw CommandFailure(
          status: .environment, message: "'\(error.path)' cannot be watched: \(error.reason)")
      }
      try build.build()
      LiveBuild.follow(watch, with: build)
    }
    Interruption.endsWell()
    do {
      try await SiteServer(site: site, port: port, followsEdits: !still).run { [still] port in
        let watching = still ? "" : ", and watching Content/ and Templates/"
        print("Serving at http://127.0.0.1:\(port)/\(watching) (Ctrl-C stops)")
      }
    } catch let error as ServerError {
      throw CommandFailure(status: .environment, message: error.description)
    }
  }
}
