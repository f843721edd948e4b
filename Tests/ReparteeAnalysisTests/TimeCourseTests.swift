import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

/// Posts, people and returns by day, week and month, and platform by platform.
@Suite struct TimeCourseTests {
  private let start: Int64 = 1_767_225_600

  /// Two people who talk on so many days, a day apart: a post, a reply, an answer and a return each.
  private func network(days: Int, apart: Int64 = 1) -> MeasuredNetwork {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let voices = (0..<2).map { builder.voices.append(platform: "local", id: .number($0)) }
    for day in 0..<Int64(days) {
      for step in 0..<Int64(4) {
        let id = day * 4 + step + 1
        builder.add(
          .init(
            id: .number(id), author: voices[Int(step) % 2], parent: step == 0 ? nil : .number(id - 1),
            time: Timestamp(seconds: start + day * apart * 86_400 + step * 60), kind: step == 0 ? .post : .reply),
          platform: platform)
      }
    }
    return MeasuredNetwork(ScopedNetwork(builder.build()))
  }

  private func taken(_ network: MeasuredNetwork) -> TimeCourse? { TimeCourse(of: network) { $0.daysSince1970 } }

  @Test func aDayHasItsPostsItsPeopleAndWhoCameBack() throws {
    let course = try #require(taken(network(days: 4)))
    #expect(course.step == .day && course.steps.count == 4 && course.undated == 0)
    // The one who replied came back after the answer.
    #expect(course.steps.allSatisfy { $0.posts == 4 && $0.people == 2 && $0.returning == 1 })
    #expect(course.steps.map(\.firstDay) == (0..<4).map { start / 86_400 + $0 })
  }

  @Test func longerTimesAreShownByWeeksAndMonthsWithoutAGap() throws {
    let weeks = try #require(taken(network(days: 30, apart: 10)))
    #expect(
      weeks.step == .week && zip(weeks.steps, weeks.steps.dropFirst()).allSatisfy { $1.firstDay - $0.firstDay == 7 })
    #expect(weeks.steps.allSatisfy { ($0.firstDay + 3) % 7 == 0 }, "weeks begin on Monday")
    #expect(weeks.steps.reduce(0) { $0 + $1.posts } == 120 && weeks.steps.contains { $0.posts == 0 })
    let months = try #require(taken(network(days: 30, apart: 40)))
    #expect(months.step == .month && months.steps.allSatisfy { CivilDate(daysSince1970: $0.firstDay).day == 1 })
    #expect(months.steps.reduce(0) { $0 + $1.posts } == 120)
  }

  @Test func tooFewStepsAreNoCourse() {
    #expect(taken(network(days: 2)) == nil)
  }

  @Test func eachPlatformHasItsOwnRow() {
    var builder = NetworkBuilder()
    for (name, posts) in [("a", 3), ("b", 1)] {
      let platform = builder.platform(named: name)
      for id in 1...Int64(posts) {
        let author = builder.voices.append(platform: name, id: .number(id))
        builder.add(
          .init(
            id: .number(id), author: author, parent: id == 1 ? nil : .number(1), time: Timestamp(seconds: start + id),
            kind: id == 1 ? .post : .reply),
          platform: platform)
      }
      builder.addReplyCount(posts, isWhole: true, ofPost: .number(1), platform: platform)
    }
    let table = PlatformTable.table(of: MeasuredNetwork(ScopedNetwork(builder.build())))
    let columns = ["platform", "people", "posts", "conversations", "replies_counted", "replies_held"]
    let places = columns.compactMap(table.columns.firstIndex)
    #expect(
      table.rows.map { row in places.map { row[$0] } } == [
        [.text("a"), .integer(3), .integer(3), .integer(1), .integer(3), .integer(2)],
        [.text("b"), .integer(1), .integer(1), .integer(1), .integer(1), .integer(0)],
      ])
  }
}
