/// A day of the Gregorian calendar.
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms",
/// http://howardhinnant.github.io/date_algorithms.html.
package struct CivilDate: Sendable, Equatable {
  /// The year, such as 2026.
  package var year: Int64
  /// The month, from 1.
  package var month: Int64
  /// The day of the month, from 1.
  package var day: Int64

  /// A day that exists.
  package init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that stands so many days after 1 January 1970.
  package init(daysSince1970 days: Int64) {
    // Days since 1 March of year 0, so that a leap day ends its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// How many days after 1 January 1970 it stands.
  package var daysSince1970: Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Timestamp {
  /// The first moment of a day.
  package init(daysSince1970 days: Int64) { self.init(milliseconds: days * 86_400_000) }

  /// The day it lies in, as days after 1 January 1970 in UTC.
  package var daysSince1970: Int64 {
    (milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000
  }

  /// Whether it is a day's first moment in UTC: so a day is kept of which no file says the hour, and what happened on one day
  /// has no order. A clock shows this moment once in 86,400,000.
  @inlinable
  package var isDayAlone: Bool { milliseconds % 86_400_000 == 0 && milliseconds != Posts.untimed }

  /// The day in UTC, as `2014-08-10`.
  package var isoDay: String {
    let date = CivilDate(daysSince1970: daysSince1970)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }

  /// The moment in UTC: the day alone where it is a day's first moment, else with the time to the second, or to the
  /// millisecond where it has some.
  package var isoMoment: String {
    let rest = milliseconds - daysSince1970 * 86_400_000
    guard rest > 0 else { return isoDay }
    let (seconds, fraction) = (rest / 1000, rest % 1000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(isoDay)T\(clock)\(fraction > 0 ? "." + padded(fraction, 3) : "")Z"
  }

  /// The moment in UTC, always with its time: for programs that read it.
  package var isoInstant: String { isDayAlone ? isoMoment + "T00:00:00Z" : isoMoment }

  private func padded(_ number: Int64, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
  }
}
