import Foundation
import SocialGraph

/// Reads times of a pattern, or ISO 8601 times that name no zone, in a zone.
final class MappedClock {
  private let formatter = DateFormatter()
  private let hasPattern: Bool
  private let zone: TimeZone
  /// The last text, since rows of the same second stand together.
  private var last: (text: String, time: Timestamp?)?

  /// Times as `pattern` has them; nil is UTC.
  init(pattern: String, zone: String?) {
    self.zone = zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
    hasPattern = true
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.calendar = Calendar(identifier: .gregorian)
    formatter.timeZone = self.zone
    formatter.isLenient = false
    formatter.dateFormat = pattern
  }

  /// ISO 8601 times, those without a zone in `zone`.
  init(zone: String) {
    self.zone = TimeZone(identifier: zone) ?? .gmt
    hasPattern = false
  }

  /// The time that a text is; nil where it is none.
  func time(_ text: String) -> Timestamp? {
    if let last, last.text == text { return last.time }
    let time = hasPattern ? formatter.date(from: text).map(Self.timestamp) : local(text)
    last = (text, time)
    return time
  }

  private static func timestamp(_ date: Date) -> Timestamp {
    Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
  }

  /// An ISO 8601 time: one without a zone was read as UTC, so what the zone is ahead by is taken off.
  private func local(_ text: String) -> Timestamp? {
    guard let time = Timestamp(text: text) else { return nil }
    let isUnix = !text.dropFirst().contains("-")
    let clock = text.split(whereSeparator: { $0 == "T" || $0 == " " }).dropFirst().joined()
    let hasZone = clock.contains { $0 == "Z" || $0 == "z" || $0 == "+" || $0 == "-" || $0 == "U" }
    if isUnix || hasZone { return time }
    // What the zone is ahead by at that moment of its own clock, which the first guess misses near a change of clocks.
    let read = Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000)
    let guess = read.addingTimeInterval(-Double(zone.secondsFromGMT(for: read)))
    return Timestamp(milliseconds: time.milliseconds - Int64(zone.secondsFromGMT(for: guess)) * 1_000)
  }
}
