import Foundation
import ReparteeGraph

/// Reads times of a pattern, or ISO 8601 and Unix times, those that name no zone in a given one.
///
/// It remembers what it has looked up, so one belongs to one block.
final class MappedClock {
  private let formatter: DateFormatter?
  private let pattern: TimePattern?
  private let zone: LocalZone?
  /// Whether the pattern has a zone in it.
  private let readsZone: Bool

  /// Before the year 1000 a year was written with two digits where four are expected.
  private static let firstYear = Date(timeIntervalSince1970: -30_610_224_000)

  /// - Parameters:
  ///   - pattern: how times are written, in the letters of Unicode's date formats; nil is ISO 8601 or Unix time.
  ///   - zone: the zone of times that name none; nil is UTC.
  init(pattern: String?, zone name: String?) {
    let timeZone = name.flatMap { ZoneName.zone($0) } ?? .gmt
    self.pattern = pattern.flatMap { TimePattern($0) }
    zone = name == nil ? nil : LocalZone(timeZone)
    readsZone = pattern?.contains { "zvVO".contains($0) } ?? false
    formatter = pattern.map { pattern in
      let formatter = DateFormatter()
      formatter.locale = Locale(identifier: "en_US_POSIX")
      formatter.calendar = Calendar(identifier: .gregorian)
      formatter.timeZone = timeZone
      formatter.isLenient = false
      formatter.dateFormat = pattern
      return formatter
    }
  }

  /// The time that a text is; nil where it is none.
  /// - Parameter form: how the column writes times, where there is no pattern.
  func time(_ bytes: Bytes, form: TimeForm = .standard) -> Timestamp? {
    guard let formatter else {
      guard let read = form.read(bytes) else { return nil }
      guard !read.saysZone, let zone else { return read.time }
      return Timestamp(milliseconds: zone.utc(read.time.milliseconds))
    }
    if let read = pattern?.read(bytes) {
      if let ahead = read.zone { return Timestamp(milliseconds: read.milliseconds - ahead) }
      guard let zone else { return Timestamp(milliseconds: read.milliseconds) }
      // A day of which an hour is missing or comes twice is the formatter's.
      if let utc = zone.plainUTC(read.milliseconds) { return Timestamp(milliseconds: utc) }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if readsZone, ZoneName.isAbbreviated(in: text) { return nil }
    guard let date = formatter.date(from: text), date >= MappedClock.firstYear else { return nil }
    return Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
  }
}

/// A zone's clocks: what they are ahead of UTC, looked up once a day.
private final class LocalZone {
  private let zone: TimeZone
  /// Day of the zone's own clock, from 1970 → what it is ahead by all day, in milliseconds; nil where that changes.
  private var ahead: [Int64: Int64?] = [:]

  init(_ zone: TimeZone) { self.zone = zone }

  /// The moment at which the zone's clock shows `local`; where it does so twice, or never, the guess of a person who
  /// looks at the zone at that moment of UTC.
  func utc(_ local: Int64) -> Int64 {
    if let utc = plainUTC(local) { return utc }
    // The first guess misses near a change of clocks.
    return local - offset(at: local - offset(at: local))
  }

  /// The same on a day on which the clocks do not change, nor on the days before and after it; else nil.
  func plainUTC(_ local: Int64) -> Int64? {
    let length: Int64 = 86_400_000
    let day = local >= 0 ? local / length : (local - length + 1) / length
    if let known = ahead[day] { return known.map { local - $0 } }
    let (before, after) = (offset(at: (day - 1) * length), offset(at: (day + 2) * length))
    ahead[day] = .some(before == after ? before : nil)
    return before == after ? local - before : nil
  }

  private func offset(at utc: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc) / 1_000))) * 1_000
  }
}
