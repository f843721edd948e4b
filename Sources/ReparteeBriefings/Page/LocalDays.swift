import Foundation
import ReparteeGraph

/// Whose days a page and its pictures show: those of a job's time zone, which is then named, or those of UTC.
package struct LocalDays: Sendable {
  /// The zone that is named; nil where nobody chose one.
  package let zone: TimeZone?

  /// The days of a zone.
  package init(zone: TimeZone) { self.zone = zone }

  private init() { zone = nil }

  /// The days of UTC, which are not named.
  package static let utc = LocalDays()

  /// The day of a moment, as `2026-02-16`.
  package func day(of moment: Timestamp) -> String {
    guard let zone else { return moment.isoDay }
    return Timestamp(daysSince1970: zone.day(of: moment)).isoDay
  }

  /// The day of a moment in words: `16 February 2026`.
  package func words(forDayOf moment: Timestamp) -> String {
    let date = CivilDate(daysSince1970: number(ofDayOf: moment))
    return "\(date.day) \(Self.months[Int(date.month) - 1]) \(date.year)"
  }

  /// The day of a moment in a word or two: `16 Feb`; of steps that cross years, `Feb 2026`.
  func shortWords(forDayOf moment: Timestamp, withYear: Bool) -> String {
    let date = CivilDate(daysSince1970: number(ofDayOf: moment))
    let month = Self.months[Int(date.month) - 1].prefix(3)
    return withYear ? "\(month) \(date.year)" : "\(date.day) \(month)"
  }

  /// Two days in words, without what they share: `5 January to 15 February 2026`.
  package func words(from first: Timestamp, to last: Timestamp) -> String {
    let dates = [first, last].map { CivilDate(daysSince1970: number(ofDayOf: $0)) }
    let end = words(forDayOf: last)
    if dates[0] == dates[1] { return end }
    if dates[0].year != dates[1].year { return "\(words(forDayOf: first)) to \(end)" }
    let start = "\(dates[0].day)"
    return dates[0].month == dates[1].month
      ? "\(start) to \(end)" : "\(start) \(Self.months[Int(dates[0].month) - 1]) to \(end)"
  }

  /// The same with the zone, where one was chosen: `5 January to 15 February 2026 (Europe/London)`.
  func span(from first: Timestamp, to last: Timestamp) -> String {
    words(from: first, to: last) + (name.map { " (\($0))" } ?? "")
  }

  /// A moment in words: `16 February 2026, 18:16`; of a day without an hour, the day alone.
  package func words(for moment: Timestamp) -> String {
    if moment.isDayAlone { return LocalDays.utc.words(forDayOf: moment) }
    let local = zone?.local(moment) ?? moment
    let minute = (local.milliseconds - local.daysSince1970 * 86_400_000) / 60_000
    let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(words(forDayOf: moment)), \(clock)"
  }

  /// The day of a moment, counted from 1 January 1970.
  package func number(ofDayOf moment: Timestamp) -> Int64 { zone?.day(of: moment) ?? moment.daysSince1970 }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// The day of a moment as the moment at which it begins in UTC, which is written without a time.
  func start(ofDayOf moment: Timestamp) -> Timestamp {
    Timestamp(daysSince1970: number(ofDayOf: moment))
  }

  /// What the zone is called; nil where nobody chose one.
  package var name: String? { zone.map { $0.secondsFromGMT() == 0 && $0.identifier == "GMT" ? "UTC" : $0.identifier } }
}

extension TimeZone {
  /// The day of the zone's own calendar at a moment, counted from 1 January 1970.
  package func day(of moment: Timestamp) -> Int64 { local(moment).daysSince1970 }

  /// What the zone's clocks show at a moment, as if they showed UTC.
  package func local(_ moment: Timestamp) -> Timestamp {
    Timestamp(milliseconds: moment.milliseconds + offset(at: moment.milliseconds))
  }

  /// The first moment of a day of the zone's own calendar.
  package func start(ofDay day: Int64) -> Timestamp {
    let midnight = day * 86_400_000
    // Whatever the clocks do around it, one of the offsets of the days before and after holds at that moment.
    let candidates = [midnight - 129_600_000, midnight, midnight + 129_600_000].map { midnight - offset(at: $0) }
      .sorted()
    let first = candidates.first { self.day(of: Timestamp(milliseconds: $0)) >= day }
    return Timestamp(milliseconds: first ?? candidates[2])
  }

  private func offset(at milliseconds: Int64) -> Int64 {
    Int64(secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1_000))) * 1_000
  }
}
