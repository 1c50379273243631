// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, by its number: 0 is 1 January 1970. No time zone can move it.
public struct CalendarDay: Equatable, Comparable, Sendable {
  public let number: Int

  public init(number: Int) {
    self.number = number
  }

  /// - Returns: nil when the calendar has no such day, or the year is not within 1…9999.
  @inline(never)
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    guard day <= CalendarDay.length(ofMonth: month, year: year) else { return nil }
    // Years begin in March, so that the leap day is the last: of Howard Hinnant's "days from civil".
    let shifted = month <= 2 ? year - 1 : year
    let monthsSinceMarch = (month + 9) % 12
    let dayOfYear = (153 * monthsSinceMarch + 2) / 5 + day - 1
    let era = shifted / 400
    let yearOfEra = shifted % 400
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Reads exactly the form YYYY-MM-DD.
  @inline(never)
  public init?(iso bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    guard let year = decimal(bytes, 0..<4), let month = decimal(bytes, 5..<7), let day = decimal(bytes, 8..<10) else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  public static func < (first: CalendarDay, second: CalendarDay) -> Bool { first.number < second.number }

  @inline(never)
  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The year in which the day lies.
  public var year: Int {
    var year = 1970 + number / 366
    while let next = CalendarDay(year: year + 1, month: 1, day: 1), next <= self { year += 1 }
    while year > 1, let first = CalendarDay(year: year, month: 1, day: 1), first > self { year -= 1 }
    return year
  }
}

/// The number that digits in a range write; nil where a byte is no digit.
@inline(never)
public func decimal(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
  var value = 0
  for index in range {
    guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
    value = value * 10 + Int(bytes[index] - 48)
  }
  return value
}
