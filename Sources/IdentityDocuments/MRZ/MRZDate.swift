// SPDX-License-Identifier: Apache-2.0
// Dates of a machine-readable zone: six characters without a century. ICAO gives no rule for it; these are the project's own.

/// A date as a zone writes it: two digits each for year, month and day, or fillers for a part that is unknown.
public struct MRZDate: Equatable, Sendable {
  /// 0…99; nil where it is unknown.
  public let year: Int?
  public let month: Int?
  public let day: Int?

  public var isComplete: Bool { year != nil && month != nil && day != nil }

  /// - Returns: nil where a part is neither two digits nor two fillers, or no calendar has such a month or day.
  init?(_ characters: UnsafeBufferPointer<UInt8>) {
    guard let year = MRZDate.part(characters[0], characters[1]),
      let month = MRZDate.part(characters[2], characters[3]),
      let day = MRZDate.part(characters[4], characters[5])
    else { return nil }
    self.year = year.number
    self.month = month.number
    self.day = day.number
    if let number = month.number, !(1...12).contains(number) { return nil }
    if let number = day.number {
      // Of a leap year, until the century is known.
      guard number >= 1, number <= CalendarDay.length(ofMonth: month.number ?? 1, year: 2000) else { return nil }
    }
  }

  private struct Part {
    let number: Int?
  }

  @inline(never)
  private static func part(_ tens: UInt8, _ ones: UInt8) -> Part? {
    if tens == MRZCharacter.filler, ones == MRZCharacter.filler { return Part(number: nil) }
    guard MRZCharacter.isDigit(tens), MRZCharacter.isDigit(ones) else { return nil }
    return Part(number: MRZCharacter.value(tens) * 10 + MRZCharacter.value(ones))
  }

  /// The latest day, up to and including today, that a complete birth date can mean.
  @inline(never)
  public func birth(today: CalendarDay) -> CalendarDay? {
    guard let year, let month, let day else { return nil }
    let thisCentury = today.year / 100 * 100
    if let found = CalendarDay(year: thisCentury + year, month: month, day: day), found <= today { return found }
    return CalendarDay(year: thisCentury - 100 + year, month: month, day: day)
  }

  /// The day that a complete date of expiry means: from 30 years before this year to 69 years after it.
  @inline(never)
  public func expiry(today: CalendarDay) -> CalendarDay? {
    guard let year, let month, let day else { return nil }
    let first = today.year - 30
    let offset = (year - first % 100 + 100) % 100
    return CalendarDay(year: first + offset, month: month, day: day)
  }
}
