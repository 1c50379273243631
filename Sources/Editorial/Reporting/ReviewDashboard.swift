// SPDX-License-Identifier: Apache-2.0
// A report as one self-contained page: counts, a chart of the reviews to come, and the table with filters. It loads nothing.

import SiteModel

extension ReviewReport {
  /// - Parameter site: the site's name.
  public func dashboard(site: String) -> String {
    var html = HTML(trusted: ReviewDashboard.head)
    html.add("<title>Reviews of ", escaping: site, "</title>\n</head>\n<body>\n<h1>Reviews of ", site, "</h1>\n")
    html.add("<p>", escaping: summary, "</p>\n")
    write(chartTo: &html)
    write(tableTo: &html)
    html.bytes += ReviewDashboard.script.utf8
    return html.text + "</body>\n</html>\n"
  }

  private func write(chartTo html: inout HTML) {
    let forecast = ReviewForecast(self)
    let most = max(1, forecast.weeks.map(\.total).max() ?? 1)
    html.add("<h2>Reviews to come, week by week</h2>\n<p>", escaping: forecast.summary, "</p>\n")
    html.add(
      "<svg viewBox=\"0 0 \(forecast.weeks.count * 24) 150\" role=\"img\" aria-label=\"Reviews due in each week\">\n")
    for (number, week) in forecast.weeks.enumerated() {
      let height = week.total * 110 / most
      let x = number * 24
      html.add("<g><title>Week of \(week.monday.long): \(week.total)</title>")
      html.add("<rect x=\"\(x + 2)\" y=\"\(130 - height)\" width=\"20\" height=\"\(height)\"/>")
      html.add("<text x=\"\(x + 12)\" y=\"\(124 - height)\">\(week.total == 0 ? "" : String(week.total))</text></g>\n")
      if number % 4 == 0 { html.add("<text x=\"\(x + 12)\" y=\"146\">\(week.monday.iso.dropFirst(5))</text>\n") }
    }
    html.add("</svg>\n")
  }

  private func write(tableTo html: inout HTML) {
    html.add("<h2>Pages</h2>\n<form>\n")
    let states = counts.map { ($0.state.rawValue, $0.state.words) }
    let owners = Set(rows.map(\.shownOwner)).sorted().map { ($0, $0) }
    let classes = Set(rows.compactMap(\.reviewClass)).sorted().map { ($0, $0) }
    for (name, choices) in [("state", states), ("owner", owners), ("class", classes)] {
      html.add("<label>\(name) <select name=\"\(name)\"><option value=\"\">all</option>")
      for (value, words) in choices {
        html.add("<option value=\"", escaping: value, "\">", words, "</option>")
      }
      html.add("</select></label>\n")
    }
    html.add("</form>\n<table>\n<thead><tr>")
    for title in ["Page", "State", "Due", "Days", "Owner", "Reviewed", "Reason"] {
      html.add("<th scope=\"col\">\(title)</th>")
    }
    html.add("</tr></thead>\n<tbody>\n")
    for row in rows { row.write(to: &html) }
    html.add("</tbody>\n</table>\n")
  }
}

extension ReviewReport.Row {
  fileprivate func write(to html: inout HTML) {
    html.add(
      "<tr data-state=\"\(state.rawValue)\" data-owner=\"", escaping: shownOwner, "\" data-class=\"", reviewClass ?? "",
      "\">")
    html.add("<td>", escaping: name, "</td><td>", state.words, "</td>")
    let dates = [due, reviewed].map { date in
      date.map { "<time datetime=\"\($0.iso)\">\($0.long)</time>" } ?? "–"
    }
    html.add("<td>\(dates[0])</td><td>\(shownDays)</td>")
    html.add("<td>", escaping: shownOwner, "</td><td>\(dates[1])")
    html.add(escaping: reviewer.map { " by \($0)" } ?? "", "</td><td>", reason, "</td></tr>\n")
  }
}

extension HTML {
  /// Markup as it is, then text and markup by turns.
  fileprivate mutating func add(_ markup: String = "", escaping text: String, _ rest: String...) {
    bytes += markup.utf8
    bytes.appendEscaped(text)
    for (number, part) in rest.enumerated() {
      if number % 2 == 0 { bytes += part.utf8 } else { bytes.appendEscaped(part) }
    }
  }

  fileprivate mutating func add(_ markup: String) {
    bytes += markup.utf8
  }
}

/// What never changes in the page.
private enum ReviewDashboard {
  static let head = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <style>
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th, td { text-align: start; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8886; }
    td:nth-child(4) { font-variant-numeric: tabular-nums; text-align: end; }
    tr:is([data-state=missing], [data-state=malformed], [data-state=in-future], [data-state=unknown-reviewer], [data-state=edited], [data-state=source-changed], [data-state=overdue]) td:nth-child(2) { font-weight: 700; }
    form { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 1rem; }
    select { font: inherit; }
    svg { width: 100%; max-height: 16rem; }
    rect { fill: #0b8a83; }
    text { font-size: 9px; text-anchor: middle; fill: currentColor; }
    </style>

    """

  static let script = """
    <script>
    const form = document.querySelector("form");
    form.addEventListener("change", () => {
      for (const row of document.querySelectorAll("tbody tr")) {
        row.hidden = [...new FormData(form)].some(([name, value]) => value && row.dataset[name] !== value);
      }
    });
    </script>

    """
}
