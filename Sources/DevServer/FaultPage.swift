// SPDX-License-Identifier: Apache-2.0
// What was wrong with the last build, for the browser: as a part that is laid over the page that was served last, and as a
// page of its own where there is no site yet. All words of the author are escaped.

import Diagnostics
import SiteModel

enum FaultPage {
  static let stylePath = "/__guidelight/faults.css"

  /// The part that is laid over a page.
  static func part(_ faults: BuildFaults) -> [UInt8] {
    part(faults, note: "The page below is the last good one. It changes as soon as a build succeeds.")
  }

  private static func part(_ faults: BuildFaults, note: String) -> [UInt8] {
    var html = Array(
      """
      <link rel="stylesheet" href="\(stylePath)">
      <section class="faults" role="alert" aria-label="The last build failed">
      <h2>
      """.utf8)
    html.appendEscaped(faults.summary)
    html += "</h2>\n<ol>\n".utf8
    // Warnings do not stand in the way; the terminal tells them.
    let errors = faults.diagnostics.filter { $0.severity == .error }
    for error in errors.sorted(by: { ($0.location, $0.summary) < ($1.location, $1.summary) }) {
      append(error, to: &html)
    }
    html += "</ol>\n<p>\(note)</p>\n</section>\n".utf8
    return html
  }

  /// A page of its own.
  static func whole(_ faults: BuildFaults) -> [UInt8] {
    Array(
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><title>The build failed</title></head>
      <body class="alone">

      """.utf8) + part(faults, note: "The site appears as soon as a build succeeds.") + "</body>\n</html>\n".utf8
  }

  private static func append(_ diagnostic: Diagnostic, to html: inout [UInt8]) {
    let place = diagnostic.location
    html += "<li><code>".utf8
    html.appendEscaped("\(place.path):\(place.line):\(place.column)")
    html += "</code> <strong>".utf8
    html.appendEscaped(diagnostic.summary)
    html += "</strong> <small>\(diagnostic.identifier.rawValue)</small>".utf8
    for fix in diagnostic.fixes {
      html += "<p class=\"fix\">".utf8
      html.appendEscaped(fix)
      html += "</p>".utf8
    }
    html += "</li>\n".utf8
  }

  static let style = """
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; }
    .faults {
      --paper: #fff6f5; --ink: #2a1311; --quiet: #6d4a46; --line: #b3241c;
      color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; padding: 12px 24px; background: var(--paper);
      color: var(--ink); border-top: 4px solid var(--line); overflow-wrap: anywhere;
    }
    @media (prefers-color-scheme: dark) {
      .faults { --paper: #241312; --ink: #fbe9e7; --quiet: #d0aaa6; --line: #ff9f95; }
    }
    .alone { margin: 0; }
    h2 { font-size: 18px; margin: 0 0 8px; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { border-top: 1px solid var(--quiet); padding: 8px 0; }
    code { font: 14px/1.5 ui-monospace, monospace; }
    small, p { color: var(--quiet); }
    p { margin: 4px 0 0; }
    .fix::before { content: "What to do: "; }

    """
}
