// SPDX-License-Identifier: Apache-2.0
// A calendar of reviews by RFC 5545: an event for each page, on the day on which it is due. The time stamp is the report's day,
// so equal reports give equal bytes.

import SiteModel

extension ReviewReport {
  /// - Parameter host: of the site, so that events of two sites are never taken for one another.
  public func calendar(host: String) -> String {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Guidelight//Reviews//EN"]
    for row in rows {
      guard let due = row.due else { continue }
      lines += [
        "BEGIN:VEVENT", "UID:\(row.name)-\(due.iso)@\(host)", "DTSTAMP:\(ReviewReport.basic(asOf))T000000Z",
        "DTSTART;VALUE=DATE:\(ReviewReport.basic(due))", "DTEND;VALUE=DATE:\(ReviewReport.basic(due.adding(days: 1)))",
        "SUMMARY:\(ReviewReport.escaped("Review: \(row.title)"))",
        "DESCRIPTION:\(ReviewReport.escaped(row.description))", "TRANSP:TRANSPARENT", "END:VEVENT",
      ]
    }
    lines.append("END:VCALENDAR")
    return lines.map { ReviewReport.folded($0) + "\r\n" }.joined()
  }

  private static func basic(_ date: CivilDate) -> String { date.iso.filter { $0 != "-" } }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\u{0}"..<"\u{20}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A line has at most 75 bytes; what is longer goes on behind a space, and no character is cut.
  private static func folded(_ line: String) -> String {
    var result = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if length + size > 75 {
        result += "\r\n "
        length = 1
      }
      result.unicodeScalars.append(scalar)
      length += size
    }
    return result
  }
}

extension ReviewReport.Row {
  fileprivate var description: String {
    "\(name), \(shownOwner)\n\(reason.isEmpty ? state.words : "\(state.words): \(reason)")"
  }
}
