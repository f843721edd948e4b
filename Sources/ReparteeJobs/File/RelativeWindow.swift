import Foundation
import ReparteeAnalysis
import ReparteeGraph

/// The last whole day, week or month before a moment, in a time zone's own calendar.
struct RelativeWindow {
  let span: CalendarSpan
  let zone: TimeZone

  /// The window, and the one before it.
  func windows(before moment: Timestamp) -> (last: Window, previous: Window) {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = zone
    let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
    let end = calendar.dateInterval(of: unit, for: date)?.start ?? date
    let start = calendar.date(byAdding: unit, value: -1, to: end) ?? end
    let before = calendar.date(byAdding: unit, value: -1, to: start) ?? start
    func time(_ date: Date) -> Timestamp {
      Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
    }
    return (Window(start: time(start), end: time(end)), Window(start: time(before), end: time(start)))
  }

  private var unit: Calendar.Component {
    switch span {
    case .day: .day
    case .week: .weekOfYear
    case .month: .month
    }
  }
}
