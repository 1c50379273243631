// SPDX-License-Identifier: Apache-2.0

import SiteBuild

extension SiteWords {
  /// The built-in words, or those of a site in a folder.
  static func of(site: String?) throws -> SiteWords {
    guard let site else { return builtInWords }
    do {
      return try SiteWords(content: SiteSources.readContent(folder: site))
    } catch let failure as BuildFailure {
      FindingsFormat.text.write(failure.diagnostics, site: site)
      throw CommandFailure(status: .usageOrInput, message: "the words of '\(site)' cannot be read")
    } catch let error as SourceTreeError {
      throw CommandFailure(sources: error)
    }
  }
}
