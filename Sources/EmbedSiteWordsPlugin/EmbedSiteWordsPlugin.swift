// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// Runs EmbedSiteWords over the package's own Content/, Templates/ and Sources/Starter/.
@main
struct EmbedSiteWordsPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
    let package = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltInSite.swift")
    return [
      .buildCommand(
        displayName: "Embedding the site's words and files",
        executable: try context.tool(named: "EmbedSiteWords").url,
        arguments: [package.path, output.path],
        inputFiles: try ["Content", "Templates", "Sources/Starter"].flatMap {
          try files(below: package.appending(path: $0))
        },
        outputFiles: [output])
    ]
  }

  private func files(below folder: URL) throws -> [URL] {
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walk?.allObjects as? [URL] ?? []).filter { !$0.hasDirectoryPath }.sorted { $0.path < $1.path }
  }
}
