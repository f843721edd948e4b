import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeGraph

/// The last whole day, week or month before a moment, in a time zone's own calendar.
///
/// Ends are found by counting days of the calendar and asking for the first moment of each: a zone may have no midnight on the
/// day on which its clocks change, and days of 23 or 25 hours around it.
struct RelativeWindow {
  let span: CalendarSpan
  let zone: TimeZone

  /// The window, and the one before it.
  func windows(before moment: Timestamp) -> (last: Window, previous: Window) {
    let all = windows(before: moment, count: 2)
    return (all[0], all[1])
  }

  /// So many windows, the last one first.
  func windows(before moment: Timestamp, count: Int) -> [Window] {
    var day = beginning(of: zone.day(of: moment))
    return (0..<count).map { _ in
      let end = day
      day = beginning(of: end - 1)
      return Window(start: zone.start(ofDay: day), end: zone.start(ofDay: end))
    }
  }

  /// The end of the window that follows the last one.
  func next(after moment: Timestamp) -> Timestamp {
    let day = zone.day(of: moment)
    switch span {
    case .day: return zone.start(ofDay: day + 1)
    case .week: return zone.start(ofDay: beginning(of: day) + 7)
    case .month:
      let date = CivilDate(daysSince1970: day)
      let (year, month) = date.month == 12 ? (date.year + 1, 1) : (date.year, date.month + 1)
      return zone.start(ofDay: CivilDate(year: year, month: month, day: 1).daysSince1970)
    }
  }

  /// The first day of the span that holds a day; both are counted from 1 January 1970.
  private func beginning(of day: Int64) -> Int64 {
    switch span {
    case .day: return day
    // 1 January 1970 was a Thursday.
    case .week: return day - ((day + 3) % 7 + 7) % 7
    case .month:
      let date = CivilDate(daysSince1970: day)
      return CivilDate(year: date.year, month: date.month, day: 1).daysSince1970
    }
  }
}
