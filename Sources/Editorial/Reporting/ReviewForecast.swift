// SPDX-License-Identifier: Apache-2.0
// How much reading a team has promised: the reviews that fall due in each of the coming weeks, and whose they are. A page that
// is due every 30 days comes up again and again; each review is taken to be done on its day.

import SiteModel

public struct ReviewForecast: Equatable, Sendable {
  public static let weekCount = 26

  /// The first begins on the report's Monday; it holds what is overdue, too.
  public let weeks: [Week]
  /// By their names; `nobody` for pages without one.
  public let owners: [String]

  public struct Week: Equatable, Sendable {
    public let monday: CivilDate
    /// In the order of the owners.
    public let counts: [Int]
    public var total: Int { counts.reduce(0, +) }
  }

  public init(_ report: ReviewReport) {
    let monday = ReviewForecast.monday(of: report.asOf)
    let owners = Set(report.rows.map(\.shownOwner)).sorted()
    let places = Dictionary(uniqueKeysWithValues: owners.enumerated().map { ($1, $0) })
    var counts = Array(repeating: Array(repeating: 0, count: owners.count), count: ReviewForecast.weekCount)
    for row in report.rows {
      guard let place = places[row.shownOwner] else { continue }
      // A page whose review cannot be understood, or is not of this text, is due now.
      var day = row.state <= .edited ? 0 : max(0, row.days ?? 0)
      while true {
        let week = (report.asOf.daysSinceEpoch - monday.daysSinceEpoch + day) / 7
        guard week < ReviewForecast.weekCount else { break }
        counts[week][place] += 1
        guard let period = row.periodDays else { break }
        day += max(1, period)
      }
    }
    self.owners = owners
    weeks = counts.enumerated().map { Week(monday: monday.adding(days: 7 * $0), counts: $1) }
  }

  /// The Monday on or before a day; 1 January 1970 was a Thursday.
  private static func monday(of day: CivilDate) -> CivilDate {
    let weekday = ((day.daysSinceEpoch + 3) % 7 + 7) % 7
    return day.adding(days: -weekday)
  }

  /// A table with a bar for each week, and what it comes to.
  public var table: String {
    let widths = owners.map { max(5, $0.count) }
    func line(_ start: String, _ cells: [String], _ total: String, _ bar: String = "") -> String {
      let padded = zip(cells, widths).map { ReviewForecast.right($0, $1) } + [ReviewForecast.right(total, 5)]
      return ([start] + padded + (bar.isEmpty ? [] : [bar])).joined(separator: "  ") + "\n"
    }
    let most = max(1, weeks.map(\.total).max() ?? 1)
    var text = line("week of   ", owners, "total")
    for week in weeks {
      let bar = String(repeating: "█", count: (week.total * 30 + most - 1) / most)
      text += line(week.monday.iso, week.counts.map(String.init), String(week.total), bar)
    }
    return "\(text)\n\(summary)\n"
  }

  /// `74 reviews in 26 weeks, 2.8 a week; the fullest is that of 22 February 2027, with 29`
  public var summary: String {
    let total = weeks.map(\.total).reduce(0, +)
    let tenths = (total * 10 + weeks.count / 2) / weeks.count
    var text = "\(total) review\(total == 1 ? "" : "s") in \(weeks.count) weeks, \(tenths / 10).\(tenths % 10) a week"
    let busiest = weeks.max { ($0.total, $1.monday) < ($1.total, $0.monday) }
    if let busiest, busiest.total > 0 {
      text += "; the fullest is that of \(busiest.monday.long), with \(busiest.total)"
    }
    return text
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
