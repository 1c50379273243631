// SPDX-License-Identifier: Apache-2.0
// The files of a site that are not pages of its own text: indexes, redirects, feed, sitemap and the like.

import Diagnostics
import Editorial
import SiteModel
import Templating

struct Companions {
  let settings: SiteSettings
  let index: SiteIndex
  let planner: PagePlanner
  let assets: SiteAssets
  let parts: LiveCheckParts
  let approved: [ApprovedDocument]

  /// Pages that layouts render.
  func plans() -> [PagePlan] {
    SectionIndexes(index: index, settings: settings, planner: planner).plans()
      + Redirects(index: index, planner: planner).plans()
  }

  /// Files that the program writes itself.
  ///
  /// - Parameter indexes: addresses of the sections' indexes.
  func files(indexes: [String]) -> [OutputFile] {
    let pages = approved.map(\.document).filter { $0.path != .notFound && !$0.header.publication.isDraft }
    let addresses =
      pages.map { Sitemap.Address(url: $0.path.url, modified: $0.header.publication.modified) }
      + indexes.map { Sitemap.Address(url: $0, modified: nil) }
    var files = Sitemap(settings: settings).files(for: addresses)
    files.append(robots)
    files.append(webManifest)
    files += [HostFiles.headers, HostFiles.htaccess]
    files.append(words(LiveCheckValues.pictureWords, parts))
    if !index.checks.answers.isEmpty { files.append(words(LiveCheckValues.detailWords, nil)) }
    if settings.output.feed { files.append(Feed(settings: settings).file(for: approved)) }
    if settings.output.markdownTwins { files.append(overview(of: pages)) }
    return files
  }

  private func words(_ path: OutputPath, _ parts: LiveCheckParts?) -> OutputFile {
    OutputFile(path: path, bytes: LiveCheckValues.words(index: index, settings: settings, parts: parts))
  }

  private var robots: OutputFile {
    OutputFile(
      path: OutputPath(known: "robots.txt"),
      bytes: Array("User-agent: *\nAllow: /\nSitemap: \(settings.baseURL)/\(Sitemap.path.text)\n".utf8))
  }

  /// By the Web Application Manifest recommendation; the mark is the asset `mark.svg`, where there is one.
  private var webManifest: OutputFile {
    var json = JSONText()
    json.object {
      $0.member("name", settings.name)
      $0.member("description", settings.tagline)
      $0.member("start_url", "/")
      $0.member("display", "minimal-ui")
      $0.array("icons") { icons in
        guard let mark = assets["mark.svg"] else { return }
        icons.object {
          $0.member("src", mark.url)
          $0.member("type", "image/svg+xml")
          $0.member("sizes", "any")
        }
      }
    }
    return OutputFile(path: OutputPath(known: "manifest.webmanifest"), bytes: json.bytes + [10])
  }

  /// `llms.txt`, in the form of llmstxt.org: what the site is, and where each page is as Markdown.
  private func overview(of pages: [Document]) -> OutputFile {
    var text = "# \(settings.name)\n\n> \(settings.tagline)\n\n\(settings.role)\n\n\(settings.sourceOfTruth)\n"
    let bySection = Dictionary(grouping: pages) { $0.path.section }
    for section in Section.allCases {
      guard let pages = bySection[section] else { continue }
      text += "\n## \(section.title)\n\n"
      for page in pages {
        text += "- [\(page.header.title)](\(settings.baseURL)\(page.path.url)index.md): \(page.header.summary)\n"
      }
    }
    return OutputFile(path: OutputPath(known: "llms.txt"), bytes: Array(text.utf8))
  }
}

extension PagePlanner {
  /// What the layouts of pages without a document are given.
  func values(title: String, summary: String, url: String, kind: String, isIndexed: Bool) -> TemplateRecord {
    [
      "page": [
        "title": .text(title), "summary": .text(summary), "url": .text(url), "canonical": .text(settings.baseURL + url),
        "kind": .text(kind), "stage": .absent, "isIndexed": .flag(isIndexed), "isDraft": .flag(false), "twin": .absent,
        "published": .absent, "modified": .absent,
      ],
      "breadcrumb": [["title": .text(Breadcrumb.home.title), "url": .text(Breadcrumb.home.url)]],
      "structuredData": .absent,
    ]
  }
}
