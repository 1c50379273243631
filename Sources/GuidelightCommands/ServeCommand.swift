// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DevServer
import SiteBuild

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Builds the site and shows it on 127.0.0.1.",
    discussion: "Pages are served from memory, to this machine only. Stop with Ctrl-C.")

  @OptionGroup var options: SiteOptions

  @Option(help: "The port to listen on; 0 takes any that is free.")
  var port: UInt16 = 8080

  func run() async throws {
    _ = try options.buildAndPublish()
    do {
      try await SiteServer(files: try PublishedFiles.read(folder: options.inSite(options.output)), port: port).run {
        port in
        print("Serving at http://127.0.0.1:\(port)/ (Ctrl-C stops)")
      }
    } catch let error as ServerError {
      throw CommandFailure(status: .environment, message: error.description)
    }
  }
}
