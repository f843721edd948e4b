import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import Testing

@Suite struct CalendarTests {
  private func moment(_ text: String) -> Timestamp { Timestamp(text: text) ?? Timestamp(milliseconds: .max) }

  private func starts(_ span: CalendarSpan, _ from: String, _ to: String) -> [String] {
    span.windows(touching: moment(from)..<moment(to)).compactMap { $0.start?.isoMoment }
  }

  @Test func weeksBeginOnMondays() {
    #expect(starts(.week, "2026-01-01T12:00Z", "2026-01-13") == ["2025-12-29", "2026-01-05", "2026-01-12"])
    #expect(starts(.week, "2026-01-05", "2026-01-12") == ["2026-01-05"])
    #expect(starts(.week, "1969-12-30", "1969-12-31") == ["1969-12-29"])
    #expect(Week.number(of: 0) == 0 && Week.start(of: 0).isoMoment == "1969-12-29")
  }

  @Test func monthsAndDays() {
    #expect(starts(.month, "2024-01-31", "2024-03-02") == ["2024-01-01", "2024-02-01", "2024-03-01"])
    #expect(starts(.month, "2025-12-05", "2026-01-01T00:00:01Z") == ["2025-12-01", "2026-01-01"])
    #expect(starts(.day, "2024-02-28T23:59:59Z", "2024-03-01T00:00:01Z") == ["2024-02-28", "2024-02-29", "2024-03-01"])
  }

  @Test func everyDayOfEightCenturiesIsItself() {
    for days in Int64(-150_000)...150_000 {
      let date = CivilDate(daysSince1970: days)
      #expect(date.daysSince1970 == days)
      if days.isMultiple(of: 997) {
        #expect(Timestamp(text: Timestamp(daysSince1970: days).isoDay) == Timestamp(daysSince1970: days))
      }
    }
  }

  @Test func momentsAsText() {
    #expect(moment("2026-01-05").isoMoment == "2026-01-05")
    #expect(moment("2026-01-05T01:02:03Z").isoMoment == "2026-01-05T01:02:03Z")
    #expect(moment("1969-12-31T23:59:59.5Z").isoMoment == "1969-12-31T23:59:59.500Z")
  }
}
