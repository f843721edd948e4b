import Foundation
import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Patterns of times")
struct TimePatternTests {
  private static let patterns = [
    "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy HH:mm", "MM.dd.yyyy", "yyyyMMddHHmm", "dd-MMM-yyyy hh:mma",
    "EEE, dd MMM yyyy HH:mm:ss Z",
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd HH:mm:ss zzz", "EEE MMM dd yyyy, hh:mm a", "'on' yyyy 'at' HH",
  ]

  private func formatter(_ pattern: String, _ zone: String) -> DateFormatter {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.calendar = Calendar(identifier: .gregorian)
    formatter.timeZone = TimeZone(identifier: zone)
    formatter.isLenient = false
    formatter.dateFormat = pattern
    return formatter
  }

  private func time(_ text: String, _ clock: MappedClock) -> Int64? {
    var text = text
    return text.withUTF8 { clock.time($0) }?.milliseconds
  }

  @Test(
    "What is read digit by digit is what the general formatter reads, all through a year of changing clocks",
    arguments: patterns)
  func oracle(pattern: String) throws {
    #expect(TimePattern(pattern) != nil)
    for zone in ["UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"] {
      let formatter = formatter(pattern, zone)
      let clock = MappedClock(pattern: pattern, zone: zone)
      // Every 7 hours and some of 2026.
      for step in 0..<1_250 {
        let text = formatter.string(from: Date(timeIntervalSince1970: 1_767_225_600 + Double(step) * 25_237))
        // An abbreviation may stand for several zones, of which the formatter takes one.
        let isRefused = pattern.contains("z") && ZoneName.isAbbreviated(in: text)
        let date = isRefused ? nil : formatter.date(from: text)
        let expected = date.map { Int64(($0.timeIntervalSince1970 * 1_000).rounded()) }
        #expect(time(text, clock) == expected, "\(pattern), \(zone): \(text)")
      }
    }
  }

  @Test("Spoilt texts: read as the general formatter reads them, or not at all", arguments: patterns)
  func spoilt(pattern: String) throws {
    let formatter = formatter(pattern, "Europe/London")
    let clock = MappedClock(pattern: pattern, zone: "Europe/London")
    let plain = Array(formatter.string(from: Date(timeIntervalSince1970: 1_772_452_800)).utf8)
    for place in plain.indices {
      for byte in [UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "x"), UInt8(ascii: "-")] {
        var bytes = plain
        bytes[place] = byte
        let text = String(decoding: bytes, as: UTF8.self)
        // A year of two or three digits is none of the pattern, whatever the formatter makes of it.
        let date = formatter.date(from: text).flatMap { $0.timeIntervalSince1970 < -30_610_224_000 ? nil : $0 }
        let expected = date.map { Int64(($0.timeIntervalSince1970 * 1_000).rounded()) }
        #expect(time(text, clock) == expected, "\(pattern): \(text)")
      }
    }
  }

  @Test("Patterns of other letters are left to the general formatter")
  func others() throws {
    #expect(TimePattern("d. MMMM yyyy") == nil)
    #expect(TimePattern("yyyy-MM-dd 'o''clock'") == nil)
    #expect(time("2. March 2026", MappedClock(pattern: "d. MMMM yyyy", zone: nil)) == 1_772_409_600_000)
  }
}
