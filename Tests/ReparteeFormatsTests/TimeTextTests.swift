import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Times")
struct TimeTextTests {
  private func parse(_ text: String) -> Int64? {
    Array(text.utf8).withUnsafeBufferPointer { TimeText.parse($0)?.milliseconds }
  }

  @Test(
    "ISO 8601 and Unix times",
    arguments: [
      ("1970-01-01", 0), ("1970-01-01T00:00:01Z", 1000), ("1970-01-01 00:00", 0), ("1970-01-01T01:00:00+01:00", 0),
      ("1969-12-31T23:00:00-0100", 0), ("1970-01-01t00:00:00.5z", 500), ("1970-01-01 00:00:00.123456 UTC", 123),
      ("2000-02-29T00:00:00Z", 951_782_400_000), ("2016-12-31T23:59:60Z", 1_483_228_799_000),
      ("0001-01-01", -62_135_596_800_000), ("100000000", 100_000_000_000), ("1341100972", 1_341_100_972_000),
      ("1341100972.25", 1_341_100_972_250), ("1341100972123", 1_341_100_972_123),
      ("99999999999", 99_999_999_999_000),
    ] as [(String, Int64)])
  func accepted(text: String, milliseconds: Int64) { #expect(parse(text) == milliseconds) }

  @Test(
    "What is no time",
    arguments: [
      "yesterday", "2020-13-01", "2020-02-30", "2021-02-29", "2020-01-01T25:00", "2020-01-01T10", "2020-1-1",
      "2020-01-01X", "2020-01-01T00:00:00+1", "1e9", "100000000000000", "1.", "--1", "01/02/2020", "1341100972x",
      // No platform is as old as 1973: such numbers count something else, or are the digits of a date.
      "0", "-1", "99999999", "20260105", "60.5", "-20260105",
      "0.0", "2020/13/01", "Sun, 35 Jan 2020 10:00:00 +0000",
    ])
  func refused(text: String) { #expect(parse(text) == nil) }

  @Test("Twitter's own way, zone included")
  func twitter() {
    func parse(_ text: String) -> Int64? {
      Array(text.utf8).withUnsafeBufferPointer { TimeText.twitter($0)?.milliseconds }
    }
    #expect(parse("Sun Aug 10 01:30:14 +0000 2014") == 1_407_634_214_000)
    #expect(parse("Sun Aug 10 02:30:14 +0100 2014") == 1_407_634_214_000)
    #expect(parse("Sun Abc 10 01:30:14 +0000 2014") == nil)
    #expect(parse("Sun Feb 30 01:30:14 +0000 2014") == nil)
    #expect(parse("2014-08-10T01:30:14Z") == nil)
  }
}
