import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeText

/// When and where people talked: by day, week or month, and platform by platform.
struct PlatformsSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    // A day or a platform of few people may tell who they are, and the others would tell it.
    guard SmallCounts.current == nil, input.measured.extent.posts > 0 else { return nil }
    var section = Briefing.PageSection("platforms", title: "When and where people talked")
    let days = input.diagrams.days
    let course = TimeCourse(of: input.measured) { days.number(ofDayOf: $0) }
    if let course {
      section.paragraphs = [Self.sentence(of: course, days)]
      section.figures = [
        Briefing.Picture(
          name: "time",
          caption: "Posts, the people who wrote them, and the people who came back to somebody after an answer, "
            + "\(course.step.words)\(course.isWhole ? "" : "; the first or the last may be cut by the window").",
          figure: Self.chart(of: course, on: input.diagrams))
      ]
    }
    section.tables = [
      Briefing.Table(
        name: "platforms", caption: "Where people talked, and how much of it the files hold.",
        table: PlatformTable.table(of: input.measured), shown: .max)
    ]
    return section
  }

  private static func sentence(of course: TimeCourse, _ days: LocalDays) -> String {
    let busiest = course.steps.max { ($0.posts, $1.firstDay) < ($1.posts, $0.firstDay) }
    guard let busiest else { return "" }
    let first = LocalDays.utc.words(forDayOf: Timestamp(daysSince1970: busiest.firstDay))
    let which =
      switch course.step {
      case .day: "on \(first)"
      case .week: "in the week from \(first)"
      case .month: "in the month from \(first)"
      }
    return "Most posts were written \(which)\(days.name.map { " (\($0))" } ?? ""): "
      + "\(NumberFormat.text(busiest.posts)) by \(NumberFormat.text(busiest.people, "person", "people"))."
      + (course.undated == 0
        ? "" : " \(NumberFormat.text(course.undated, "post has", "posts have")) no time and stand nowhere in it.")
  }

  private static func chart(of course: TimeCourse, on diagrams: DiagramContext) -> LineChart {
    func line(_ label: String, _ value: (TimeCourse.Step) -> Int) -> LineChart.Series {
      LineChart.Series(label: label, values: course.steps.map { Double(value($0)) })
    }
    var lines = [line("Posts", \.posts), line("People", \.people)]
    if course.steps.contains(where: { $0.returning > 0 }) { lines.append(line("Came back", \.returning)) }
    return LineChart(
      title: "Posts and people, \(course.step.words)", subtitle: diagrams.subtitle,
      places: course.steps.map {
        LocalDays.utc.shortWords(forDayOf: Timestamp(daysSince1970: $0.firstDay), withYear: course.step == .month)
      },
      series: lines, measure: "Posts and people \(course.step.words)")
  }
}
