import ReparteeGraph
import ReparteeMeasures

/// A span of the calendar, in UTC.
package enum CalendarSpan: String, CaseIterable, Sendable {
  case day
  /// From Monday, as ISO 8601 counts weeks.
  case week
  case month

  /// The windows that a range of time touches, whole, in order.
  package func windows(touching span: Range<Timestamp>) -> [Window] {
    var windows: [Window] = []
    var start = beginning(of: span.lowerBound)
    while start < span.upperBound {
      let end = next(after: start)
      windows.append(Window(start: start, end: end))
      start = end
    }
    return windows
  }

  private func beginning(of moment: Timestamp) -> Timestamp {
    let days = moment.daysSince1970
    switch self {
    case .day: return Timestamp(daysSince1970: days)
    case .week: return Week.start(of: Week.number(of: moment.milliseconds))
    case .month:
      let date = CivilDate(daysSince1970: days)
      return Timestamp(daysSince1970: CivilDate(year: date.year, month: date.month, day: 1).daysSince1970)
    }
  }

  private func next(after start: Timestamp) -> Timestamp {
    switch self {
    case .day: return Timestamp(daysSince1970: start.daysSince1970 + 1)
    case .week: return Timestamp(milliseconds: start.milliseconds + Week.length)
    case .month:
      let date = CivilDate(daysSince1970: start.daysSince1970)
      let (year, month) = date.month == 12 ? (date.year + 1, 1) : (date.year, date.month + 1)
      return Timestamp(daysSince1970: CivilDate(year: year, month: month, day: 1).daysSince1970)
    }
  }
}
