import ReparteeGraph
import ReparteeMeasures

/// Posts, the people who wrote them and those who came back, day by day, week by week or month by month.
///
/// A step has every post of the window whose time lies in it; people are distinct voices that count as people within the
/// step, so that steps do not add up. Somebody comes back in the step in which the reply after an answer was written, whoever
/// was answered. Complexity: O(posts + exchanges · log).
package struct TimeCourse: Sendable {
  /// How long a step is.
  package enum StepLength: Sendable {
    case day, week, month

    /// “day by day”.
    package var words: String {
      switch self {
      case .day: "day by day"
      case .week: "week by week"
      case .month: "month by month"
      }
    }
  }

  /// One day, week from Monday, or month.
  package struct Step: Sendable, Equatable {
    /// The day it begins with, counted from 1 January 1970.
    package var firstDay: Int64
    /// Posts written in it.
    package var posts = 0
    /// Distinct people who wrote them.
    package var people = 0
    /// Distinct people who came back to somebody in it.
    package var returning = 0
  }

  /// How long the steps are.
  package let step: StepLength
  /// The steps, without a gap, the earliest first.
  package let steps: [Step]
  /// Posts of the window without a time.
  package let undated: Int
  /// Whether the first and the last step lie in the window as a whole.
  package let isWhole: Bool

  /// At most so many steps of a day are drawn, and at most so many of a week.
  private static let mostSteps = 62

  /// The course of a network's window.
  /// - Parameter day: the day of a moment in the calendar that is shown.
  /// - Returns: nil where fewer than three steps would be drawn, or more than a tenth of the posts have no time.
  package init?(of network: MeasuredNetwork, day: (Timestamp) -> Int64) {
    let scoped = network.scoped
    let posts = scoped.network.posts
    var days: [(day: Int64, author: UInt32)] = []
    var undated = 0
    for post in 0..<posts.count where scoped.isInWindow[post] {
      if posts.times[post] == Posts.untimed {
        undated += 1
      } else {
        days.append((day(Timestamp(milliseconds: posts.times[post])), posts.authors[post]))
      }
    }
    guard let first = days.lazy.map(\.day).min(), let last = days.lazy.map(\.day).max(),
      undated * 10 <= days.count + undated
    else { return nil }
    let step: StepLength =
      last - first < Self.mostSteps ? .day : last - first < 7 * Self.mostSteps ? .week : .month
    let starts = Self.starts(from: first, to: last, by: step)
    guard starts.count >= 3, starts.count <= 240 else { return nil }
    func place(of day: Int64) -> Int { (starts.partitioningIndex { $0 > day }) - 1 }

    var counts = starts.map { Step(firstDay: $0) }
    var people = [Set<UInt32>](repeating: [], count: starts.count)
    for (day, author) in days {
      let place = place(of: day)
      counts[place].posts += 1
      if author != Posts.none, scoped.isPerson[Int(author)] { people[place].insert(author) }
    }
    var returning = [Set<UInt32>](repeating: [], count: starts.count)
    for exchange in Conversed.exchanges(in: scoped) where exchange.time != Posts.untimed {
      let day = day(Timestamp(milliseconds: exchange.time))
      if day >= first, day <= last { returning[place(of: day)].insert(exchange.pair.person) }
    }
    for index in counts.indices {
      counts[index].people = people[index].count
      counts[index].returning = returning[index].count
    }
    self.step = step
    self.undated = undated
    steps = counts
    let window = scoped.scope.window
    let end = Self.next(after: starts[starts.count - 1], by: step)
    isWhole =
      (window.start.map { day($0) <= starts[0] } ?? (step == .day))
      && (window.end.map { day(Timestamp(milliseconds: $0.milliseconds - 1)) + 1 >= end } ?? (step == .day))
  }

  /// The first days of the steps that hold these days.
  private static func starts(from first: Int64, to last: Int64, by step: StepLength) -> [Int64] {
    var start =
      switch step {
      case .day: first
      // 1 January 1970 was a Thursday.
      case .week: first - ((first + 3) % 7 + 7) % 7
      case .month:
        CivilDate(
          year: CivilDate(daysSince1970: first).year, month: CivilDate(daysSince1970: first).month, day: 1
        ).daysSince1970
      }
    var starts: [Int64] = []
    while start <= last, starts.count <= 1_000 {
      starts.append(start)
      start = next(after: start, by: step)
    }
    return starts
  }

  private static func next(after start: Int64, by step: StepLength) -> Int64 {
    switch step {
    case .day: return start + 1
    case .week: return start + 7
    case .month:
      let date = CivilDate(daysSince1970: start)
      return CivilDate(
        year: date.month == 12 ? date.year + 1 : date.year, month: date.month == 12 ? 1 : date.month + 1, day: 1
      ).daysSince1970
    }
  }
}
