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

  /// The day of a moment as the moment at which it begins in UTC, which is written without a time.
  func start(ofDayOf moment: Timestamp) -> Timestamp {
    Timestamp(daysSince1970: zone?.day(of: moment) ?? moment.daysSince1970)
  }

  /// What the zone is called; nil where nobody chose one.
  package var name: String? { zone.map { $0.secondsFromGMT() == 0 && $0.identifier == "GMT" ? "UTC" : $0.identifier } }
}

extension TimeZone {
  /// The day of the zone's own calendar at a moment, counted from 1 January 1970.
  package func day(of moment: Timestamp) -> Int64 {
    Timestamp(milliseconds: moment.milliseconds + offset(at: moment.milliseconds)).daysSince1970
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
